"""Every (state, move, role) of this room's tables with yes or no, and the six places of each verb."""

import pytest
from django.urls import resolve, reverse

from conclusions import rules, services
from conclusions.states import (
    COMMITMENT_MOVES,
    CONCLUSION_NOTICE_MOVES,
    EXTENSION_REQUEST_MOVES,
    ITEM_CONFIRMATION_MOVES,
)
from core.refusals import NotYourRole, Refused
from core.states import Role
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.worlds import remembered

pytestmark = pytest.mark.django_db
PEOPLE = ("office", "chair", "unit", "front", "party", "province", "admin")
TABLES = (CONCLUSION_NOTICE_MOVES, EXTENSION_REQUEST_MOVES, COMMITMENT_MOVES, ITEM_CONFIRMATION_MOVES)
VERBS = [(table.noun, name) for table in TABLES for name in table if not table[name].by_system]


@pytest.fixture
def subjects(cast):
    return one_of_each(cast=cast)


@remembered
def one_of_each(*, cast):
    conference = make.a_held_conference(cast=cast)
    with on_the(make.DRAFTED_ON):
        request = make.an_extension_request(cast=cast, conference=conference)
    notice = make.an_issued_notice(cast=cast, conference=conference)
    commitment = conference.commitments.get()
    draft = make.a_draft(cast=cast)
    with on_the(make.DRAFTED_ON):
        asked = services.ask_units(notice=draft, actor=cast.clerk)[0]
    return {
        "conclusion_notice": notice, "extension_request": request, "commitment": commitment,
        "item_confirmation": asked,
    }  # fmt: skip


@pytest.mark.parametrize(("noun", "name"), VERBS)
def test_every_state_move_and_role(cast, subjects, noun, name):
    subject = subjects[noun]
    row = subject.MOVES[name]
    check = getattr(rules, f"check_can_{name}_{noun}")
    for state, _ in subject._meta.get_field("state").choices:
        type(subject).objects.filter(pk=subject.pk).update(state=state)
        subject.refresh_from_db()
        for person in PEOPLE:
            answer = None
            try:
                with on_the(make.ISSUED_ON):
                    check(getattr(cast, person), subject)
            except Refused as refused:
                answer = refused
                assert refused.sentence.endswith(".")
            allowed = state in row.sources and Role(person) in row.roles
            assert (answer is None) == allowed, (state, person, answer)
            assert isinstance(answer, NotYourRole) == (state in row.sources and not allowed)


@pytest.mark.parametrize(("noun", "name"), VERBS)
def test_each_verb_has_its_six_places(noun, name):
    assert hasattr(rules, f"check_can_{name}_{noun}")
    assert hasattr(services, f"{name}_{noun}")
    assert reverse(f"{noun}_{name}", args=[1])
    view = resolve(reverse(f"{noun}_{name}", args=[1])).func
    assert view.__name__ == f"{noun}_{name}"
