"""The public holidays of Vietnam from the `holidays` package, with the swaps that it lacks. No database."""

import re
from dataclasses import replace
from datetime import date

import holidays

from deadlines.calendar import DayKind, DayRow, WorkingCalendar, YearState

LABOUR_CODE = "Bộ luật Lao động 2019, Điều 112"
SWAP = re.compile(r"thay cho ngày (\d{2})/(\d{2})/(\d{4})")

# The package does not know these, or knows them as surer than their sources are (requirements E.2).
CORRECTIONS = (
    DayRow(
        date(2026, 1, 2),
        DayKind.OFF,
        "Nghỉ Tết Dương lịch, hoán đổi với thứ Bảy 10/01/2026",
        "Phương án hoán đổi ngày làm việc dịp Tết Dương lịch 2026",
    ),
    DayRow(
        date(2026, 1, 10),
        DayKind.MAKE_UP,
        "Làm bù cho thứ Sáu 02/01/2026",
        "Phương án hoán đổi ngày làm việc dịp Tết Dương lịch 2026",
    ),
)
# A paid day off in principle; until a law says so it is entered as not confirmed and changes nothing.
CULTURE_DAY = (11, 24)
CULTURE_DAY_BASIS = "Nghị quyết 80-NQ/TW ngày 07/01/2026, chưa có văn bản pháp luật quy định chi tiết"
# Known when the table of the year is missing and the package ends (P15).
FIXED = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng",
    (5, 1): "Ngày Quốc tế Lao động",
    (9, 2): "Quốc khánh",
}


def days_of_year(year):
    """DayRows of one year: holidays, compensatory days, swaps in both directions; sorted by date."""
    table = holidays.country_holidays("VN", years=year, language="vi")
    rows = {d: DayRow(d, DayKind.OFF, *_off_words(name)) for d, name in table.items() if d.year == year}
    for swapped in getattr(table, "weekend_workdays", ()):
        if swapped.year == year:
            rows[swapped] = DayRow(
                swapped, DayKind.MAKE_UP, _make_up_words(swapped, table), "Hoán đổi ngày làm việc"
            )
    for (month, day), name in FIXED.items():
        rows.setdefault(
            date(year, month, day), DayRow(date(year, month, day), DayKind.OFF, name, LABOUR_CODE)
        )
    culture = rows.get(date(year, *CULTURE_DAY))
    if culture:
        rows[culture.on] = replace(culture, legal_basis=CULTURE_DAY_BASIS, is_confirmed=False)
    rows.update({row.on: row for row in CORRECTIONS if row.on.year == year})
    return [rows[d] for d in sorted(rows)]


def calendar_of_years(years, *, with_swaps=True):
    """A calendar from the package alone, every year of it missing in our own table.

    `with_swaps=False` leaves out swapped Fridays and made-up Saturdays: what the bare holidays say.
    """
    rows = [row for year in sorted(set(years)) for row in days_of_year(year)]
    if not with_swaps:
        rows = [row for row in rows if row.kind == DayKind.OFF and not is_swap(row)]
    return WorkingCalendar.of_rows(rows, years=dict.fromkeys(years, YearState.MISSING))


def is_swap(row):
    """Whether a day off was given in exchange for a worked Saturday."""
    return "thay cho" in row.reason or "hoán đổi" in row.reason or row.kind == DayKind.MAKE_UP


def _off_words(name):
    swap = SWAP.search(name)
    if swap:
        return f"Nghỉ hoán đổi, thay cho ngày {'/'.join(swap.groups())}", "Hoán đổi ngày làm việc"
    return name, LABOUR_CODE


def _make_up_words(swapped, table):
    for on, name in table.items():
        found = SWAP.search(name)
        if found and date(*map(int, reversed(found.groups()))) == swapped:
            return f"Làm bù cho ngày {on:%d/%m/%Y}"
    return "Làm bù theo phương án hoán đổi ngày nghỉ"
