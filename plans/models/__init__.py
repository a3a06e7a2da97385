"""The yearly plan, held whole: what the seed plans say in text, and what the later stages need as data."""

from plans.models.parts import (
    BasisDocument,
    LegalBasis,
    PlanAgendaStep,
    PlanGroup,
    PlanParagraph,
    PlanRecipient,
    PlanTarget,
    PlanVenue,
    TargetTopic,
)
from plans.models.plan import Ordered, Plan, PlanQuerySet
from plans.models.tasks import PlanTask

__all__ = [
    "BasisDocument", "LegalBasis", "Ordered", "Plan", "PlanAgendaStep", "PlanGroup", "PlanParagraph", "PlanQuerySet",
    "PlanRecipient", "PlanTarget", "PlanTask", "PlanVenue", "TargetTopic",
]  # fmt: skip
