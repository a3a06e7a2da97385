"""Every move of a deadline: each (state, role) with yes or no, and the six places of each verb."""

from datetime import date

import pytest
import time_machine
from django.utils.module_loading import import_string

from core.refusals import NotYourRole, Refused
from core.states import Role
from deadlines import rules, services
from deadlines.models import Deadline
from deadlines.states import DEADLINE_MOVES, DeadlineState
from tests.factories.deadlines import a_deadline

pytestmark = pytest.mark.django_db
PEOPLE = ("office", "chair", "unit", "front", "party", "province", "admin")
# Moves that people make, and from which state; all others are made by the services of the acts themselves.
BY_PEOPLE = {"extend": {"open": {Role.CHAIR}}, "exempt": {"open": {Role.CHAIR}}}


@pytest.fixture
def deadline(commune, cast):
    with time_machine.travel("2026-05-20 03:00:00+00:00", tick=False):
        yield a_deadline(commune=commune, actor=cast.office)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("state", DeadlineState.values)
@pytest.mark.parametrize("name", BY_PEOPLE)
def test_every_state_move_and_role(deadline, cast, name, state, person):
    Deadline.objects.filter(pk=deadline.pk).update(state=state)
    deadline.refresh_from_db()
    allowed = Role(person) in BY_PEOPLE[name].get(state, set())
    check = getattr(rules, f"check_can_{name}_deadline")
    if allowed:
        check(getattr(cast, person), deadline)
        return
    with pytest.raises(Refused) as refused:
        check(getattr(cast, person), deadline)
    in_state = state in DEADLINE_MOVES[name].sources
    assert isinstance(refused.value, NotYourRole) == in_state
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("state", DeadlineState.values)
@pytest.mark.parametrize("name", [name for name, move in DEADLINE_MOVES.items() if move.by_system])
def test_every_state_of_moves_that_services_make(deadline, cast, name, state):
    Deadline.objects.filter(pk=deadline.pk).update(state=state)
    deadline.refresh_from_db()
    check = getattr(rules, f"check_can_{name}_deadline")
    if state in DEADLINE_MOVES[name].sources:
        check(cast.office, deadline)
    else:
        with pytest.raises(Refused):
            check(cast.office, deadline)


@pytest.mark.parametrize("name", DEADLINE_MOVES)
def test_each_verb_has_its_rule_and_service(name):
    assert import_string(f"deadlines.rules.check_can_{name}_deadline")
    assert hasattr(services, f"{name}_deadline")


def test_a_deadline_changed_meanwhile_is_refused(deadline, cast):
    """Two people at once: the second is told."""
    stale = Deadline.objects.get(pk=deadline.pk)
    services.meet_deadline(deadline=deadline, on=date(2026, 5, 20), actor=cast.office)
    with pytest.raises(Refused, match="Người khác vừa thay đổi"):
        services.cancel_deadline(deadline=stale, reason="Huỷ.", actor=cast.office)
