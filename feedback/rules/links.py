"""Who may send out a one-petition link, and whether one still opens anything."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from feedback.rules.assignments import is_own
from feedback.rules.words import ONLY_OFFICE

USED = "Việc trong liên kết này đã làm xong và đã tới Văn phòng. Cảm ơn anh/chị; không cần làm gì thêm."
EXPIRED = "Liên kết đã hết hạn. Hãy đăng nhập phần mềm để làm tiếp, hoặc nhờ Văn phòng gửi liên kết mới."
CLOSED = "Liên kết không còn hiệu lực. Hãy đăng nhập phần mềm để xem, hoặc hỏi Văn phòng HĐND và UBND xã."


def check_can_make_answer_link(user, assignment):
    """The office, for a running task; never for a restricted petition (LP-29).

    A link opens without a password and a mail is easily passed on: words about an official are read only by
    somebody who has signed in.
    """
    need_role(user, assignment, Role.OFFICE, sentence=ONLY_OFFICE)
    if not assignment.is_running:
        raise Refused(
            f"Việc này “{assignment.get_state_display().lower()}” nên không gửi liên kết trả lời được nữa."
        )
    if assignment.petition.is_restricted:
        raise Refused(
            f"Kiến nghị {assignment.petition.code} thuộc diện hạn chế người xem nên không gửi liên kết qua thư. "
            "Đơn vị đăng nhập phần mềm để trả lời."
        )


def check_recipients(assignment, people):
    if not people:
        raise Refused(
            f"{assignment.unit.short_name} chưa có ai nhận thư điện tử. Hãy nhờ quản trị ghi địa chỉ thư, "
            "hoặc giao mà không gửi liên kết."
        )


def check_can_revoke_answer_link(user, link):
    need_role(user, link, Role.OFFICE, sentence=ONLY_OFFICE)
    if link.used_at or link.revoked_at:
        raise Refused("Liên kết này đã dùng xong hoặc đã thu hồi.")


def check_link_opens(link, now):
    """Whether the row behind a well-signed token still opens its petition, for whom it was sent."""
    if link.used_at:
        raise Refused(USED)
    if link.revoked_at or not link.assignment.is_running or link.assignment.petition.is_restricted:
        raise Refused(CLOSED)
    if not (link.recipient.is_active and is_own(link.recipient, link.assignment)):
        raise Refused(CLOSED)
    if link.expires_at <= now:
        raise Refused(EXPIRED)
