"""The yearly plan, held whole: what the seed plans say in text, and what the later stages need as data."""

from plans.models.exchange import PlanUpload, PlanWarningDismissal
from plans.models.parts import (
    BasisDocument,
    LegalBasis,
    PlanAgendaStep,
    PlanBudgetHead,
    PlanGroup,
    PlanHeading,
    PlanLettering,
    PlanParagraph,
    PlanRecipient,
    PlanTarget,
    PlanVenue,
    TargetTopic,
)
from plans.models.plan import Ordered, Plan, PlanQuerySet
from plans.models.tasks import MONITORS, PlanTask

__all__ = [
    "MONITORS", "BasisDocument", "LegalBasis", "Ordered", "Plan", "PlanAgendaStep", "PlanBudgetHead", "PlanGroup", "PlanHeading",
    "PlanLettering", "PlanParagraph", "PlanQuerySet", "PlanRecipient", "PlanTarget", "PlanTask", "PlanUpload", "PlanVenue", "PlanWarningDismissal", "TargetTopic",
]  # fmt: skip
