"""Every (state, move, role) of every table, in one table-driven test (DESIGN, 8)."""

import importlib
from collections import Counter

import pytest

from core.models import User
from core.refusals import NotYourRole, Refused
from core.states import Role
from tests.house.house import stateful_models
from tests.house.minimal import Minimal

pytestmark = pytest.mark.django_db
HOLDERS = {
    Role.OFFICE: "office", Role.CHAIR: "chair", Role.UNIT: "unit", Role.FRONT: "front", Role.PARTY: "party",
    Role.PROVINCE: "province", Role.ADMIN: "admin",
}  # fmt: skip
# Moves whose rule asks for something else than one of the table's roles, and why.
EXCEPTIONS = {
    "deadline.meet": "asked by the act that meets it, in the act's own room",
    "deadline.unmeet": "asked by the act that undoes the meeting, in its own room",
    "deadline.cancel": "follows the cancelled conference or the withdrawn assignment",
    "deadline.reanchor": "follows the rescheduled conference",
    "deadline.recompute": "follows the calendar, which has a rule of its own",
}
# A part of a conference has the conference's state as well as its own.
AROUND = {
    "agenda_step": {"conference": {"state": "open"}},
    "contribution": {"conference": {"state": "open"}},
    "speaker_request": {"conference": {"state": "open"}},
}


def asked(rule, user, row):
    """What the rule says: "yes", "role" (403), "no" (409); "broken" for anything else that it raises."""
    try:
        rule(user, row)
    except NotYourRole as refusal:
        return "role", refusal.sentence
    except Refused as refusal:
        return "no", refusal.sentence
    return "yes", ""


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model.MOVES.noun)
def test_every_state_move_and_role(cast, model):
    """Wrong state: 409 for everybody, first of all. Wrong role: 403. Right both: never 403."""
    noun, wrong, seen = model.MOVES.noun, [], Counter()
    row = Minimal(cast, **AROUND.get(noun, {})).row(model)
    rules = importlib.import_module(f"{model._meta.app_label}.rules") if model.MOVES else None
    users = {role: User.objects.get(pk=getattr(cast, name).pk) for role, name in HOLDERS.items()}
    for name, move in model.MOVES.items():
        rule = getattr(rules, f"check_can_{name}_{noun}", None)
        if rule is None or move.by_system:
            continue
        for state, _ in model._meta.get_field("state").choices:
            row.state = state
            for role, user in users.items():
                answer, sentence = asked(rule, user, row)
                fits, entitled = state in move.sources, role in move.roles
                wanted = {"no"} if not fits else {"yes", "no"} if entitled else {"role"}
                if fits and f"{noun}.{name}" in EXCEPTIONS:
                    wanted = {"yes", "no"}
                seen[answer] += 1
                if answer not in wanted:
                    wrong.append(f"{name} in {state} by {role}: {answer} ({sentence}) instead of {wanted}")
                if sentence and not (sentence[0].isupper() or sentence[0] in "“‘") or "None" in sentence:
                    wrong.append(f"{name}: {sentence!r} is no full sentence")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model.MOVES.noun)
def test_nobody_of_another_commune_is_entitled(cast, neighbours, model):
    noun, wrong = model.MOVES.noun, []
    row = Minimal(cast, **AROUND.get(noun, {})).row(model)
    rules = importlib.import_module(f"{model._meta.app_label}.rules") if model.MOVES else None
    for name, move in model.MOVES.items():
        rule = getattr(rules, f"check_can_{name}_{noun}", None)
        if rule is None or move.by_system or f"{noun}.{name}" in EXCEPTIONS:
            continue
        row.state = move.sources[0]
        for role, holder in HOLDERS.items():
            answer, _ = asked(rule, getattr(neighbours, holder), row)
            if answer != "role":
                wrong.append(f"{name} by the neighbours' {role}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_every_exception_is_still_one():
    known = {f"{model.MOVES.noun}.{name}" for model in stateful_models() for name in model.MOVES}
    assert set(EXCEPTIONS) <= known
