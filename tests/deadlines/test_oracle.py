"""The sums against a naive day-by-day oracle: 120,000 seeded random cases, and properties by hypothesis."""

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines.arithmetic import compute, evaluate
from deadlines.calendar import DayKind, DayRow, WorkingCalendar
from deadlines.library import calendar_of_years

REAL = calendar_of_years(range(2019, 2034))
CASES = 120_000
DAY = timedelta(days=1)


def oracle_works(on, off, make_up):
    """Written apart from the engine: a set of days off, a set of worked days, the week."""
    if on in make_up:
        return True
    if on in off:
        return False
    return on.isoweekday() <= 5


def oracle(anchor, amount, unit, direction, off, make_up):
    """(due, working target) by walking one day at a time."""
    step = 1 if direction == "after" else -1
    on = anchor.toordinal()
    if unit == "working_day":
        seen = 0
        while seen < amount:
            on += step
            if oracle_works(date.fromordinal(on), off, make_up):
                seen += 1
        return date.fromordinal(on), date.fromordinal(on)
    on += step * amount
    if direction == "after":
        while not oracle_works(date.fromordinal(on), off, make_up):
            on += 1
        return date.fromordinal(on), date.fromordinal(on)
    due = on
    while not oracle_works(date.fromordinal(on), off, make_up):
        on -= 1
    return date.fromordinal(due), date.fromordinal(on)


def random_table(dice):
    """Days off in runs, as holidays come, and made-up Saturdays; some years have none."""
    off, make_up = set(), set()
    for _ in range(dice.randint(0, 40)):
        start = date(2024, 1, 1) + timedelta(days=dice.randint(0, 1400))
        off |= {start + timedelta(days=i) for i in range(dice.randint(1, 9))}
    for _ in range(dice.randint(0, 12)):
        make_up.add(date(2024, 1, 6) + timedelta(days=7 * dice.randint(0, 200)))
    return off - make_up, make_up


def table_calendar(off, make_up):
    rows = [DayRow(d, DayKind.OFF, "nghỉ") for d in off] + [DayRow(d, DayKind.MAKE_UP, "bù") for d in make_up]
    return WorkingCalendar.of_rows(rows)


def test_engine_agrees_with_the_oracle_on_a_hundred_and_twenty_thousand_cases():
    dice = random.Random(20261121)
    for case in range(CASES):
        if case % 400 == 0:
            off, make_up = random_table(dice)
            calendar = table_calendar(off, make_up)
        anchor = date(2024, 1, 1) + timedelta(days=dice.randint(0, 1400))
        unit = "working_day" if dice.random() < 0.7 else "calendar_day"
        direction = "after" if dice.random() < 0.5 else "before"
        amount = dice.choice((1, 2, 3, 5, 7, 10, 15, dice.randint(1, 20)))
        result = compute(anchor, amount, unit, direction, calendar)
        expected = oracle(anchor, amount, unit, direction, off, make_up)
        assert (result.due_on, result.working_target_on) == expected, (
            anchor,
            amount,
            unit,
            direction,
            off,
            make_up,
        )


def test_engine_agrees_with_the_oracle_on_the_real_calendar():
    off, make_up = set(REAL.off), set(REAL.make_up)
    dice = random.Random(7)
    for _ in range(5_000):
        anchor = date(2020, 1, 1) + timedelta(days=dice.randint(0, 4000))
        text = f"{dice.choice('+-')}{dice.randint(1, 60)}{dice.choice(('wd', 'd'))}"
        unit = "working_day" if text.endswith("wd") else "calendar_day"
        direction = "after" if text[0] == "+" else "before"
        expected = oracle(anchor, int(text[1:].rstrip("wd")), unit, direction, off, make_up)
        assert evaluate(anchor, text, REAL).due_on == expected[0], (anchor, text)


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
amounts = st.integers(1, 40)
tables = st.builds(
    lambda off, weeks: table_calendar(off - {w for w in weeks if w in off}, weeks),
    st.sets(days, max_size=60),
    st.sets(days.map(lambda d: d + timedelta(days=(5 - d.weekday()) % 7)), max_size=8),
)
directions = st.sampled_from(["after", "before"])


@settings(max_examples=300, deadline=None)
@given(tables, days, amounts, directions)
def test_day_zero_is_never_the_due_day_and_the_due_day_is_worked(calendar, anchor, amount, direction):
    """E.4, day-0 property."""
    due = compute(anchor, amount, "working_day", direction, calendar).due_on
    assert due != anchor
    assert (due > anchor) == (direction == "after")
    assert calendar.is_working(due)


@settings(max_examples=300, deadline=None)
@given(tables, days, amounts)
def test_counting_back_returns_to_the_anchor_or_the_last_working_day_before_it(calendar, anchor, amount):
    """E.4, inverse."""
    due = compute(anchor, amount, "working_day", "after", calendar).due_on
    back = compute(due, amount, "working_day", "before", calendar).due_on
    assert back == calendar.last_working(anchor)


@settings(max_examples=300, deadline=None)
@given(
    tables, days, st.integers(0, 60), amounts, directions, st.sampled_from(["working_day", "calendar_day"])
)
def test_a_later_anchor_never_gives_an_earlier_due_day(calendar, anchor, gap, amount, direction, unit):
    """E.4, monotonic."""
    early = compute(anchor, amount, unit, direction, calendar).due_on
    late = compute(anchor + timedelta(days=gap), amount, unit, direction, calendar).due_on
    assert late >= early


@settings(max_examples=300, deadline=None)
@given(tables, days, amounts, amounts)
def test_fifteen_is_never_before_ten(calendar, anchor, less, more):
    less, more = sorted((less, more))
    for unit in ("working_day", "calendar_day"):
        assert (
            compute(anchor, less, unit, "after", calendar).due_on
            <= compute(anchor, more, unit, "after", calendar).due_on
        )


@settings(max_examples=200, deadline=None)
@given(tables, days, amounts, directions)
def test_the_account_names_every_day_once(calendar, anchor, amount, direction):
    """Each day between the anchor and the due day is counted or skipped with a reason, never both."""
    result = compute(anchor, amount, "working_day", direction, calendar)
    told = sorted([day.on for day in result.counted] + [day.on for day in result.skipped])
    low, high = sorted((anchor, result.due_on))
    between = [low + timedelta(days=i) for i in range((high - low).days + 1)]
    assert told == [day for day in between if day != anchor]
    assert all(day.reason for day in result.skipped)


@settings(max_examples=200, deadline=None)
@given(tables, days, days, amounts)
def test_reminder_thresholds_say_the_same_as_counting_each_deadline(calendar, today, due, days_before):
    """What the sweep asks of a due date in SQL is what counting from each deadline would give."""
    reminder_on = calendar.shift(due, -days_before)
    assert (due <= calendar.latest_due_within(today, days_before)) == (reminder_on <= today)
    begun = calendar.count(due, today)
    assert (due <= calendar.latest_due_missed_by(today, days_before)) == (begun >= days_before)
