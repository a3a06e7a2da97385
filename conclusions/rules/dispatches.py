"""Who may record that the notice went out, and what may be recorded. No writing."""

from conclusions.states import ConclusionNoticeState
from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date

ONLY_OFFICE_SENDS = "Chỉ văn phòng được ghi nhận việc gửi. Hãy báo văn phòng ngày gửi và bằng chứng."


def check_can_record_dispatch(user, notice):
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused("Thông báo chưa ban hành nên chưa ghi nhận gửi được. Hãy ban hành trước.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_SENDS)


def check_dispatch(notice, *, sent_on, unsent_reason):
    """Either the day of sending, not before the issue and not in the future, or why it cannot be sent."""
    if not sent_on and not unsent_reason.strip():
        raise Refused("Hãy ghi ngày gửi, hoặc ghi lý do không gửi được.")
    if sent_on and unsent_reason.strip():
        raise Refused("Chỉ ghi một trong hai: ngày gửi hoặc lý do không gửi được.")
    if sent_on and sent_on < notice.issued_on:
        raise Refused(
            f"Ngày gửi không được trước ngày ban hành {long_date(notice.issued_on)}. Hãy xem lại ngày."
        )
    if sent_on and sent_on > local_today():
        raise Refused("Ngày gửi không được sau hôm nay. Hãy ghi nhận vào ngày gửi thật.")
