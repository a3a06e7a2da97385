"""Writes to collection rounds: planning, opening, closing, reopening. Who collects in them is `collectors`."""

from django.db import transaction

from core.editing import save_edit
from core.log import record
from core.workflow import move
from feedback import rules
from feedback.models import CollectionRound
from feedback.services.collectors import end_duty, follow_duty, start_duty, tell_collector

PLANNED = ("form", "from_on", "due_on")


@transaction.atomic
def add_collection_round(*, conference, values, actor):
    """Plan a round for a conference (LP-59). `values`: name, form (or None), from_on, due_on, instruction."""
    rules.check_can_add_collection_round(actor, conference.commune)
    rules.check_round_values(
        commune=conference.commune, conference=conference, **{name: values[name] for name in PLANNED}
    )
    row = CollectionRound.objects.create(commune=conference.commune, conference=conference, **values)
    record(actor=actor, action="collection_round.add", subject=row, sentence="đã lập đợt thu thập ý kiến")
    return row


@transaction.atomic
def edit_collection_round(*, collection_round, values, version, actor):
    """Change a round; running dates of those without a date of their own follow the round's."""
    rules.check_can_edit_collection_round(actor, collection_round)
    rules.check_round_values(
        commune=collection_round.commune, conference=collection_round.conference,
        **{name: values[name] for name in PLANNED},
    )  # fmt: skip
    rules.check_form_stays(collection_round, values["form"])
    save_edit(
        collection_round, actor=actor, version=version, values=values, action="collection_round.edit",
        sentence="đã sửa đợt thu thập ý kiến",
    )  # fmt: skip
    for collector in _collecting(collection_round):
        follow_duty(collector, actor)
    return collection_round


@transaction.atomic
def open_collection_round(*, collection_round, actor):
    """Collecting begins: each body is told and has its date."""
    rules.check_can_open_collection_round(actor, collection_round)
    move(collection_round, "open", actor=actor)
    for collector in _collecting(collection_round):
        start_duty(collector, actor)
        tell_collector(collector, "open", "Đơn vị được giao thu thập ý kiến")
    return collection_round


@transaction.atomic
def close_collection_round(*, collection_round, actor):
    """Nothing more comes in; a date still running ends, one already missed stays on the record."""
    rules.check_can_close_collection_round(actor, collection_round)
    still = list(_collecting(collection_round))
    move(collection_round, "close", actor=actor)
    for collector in still:
        end_duty(collector, "Đợt thu thập đã kết thúc.", actor)
    return collection_round


@transaction.atomic
def reopen_collection_round(*, collection_round, actor):
    """Collecting goes on; who had not handed in has a date again."""
    rules.check_can_reopen_collection_round(actor, collection_round)
    entry = move(collection_round, "reopen", actor=actor)
    for collector in _collecting(collection_round):
        start_duty(collector, actor)
        tell_collector(collector, f"reopen-{entry.pk}", "Đợt thu thập ý kiến được mở lại")
    return collection_round


def _collecting(collection_round):
    """The bodies that collect now, or will as soon as the round is open."""
    rows = collection_round.collectors.not_handed_in().select_related("unit", "commune")
    for row in rows:
        row.round = collection_round
    return rows
