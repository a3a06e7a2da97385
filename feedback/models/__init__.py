"""Petitions, who answers them and how; rounds, imports, settings; the consolidated report."""

from feedback.models.answers import Answer
from feedback.models.assignments import AnswerLink, Assignment
from feedback.models.collection import (
    CollectionRound,
    Collector,
    FormAnswer,
    FormReturn,
    OpinionForm,
    Question,
)
from feedback.models.hall import SpeakerPetition
from feedback.models.imports import ImportRow, PetitionImport
from feedback.models.lists import ListExport, SavedFilter
from feedback.models.parts import (
    answer_of,
    assignments_of,
    hamlet_of,
    lead_of,
    merged_of,
    people_of,
    with_parts,
    with_people,
)
from feedback.models.petitions import SETTLED, UNANSWERED, Petition, PetitionCounter, Petitioner
from feedback.models.reports import ConsolidatedReport
from feedback.models.settings import Anonymising, PetitionSetting
from feedback.models.words import LearnedField, LearnedUnit, SearchWord

__all__ = [
    "SETTLED", "UNANSWERED", "AnswerLink", "Anonymising", "Answer", "Assignment", "CollectionRound", "Collector",
    "ConsolidatedReport", "FormAnswer", "FormReturn", "ImportRow", "LearnedField", "LearnedUnit", "ListExport",
    "OpinionForm", "Petition", "PetitionCounter", "PetitionImport", "PetitionSetting", "Petitioner", "Question",
    "SavedFilter", "SearchWord", "SpeakerPetition", "answer_of", "assignments_of", "hamlet_of", "lead_of", "merged_of", "people_of",
    "with_parts", "with_people",
]  # fmt: skip
