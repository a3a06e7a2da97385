"""Input of this room's pages. Nothing here writes to the database."""

from feedback.forms.answering import (
    ContributeForm,
    LinkForm,
    PublishForm,
    RateOnBehalfForm,
    RemindForm,
    ReplyForm,
    UnpublishForm,
)
from feedback.forms.answers import AnswerForm
from feedback.forms.assignments import AssignForm, RefuseForm
from feedback.forms.board import AlikeForm, BoardRowForm
from feedback.forms.collection import CollectorForm, CollectorsForm, FormsOutForm, RoundFilter, RoundForm
from feedback.forms.fields import FilesField, FilesInput, ReasonForm, long_text
from feedback.forms.filling import FilledForm, KeyForm
from feedback.forms.floor import LinkSpeakerForm, MattersForm, RegisterPetitionerForm, SettleForm
from feedback.forms.imports import ApplyImportForm, ImportForm, ImportRowForm
from feedback.forms.lists import (
    ExportForm,
    KeepFilterForm,
    PetitionFilter,
    StatisticsFilter,
    petition_filter,
)
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
    PetitionForm,
    SuggestForm,
)
from feedback.forms.privacy import AnonymiseForm, OldFilesForm, ReadingFilter
from feedback.forms.reports import IssueForm, ReportForm
from feedback.forms.sorting import ClassifyForm, ReportUpForm, SplitForm

__all__ = [
    "USUAL_HEAD",
    "USUAL_QUESTIONS",
    "AlikeForm",
    "AnonymiseForm",
    "AnswerForm",
    "ApplyImportForm",
    "AssignForm",
    "BoardRowForm",
    "ClassifyForm",
    "CollectorForm",
    "CollectorsForm",
    "ContributeForm",
    "ExportForm",
    "FilesField",
    "FilesForm",
    "FilesInput",
    "FilledForm",
    "FormsOutForm",
    "ImportForm",
    "ImportRowForm",
    "IssueForm",
    "KeepFilterForm",
    "KeyForm",
    "LinkForm",
    "OldFilesForm",
    "OpinionFormForm",
    "PetitionFilter",
    "PetitionForm",
    "PetitionerForm",
    "PetitionerFormSet",
    "PublishForm",
    "QuestionFormSet",
    "RateOnBehalfForm",
    "ReadingFilter",
    "ReasonForm",
    "RefuseForm",
    "RemindForm",
    "ReplyForm",
    "ReportForm",
    "ReportUpForm",
    "RoundFilter",
    "RoundForm",
    "SettleForm",
    "SplitForm",
    "StatisticsFilter",
    "SuggestForm",
    "UnpublishForm",
    "long_text",
    "petition_filter",
    "LinkSpeakerForm",
    "MattersForm",
    "RegisterPetitionerForm",
]
