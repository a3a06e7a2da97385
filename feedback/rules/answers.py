"""Who may write, send, return and approve an answer."""

from core.access import has_role, need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from feedback.models import PetitionSetting
from feedback.rules.assignments import need_own
from feedback.rules.words import ONLY_CHAIR, ONLY_OFFICE
from feedback.states import (
    AnswerState,
    AssignmentState,
)

ANSWER_NOT_OPEN = (
    "Bản trả lời đã gửi hoặc đã duyệt nên không sửa được. Muốn sửa, hãy đề nghị Văn phòng trả lại."
)


def check_can_write_answer(user, assignment):
    """LP-103: the lead unit, once it has accepted."""
    need_own(user, assignment)
    if not assignment.is_lead:
        raise Refused("Đơn vị phối hợp không soạn văn bản trả lời. Hãy gửi ý kiến cho đơn vị chủ trì.")
    if assignment.state == AssignmentState.OFFERED:
        raise Refused("Đơn vị chưa nhận việc. Hãy bấm “Nhận việc” rồi soạn trả lời.")
    if assignment.state != AssignmentState.ACCEPTED:
        raise Refused(
            f"Việc này “{assignment.get_state_display().lower()}” nên không soạn trả lời được nữa. "
            "Hãy tải lại trang để xem tình trạng mới."
        )


def check_can_edit_answer(user, answer):
    if answer.assignment is None:
        raise Refused("Lời tại hội nghị hoặc của cấp trên đã được ghi nhận nguyên văn nên không sửa ở đây.")
    need_own(user, answer.assignment)
    if answer.state not in (AnswerState.DRAFT, AnswerState.RETURNED):
        raise Refused(ANSWER_NOT_OPEN)
    check_can_write_answer(user, answer.assignment)


def check_can_submit_answer(user, answer):
    """LP-103, LP-104: the assigned unit only, with matter, measures and time."""
    check_state(answer, "submit")
    check_can_write_answer(user, answer.assignment)
    if not (answer.content.strip() and answer.measures.strip() and answer.time_text.strip()):
        raise Refused(
            "Bản trả lời phải có đủ nội dung, biện pháp và thời gian giải quyết. Hãy bổ sung rồi gửi."
        )


def check_can_return_answer(user, answer):
    """The office what it reads; what lies with the chair, the chair or the office that took it there."""
    check_state(answer, "return")
    need_role(user, answer, Role.OFFICE, Role.CHAIR, sentence=ONLY_OFFICE)
    if answer.state == AnswerState.SUBMITTED and not has_role(user, answer, Role.OFFICE):
        raise Refused(
            "Văn phòng đang đọc bản trả lời này. Văn phòng trình rồi người chủ trì duyệt hoặc trả lại."
        )


def check_can_approve_answer(user, answer):
    """The office, but not the person who wrote it, and only where the commune leaves it to the office."""
    check_state(answer, "approve")
    need_role(user, answer, Role.OFFICE, sentence=ONLY_OFFICE)
    if PetitionSetting.of(answer.commune).needs_chair_approval:
        raise Refused(
            "Xã quy định người chủ trì duyệt trả lời trước khi gửi dân. Hãy bấm “Trình người chủ trì”."
        )
    _check_not_own(user, answer)


def check_can_forward_answer(user, answer):
    """To the chair, where the commune wants the chair's own approval."""
    check_state(answer, "forward")
    need_role(user, answer, Role.OFFICE, sentence=ONLY_OFFICE)
    if not PetitionSetting.of(answer.commune).needs_chair_approval:
        raise Refused("Xã không yêu cầu người chủ trì duyệt trả lời. Hãy bấm “Duyệt trả lời”.")


def check_can_endorse_answer(user, answer):
    """Who presides, or their delegate for this conference; not who wrote it."""
    check_state(answer, "endorse")
    need_role(user, answer, Role.CHAIR, sentence=ONLY_CHAIR)
    _check_not_own(user, answer)


def _check_not_own(user, answer):
    if user.pk in (answer.written_by_id, answer.submitted_by_id):
        raise Refused("Người soạn không tự duyệt bản trả lời của mình. Hãy nhờ người khác duyệt.")
