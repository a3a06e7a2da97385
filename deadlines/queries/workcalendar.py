"""The working calendar as its pages show it: a year by months, a day in words, what a change would move."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from core.vietnamese import WEEKDAYS, weekday
from deadlines.loading import build_calendar, calendar_for, calendars_by_commune
from deadlines.models import CalendarDay, CalendarYear, Deadline
from deadlines.states import DayKind, YearState
from deadlines.sums import recomputed

MARGIN = timedelta(days=16)  # beyond it no run of days off reaches a working target


@dataclass(frozen=True)
class CalendarMove:
    """One running deadline whose date columns differ under the calendar: from which day to which."""

    deadline: Deadline
    from_on: date
    to_on: date
    fields: dict

    @property
    def moves_date(self):
        return self.from_on != self.to_on


def calendar_moves(*, commune=None, calendar=None, around=None, lock=False):
    """Running deadlines (of one commune or all) that `calendar` dates otherwise than their rows, as CalendarMoves.

    `calendar` None: each commune's own as the database has it now. `around`: (first, last) day of what changed,
    to look only at deadlines that can feel it.
    """
    rows = Deadline.objects.living().select_related("commune").order_by("pk")
    if commune is not None:
        rows = rows.of_commune(commune)
    if around is not None:
        rows = rows.filter(_touching(*around))
    if lock:
        rows = rows.select_for_update(of=("self",))
    national, special = calendars_by_commune() if calendar is None else (calendar, {})
    moves = []
    for deadline in rows:
        fields = recomputed(deadline, special.get(deadline.commune_id, national))
        if any(getattr(deadline, name) != value for name, value in fields.items()):
            moves.append(CalendarMove(deadline, deadline.due_on, fields["due_on"], fields))
    return moves


def _touching(first, last):
    first, last = first - MARGIN, last + MARGIN
    forward = Q(anchor_on__lte=last, due_on__gte=first)
    backward = Q(due_on__lte=last, anchor_on__gte=first)
    return forward | backward | Q(anchor_on=None, due_on__range=(first, last))


def preview_of_rows(*, commune, day_rows=(), without=()):
    """What would move in the commune if these DayRows held and the own rows of days `without` were gone."""
    changed = {row.on for row in day_rows}
    days = [
        day
        for day in CalendarDay.objects.of_commune(commune)
        if day.commune_id is None or day.day_on not in {*without, *changed}
    ]
    calendar = build_calendar(days, list(CalendarYear.objects.of_commune(commune)), extra=day_rows)
    days_touched = sorted({*changed, *without})
    moves = calendar_moves(commune=commune, calendar=calendar, around=(days_touched[0], days_touched[-1]))
    return sorted((m for m in moves if m.moves_date), key=lambda m: (m.from_on, m.deadline.pk))


def preview_of_confirmation(*, commune, year):
    """What confirming a year's table would move (rows dated by an older edition of it)."""
    moves = calendar_moves(
        commune=commune, calendar=calendar_for(commune), around=(date(year, 1, 1), date(year, 12, 31))
    )
    return sorted((m for m in moves if m.moves_date), key=lambda m: (m.from_on, m.deadline.pk))


# A year and a day for reading.


@dataclass(frozen=True)
class MonthPage:
    """One month: its weeks of cells for the grid, its special days for the list."""

    number: int
    weeks: list
    days: list
    working: int


@dataclass(frozen=True)
class Cell:
    on: date
    is_this_month: bool
    tone: str  # work, weekend, off, make_up, pending
    title: str


def year_table(commune, year):
    """Everything that the page of one year shows; three queries."""
    calendar = calendar_for(commune)
    rows = {row.day_on: row for row in CalendarDay.objects.of_commune(commune).filter(day_on__year=year)}
    entry = CalendarYear.objects.of_commune(commune).filter(year=year).last()
    months = [_month(calendar, rows, year, number) for number in range(1, 13)]
    return {
        "months": months,
        "entry": entry,
        "is_confirmed": entry is not None and entry.status == YearState.CONFIRMED,
        "status": entry.get_status_display() if entry else "Chưa nhập",
        "version": calendar.version([year]),
        "working": sum(month.working for month in months),
        "pending": [day for day in sorted(calendar.pending) if day.year == year],
        "weekdays": ["T2", "T3", "T4", "T5", "T6", "T7", "CN"],
    }


def _month(calendar, rows, year, number):
    weeks = [
        [Cell(day, day.month == number, *_nature(calendar, day)) for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    special = calendar.off.keys() | calendar.make_up.keys() | calendar.pending.keys()
    days = [
        _special(calendar, rows.get(day), day)
        for day in sorted(special)
        if (day.year, day.month) == (year, number)
    ]
    working = sum(cell.is_this_month and calendar.is_working(cell.on) for week in weeks for cell in week)
    return MonthPage(number, weeks, days, working)


def _special(calendar, row, day):
    known = calendar.off.get(day) or calendar.make_up.get(day) or calendar.pending.get(day)
    return {
        "on": day,
        "label": DayKind(known.kind).label,
        "tone": _nature(calendar, day)[0],
        "reason": known.reason,
        "legal_basis": known.legal_basis,
        "is_confirmed": known.is_confirmed,
        "row": row,
        "is_own": row is not None and row.commune_id is not None,
    }


def _nature(calendar, day):
    if day in calendar.pending:
        return "pending", f"{calendar.pending[day].reason} (chưa xác nhận)"
    if day in calendar.make_up:
        return "make_up", calendar.reason(day)
    if day in calendar.off:
        return "off", calendar.reason(day)
    return ("weekend", WEEKDAYS[day.weekday()]) if day.weekday() >= 5 else ("work", "")


def day_words(day, calendar):
    """A date in a few words for the field in which it is typed: weekday, then what kind of day it is."""
    tone, title = _nature(calendar, day)
    name = weekday(day)
    words = {
        "off": f"{name}, ngày nghỉ: {title}",
        "make_up": f"{name}, làm bù: {title}",
        "weekend": f"{name}, ngày nghỉ cuối tuần",
        "pending": f"{name}, có thể được nghỉ: {title}",
    }.get(tone, f"{name}, ngày làm việc")
    if calendar.unconfirmed_years([day.year]):
        words += f" (lịch năm {day.year} chưa xác nhận)"
    return words


def moved_words(moves):
    """How many deadlines a change moves, for the flash after it."""
    return f"{len(moves)} thời hạn đã được tính lại." if moves else "Không có thời hạn nào thay đổi."
