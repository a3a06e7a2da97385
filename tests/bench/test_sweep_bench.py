"""The sweep and the board over 100,000 open deadlines cost as many queries as over ten."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import DateField, F, Value
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEntry, Notice, Unit
from deadlines import ladders, services
from deadlines.bulk import insert_from
from deadlines.models import Deadline, Reminder
from deadlines.sweep import Swept, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 19)
# Days from today on which they are due: long past, yesterday, today, in two working days, far ahead.
SPREAD = (-30, -1, 0, 4, 60)


def make(*, commune, unit):
    """Five open deadlines of different subjects."""
    kind = ContentType.objects.get_for_model(Unit)
    for number, days in enumerate(SPREAD):
        due = TODAY + timedelta(days=days)
        Deadline.objects.create(
            commune=commune, subject_type=kind, subject_id=number, subject_label="Hội nghị định kỳ",
            label="Trả lời kiến nghị", kind="answer_after", unit="fixed_date", bound="by", fixed_on=due, due_on=due,
            original_due_on=due, working_target_on=due, owner_unit=unit, ladder=ladders.pack(ladders.DEFAULT_LADDER),
        )  # fmt: skip


def double(times):
    """Doubles the deadlines inside the database, none of the new ones swept; returns how many stand."""
    columns = {
        field.name: F(field.attname) for field in Deadline._meta.concrete_fields if not field.primary_key
    }
    for _ in range(times):
        have = Deadline.objects.count()
        fresh = {"subject_id": F("subject_id") + Value(have), "breached_on": Value(None, DateField())}
        insert_from(Deadline, Deadline.objects.open(), columns | fresh)
    return Deadline.objects.count()


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        result = act()
    return result, len(captured)


def test_the_sweep_over_a_hundred_thousand_takes_the_queries_of_ten(commune, cast):
    """Issue 2: «the sweep over 100,000 open deadlines is set-based (constant number of queries)»."""
    services.fill_year(2026)
    ContentType.objects.get_for_model(Deadline)  # kept by the process from then on
    make(commune=commune, unit=cast.unit.main_post.unit)
    seen, before = [], 0
    for times in (1, 14):
        count = double(times)
        fifth = (count - before) // len(SPREAD)
        swept, queries = queries_of(lambda: sweep(today=TODAY))
        again, queries_again = queries_of(lambda: sweep(today=TODAY))
        seen.append((queries, queries_again))
        assert swept.breaches == 2 * fifth
        assert again == Swept(0, 0, 0)
        assert Reminder.objects.filter(is_skipped=False).exclude(stage="breach").count() == 4 * count // len(
            SPREAD
        )
        before = count
    assert count >= 100_000
    assert seen[0] == seen[1]
    assert max(seen[1]) <= 20
    assert AuditEntry.objects.filter(action="deadline.breach").count() == 2 * count // len(SPREAD)
    assert Notice.objects.filter(recipient=cast.unit).count() == 4 * count // len(SPREAD)


def test_the_board_over_a_hundred_thousand_takes_the_queries_of_ten(commune, cast, client, sign_in):
    services.fill_year(2026)
    make(commune=commune, unit=cast.unit.main_post.unit)
    sign_in(cast.office)
    client.get(reverse("deadline_list"))  # the process builds its calendar once
    seen = []
    for times in (1, 14):
        count = double(times)
        with time_machine.travel("2026-11-19 03:00:00+00:00", tick=False):
            answer, queries = queries_of(lambda: client.get(reverse("deadline_list")))
        assert answer.context["page"].paginator.count == count
        seen.append(queries)
    assert seen[0] == seen[1] <= 10
