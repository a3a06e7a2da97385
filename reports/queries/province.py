"""The figures of every commune of a province side by side: no person, no text of a petition. Nothing is written.

The same counting as a commune's own report, grouped by commune: as many statements for three hundred communes as for
one.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from conclusions.models import ResultPublication
from core.models import Commune
from core.vietnamese import fold, sort_key
from deadlines.states import DeadlineKind
from reports.figures import Figures, total_of
from reports.periods import Period
from reports.queries.counting import (
    ballots_of,
    conferences_in,
    duties_by,
    petitions_by,
    planned_by,
    promises_by,
)
from reports.queries.period import add_ballots, add_petitions

MOST_PUBLISHED = 50


@dataclass(frozen=True)
class CommuneRow:
    """One commune: its figures, and with which kinds of duties it is past the day."""

    commune: Commune
    figures: Figures
    late: Counter
    is_over: bool  # the period

    @property
    def late_with(self):
        """ "Thông báo kết luận (2), Công khai kết quả (1)", the most first; "" where nothing is late."""
        return ", ".join(f"{DeadlineKind(kind).label} ({count})" for kind, count in self.late.most_common())

    @property
    def is_late(self):
        """Something of the period is past its day and not done."""
        return bool(self.figures.overdue or self.figures.unkept_late)

    @property
    def words(self):
        """Where it stands with its conferences, in words that an officer reads out."""
        figures = self.figures
        if figures.held:
            is_full = figures.planned and figures.by_plan >= figures.planned
            return "Đã đủ theo kế hoạch" if is_full else "Đã tổ chức"
        return "Đã có ngày" if figures.upcoming else "Chưa tổ chức"

    @property
    def tone(self):
        """Loud only when the period is over and nothing was held in it."""
        if self.figures.held:
            return "good"
        return "soon" if self.figures.upcoming else ("late" if self.is_over else "neutral")


@dataclass(frozen=True)
class Published:
    """A result that the commune has published, as everybody reads it."""

    title: str
    published_on: date
    url: str


@dataclass(frozen=True)
class Province:
    period: Period
    rows: list  # of every commune, by name
    total: Figures

    @property
    def late_kinds(self):
        """(kind of duty, how many are past their day, in how many communes) of the whole province, the most first."""
        counts, places = Counter(), Counter()
        for row in self.rows:
            counts.update(row.late)
            places.update(row.late.keys())
        return [(DeadlineKind(kind).label, count, places[kind]) for kind, count in counts.most_common()]

    @property
    def not_held(self):
        return sum(not row.figures.held for row in self.rows)

    @property
    def late(self):
        return sum(row.is_late for row in self.rows)


def province_of(province, period, as_of):
    """Every commune of the province with its figures of the period."""
    keys = Commune.objects.of_province(province)
    communes = sorted(Commune.objects.filter(pk__in=keys), key=lambda one: (sort_key(one.name), one.pk))
    figures = {one.pk: Figures() for one in communes}
    found = conferences_in(keys, period)
    held = [row.pk for row in found if row.is_held]
    _held(figures, found)
    if not period.quarter:
        for commune, asked, is_open in planned_by(keys, period.year):
            figures[commune].planned, figures[commune].as_needed = asked, is_open
    for commune, standing, said, count in petitions_by(held, "commune_id"):
        add_petitions(figures[commune], standing, said, count)
    late = defaultdict(Counter)
    for commune, kind, name, is_breach, count in duties_by(
        [row.pk for row in found], as_of, "commune_id", "kind"
    ):
        late[commune][kind] += count if name == "overdue" else 0
        figures[commune].add("duties", count)
        figures[commune].add(name, count)
        figures[commune].add("breaches", count if is_breach else 0)
    for commune, name, is_put_off, count in promises_by(held, as_of, "commune_id"):
        figures[commune].add("given", count)
        figures[commune].add(name, count)
        figures[commune].add("prolonged", count if is_put_off else 0)
    for row in ballots_of(held):
        add_ballots(figures[row.commune], row)
    rows = [CommuneRow(one, figures[one.pk], +late[one.pk], period.last_on < as_of) for one in communes]
    return Province(period, rows, total_of(figures.values()))


def _held(figures, found):
    for row in found:
        one = figures[row.commune]
        if not row.is_held:
            one.add("upcoming")
            continue
        one.add("held")
        one.add("by_plan", row.asked)
        one.add("with_people", int(row.is_with_people))
        one.add("people", row.people or 0)
        one.add("uncounted", int(row.people is None))


ORDERS = {
    "ten": lambda row: (),
    "tre": lambda row: -(row.figures.overdue + row.figures.unkept_late),
    "vi-pham": lambda row: -row.figures.breaches,
    "kien-nghi": lambda row: -row.figures.petitions,
    "hoi-nghi": lambda row: row.figures.held,
}


def narrowed(province, values):
    """The rows that the filter asks for, in its order; the order by name stays among equals."""
    rows = province.rows
    for word in fold(values.get("words") or "").split():
        rows = [row for row in rows if word in fold(str(row.commune))]
    wanted = {
        "held": lambda row: row.figures.held,
        "not_held": lambda row: not row.figures.held,
        "late": lambda row: row.is_late,
    }.get(values.get("standing"))
    rows = [row for row in rows if wanted is None or wanted(row)]
    return sorted(rows, key=ORDERS.get(values.get("order"), ORDERS["ten"]))


def commune_below(province, slug):
    """A commune of the province, or None: another province's is not to be found."""
    row = Commune.objects.local().filter(slug=slug).first()
    return row if row and fold(row.province) == fold(province) else None


def published_of(commune, period):
    """Results of the period's conferences that the commune itself has published; nothing else of its papers."""
    rows = (
        ResultPublication.objects.of_commune(commune)
        .published()
        .filter(notice__conference__held_on__range=period.days)
    )
    rows = rows.select_related("notice__conference").order_by("-pk")[:MOST_PUBLISHED]
    return [
        Published(
            row.notice.conference.title,
            row.published_on,
            reverse("public_result", args=[commune.slug, row.pk]),
        )
        for row in rows
    ]
