"""Who may record that an answer after the conference reached whom, and what may be recorded. No writing."""

from conclusions.rules.units import is_of
from conclusions.states import DONE, AnswerWay, Standing
from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import fold, long_date
from deadlines.services import rules_in_force
from deadlines.states import DeadlineKind

ONLY_WHO_ANSWERS = "Chỉ đơn vị được giao hoặc văn phòng được ghi việc trả lời. Hãy báo ngày và cách trả lời cho một trong hai nơi."
NO_PETITION = "Cam kết này không gắn với kiến nghị của ai nên không phải trả lời riêng."


def check_can_record_answer(user, commitment):
    """TD-71, QN-62: the unit that holds the promise tells who asked; the office may write it down for it."""
    if commitment.petition_id is None:
        raise Refused(NO_PETITION)
    if not is_of(user, commitment.unit):
        need_role(user, commitment, Role.OFFICE, sentence=ONLY_WHO_ANSWERS)


def written_rule(conference):
    """The plan's rule that takes answers in writing only (TD-72), or None where they may also be given by word (QN-61)."""
    rules = rules_in_force(
        conference.plan.regulation, [DeadlineKind.ANSWER_AFTER], conference_kind=conference.kind
    )
    return next((rule for rule in rules if not rule.is_statutory and _asks_for_writing(rule.text)), None)


def _asks_for_writing(text):
    words = fold(text)
    return "bang van ban" in words and "truc tiep" not in words


def check_answer(
    commitment, *, way, standing, delivered_on, number, place, witness, undelivered_reason, has_file
):
    """Either how, where and when it was told, or why it cannot be told (QN-61, TD-72)."""
    if undelivered_reason.strip():
        if delivered_on:
            raise Refused("Chỉ ghi một trong hai: ngày trả lời hoặc lý do không trả lời được.")
        return
    if not delivered_on:
        raise Refused("Hãy ghi ngày trả lời, hoặc ghi lý do không trả lời được.")
    _check_day(commitment, delivered_on)
    _check_standing(commitment, standing)
    if way == AnswerWay.WRITTEN and not number.strip() and not has_file:
        raise Refused("Trả lời bằng văn bản: hãy ghi số văn bản hoặc đính kèm tệp văn bản.")
    if way == AnswerWay.DIRECT:
        _check_direct(commitment, place, witness)
    elif way != AnswerWay.WRITTEN:
        raise Refused("Hãy chọn cách trả lời: trực tiếp hoặc bằng văn bản.")


def _check_day(commitment, delivered_on):
    if delivered_on > local_today():
        raise Refused("Ngày trả lời không được sau hôm nay. Hãy ghi vào ngày trả lời thật.")
    held_on = commitment.conference.held_on
    if delivered_on < held_on:
        raise Refused(f"Ngày trả lời không được trước ngày hội nghị, {long_date(held_on)}.")


def _check_standing(commitment, standing):
    """Nobody is told that a matter is settled before the unit has said so in its report."""
    if standing not in Standing.values:
        raise Refused("Hãy chọn tình trạng đã báo: đang chỉ đạo, giải quyết một phần hay đã giải quyết xong.")
    if standing == Standing.SETTLED and commitment.state not in DONE:
        raise Refused(
            "Đơn vị chưa báo cáo hoàn thành nên chưa báo “đã giải quyết xong”. Hãy báo cáo hoàn thành trước, "
            "hoặc chọn tình trạng đúng với hiện nay."
        )


def _check_direct(commitment, place, witness):
    rule = written_rule(commitment.conference)
    if rule is not None:
        raise Refused(f"Quy định “{rule.name}” yêu cầu trả lời bằng văn bản. Hãy chọn “Bằng văn bản”.")
    if not place.strip() or not witness.strip():
        raise Refused("Trả lời trực tiếp: hãy ghi nơi trả lời và người chứng kiến.")
