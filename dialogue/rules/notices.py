"""Who may draft, issue and publish the public notice; what a paper about the day must say. No writing."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from dialogue.rules.words import ONLY_OFFICE
from dialogue.states import ConferenceState, PublicNoticeState
from plans.states import ConferenceForm


def check_can_draft_public_notice(user, conference):
    if not conference.is_in_preparation:
        raise Refused("Hội nghị không còn ở bước chuẩn bị nên không soạn thông báo mới được.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    if conference.held_on is None:
        raise Refused("Hội nghị chưa có ngày. Hãy ấn định ngày rồi soạn thông báo công khai.")
    if conference.notices.current().exists():
        raise Refused("Hội nghị đã có thông báo cho ngày này. Hãy mở thông báo đó để sửa hoặc ban hành.")


def check_can_edit_public_notice(user, notice):
    if notice.state != PublicNoticeState.DRAFT:
        raise Refused("Thông báo đã ban hành nên không sửa được.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_issue_public_notice(user, notice):
    """LP-53: a notice says time, place, participants, content; it names the day that holds now."""
    check_state(notice, "issue")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)
    conference = notice.conference
    if conference.state != ConferenceState.SCHEDULED:
        raise Refused("Chỉ ban hành thông báo khi hội nghị đã ấn định ngày và chưa khai mạc.")
    missing = missing_for_papers(conference)
    if missing:
        raise Refused(f"Thông báo còn thiếu: {', '.join(missing)}. Hãy sửa thông tin hội nghị rồi ban hành.")


def missing_for_papers(conference):
    """What a notice or an invitation must say and the conference does not know yet."""
    needed = [
        ("giờ bắt đầu", conference.starts_at),
        ("địa điểm", conference.form == ConferenceForm.ONLINE or conference.venues.exists()),
        ("nội dung đối thoại", conference.content.strip()),
        ("người chủ trì", conference.chair_id),
    ]
    return [name for name, value in needed if not value]


def check_can_supersede_public_notice(user, notice):
    """The system's own act when the day moves (P10); only the state counts."""
    check_state(notice, "supersede")


def check_can_record_publication(user, notice):
    if notice.state != PublicNoticeState.ISSUED:
        raise Refused("Chỉ ghi nhận lần công khai của thông báo đã ban hành và còn hiệu lực.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)
