"""Who may accept, refuse, withdraw what was given to a unit."""

from core.access import need_role
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.workflow import check_state
from feedback.models import Answer
from feedback.models.assignments import SENT
from feedback.rules.words import ONLY_OFFICE, OWN_UNIT
from feedback.states import AssignmentState


def is_own(user, assignment):
    """Whether the person holds a post in the unit that the petition was given to."""
    return user.commune_id == assignment.commune_id and assignment.unit_id in user.unit_ids


def need_own(user, assignment):
    if not is_own(user, assignment):
        raise NotYourRole(f"{OWN_UNIT[:-1]} ({assignment.unit.short_name}).")


def check_can_accept_assignment(user, assignment):
    check_state(assignment, "accept")
    need_own(user, assignment)


def check_can_refuse_assignment(user, assignment):
    check_state(assignment, "refuse")
    need_own(user, assignment)


def check_can_withdraw_assignment(user, assignment):
    check_state(assignment, "withdraw")
    need_role(user, assignment, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_contribute_assignment(user, assignment):
    """A supporting unit hands its part to the lead, and may replace it until the lead has sent the answer."""
    check_state(assignment, "contribute")
    need_own(user, assignment)
    if assignment.is_lead:
        raise Refused("Đơn vị chủ trì soạn văn bản trả lời; ý kiến phối hợp là của các đơn vị phối hợp.")
    if Answer.objects.filter(petition=assignment.petition_id, state__in=SENT).exists():
        raise Refused(
            "Đơn vị chủ trì đã gửi bản trả lời nên không nhận thêm ý kiến phối hợp. Hãy báo Văn phòng."
        )


def check_can_reassign_petition(user, assignment):
    """The office follows the proposal of the unit that refused, while nobody else has the petition."""
    need_role(user, assignment, Role.OFFICE, sentence=ONLY_OFFICE)
    is_open = assignment.state == AssignmentState.REFUSED and assignment.is_lead
    if not (is_open and assignment.proposed_unit_id):
        raise Refused("Không có đề nghị giao đơn vị khác. Hãy bấm “Giao đơn vị” và tự chọn.")


def check_can_complete_assignment(user, assignment):
    """By the system, as the petition is answered."""
    check_state(assignment, "complete")
