"""What other rooms ask: the deadlines of a thing, which leads, which rules bind, the first lawful day."""

from django.db.models import Q

from deadlines.calendar import ONE_DAY
from deadlines.loading import calendar_for
from deadlines.models import Deadline, Regulation, Rule
from deadlines.states import Anchor
from deadlines.sums import figures_of, sum_of

SEARCH_LIMIT = 370  # days ahead that the search for a lawful date may look


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


def regulation_code_for(commune, code):
    """A code that is free in the commune: the preset's own, else with a number."""
    taken = set(Regulation.objects.filter(commune=commune).values_list("code", flat=True))
    numbers = (f"{code}-{n}" for n in range(2, 1000))
    return code if code not in taken else next(new for new in numbers if new not in taken)
