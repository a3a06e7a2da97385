"""A date that people set is set anew: the first one and its breach stay on the record (LP-18)."""

from datetime import date

import pytest
import time_machine

from core.log import history_of
from core.models import Notice
from core.refusals import Refused
from deadlines import services
from deadlines.models import Deadline, Reminder
from deadlines.sweep import sweep
from deadlines.wording import badge, explanation
from tests.factories.deadlines import a_deadline, a_subject, confirmed_years

pytestmark = pytest.mark.django_db
FIRST, LATER, LAST = date(2026, 5, 28), date(2026, 6, 15), date(2026, 7, 1)


@pytest.fixture
def may(commune, cast):
    with time_machine.travel("2026-05-20 03:00:00+00:00", tick=False) as clock:
        confirmed_years(commune=commune, admin=cast.admin)
        yield clock


@pytest.fixture
def fixed(may, commune, cast):
    """Of Phòng Kinh tế, due on a day that was set: 28/5/2026."""
    return services.start_deadline(
        rule=None, kind="commitment", subject=a_subject(commune=commune), subject_label="Nạo vét mương",
        anchor_on=date(2026, 5, 20), fixed_on=FIRST, owner_unit=cast.units.economy, actor=cast.office, commune=commune,
    )  # fmt: skip


def postpone(deadline, on, actor):
    return services.postpone_deadline(deadline=deadline, fixed_on=on, reason="Mưa lũ.", actor=actor)


def test_postpone_deadline_keeps_the_first_date_and_says_why(fixed, cast):
    """LP-18: the first date stays, however often it is set anew."""
    postpone(fixed, LATER, cast.chair)
    postpone(fixed, LAST, cast.chair)
    fixed.refresh_from_db()
    assert (fixed.due_on, fixed.original_due_on, fixed.working_target_on) == (LAST, FIRST, LAST)
    assert "Hạn ban đầu là thứ Năm, 28/05/2026" in explanation(fixed)[-1]
    assert "Mưa lũ" in explanation(fixed)[-1]
    assert history_of(fixed)[0].changes == {"Hạn": ["15/06/2026", "01/07/2026"]}


def test_postpone_deadline_keeps_a_breach_that_nobody_had_swept_yet(fixed, may, cast):
    may.move_to("2026-06-01 03:00:00+00:00")
    postpone(fixed, LATER, cast.chair)
    fixed.refresh_from_db()
    assert fixed.breached_on == date(2026, 5, 29)
    assert badge(fixed).tone == "info"
    services.meet_deadline(deadline=fixed, on=date(2026, 6, 10), actor=cast.unit)
    assert (fixed.is_met_late, fixed.breached_on) == (False, date(2026, 5, 29))


def test_postpone_deadline_begins_its_ladder_anew(fixed, may, cast):
    may.move_to("2026-05-28 03:00:00+00:00")
    sweep()
    assert Notice.objects.filter(recipient=cast.unit, key__endswith="on:28/05/2026").count() == 1
    postpone(fixed, LATER, cast.chair)
    assert not Reminder.objects.exists()
    may.move_to("2026-06-15 03:00:00+00:00")
    sweep()
    assert Notice.objects.filter(recipient=cast.unit, key__endswith="on:15/06/2026").count() == 1


@pytest.mark.parametrize("on", [FIRST, date(2026, 5, 27)])
def test_postpone_deadline_only_moves_later(fixed, cast, on):
    with pytest.raises(Refused, match="phải sau hạn đang ghi, thứ Năm, 28/05/2026"):
        postpone(fixed, on, cast.chair)
    assert fixed.fixed_on == FIRST


def test_postpone_deadline_leaves_counted_days_and_finished_ones_alone(fixed, may, commune, cast):
    """What a rule counts is extended by the rule's own figures, never by hand (P11)."""
    with pytest.raises(Refused, match="tính theo quy định nên không lùi được"):
        postpone(a_deadline(commune=commune, actor=cast.office), LAST, cast.chair)
    services.meet_deadline(deadline=fixed, on=FIRST, actor=cast.unit)
    with pytest.raises(Refused, match="Không thể “Lùi ngày đã ấn định”"):
        postpone(fixed, LATER, cast.chair)


def test_a_postponed_date_outlives_a_changed_calendar(fixed, cast):
    """P15: the calendar's change dates nothing anew that was set by hand, and forgets no first date."""
    postpone(fixed, LATER, cast.chair)
    services.recompute_open(actor=cast.admin)
    row = Deadline.objects.get(pk=fixed.pk)
    assert (row.due_on, row.original_due_on) == (LATER, FIRST)
