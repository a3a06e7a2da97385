"""Input of this room's pages. Nothing here writes to the database."""

from feedback.forms.answers import AnswerForm
from feedback.forms.assignments import AssignForm, RefuseForm
from feedback.forms.collection import CollectorForm, CollectorsForm, FormsOutForm, RoundFilter, RoundForm
from feedback.forms.fields import FilesField, FilesInput, ReasonForm, long_text
from feedback.forms.filling import FilledForm, KeyForm
from feedback.forms.opinions import (
    USUAL_HEAD,
    USUAL_QUESTIONS,
    OpinionFormForm,
    QuestionFormSet,
)
from feedback.forms.petitions import (
    FilesForm,
    PetitionerForm,
    PetitionerFormSet,
    PetitionFilter,
    PetitionForm,
)
from feedback.forms.reports import IssueForm, ReportForm, SettleForm
from feedback.forms.sorting import ClassifyForm, ReportUpForm, SplitForm

__all__ = [
    "QuestionFormSet",
    "OpinionFormForm",
    "USUAL_QUESTIONS",
    "USUAL_HEAD",
    "KeyForm",
    "FilledForm",
    "RoundForm",
    "RoundFilter",
    "FormsOutForm",
    "CollectorsForm",
    "CollectorForm",
    "AnswerForm",
    "AssignForm",
    "ClassifyForm",
    "FilesField",
    "FilesForm",
    "FilesInput",
    "IssueForm",
    "PetitionFilter",
    "PetitionForm",
    "PetitionerForm",
    "PetitionerFormSet",
    "ReasonForm",
    "RefuseForm",
    "ReportForm",
    "ReportUpForm",
    "SettleForm",
    "SplitForm",
    "long_text",
]
