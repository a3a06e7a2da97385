"""Readings over deadlines, rules and the calendar: what is due, which leads, what a change would move."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from core.clock import local_today
from core.vietnamese import fold
from deadlines.calendar import ONE_DAY
from deadlines.loading import build_calendar, calendar_for, calendars_by_commune
from deadlines.models import CalendarDay, CalendarYear, Deadline, Regulation, Rule
from deadlines.states import Anchor
from deadlines.sums import figures_of, recomputed, sum_of
from deadlines.wording import badge  # noqa: F401  (asked for together with the readings here)

SEARCH_LIMIT = 370  # days ahead that the search for a lawful date may look
MARGIN = timedelta(days=16)  # beyond it no holiday reaches a working target


def deadlines_of(subject):
    """All deadlines of one thing, the earliest first."""
    return Deadline.objects.about(subject).with_names().earliest_first()


def leading(deadlines):
    """The open deadline that is due first (P16), or None."""
    running = [deadline for deadline in deadlines if deadline.is_open]
    return min(running, key=lambda deadline: (deadline.due_on, deadline.pk), default=None)


def rules_in_force(regulation, kinds, *, anchor_kind=None, conference_kind=""):
    """Enabled rules of these kinds, with the law's own where the regulation wants it; plan's rules first."""
    if regulation is None:
        return []
    where = Q(regulation=regulation)
    if regulation.has_statutory_overlay:
        where |= Q(regulation__is_statutory=True)
    rows = Rule.objects.enabled().about(*kinds).filter(where).select_related("regulation")
    if anchor_kind is not None:
        rows = rows.filter(anchor__in=[anchor_kind, Anchor.FIXED])
    return [
        rule
        for rule in rows.order_by("is_statutory", "position", "pk")
        if not conference_kind
        or not rule.conference_kinds
        or conference_kind in {*rule.conference_kinds, *rule.exempt_conference_kinds}
    ]


def earliest_lawful_date(*, regulation, kind, conference_kind, today, commune):
    """The first conference date whose notice deadline is today or later; today where no rule binds.

    `kind`: one DeadlineKind or several. A kind of conference that the rule exempts is free (LP-55, D-20).
    """
    kinds = [kind] if isinstance(kind, str) else list(kind)
    binding = [
        rule
        for rule in rules_in_force(
            regulation, kinds, anchor_kind=Anchor.CONFERENCE, conference_kind=conference_kind
        )
        if rule.is_configured and rule.is_counted and conference_kind not in rule.exempt_conference_kinds
    ]
    calendar = calendar_for(commune)
    return max((_first_lawful(rule, today, calendar) for rule in binding), default=today)


def _first_lawful(rule, today, calendar):
    day = today
    for _ in range(SEARCH_LIMIT):
        if sum_of(figures_of(rule, anchor_on=day), calendar).due_on >= today:
            return day
        day += ONE_DAY
    return day


# What a changed calendar would move.


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


# Pages.


def board(user, *, form=None, today=None):
    """The rows of the board of deadlines that this person may see, narrowed by the filter's values."""
    values = form or {}
    today = today or local_today()
    rows = Deadline.objects.visible_to(user).with_names()
    state = values.get("state") or "open"
    if state == "open":
        rows = rows.open()
    elif state == "late":
        rows = rows.overdue(today)
    elif state == "breached":
        rows = rows.breached()
    elif state != "all":
        rows = rows.filter(state=state)
    if values.get("kind"):
        rows = rows.of_kind(values["kind"])
    if values.get("unit"):
        rows = rows.filter(owner_unit=values["unit"])
    if values.get("until"):
        rows = rows.filter(due_on__lte=values["until"])
    for word in fold(values.get("words") or "").split():
        rows = rows.filter(folded__contains=word)
    return rows.earliest_first()


def work_items(user):
    """What the person's own deadlines ask for now: those that no other room's page already lists stay few."""
    return []


def regulations_for(user):
    """The list of regulations with how many rules each has and how many are not configured."""
    rows = Regulation.objects.visible_to(user).with_rules().order_by("is_preset", "is_statutory", "code")
    return [
        {
            "regulation": row,
            "rules": len(row.rules.all()),
            "open_rules": sum(not rule.is_configured and not rule.is_a_figure for rule in row.rules.all()),
        }
        for row in rows
    ]


def regulation_code_for(commune, code):
    """A code that is free in the commune: the preset's own, else with a number."""
    taken = set(Regulation.objects.filter(commune=commune).values_list("code", flat=True))
    numbers = (f"{code}-{n}" for n in range(2, 1000))
    return code if code not in taken else next(new for new in numbers if new not in taken)
