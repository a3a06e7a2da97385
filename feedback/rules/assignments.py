"""Who may accept, refuse, withdraw what was given to a unit."""

from core.access import need_role
from core.refusals import NotYourRole
from core.states import Role
from core.workflow import check_state
from feedback.rules.words import ONLY_OFFICE, OWN_UNIT


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


def check_can_complete_assignment(user, assignment):
    """By the system, as the petition is answered."""
    check_state(assignment, "complete")
