"""Petitions, assignments, answers and the consolidated report."""

from feedback.models.petitions import UNANSWERED, Answer, Assignment, Petition, PetitionCounter, Petitioner
from feedback.models.reports import ConsolidatedReport

__all__ = [
    "UNANSWERED", "Answer", "Assignment", "ConsolidatedReport", "Petition", "PetitionCounter", "Petitioner",
]  # fmt: skip
