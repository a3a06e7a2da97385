"""How far the targets of a plan have come."""

from dataclasses import dataclass

from django.db.models import Count, Q

from plans.models import PlanTarget

HELD, SCHEDULED = ("closed",), ("scheduled", "open")


@dataclass(frozen=True)
class TargetProgress:
    """How many conferences a target asks for, and how many have a date, were held, are still to be planned."""

    target: PlanTarget
    planned: int
    scheduled: int
    held: int

    @property
    def open(self):
        return max(self.planned - self.scheduled - self.held, 0)


def target_progress(plan):
    """One row per target (LP-20, LP-21); conferences are counted in one query, cancelled ones left out."""
    rows = plan.targets.annotate(
        held=Count("conferences", filter=Q(conferences__state__in=HELD)),
        scheduled=Count("conferences", filter=Q(conferences__state__in=SCHEDULED)),
    )
    return [TargetProgress(row, row.count, row.scheduled, row.held) for row in rows.order_by("order", "pk")]
