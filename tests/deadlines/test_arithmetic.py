"""The sums of requirements E.3, each worked example by its number, and the principles behind them."""

from datetime import date

import pytest

from deadlines.arithmetic import (
    BadSum,
    before_date,
    by_date,
    compute,
    evaluate,
    month,
    quarter,
    slack,
    window,
    years_touched,
)
from deadlines.calendar import DayKind, DayRow, WorkingCalendar, YearState
from deadlines.library import calendar_of_years

WITH = calendar_of_years(range(2022, 2029))
WITHOUT = calendar_of_years(range(2022, 2029), with_swaps=False)

# Row, anchor, form, due with the swap table, due without it, the days counted as the row lists them.
WORKED = [
    ("E-01", "2026-06-18", "-7wd", "2026-06-09", "2026-06-09", "17/06 16/06 15/06 12/06 11/06 10/06 09/06"),
    ("E-01 strict", "2026-06-18", "-8wd", "2026-06-08", "2026-06-08", ""),
    ("E-02", "2026-05-14", "-7wd", "2026-05-05", "2026-05-05", "13/05 12/05 11/05 08/05 07/05 06/05 05/05"),
    ("E-02 strict", "2026-05-14", "-8wd", "2026-05-04", "2026-05-04", ""),
    ("E-03", "2026-05-08", "-7wd", "2026-04-24", "2026-04-24", "07/05 06/05 05/05 04/05 29/04 28/04 24/04"),
    ("E-06", "2025-04-29", "-7wd", "2025-04-21", "2025-04-18", "28/04 26/04 25/04 24/04 23/04 22/04 21/04"),
    ("E-07", "2026-05-14", "+10wd", "2026-05-28", "2026-05-28",
     "15/05 18/05 19/05 20/05 21/05 22/05 25/05 26/05 27/05 28/05"),
    ("E-08", "2026-05-14", "+15wd", "2026-06-04", "2026-06-04",
     "15/05 18/05 19/05 20/05 21/05 22/05 25/05 26/05 27/05 28/05 29/05 01/06 02/06 03/06 04/06"),
    ("E-09", "2026-04-24", "+10wd", "2026-05-13", "2026-05-13",
     "28/04 29/04 04/05 05/05 06/05 07/05 08/05 11/05 12/05 13/05"),
    ("E-11", "2026-02-10", "+10wd", "2026-03-03", "2026-03-03",
     "11/02 12/02 13/02 23/02 24/02 25/02 26/02 27/02 02/03 03/03"),
    ("E-12", "2026-02-10", "+15wd", "2026-03-10", "2026-03-10",
     "11/02 12/02 13/02 23/02 24/02 25/02 26/02 27/02 02/03 03/03 04/03 05/03 06/03 09/03 10/03"),
    ("E-13", "2025-04-28", "+10wd", "2025-05-15", "2025-05-14",
     "29/04 05/05 06/05 07/05 08/05 09/05 12/05 13/05 14/05 15/05"),
    ("E-15", "2025-12-31", "+10wd", "2026-01-15", "2026-01-15",
     "05/01 06/01 07/01 08/01 09/01 10/01 12/01 13/01 14/01 15/01"),
    ("E-16", "2026-03-29", "+10wd", "2026-04-10", "2026-04-10",
     "30/03 31/03 01/04 02/04 03/04 06/04 07/04 08/04 09/04 10/04"),
    ("E-17", "2026-01-10", "+5wd", "2026-01-16", "2026-01-16", "12/01 13/01 14/01 15/01 16/01"),
    ("E-18", "2026-05-14", "+5wd", "2026-05-21", "2026-05-21", "15/05 18/05 19/05 20/05 21/05"),
    ("E-19", "2026-05-22", "+10wd", "2026-06-05", "2026-06-05",
     "25/05 26/05 27/05 28/05 29/05 01/06 02/06 03/06 04/06 05/06"),
    ("E-20", "2026-06-05", "+7wd", "2026-06-16", "2026-06-16", "08/06 09/06 10/06 11/06 12/06 15/06 16/06"),
    ("E-21", "2026-05-22", "+15wd", "2026-06-12", "2026-06-12",
     "25/05 26/05 27/05 28/05 29/05 01/06 02/06 03/06 04/06 05/06 08/06 09/06 10/06 11/06 12/06"),
    ("E-23", "2026-05-25", "+7wd", "2026-06-03", "2026-06-03", "26/05 27/05 28/05 29/05 01/06 02/06 03/06"),
    ("E-24", "2023-09-13", "+5wd", "2023-09-20", "2023-09-20", "14/09 15/09 18/09 19/09 20/09"),
    ("E-25", "2023-09-13", "+15wd", "2023-10-04", "2023-10-04",
     "14/09 15/09 18/09 19/09 20/09 21/09 22/09 25/09 26/09 27/09 28/09 29/09 02/10 03/10 04/10"),
    ("E-27", "2023-09-13", "-5d", "2023-09-08", "2023-09-08", ""),
    ("E-28", "2023-09-13", "-2d", "2023-09-11", "2023-09-11", ""),
    ("E-30", None, "before:2026-05-16", "2026-05-15", "2026-05-15", ""),
    ("E-32", None, "before:2026-05-20", "2026-05-19", "2026-05-19", ""),
    ("E-34 window", None, "before:2025-11-15", "2025-11-14", "2025-11-14", ""),
    ("E-34 notice", "2025-11-14", "-7wd", "2025-11-05", "2025-11-05", ""),
    ("E-34 conclusion", "2025-11-14", "+10wd", "2025-11-28", "2025-11-28", ""),
    ("E-35", None, "quarter:2025-4", "2025-12-31", "2025-12-31", ""),
    ("E-37 law", "2026-05-14", "-7d", "2026-05-07", "2026-05-07", ""),
    ("E-38 law", "2026-05-14", "+10d", "2026-05-25", "2026-05-25", ""),
    ("E-42", "2026-06-15", "-7wd", "2026-06-04", "2026-06-04", ""),
    ("E-43", "2026-07-07", "+10wd", "2026-07-21", "2026-07-21", ""),
    # The calculator's own examples of the issue, and DESIGN §4's.
    ("DESIGN", "2026-11-16", "-7wd", "2026-11-05", "2026-11-05", ""),
]  # fmt: skip


