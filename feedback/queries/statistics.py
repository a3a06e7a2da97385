"""Figures of the petitions under a filter: by field, hamlet, unit, class, state, source, month.

They count what the list counts (`narrowed`), each figure leads to the list that shows it, and they are read from one
index in four statements however many petitions there are.
"""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from core.vietnamese import short_date, sort_key
from feedback.models import SETTLED, UNANSWERED, Assignment
from feedback.queries.lists import NOTHING, list_url, narrowed
from feedback.states import Field, Source, Triage

MOST_HAMLETS = 20
MOST_MONTHS = 36  # beyond, years are counted


@dataclass(frozen=True)
class Line:
    """One line of a table: its figure, its share of all, and the list that shows those petitions."""

    label: str
    count: int
    total: int
    url: str = ""

    @property
    def share(self):
        """ "12,5 %" of all that are counted."""
        return f"{self.count * 100 / self.total:.1f}".replace(".", ",") + " %" if self.total else "—"


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    heading: str
    lines: list
    note: str = ""
    in_time: bool = False

    @property
    def pairs(self):
        return [(line.label, line.count) for line in self.lines]


def statistics(user, values, query):
    """The tables under the filter's values; `query` is the filter as an address carries it."""
    rows = narrowed(user, values)
    several = list(
        rows.order_by().values_list("field", "triage", "state", "source", "is_urgent").annotate(count=Count("pk"))
    )  # fmt: skip
    total = sum(row[-1] for row in several)
    make = _Maker(query, total)
    tables = [
        make.chosen("field", "Theo lĩnh vực", "Lĩnh vực", _folded(several, 0), Field, "Chưa xác định"),
        make.hamlets(rows),
        make.units(user, rows),
        make.chosen("triage", "Theo phân loại", "Phân loại", _folded(several, 1), Triage, "Chưa phân loại"),
        make.chosen("state", "Theo trạng thái", "Trạng thái", _folded(several, 2), UNANSWERED + SETTLED),
        make.chosen("source", "Theo nguồn", "Nhận qua", _folded(several, 3), Source),
        make.times(rows, values),
    ]
    figures = {
        "all": Line("kiến nghị", total, total, list_url(**query)),
        "open": _some(make, several, UNANSWERED, "chưa có kết quả", state="open"),
        "settled": _some(make, several, SETTLED, "đã có kết quả", state="settled"),
        "urgent": make.line("bức xúc", sum(row[-1] for row in several if row[4]), urgent="on"),
    }
    return {"total": total, "tables": tables, "figures": figures}


def _some(make, several, states, label, **more):
    return make.line(label, sum(row[-1] for row in several if row[2] in states), **more)


def _folded(several, place):
    counts = Counter()
    for row in several:
        counts[row[place]] += row[-1]
    return counts


class _Maker:
    """Makes lines and tables of one filter."""

    def __init__(self, query, total):
        self.query, self.total = query, total

    def line(self, label, count, **more):
        return Line(label, count, self.total, list_url(**(self.query | more)))

    def chosen(self, key, title, heading, counts, choices, nothing=""):
        """A table by a column of choices: the largest first, what has none last; choices that never occur are left out."""
        known = [
            self.line(choice.label, counts[choice.value], **{key: choice.value})
            for choice in choices
            if counts[choice.value]
        ]
        if key in ("field", "source"):
            known.sort(key=lambda line: -line.count)
        if nothing and counts[""]:
            known.append(self.line(nothing, counts[""], **{key: NOTHING}))
        return Table(key, title, heading, known)

    def hamlets(self, rows):
        counts = dict(rows.order_by().values_list("hamlet").annotate(count=Count("pk")))
        without = counts.pop("", 0)
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], sort_key(pair[0])))
        lines = [self.line(name, count, hamlet=name) for name, count in ranked[:MOST_HAMLETS]]
        rest = ranked[MOST_HAMLETS:]
        note = ""
        if rest:
            lines.append(Line(f"{len(rest)} thôn khác", sum(count for _, count in rest), self.total))
            note = f"Nêu {MOST_HAMLETS} thôn có nhiều kiến nghị nhất; các thôn còn lại cộng chung."
        if without:
            lines.append(self.line("Chưa ghi thôn", without, hamlet=NOTHING))
        return Table("hamlet", "Theo thôn, khu dân cư", "Thôn", lines, note)

    def units(self, user, rows):
        """By the unit that leads now; what has none yet, or needs none, in one line."""
        leads = Assignment.objects.of_commune(user.commune_id).in_force().leads().filter(petition__in=rows)
        found = leads.order_by().values_list("unit", "unit__short_name").annotate(count=Count("pk"))
        ranked = sorted(found, key=lambda row: (-row[2], sort_key(row[1])))
        lines = [self.line(name, count, unit=pk, part="lead") for pk, name, count in ranked]
        without = self.total - sum(count for _, _, count in ranked)
        if without:
            lines.append(self.line("Chưa giao đơn vị", without, unit=NOTHING))
        return Table("unit", "Theo đơn vị chủ trì", "Đơn vị", lines)

    def times(self, rows, values):
        """By month of receiving; by year where there are many months."""
        days = dict(rows.order_by().values_list("received_on").annotate(count=Count("pk")))
        if not days:
            return Table("time", "Theo thời gian", "Tháng", [], in_time=True)
        first, last = min(days), max(days)
        by_year = (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS
        spans = _years(first, last) if by_year else _months(first, last)
        counts = Counter()
        for day, count in days.items():
            counts[day.year if by_year else (day.year, day.month)] += count
        lines = [
            self.line(label, counts[key], **_within(values, begin, end)) for key, label, begin, end in spans
        ]
        return Table("time", "Theo thời gian nhận", "Năm" if by_year else "Tháng", lines, in_time=True)


def _years(first, last):
    return [
        (year, str(year), date(year, 1, 1), date(year, 12, 31)) for year in range(first.year, last.year + 1)
    ]


def _months(first, last):
    spans, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        end = date(year, month, monthrange(year, month)[1])
        spans.append(((year, month), f"{month}/{year}", date(year, month, 1), end))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return spans


def _within(values, begin, end):
    """The span as a filter's days, never wider than the days that the filter itself names."""
    begin = max(begin, values.get("from_on") or begin)
    end = min(end, values.get("to_on") or end)
    return {"from_on": short_date(begin), "to_on": short_date(end)}
