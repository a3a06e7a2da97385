"""The conclusion notice and its lines, its dispatch, what was promised in it, and the Front's words on that."""

from conclusions.models.commitments import AnswerDelivery, Commitment, CommitmentExtension, CommitmentReport
from conclusions.models.dispatches import Dispatch, DispatchAttempt, ResultPublication
from conclusions.models.extensions import ExtensionRequest
from conclusions.models.items import ConclusionItem, ItemConfirmation, ItemRemark, Omission
from conclusions.models.notices import ConclusionNotice
from conclusions.models.submissions import Submission
from conclusions.models.supervision import ItemReview, Review, SiteVisit, SupervisionItem, Urging

__all__ = [
    "AnswerDelivery", "Commitment", "CommitmentExtension", "CommitmentReport", "ConclusionItem", "ConclusionNotice",
    "Dispatch", "DispatchAttempt", "ExtensionRequest", "ItemConfirmation", "ItemRemark", "ItemReview", "Omission",
    "ResultPublication", "Review", "SiteVisit", "Submission", "SupervisionItem", "Urging",
]  # fmt: skip