def sum_of(anchor, text, calendar):
    return evaluate(date.fromisoformat(anchor) if anchor else None, text, calendar)


@pytest.mark.parametrize(
    ("row", "anchor", "text", "due", "bare", "counted"), WORKED, ids=[row[0] for row in WORKED]
)
def test_worked_example_with_the_swap_table(row, anchor, text, due, bare, counted):
    result = sum_of(anchor, text, WITH)
    assert result.due_on.isoformat() == due, row
    if counted:
        assert [f"{day.on:%d/%m}" for day in result.counted] == counted.split()
        assert [day.number for day in result.counted] == list(range(1, len(result.counted) + 1))


@pytest.mark.parametrize(
    ("row", "anchor", "text", "due", "bare", "counted"), WORKED, ids=[row[0] for row in WORKED]
)
def test_worked_example_without_the_swap_table(row, anchor, text, due, bare, counted):
    assert sum_of(anchor, text, WITHOUT).due_on.isoformat() == bare, row


def test_no_working_day_lies_between_collection_and_answers():
    """E-33, D-03: 15/5 is a Friday, the answers are due on Sunday 17/5."""
    assert slack(date(2026, 5, 15), date(2026, 5, 17), WITH) == 0
    assert slack(date(2026, 5, 15), date(2026, 5, 20), WITH) == 2


def test_fixed_date_on_a_weekend_keeps_its_day_and_names_the_working_target():
    """TD-44, P5: «trước ngày 18/5/2026» ends on Sunday 17/5, the work on Friday 15/5."""
    result = before_date(date(2026, 5, 18), WITH)
    assert (result.due_on, result.working_target_on) == (date(2026, 5, 17), date(2026, 5, 15))


def test_by_date_includes_its_day():
    assert by_date(date(2026, 5, 18), WITH).due_on == date(2026, 5, 18)


def test_backward_calendar_days_never_move_later():
    """P4: a Sunday stays the legal date; the working target lies before it."""
    result = compute(date(2026, 5, 19), 2, "calendar_day", "before", WITH)
    assert (result.due_on, result.working_target_on) == (date(2026, 5, 17), date(2026, 5, 15))
    assert not result.is_provisional


def test_forward_calendar_days_end_on_a_working_day():
    """P6, E-38: Sunday 24/5 becomes Monday 25/5, and the account says so."""
    result = compute(date(2026, 5, 14), 10, "calendar_day", "after", WITH)
    assert (result.nominal_on, result.due_on) == (date(2026, 5, 24), date(2026, 5, 25))
    assert [day.on for day in result.skipped] == [date(2026, 5, 24)]


