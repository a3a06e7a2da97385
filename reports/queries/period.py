"""A commune's quarter or year, and the results of one conference: figures, tables, breaches. Nothing is written."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from conclusions.models import Commitment
from conclusions.queries.figures import NO_FIELD, RESTRICTED_WORDS
from deadlines.states import DeadlineKind
from dialogue.models import Conference
from feedback.states import Field, Satisfaction
from plans.models import Plan
from reports.figures import Figures, total_of
from reports.periods import QUARTERS, Period
from reports.queries.counting import (
    ballots_of,
    conferences_in,
    duties_by,
    duties_of,
    petitions_by,
    planned_by,
    promises_by,
)

MOST_BREACHES = 100
NO_UNIT = "Văn phòng, người chủ trì"


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about and its figures."""

    label: str
    figures: Figures
    conference: Conference | None = None


@dataclass(frozen=True)
class Report:
    """What a page, a paper or a spreadsheet of a period tells."""

    period: Period
    as_of: date
    total: Figures
    conferences: list = field(default_factory=list)  # held, by day
    upcoming: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    kinds: list = field(default_factory=list)
    units: list = field(default_factory=list)
    quarters: list = field(default_factory=list)

    @property
    def charts(self):
        """(key, title, pairs, does it run in time) of the drawings that have something to draw."""
        total = self.total
        found = [
            ("outcomes", "Kết quả xử lý kiến nghị", [pair for pair in total.outcomes if pair[1]], False),
            ("fields", "Kiến nghị theo lĩnh vực", [(row.label, row.figures.petitions) for row in self.fields], False),
            ("duties", "Thực hiện thời hạn", [pair for pair in total.standings if pair[1]], False),
            ("promises", "Nội dung giao sau hội nghị", [pair for pair in total.promises if pair[1]], False),
            ("quarters", "Kiến nghị theo quý", [(row.label, row.figures.petitions) for row in self.quarters], True),
        ]  # fmt: skip
        return [chart for chart in found if any(count for _, count in chart[2])]


def report_of(commune, period, as_of, plan=None):
    """The period of one commune (of one plan's conferences, if named): nine statements, however much there is."""
    found = conferences_in([commune.pk], period, plan)
    held = [row.pk for row in found if row.is_held]
    total = Figures(upcoming=len(found) - len(held))
    if not period.quarter:
        for _, asked, is_open in planned_by([commune.pk], period.year, plan):
            total.planned, total.as_needed = asked, is_open
    rows = _counted(found, held, as_of)
    quarters = _by_quarter(found, rows.conferences) if not period.quarter else []
    named = (
        Conference.objects.filter(pk__in=[row.pk for row in found]).with_people().order_by("held_on", "pk")
    )
    lines = [Line(one.title, rows.conferences.get(one.pk, Figures()), one) for one in named]
    return Report(
        period, as_of, total + rows.total,
        [line for line in lines if line.conference.pk in rows.conferences],
        [line for line in lines if line.conference.pk not in rows.conferences],
        rows.fields, rows.kinds, rows.units, quarters,
    )  # fmt: skip


def report_of_conference(conference, as_of):
    """The same of one conference, whatever period it lies in."""
    period = Period(conference.held_on.year)
    found = [row for row in conferences_in([conference.commune_id], period) if row.pk == conference.pk]
    rows = _counted(found, [row.pk for row in found if row.is_held], as_of)
    return Report(period, as_of, rows.total, fields=rows.fields, kinds=rows.kinds, units=rows.units)


@dataclass(frozen=True)
class _Rows:
    total: Figures
    conferences: dict
    fields: list
    kinds: list
    units: list


def _counted(found, held, as_of):
    """Everything that comes of the conferences that were held, by conference, field, kind of duty and unit."""
    conferences = {row.pk: _came(row) for row in found if row.is_held}
    fields, kinds, units = (defaultdict(Figures) for _ in range(3))
    for pk, name, standing, said, count in petitions_by(held, "conference_id", "field"):
        for figures in (conferences[pk], fields[name]):
            add_petitions(figures, standing, said, count)
    duties = Figures()
    # Also of those still to be held: a notice that was not given in time shows before its conference does.
    every = [row.pk for row in found]
    for kind, unit, name, is_breach, count in duties_by(every, as_of, "kind", "owner_unit__short_name"):
        for figures in (kinds[kind], units[unit or NO_UNIT], duties):
            figures.add("duties", count)
            figures.add(name, count)
            figures.add("breaches", count if is_breach else 0)
    for pk, unit, name, is_put_off, count in promises_by(held, as_of, "conference_id", "unit__short_name"):
        for figures in (conferences[pk], units[unit]):
            figures.add("given", count)
            figures.add(name, count)
            figures.add("prolonged", count if is_put_off else 0)
    for row in ballots_of(held):
        add_ballots(conferences[row.conference], row)
    return _Rows(
        total_of(conferences.values()) + duties, conferences, _fields(fields),
        [Line(kind.label, kinds[kind.value]) for kind in DeadlineKind if kind.value in kinds],
        [Line(name, units[name]) for name in sorted(units, key=lambda name: (name == NO_UNIT, -units[name].duties, name))],
    )  # fmt: skip


def _came(row):
    return Figures(
        held=1, by_plan=row.asked, with_people=int(row.is_with_people), people=row.people or 0,
        uncounted=int(row.people is None),
    )  # fmt: skip


def add_petitions(figures, standing, said, count):
    figures.add("petitions", count)
    figures.add(standing, count)
    figures.add("rated", count if said else 0)
    figures.add("pleased", count if said == Satisfaction.SATISFIED else 0)


def add_ballots(figures, row):
    """A survey that too few answered is named as such and nothing of it is shown."""
    figures.add("surveys")
    if row.is_few:
        figures.add("few")
        return
    for name in ("ballots", "judged", "content"):
        figures.add(name, getattr(row, name))


def _fields(fields):
    names = [*Field.choices, ("", NO_FIELD)]
    rows = [Line(str(label), fields[value]) for value, label in names if value in fields]
    return sorted(rows, key=lambda row: -row.figures.petitions)


def _by_quarter(found, conferences):
    quarters = {quarter: Figures() for quarter in QUARTERS}
    for row in found:
        if row.pk in conferences:
            quarters[(row.held_on.month + 2) // 3] += conferences[row.pk]
    return [Line(f"Quý {Period(2000, quarter).short.split()[-1]}", quarters[quarter]) for quarter in QUARTERS]


def breaches_in(commune, period, as_of):
    """The duties of the period that were done late, or are: the newest first, as many as a page shows."""
    return breaches_of([row.pk for row in conferences_in([commune.pk], period)], as_of)


def breaches_of(held, as_of):
    """The same of these conferences; a restricted promise stands there without its words (TD-68)."""
    rows = list(duties_of(held).late(as_of).with_names().order_by("-due_on", "-pk")[:MOST_BREACHES])
    closed = set(
        Commitment.objects.filter(conference__in=held, is_restricted=True).values_list("pk", flat=True)
    )
    for row in rows:
        if row.subject_type.model == "commitment" and row.subject_id in closed:
            row.subject_label = RESTRICTED_WORDS
    return rows


def recent_years(this_year):
    """Years that the province's view offers; any other can still be asked for by its address."""
    return list(range(this_year, this_year - 5, -1))


def years_of(commune, this_year):
    """Years that can be asked for: those with a plan, and the present one."""
    found = set(Plan.objects.of_commune(commune).values_list("year", flat=True).distinct())
    return sorted({*found, this_year}, reverse=True)[:12]
