"""Who may write and mend registrations to speak outside the hall. No writing."""

from core.access import has_role
from core.refusals import NotYourRole, Refused
from core.states import Role
from dialogue.rules.queue import OVER
from dialogue.states import RequestSource, RequestState

REGISTRATION_OVER = "Hội nghị đã bế mạc hoặc đã huỷ; danh sách đăng ký phát biểu chỉ còn để xem."
NOT_TAKEN = "Hội nghị này không nhận đăng ký phát biểu trước; ai muốn phát biểu đăng ký tại hội trường."
NOT_YOURS = "Chỉ Văn phòng, hoặc người đã ghi đăng ký này, mới sửa được. Hãy nhờ Văn phòng HĐND và UBND."


def sources_of(user, conference):
    """Which ways of registration this person writes down for the conference, the usual one first; none once it is over."""
    if conference.state in OVER:
        return []
    if has_role(user, conference, Role.OFFICE):
        return [RequestSource.PAPER, RequestSource.FRONT, RequestSource.VILLAGE]
    if has_role(user, conference, Role.FRONT):
        return [RequestSource.FRONT]
    if has_role(user, conference, Role.UNIT):
        return [RequestSource.VILLAGE]
    return []


def why_not_taken(conference):
    """Why nobody is registered any more or yet; "" while registrations are taken."""
    if conference.state in OVER:
        return REGISTRATION_OVER
    return "" if conference.is_under_way or conference.takes_registrations else NOT_TAKEN


def check_can_edit_speaker_request(user, speaker_request):
    """The office mends any, the Front and a hamlet what they wrote down themselves, while the person waits."""
    if speaker_request.conference.state in OVER:
        raise Refused(REGISTRATION_OVER)
    if speaker_request.state != RequestState.WAITING:
        raise Refused(f"{speaker_request.speaker} không còn trong hàng chờ, nên đăng ký này chỉ còn để xem.")
    is_own = user is not None and speaker_request.registered_by_id == user.pk
    if not (is_own or has_role(user, speaker_request, Role.OFFICE)):
        raise NotYourRole(NOT_YOURS)