def test_tet_days_are_skipped_each_with_its_reason():
    """E-11: five weekdays of Tết Bính Ngọ and the weekends around them."""
    skipped = {day.on: day.reason for day in sum_of("2026-02-10", "+10wd", WITH).skipped}
    assert {date(2026, 2, d) for d in range(14, 23)} <= set(skipped)
    assert "Tết" in skipped[date(2026, 2, 17)]
    assert skipped[date(2026, 2, 15)] == "Chủ nhật"


def test_the_made_up_saturday_counts_and_the_swapped_friday_does_not():
    """E-15: 2/1/2026 is off, Saturday 10/1/2026 is worked; the holidays package alone knows neither."""
    result = sum_of("2025-12-31", "+10wd", WITH)
    assert date(2026, 1, 10) in [day.on for day in result.counted]
    assert date(2026, 1, 2) in [day.on for day in result.skipped]


def test_quarter_and_month_are_windows_with_both_ends():
    assert (quarter(2026, 2, WITH).starts_on, quarter(2026, 2, WITH).due_on) == (
        date(2026, 4, 1),
        date(2026, 6, 30),
    )
    assert (month(2026, 12, WITH).starts_on, month(2026, 12, WITH).due_on) == (
        date(2026, 12, 1),
        date(2026, 12, 31),
    )
    assert month(2024, 2, WITH).due_on == date(2024, 2, 29)


def test_unconfirmed_year_gives_the_date_and_a_warning():
    """P15."""
    result = sum_of("2026-12-28", "+5wd", WITH)
    assert result.is_provisional
    assert "tạm tính" in result.warnings[0]
    assert "2026, 2027" in result.warnings[0]


def test_confirmed_years_give_no_warning():
    calendar = WorkingCalendar(years={2026: YearState.CONFIRMED}, versions={2026: "2026.3"})
    result = sum_of("2026-05-14", "+10wd", calendar)
    assert (result.warnings, result.is_provisional, result.calendar_version) == ((), False, "2026.3")


def test_a_day_off_not_yet_official_counts_as_worked_and_warns_with_the_other_date():
    """24/11/2026 rests on a resolution only: it moves nothing until it is confirmed."""
    result = sum_of("2026-11-20", "+5wd", WITH)
    assert result.due_on == date(2026, 11, 27)
    assert any("24/11/2026" in line and "30/11/2026" in line for line in result.warnings)
    assert sum_of("2026-11-20", "+5wd", WITH.with_pending(date(2026, 11, 24))).due_on == date(2026, 11, 30)


def test_a_later_row_wins_so_that_a_commune_overrides_the_nation():
    day = date(2026, 5, 15)
    calendar = WorkingCalendar.of_rows(
        [DayRow(day, DayKind.OFF, "nghỉ"), DayRow(day, DayKind.MAKE_UP, "xã làm việc theo kế hoạch")]
    )
    assert calendar.is_working(day)


@pytest.mark.parametrize("amount", [0, -1, 3661, 2.5, True, None])
def test_an_amount_that_is_no_count_of_days_is_refused_with_a_sentence(amount):
    with pytest.raises(BadSum, match="Số ngày phải là số nguyên"):
        compute(date(2026, 5, 14), amount, "working_day", "after", WITH)


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        (None, "+10wd"),
        ("2026-05-14", "10"),
        ("2026-05-14", "+10w"),
        ("2026-05-14", "before:16/5/2026"),
        ("2026-05-14", "before:2026-02-30"),
        ("2026-05-14", "quarter:2026-5"),
        ("2026-05-14", "month:2026-13"),
        ("9999-12-30", "+10wd"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused_with_a_sentence(anchor, text):
    with pytest.raises(BadSum) as refused:
        sum_of(anchor, text, WITH)
    assert str(refused.value).endswith(".")


def test_window_must_not_end_before_it_begins():
    with pytest.raises(BadSum):
        window(date(2026, 5, 2), date(2026, 5, 1), WITH)


def test_years_touched_reach_as_far_as_the_amount():
    assert years_touched(date(2026, 5, 14), "+10wd") == {2025, 2026, 2027}
    assert 2030 in years_touched(date(2026, 5, 14), "+700wd")
    assert years_touched(None, "before:2026-05-16") == {2025, 2026, 2027}
