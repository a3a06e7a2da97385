"""Which days are working days, and why not: a pure table of days. No database, no Django, no sums."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class DayKind(StrEnum):
    """What a row of the calendar says about its day."""

    OFF = "off"
    MAKE_UP = "make_up"


class YearState(StrEnum):
    """MISSING: nobody entered the year, so only the library's days are known."""

    CONFIRMED = "confirmed"
    DRAFT = "draft"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day off or made-up working day. A pending row (not confirmed) changes nothing yet, it warns."""

    on: date
    kind: DayKind
    reason: str
    legal_basis: str = ""
    is_confirmed: bool = True


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday, minus days off, plus made-up Saturdays (P7).

    `years` says what is known of each year; `versions` names the edition of each year's table that a date
    was computed with, so that a deadline can say by which calendar it was made.
    """

    off: dict[date, DayRow] = field(default_factory=dict)
    make_up: dict[date, DayRow] = field(default_factory=dict)
    pending: dict[date, DayRow] = field(default_factory=dict)
    years: dict[int, YearState] = field(default_factory=dict)
    versions: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, rows, *, years=None, versions=None):
        """A calendar from DayRows; a later row on the same date replaces an earlier one (commune over nation)."""
        by_date = {row.on: row for row in rows}
        return cls(
            off={d: r for d, r in by_date.items() if r.is_confirmed and r.kind == DayKind.OFF},
            make_up={d: r for d, r in by_date.items() if r.is_confirmed and r.kind == DayKind.MAKE_UP},
            pending={d: r for d, r in by_date.items() if not r.is_confirmed},
            years=dict(years or {}),
            versions=dict(versions or {}),
        )

    def is_working(self, on):
        """Whether the office works on this local date."""
        return on in self.make_up or (on.weekday() < 5 and on not in self.off)

    def reason(self, on):
        """Why `on` is not a working day, or why a weekend day is one; empty for an ordinary working day."""
        if on in self.make_up:
            return self.make_up[on].reason
        if on in self.off:
            return self.off[on].reason
        return "" if on.weekday() < 5 else WEEKDAYS[on.weekday()]

    def legal_basis(self, on):
        """The paper behind a day off or a made-up day; empty where the week itself is the reason."""
        row = self.make_up.get(on) or self.off.get(on)
        return row.legal_basis if row else ""

    def unconfirmed_years(self, years):
        """Those of `years` whose table nobody has confirmed yet (draft or missing)."""
        return sorted(y for y in set(years) if self.years.get(y) != YearState.CONFIRMED)

    def version(self, years):
        """The edition of the tables used, for instance `2026.3`; several years are joined by `+`."""
        return "+".join(self.versions.get(y, f"{y}.0") for y in sorted(set(years)))

    def with_pending(self, on):
        """The same calendar as if the pending row of `on` were confirmed."""
        row = self.pending[on]
        rest = {d: r for d, r in self.pending.items() if d != on}
        days = {"off": dict(self.off), "make_up": dict(self.make_up)}
        days["off"].pop(on, None), days["make_up"].pop(on, None)
        days["off" if row.kind == DayKind.OFF else "make_up"][on] = row
        return replace(self, pending=rest, **days)

    # Sums that need no explanation: used by badges, the sweep and the pages, many times a request.

    def shift(self, on, days):
        """The working day `days` working days after (or, negative, before) `on`; `on` itself is day 0."""
        step = ONE_DAY if days > 0 else -ONE_DAY
        left = abs(days)
        while left:
            on += step
            if self.is_working(on):
                left -= 1
        return on

    def next_working(self, on):
        """`on` itself when it is a working day, else the next one."""
        while not self.is_working(on):
            on += ONE_DAY
        return on

    def last_working(self, on):
        """`on` itself when it is a working day, else the last one before it."""
        while not self.is_working(on):
            on -= ONE_DAY
        return on

    def count(self, after, until):
        """How many working days lie after `after` up to and including `until`; 0 when `until` is not later."""
        days = max((until - after).days, 0)
        return sum(self.is_working(after + timedelta(days=i)) for i in range(1, days + 1))

    def latest_due_within(self, today, days):
        """The latest due date whose reminder, `days` working days ahead of it, has its turn by `today`."""
        return self.shift(today, days)

    def latest_due_missed_by(self, today, days):
        """The latest due date after which `days` working days have begun by `today`."""
        return self.shift(today + ONE_DAY, -days) - ONE_DAY
