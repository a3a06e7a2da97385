"""Who may prepare, publish and take down the text of a notice for everybody, with the reason if not. No writing."""

from conclusions.states import ConclusionNoticeState, PublicationState
from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state

ONLY_OFFICE_PUBLISHES = "Chỉ văn phòng được công khai kết quả đối thoại. Hãy nhờ văn phòng công khai."


def check_can_prepare_result_publication(user, notice):
    """LP-33: what is published is an issued notice."""
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused("Thông báo kết luận chưa ban hành nên chưa công khai được. Hãy ban hành trước.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_PUBLISHES)


def check_can_edit_result_publication(user, publication):
    """What everybody reads is not changed under their eyes: it is taken down first."""
    if publication.state == PublicationState.PUBLISHED:
        raise Refused("Bản này đang công khai. Hãy gỡ xuống, nêu lý do, rồi giấu thêm và công khai lại.")
    need_role(user, publication, Role.OFFICE, sentence=ONLY_OFFICE_PUBLISHES)


def check_can_publish_result_publication(user, publication):
    check_state(publication, "publish")
    need_role(user, publication, Role.OFFICE, sentence=ONLY_OFFICE_PUBLISHES)
    if not any(part["lines"] for part in publication.content):
        raise Refused("Bản công khai không còn nội dung nào. Hãy bỏ bớt lệnh giấu rồi công khai.")


def check_is_read(is_checked):
    """No rule of a program sees everything: a person has read the whole text before everybody may."""
    if not is_checked:
        raise Refused("Hãy đọc lại toàn bộ bản công khai rồi đánh dấu xác nhận đã soát.")


def check_nothing_stands(pieces):
    """Petitioners may have been entered or corrected since the text was prepared."""
    if pieces:
        shown = ", ".join(f"“{piece}”" for piece in pieces[:5])
        raise Refused(
            f"Bản công khai còn dữ liệu cá nhân: {shown}. Hãy bấm “Giấu thêm” rồi lập lại bản công khai."
        )


def check_can_withdraw_result_publication(user, publication):
    check_state(publication, "withdraw")
    need_role(user, publication, Role.OFFICE, sentence=ONLY_OFFICE_PUBLISHES)
