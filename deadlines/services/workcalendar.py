"""Changes of the working calendar: days, make-up days, confirmed years; each change dates deadlines anew."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import F

from core.clock import local_today
from core.log import record
from core.vietnamese import short_date
from deadlines import library, rules
from deadlines.loading import forget_calendars
from deadlines.models import CalendarDay, CalendarYear
from deadlines.services.changing import recompute_open
from deadlines.states import DayKind, YearState


@transaction.atomic
def fill_year(year, *, actor=None):
    """Enter the nation's holidays, compensatory days and swaps of a year; rows that stand are left as they are.

    The year starts as a draft. Returns how many days were added.
    """
    CalendarYear.objects.get_or_create(commune=None, year=year)
    standing = set(CalendarDay.objects.national().filter(day_on__year=year).values_list("day_on", flat=True))
    fresh = [row for row in library.days_of_year(year) if row.on not in standing]
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day_on=row.on,
            kind=DayKind(row.kind),
            reason=row.reason[:200],
            legal_basis=row.legal_basis[:300],
            is_confirmed=row.is_confirmed,
        )
        for row in fresh
    )
    if fresh:
        _grow(None, year)
    forget_calendars()
    return len(fresh)


@transaction.atomic
def set_day(*, commune, day_on, kind, reason, legal_basis="", is_confirmed=True, actor):
    """Enter or change one day of the commune's calendar and date what it moves anew; returns the moved.

    The commune's row replaces the nation's on that day: a public holiday on which the office works is entered
    as a made-up day with its paper.
    """
    rules.check_can_edit_calendar(actor, commune)
    day, was_new = CalendarDay.objects.update_or_create(
        commune=commune,
        day_on=day_on,
        defaults={"kind": kind, "reason": reason, "legal_basis": legal_basis, "is_confirmed": is_confirmed},
    )
    _grow(commune, day_on.year)
    label = DayKind(kind).label.lower()
    sentence = f"{'đã thêm' if was_new else 'đã sửa'} {label} {short_date(day_on)}"
    record(
        actor=actor,
        action="calendar_day.set",
        subject=day,
        sentence=sentence,
        note=f"{reason}. {legal_basis}".strip(),
    )
    forget_calendars()
    return recompute_open(actor=actor, commune=commune, around=(day_on, day_on))


@transaction.atomic
def remove_day(*, day, actor):
    """Take the commune's own row away, so that the nation's or the ordinary week holds again; returns the moved."""
    rules.check_can_edit_calendar(actor, day.commune)
    sentence = f"đã bỏ {day.get_kind_display().lower()} {short_date(day.day_on)}"
    record(actor=actor, action="calendar_day.remove", subject=day, sentence=sentence, note=day.reason)
    commune, day_on = day.commune, day.day_on
    day.delete()
    _grow(commune, day_on.year)
    forget_calendars()
    return recompute_open(actor=actor, commune=commune, around=(day_on, day_on))


@transaction.atomic
def confirm_year(*, commune, year, actor):
    """Vouch for a year's table: its dates are no longer «tạm tính» (P15); returns the deadlines that moved."""
    rules.check_can_edit_calendar(actor, commune)
    fill_year(year, actor=actor)
    row, _ = CalendarYear.objects.get_or_create(commune=commune, year=year)
    CalendarYear.objects.filter(pk=row.pk).update(
        status=YearState.CONFIRMED, confirmed_on=local_today(), version=F("version") + 1, edition=uuid.uuid4()
    )
    record(
        actor=actor,
        action="calendar_year.confirm",
        subject=row,
        sentence=f"đã xác nhận lịch làm việc năm {year}",
    )
    forget_calendars()
    return recompute_open(actor=actor, commune=commune, around=(date(year, 1, 1), date(year, 12, 31)))


def _grow(commune, year):
    row, was_new = CalendarYear.objects.get_or_create(
        commune=commune, year=year, defaults={"status": _status(commune, year)}
    )
    if not was_new:
        CalendarYear.objects.filter(pk=row.pk).update(version=F("version") + 1, edition=uuid.uuid4())


def _status(commune, year):
    """A commune's own year begins as sure as the nation's."""
    national = CalendarYear.objects.national().filter(year=year).first() if commune else None
    return national.status if national else YearState.DRAFT
