"""Periods of reports: a year or one of its quarters, as a page's address and a paper's words name it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from core.clock import local_today

ROMAN = ("", "I", "II", "III", "IV")
QUARTERS = (1, 2, 3, 4)
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class Period:
    """A whole year (`quarter` 0) or a quarter of it, in local dates, both ends included."""

    year: int
    quarter: int = 0

    @property
    def first_on(self):
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last_on(self):
        month = 3 * self.quarter if self.quarter else 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def days(self):
        return self.first_on, self.last_on

    @property
    def words(self):
        """ "năm 2026", "quý II năm 2026"."""
        return f"quý {ROMAN[self.quarter]} năm {self.year}" if self.quarter else f"năm {self.year}"

    @property
    def short(self):
        """Of the quarters' row: "Cả năm", "Quý II"."""
        return f"Quý {ROMAN[self.quarter]}" if self.quarter else "Cả năm"

    @property
    def query(self):
        return f"nam={self.year}" + (f"&quy={self.quarter}" if self.quarter else "")

    @property
    def key(self):
        """How the paper's draft names it: "nam", "quy-2"."""
        return f"quy-{self.quarter}" if self.quarter else "nam"

    @property
    def slug(self):
        """For the names of files: "nam-2026", "quy-2-nam-2026"."""
        return f"{self.key}-{self.year}" if not self.quarter else f"{self.key}-nam-{self.year}"


def periods_of(year):
    return [Period(year), *(Period(year, quarter) for quarter in QUARTERS)]


def period_called(key, year):
    """The period of a draft's key; the whole year for a key that is none."""
    return next((period for period in periods_of(year) if period.key == key), Period(year))


def read_period(data):
    """The period that an address names; this year where it names none, or nonsense."""
    year, quarter = _number(data.get("nam")), _number(data.get("quy"))
    year = year if EARLIEST <= year <= LATEST else local_today().year
    return Period(year, quarter if quarter in QUARTERS else 0)


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else 0
