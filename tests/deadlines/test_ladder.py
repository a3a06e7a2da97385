"""What a page says of a deadline's reminders is what the sweep does (LP-18)."""

from datetime import date, timedelta

import pytest
import time_machine

from deadlines import services
from deadlines.models import Deadline
from deadlines.queries import ladder_of
from deadlines.sweep import sweep
from tests.factories.deadlines import a_deadline, a_subject, confirmed_years

pytestmark = pytest.mark.django_db
DUE = date(2026, 5, 28)


@pytest.fixture
def clock(commune, cast):
    with time_machine.travel("2026-05-14 03:00:00+00:00", tick=False) as clock:
        confirmed_years(commune=commune, admin=cast.admin)
        yield clock


def live(clock, start, days):
    """The worker sweeps once on each of these days."""
    for day in (start + timedelta(days=n) for n in range(days)):
        clock.move_to(f"{day} 03:00:00+00:00")
        sweep()


@pytest.mark.parametrize("due_on", [DUE, date(2026, 5, 30), date(2026, 6, 1), date(2026, 9, 3)])
def test_what_the_ladder_foretells_is_what_the_sweep_then_sends(clock, commune, cast, due_on):
    """LP-18: before, on the day, after it to the chair, weekly; the breach to the Front. Also around days off."""
    start = due_on - timedelta(days=14)
    clock.move_to(f"{start} 03:00:00+00:00")
    deadline = services.start_deadline(
        rule=None, kind="commitment", subject=a_subject(commune=commune), subject_label="Nạo vét mương",
        anchor_on=start, fixed_on=due_on, owner_unit=cast.units.economy, actor=cast.office, commune=commune,
    )  # fmt: skip
    foretold = ladder_of(deadline)
    assert [step.people for step in foretold if step.stage == "after1"] == [
        ("Phòng Kinh tế", "Người chủ trì")
    ]
    live(clock, start, 40)
    deadline = Deadline.objects.get(pk=deadline.pk)
    steps = ladder_of(deadline)
    gone = [step for step in steps if step.is_past]
    assert [(step.stage[:4], step.on) for step in gone][: len(foretold)] == [
        (step.stage[:4], step.on) for step in foretold
    ]
    people = {step.stage: step.people for step in gone}
    assert people["on"] == (cast.unit.full_name,)
    assert set(people["after1"]) == {cast.unit.full_name, cast.chair.full_name}
    assert people["breach"] == (cast.front.full_name,)
    (coming,) = [step for step in steps if not step.is_past]
    assert (coming.stage, (coming.on - gone[-1].on).days) == ("week", 7)


def test_a_stage_that_was_passed_over_says_so_and_went_to_nobody(clock, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office, owner_role="office")
    clock.move_to("2026-05-27 03:00:00+00:00")
    sweep()
    (three, one, *coming) = ladder_of(deadline)
    assert (three.stage, three.is_skipped, three.people) == ("b3", True, ())
    assert (one.stage, one.is_skipped, one.people) == (
        "b1",
        False,
        (cast.office.full_name, cast.clerk.full_name),
    )
    assert [step.stage for step in coming] == ["on", "breach", "after1", "week"]


def test_what_was_sent_for_the_date_before_is_still_told(clock, commune, cast):
    deadline = services.start_deadline(
        rule=None, kind="commitment", subject=a_subject(commune=commune), subject_label="Nạo vét mương",
        anchor_on=date(2026, 5, 14), fixed_on=DUE, owner_unit=cast.units.economy, actor=cast.office, commune=commune,
    )  # fmt: skip
    live(clock, DUE, 2)
    deadline.refresh_from_db()
    services.postpone_deadline(
        deadline=deadline, fixed_on=date(2026, 6, 30), reason="Mưa lũ.", actor=cast.chair
    )
    steps = ladder_of(deadline, former=[DUE])
    assert [(step.stage, step.due_on) for step in steps if step.is_past] == [
        ("on", DUE), ("breach", DUE), ("after1", DUE),
    ]  # fmt: skip
    assert {step.due_on for step in steps if not step.is_past} == {date(2026, 6, 30)}
    assert "breach" not in [step.stage for step in steps if not step.is_past], (
        "it stays on the record for good"
    )


def test_a_finished_deadline_sends_nothing_more_and_the_ladder_costs_few_queries(
    clock, commune, cast, django_assert_max_num_queries
):
    deadline = a_deadline(commune=commune, actor=cast.office, owner_role="office")
    live(clock, DUE, 3)
    deadline.refresh_from_db()
    services.meet_deadline(deadline=deadline, on=date(2026, 5, 30), actor=cast.office)
    with django_assert_max_num_queries(3):
        assert all(step.is_past for step in ladder_of(deadline))
