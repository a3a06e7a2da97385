"""One verb, one word, six places: table, rule, service, url with view, label, test (DESIGN, 3)."""

import importlib
import inspect

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from tests.house.house import all_moves, names_of_tests, stateful_models

MOVES = all_moves()
IDS = [f"{model.MOVES.noun}.{move.name}" for model, move in MOVES]
each_move = pytest.mark.parametrize(("model", "move"), MOVES, ids=IDS)


def place(model, kind):
    """The module of the model's room, or None while it is missing."""
    name = f"{model._meta.app_label}.{kind}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None


@each_move
def test_the_table_reads_well(model, move):
    states = {value for value, _ in model._meta.get_field("state").choices}
    assert set(move.sources) <= states
    assert move.target is None or move.target in states
    assert move.label and move.label[0].isupper()
    assert move.sentence and not move.sentence[0].isupper() and not move.sentence.endswith(".")
    assert move.tone in ("normal", "primary", "danger")
    assert move.roles or move.by_system, "nobody may do it"


@each_move
def test_there_is_a_rule(model, move):
    rule = getattr(place(model, "rules"), f"check_can_{move.name}_{model.MOVES.noun}", None)
    assert rule or move.by_system
    if rule:
        assert len(inspect.signature(rule).parameters) >= 2


@each_move
def test_there_is_a_service_with_keywords_only(model, move):
    service = getattr(place(model, "services"), f"{move.name}_{model.MOVES.noun}", None)
    assert service, f"{model._meta.app_label}.services.{move.name}_{model.MOVES.noun}"
    parameters = inspect.signature(inspect.unwrap(service)).parameters
    assert "actor" in parameters
    assert all(
        parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD) for parameter in parameters.values()
    )


@each_move
def test_there_is_a_url_and_a_view_of_that_name(model, move):
    if move.by_system:
        pytest.skip("an act of the system has no page")
    name = f"{model.MOVES.noun}_{move.name}"
    try:
        match = resolve(reverse(name, args=[1]))
    except NoReverseMatch:
        pytest.fail(f"no url {name}")
    assert inspect.unwrap(match.func).__name__ == name
    assert move.is_form or "require_POST" in inspect.getsource(inspect.unwrap(match.func)), "the button posts"


@each_move
def test_there_is_a_test(model, move):
    wanted = f"test_{move.name}_{model.MOVES.noun}"
    assert any(name.startswith(wanted) for name in names_of_tests()), f"no {wanted}_…"


def test_no_noun_names_two_tables():
    nouns = [model.MOVES.noun for model in stateful_models()]
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model.MOVES.noun)
def test_every_state_is_first_or_reached(model):
    """No state is a dead name: a row begins in it or a move leads to it."""
    states = {value for value, _ in model._meta.get_field("state").choices}
    first = model._meta.get_field("state").default
    reached = {move.target for move in model.MOVES.values()} | {getattr(first, "value", first)}
    assert states <= reached, states - reached
