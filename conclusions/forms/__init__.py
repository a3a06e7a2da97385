"""Input of this room's pages, one file per concern. Nothing here writes to the database."""

from conclusions.forms.answers import AnswerFilter, AnswerForm
from conclusions.forms.commitments import (
    CommitmentFilter,
    CommitmentReportForm,
    ConfirmForm,
    GrantForm,
    ProgressForm,
    RemarkForm,
    ScoreFilter,
    WishForm,
)
from conclusions.forms.confirmations import (
    AskForm,
    ObjectionForm,
    RemarkTextForm,
    ResolutionForm,
    ReturnForm,
)
from conclusions.forms.dispatches import (
    AddressForm,
    ChosenForm,
    DispatchForm,
    LedgerFilter,
    PublicTextForm,
    PublishForm,
    ReceiptsForm,
    RecipientForm,
)
from conclusions.forms.extensions import (
    ExtensionRequestForm,
)
from conclusions.forms.fields import (
    ReasonForm,
)
from conclusions.forms.notices import (
    ItemForm,
    NoticeFilter,
    NoticeForm,
    OmitForm,
    PetitionField,
    RemoveItemForm,
)
from conclusions.forms.submissions import (
    RelayForm,
    RemindSubmissionForm,
    SendForm,
    SubmissionFilter,
    SubmissionForm,
    SubmissionReplyForm,
)
from conclusions.forms.supervision import (
    DeskFilter,
    OpinionForm,
    ProgrammeAddForm,
    ProgrammeItemForm,
    ReplyForm,
    UrgeForm,
    VisitForm,
)

__all__ = [
    "AddressForm",
    "AnswerFilter",
    "AnswerForm",
    "AskForm",
    "ChosenForm",
    "CommitmentFilter",
    "CommitmentReportForm",
    "ConfirmForm",
    "DeskFilter",
    "DispatchForm",
    "ExtensionRequestForm",
    "GrantForm",
    "ItemForm",
    "LedgerFilter",
    "NoticeFilter",
    "NoticeForm",
    "ObjectionForm",
    "OmitForm",
    "OpinionForm",
    "PetitionField",
    "ProgrammeAddForm",
    "ProgrammeItemForm",
    "ProgressForm",
    "PublicTextForm",
    "PublishForm",
    "ReasonForm",
    "ReceiptsForm",
    "RecipientForm",
    "RelayForm",
    "RemarkForm",
    "RemarkTextForm",
    "RemindSubmissionForm",
    "RemoveItemForm",
    "ReplyForm",
    "ResolutionForm",
    "ReturnForm",
    "ScoreFilter",
    "SendForm",
    "SubmissionFilter",
    "SubmissionForm",
    "SubmissionReplyForm",
    "UrgeForm",
    "VisitForm",
    "WishForm",
]
