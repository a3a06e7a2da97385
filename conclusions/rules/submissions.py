"""Who may write to bodies outside the commune, record what they answer and tell it on. No writing."""

from conclusions.states import SENDERS, ConclusionNoticeState, SubmissionState
from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from feedback.models import Petition

ONLY_SENDERS = (
    "Chỉ đơn vị chịu trách nhiệm gửi hoặc văn phòng được ghi việc này. Hãy báo văn phòng số, ngày văn bản."
)
ONLY_OFFICE = "Chỉ văn phòng lập, sửa và kết thúc theo dõi văn bản gửi cơ quan ngoài xã. Hãy báo văn phòng."


def check_can_add_submission(user, notice):
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused("Thông báo kết luận chưa ban hành nên chưa lập văn bản gửi đi theo thông báo được.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_edit_submission(user, submission):
    """To whom, what, whose duty it is (D-24), by when: until it has been sent."""
    if submission.state != SubmissionState.TO_SEND:
        raise Refused(
            f"Văn bản này đang ở trạng thái “{submission.get_state_display()}” nên không sửa nơi nhận, nội dung nữa."
        )
    need_role(user, submission, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_send_submission(user, submission):
    check_state(submission, "send")
    _need_sender(user, submission)


def check_can_answer_submission(user, submission):
    check_state(submission, "answer")
    _need_sender(user, submission)


def check_can_remind_submission(user, submission):
    if submission.state != SubmissionState.SENT:
        raise Refused("Văn bản này không còn chờ trả lời nên không phải nhắc lại.")
    _need_sender(user, submission)


def check_can_relay_submission(user, submission):
    """LP-41: told on to who asked; what the petition then says is the office's to write."""
    check_state(submission, "relay")
    _need_sender(user, submission)
    if submission.petition_id is None:
        raise Refused(
            "Văn bản này không gắn với kiến nghị của ai nên không phải báo lại. Hãy nhờ văn phòng kết thúc."
        )
    waits_above = Petition.objects.reported_up().filter(pk=submission.petition_id).exists()
    if waits_above and Role.OFFICE not in user.roles:
        raise Refused("Kiến nghị này do văn phòng trả lời người dân. Hãy báo văn phòng ghi việc báo lại.")


def check_can_close_submission(user, submission):
    check_state(submission, "close")
    need_role(user, submission, Role.OFFICE, sentence=ONLY_OFFICE)


def _need_sender(user, submission):
    """Whoever has the duty (D-24); the office for everybody."""
    need_role(user, submission, *SENDERS, sentence=ONLY_SENDERS)
    if Role.OFFICE not in user.roles and submission.owner_id not in user.unit_ids:
        raise Refused(ONLY_SENDERS)


def check_sending(submission, *, sent_on, number, reply_due_on):
    """The letter's own day and number; a reply is wanted after it went out (LP-41)."""
    if sent_on > local_today():
        raise Refused("Ngày gửi không được sau hôm nay. Hãy ghi nhận vào ngày gửi thật.")
    held_on = submission.conference.held_on
    if sent_on < held_on:
        raise Refused(f"Ngày gửi không được trước ngày hội nghị, {long_date(held_on)}.")
    if not number.strip():
        raise Refused("Hãy ghi số, ký hiệu văn bản đã gửi.")
    if reply_due_on and reply_due_on <= sent_on:
        raise Refused(f"Hãy chọn ngày đề nghị trả lời sau ngày gửi, {long_date(sent_on)}.")


def check_waits_until(waits_until):
    """Asked again, the body gets a day that is still to come."""
    if waits_until <= local_today():
        raise Refused("Hãy chọn ngày chờ trả lời sau hôm nay.")


def check_reply(submission, *, replied_on, reply):
    """A reply comes after the letter, and says something that can be told on (LP-41)."""
    if replied_on > local_today():
        raise Refused("Ngày trả lời không được sau hôm nay.")
    if replied_on < submission.sent_on:
        raise Refused(f"Ngày trả lời không được trước ngày gửi, {long_date(submission.sent_on)}.")
    if not reply.strip():
        raise Refused("Hãy ghi nội dung trả lời để báo lại người kiến nghị.")


def check_relay(submission, *, relayed_on, relay_note):
    """Told on after the reply came, with how it was told (LP-41)."""
    if relayed_on > local_today():
        raise Refused("Ngày báo lại không được sau hôm nay.")
    if relayed_on < submission.replied_on:
        raise Refused(f"Ngày báo lại không được trước ngày có trả lời, {long_date(submission.replied_on)}.")
    if not relay_note.strip():
        raise Refused("Hãy ghi cách báo lại người kiến nghị: văn bản số mấy, gặp trực tiếp hay gọi điện.")
