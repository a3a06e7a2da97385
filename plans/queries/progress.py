"""How far the targets of a plan have come, and the plans of one year side by side."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from deadlines.states import DeadlineKind
from deadlines.wording import NOT_CONFIGURED, rule_words
from plans.models import Plan, PlanTarget

HELD, SCHEDULED = ("closed",), ("scheduled", "open")


@dataclass(frozen=True)
class TargetProgress:
    """How many conferences a target asks for, and how many have a date, were held, are still to be planned.

    `shared`: those among them that another body's plan holds and that both heads preside over (D-13).
    """

    target: PlanTarget
    planned: int
    scheduled: int
    held: int
    shared: int = 0

    @property
    def open(self):
        return max(self.planned - self.scheduled - self.held, 0)

    @property
    def is_as_needed(self):
        return self.target.count is None

    @property
    def is_reached(self):
        return not self.is_as_needed and self.held >= self.planned


def counted_targets():
    """Targets with their conferences counted in the same query, cancelled ones left out."""
    counts = {}
    for name, states in (("held", HELD), ("scheduled", SCHEDULED)):
        for relation in ("conferences", "shared_conferences"):
            where = Q(**{f"{relation}__state__in": states})
            counts[f"{name}_{relation}"] = Count(relation, filter=where, distinct=True)
    return PlanTarget.objects.annotate(**counts).order_by("order", "pk")


def progress_of(target):
    """The figures of a target that `counted_targets` has read."""
    shared = target.held_shared_conferences + target.scheduled_shared_conferences
    return TargetProgress(
        target,
        # A target without a count is met as needed: nothing of it is still to be planned (ND-32).
        target.count or 0,
        target.scheduled_conferences + target.scheduled_shared_conferences,
        target.held_conferences + target.held_shared_conferences,
        shared,
    )


def target_progress(plan):
    """One row per target (LP-20, LP-21)."""
    return [progress_of(target) for target in counted_targets().filter(plan=plan)]


def plans_of_year(user, year):
    """[(plan, its progress)] of every body of the commune in that year, each with its own rules (ND-54)."""
    plans = (
        Plan.objects.visible_to(user)
        .for_year(year)
        .select_related("paper", "regulation", "commune")
        .prefetch_related(Prefetch("targets", counted_targets()), "regulation__rules")
    )
    order = {"party": 0, "hdnd": 1, "ubnd": 2, "front": 3}
    rows = sorted(plans, key=lambda plan: (order.get(plan.body, 9), plan.pk))
    return [(plan, [progress_of(target) for target in plan.targets.all()]) for plan in rows]


def years_with_plans(user):
    return list(
        Plan.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct()[:12]
    )


# The figures in which the bodies' rules differ most.
COMPARED = (DeadlineKind.NOTICE, DeadlineKind.CONCLUSION, DeadlineKind.ANSWER_AFTER)


@dataclass(frozen=True)
class PlanColumn:
    """One body's plan on the page of a year."""

    plan: Plan
    targets: list
    rules: list


def columns_of(rows):
    """Each plan with its targets and the main figures of its own regulation in words."""
    return [PlanColumn(plan, targets, _figures(plan.regulation)) for plan, targets in rows]


def _figures(regulation):
    by_kind = {}
    for rule in regulation.rules.all() if regulation else []:
        if rule.is_enabled and rule.is_configured:
            by_kind.setdefault(rule.kind, rule)
    return [
        (kind.label, rule_words(by_kind[kind]) if kind in by_kind else NOT_CONFIGURED) for kind in COMPARED
    ]


@dataclass(frozen=True)
class HeadCount:
    """How many conferences of a year one head presided over, alone or together (D-13)."""

    title: str
    scheduled: int
    held: int


def year_counts(user, year):
    """([HeadCount], conferences held that count as the yearly dialogue with the People), in one query.

    A co-chaired conference counts for both heads (D-13); one with staff alone is no dialogue with the People (D-07).
    """
    names = ("state", "chair_title", "co_chair_title", "is_with_people")
    plans = Plan.objects.visible_to(user).for_year(year).filter(conferences__state__in=[*SCHEDULED, *HELD])
    counts, with_people = {}, 0
    for state, chair, co_chair, is_counted in plans.values_list(*(f"conferences__{name}" for name in names)):
        with_people += is_counted and state in HELD
        for title in {chair, co_chair} - {""}:
            row = counts.setdefault(title, [0, 0])
            row[0] += state in SCHEDULED
            row[1] += state in HELD
    return [HeadCount(title, *figures) for title, figures in sorted(counts.items())], with_people
