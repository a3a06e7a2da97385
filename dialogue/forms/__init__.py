"""Input of this room's pages, one file per concern. Nothing here writes to the database."""

from dialogue.forms.conferences import (
    AgendaStepForm,
    ConferenceFilter,
    ConferenceForm,
    DelegateForm,
    GroupForm,
    ReasonForm,
    RescheduleForm,
    ScheduleForm,
)
from dialogue.forms.door import CheckInForm, CodeForm, DoorForm, WalkInForm
from dialogue.forms.hall import AttendanceForm
from dialogue.forms.notices import (
    PUBLIC_CHANNELS,
    SENDING_CHANNELS,
    InviteeForm,
    NoticeTextForm,
    PasteForm,
    ProposalForm,
    PublicationForm,
    SendForm,
)
from dialogue.forms.sittings import ContinuationForm, ContributionForm, CourseForm

__all__ = [
    "CheckInForm",
    "CodeForm",
    "DoorForm",
    "WalkInForm",
    "AgendaStepForm",
    "AttendanceForm",
    "ConferenceFilter",
    "ConferenceForm",
    "ContinuationForm",
    "ContributionForm",
    "CourseForm",
    "DelegateForm",
    "GroupForm",
    "InviteeForm",
    "NoticeTextForm",
    "PUBLIC_CHANNELS",
    "PasteForm",
    "ProposalForm",
    "PublicationForm",
    "ReasonForm",
    "RescheduleForm",
    "SENDING_CHANNELS",
    "ScheduleForm",
    "SendForm",
]
