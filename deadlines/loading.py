"""The working calendar of a commune as the database has it, remembered for one request or one run. Reads only."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from core.clock import local_today
from deadlines import library
from deadlines.calendar import DayKind, DayRow, WorkingCalendar, YearState
from deadlines.models import CalendarDay, CalendarYear

FIRST_YEAR = 2015  # nothing that the office still counts began earlier
YEARS_AHEAD = 6

SHELF_SIZE = 500  # calendars kept by one process: a province has some hundred communes

_memory = ContextVar("calendars", default=None)
# Calendars by the editions of their years: any change of a day gives its year a new edition.
_shelf = {}


@contextmanager
def remembered_calendars():
    """Within it each commune's calendar is read once; a request and a sweep are such a span."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def forget_calendars():
    """After a change of the calendar within the same request."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()


def calendar_for(commune):
    """The WorkingCalendar of a commune (None: the nation's).

    One query when the process has built it before, for the years' editions tell whether a day has changed
    since; two otherwise, none within `remembered_calendars` after the first.
    """
    memory = _memory.get()
    key = commune.pk if commune else None
    if memory is not None and key in memory:
        return memory[key]
    rows = CalendarYear.objects.of_commune(commune) if commune else CalendarYear.objects.national()
    calendar = _built(commune, list(rows))
    if memory is not None:
        memory[key] = calendar
    return calendar


def _built(commune, years):
    editions = (local_today().year, *(row.edition for row in years))
    if editions not in _shelf:
        days = CalendarDay.objects.of_commune(commune) if commune else CalendarDay.objects.national()
        if len(_shelf) >= SHELF_SIZE:
            _shelf.clear()
        _shelf[editions] = build_calendar(list(days), years)
    return _shelf[editions]


def calendars_by_commune():
    """All calendars in two queries: (the nation's, {commune id: its own} for communes with rows of their own)."""
    days, years = list(CalendarDay.objects.all()), list(CalendarYear.objects.all())
    national_days = [row for row in days if row.commune_id is None]
    national_years = [row for row in years if row.commune_id is None]
    own = {row.commune_id for row in [*days, *years]} - {None}
    special = {
        pk: build_calendar(
            national_days + [row for row in days if row.commune_id == pk],
            national_years + [row for row in years if row.commune_id == pk],
        )
        for pk in own
    }
    return build_calendar(national_days, national_years), special


def build_calendar(days, years, extra=()):
    """A calendar from CalendarDay and CalendarYear rows, the nation's first; `extra` DayRows win over all.

    A year that nobody has entered takes the holidays package's days and stays unconfirmed (P15).
    """
    entered = {row.year for row in years if row.commune_id is None}
    known = range(FIRST_YEAR, local_today().year + YEARS_AHEAD)
    rows = [row for year in known if year not in entered for row in _library_days(year)]
    rows += [as_row(row) for row in days if row.commune_id is not None or row.day_on.year in entered]
    return WorkingCalendar.of_rows([*rows, *extra], years=_statuses(years), versions=_versions(years))


def as_row(day):
    """A database row as the pure calendar wants it."""
    return DayRow(day.day_on, DayKind(day.kind), day.reason, day.legal_basis, day.is_confirmed)


@lru_cache(maxsize=64)
def _library_days(year):
    return tuple(library.days_of_year(year))


def _statuses(years):
    return {row.year: YearState(row.status) for row in years}


def _versions(years):
    versions = {}
    for row in years:
        versions[row.year] = (
            f"{versions[row.year]}.{row.version}" if row.year in versions else f"{row.year}.{row.version}"
        )
    return versions
