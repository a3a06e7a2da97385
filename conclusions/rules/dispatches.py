"""Who may record that the notice went out, send it by mail, and what may be recorded. No writing."""

from conclusions.states import ConclusionNoticeState, MailState
from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date, short_date
from core.workflow import check_state

ONLY_OFFICE_SENDS = "Chỉ văn phòng được ghi nhận việc gửi. Hãy báo văn phòng ngày gửi và bằng chứng."
NOT_ISSUED = "Thông báo chưa ban hành nên chưa ghi nhận gửi được. Hãy ban hành trước."


def check_has_ledger(notice):
    """Recipients are listed at the issue."""
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused(NOT_ISSUED)


def check_can_record_dispatch(user, notice):
    check_has_ledger(notice)
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


def check_receipt(dispatch, received_on):
    """A receipt is signed on the day of sending or later, and not in the future."""
    first = dispatch.sent_on or dispatch.notice.issued_on
    if received_on < first:
        what = "ngày gửi" if dispatch.sent_on else "ngày ban hành"
        raise Refused(
            f"{dispatch.label}: ngày nhận {short_date(received_on)} đứng trước {what} {short_date(first)}. "
            "Hãy xem lại ngày."
        )
    if received_on > local_today():
        raise Refused(f"{dispatch.label}: ngày nhận không được sau hôm nay. Hãy ghi ngày ký nhận thật.")


def check_can_mail_dispatch(user, dispatch):
    """One letter at a time to one address: another only when the last came back, or to another address."""
    check_can_record_dispatch(user, dispatch.notice)
    if dispatch.is_public:
        raise Refused("Dòng công khai không gửi thư. Hãy dùng trang “Công khai kết quả”.")
    if not dispatch.email:
        raise Refused(f"{dispatch.label} chưa có địa chỉ thư điện tử. Hãy ghi địa chỉ rồi gửi.")
    going = dispatch.mails.on_the_way_to(dispatch.email).last()
    if going is not None:
        state = "đang chờ gửi" if going.state == MailState.WAITING else "đã gửi"
        raise Refused(
            f"Thư tới {going.address} {state}, chưa bị trả lại, nên không gửi lần nữa. "
            "Muốn gửi tới nơi khác, hãy ghi địa chỉ khác."
        )


def check_can_bounce_dispatch_attempt(user, attempt):
    """By hand, where the returned letter reached a person and not the software's mailbox; `user` None: the software."""
    check_state(attempt, "bounce")
    if user is None:
        return
    need_role(user, attempt, Role.OFFICE, sentence=ONLY_OFFICE_SENDS)
    if attempt.state == MailState.WAITING:
        raise Refused("Thư này còn chờ gửi nên chưa thể bị trả lại. Hãy chờ phần mềm gửi xong.")


def check_can_send_dispatch_attempt(user, attempt):
    """By the worker, once the mail server took the letter."""
    check_state(attempt, "send")


def check_can_fail_dispatch_attempt(user, attempt):
    """By the worker, where no letter went out or nobody can tell."""
    check_state(attempt, "fail")
