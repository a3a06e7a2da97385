"""Input of this room's pages. Nothing here writes to the database."""

from feedback.forms.answers import AnswerForm
from feedback.forms.assignments import AssignForm, RefuseForm
from feedback.forms.fields import FilesField, FilesInput, ReasonForm, long_text
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
