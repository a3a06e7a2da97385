"""Who may remind the higher body of a letter and record what came back."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from feedback.rules.words import ONLY_OFFICE
from feedback.states import PetitionState


def check_waits_until(sent_on, waits_until):
    """A reply is awaited until some day after the letter went out."""
    if waits_until <= sent_on:
        raise Refused(f"Hãy chọn ngày chờ trả lời sau ngày gửi, {long_date(sent_on)}.")
    if waits_until.year > local_today().year + 5:
        raise Refused("Ngày chờ trả lời quá xa. Hãy xem lại năm của ngày vừa gõ.")


def check_can_remind_upward(user, petition):
    if petition.state != PetitionState.REPORTED_UP:
        raise Refused(f"Kiến nghị {petition.code} không còn chờ cấp trên trả lời nên không nhắc nữa.")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_record_reply_petition(user, petition):
    check_state(petition, "record_reply")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)


def check_reply(petition, replied_on, content):
    if replied_on > local_today():
        raise Refused("Ngày trả lời không thể sau hôm nay.")
    if petition.upward_on and replied_on < petition.upward_on:
        raise Refused(f"Ngày trả lời không thể trước ngày gửi báo cáo, {long_date(petition.upward_on)}.")
    if not content.strip():
        raise Refused("Hãy ghi nội dung cấp trên trả lời để báo lại người kiến nghị.")
