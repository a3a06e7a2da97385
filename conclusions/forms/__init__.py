"""Input of this room's pages, one file per concern. Nothing here writes to the database."""

from conclusions.forms.commitments import (
    CommitmentFilter,
    CommitmentReportForm,
    ConfirmForm,
    RemarkForm,
)
from conclusions.forms.dispatches import (
    DispatchForm,
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
    PetitionField,
    RemoveItemForm,
)

__all__ = [
    "CommitmentFilter",
    "CommitmentReportForm",
    "ConfirmForm",
    "DispatchForm",
    "ExtensionRequestForm",
    "ItemForm",
    "NoticeFilter",
    "NoticeForm",
    "PetitionField",
    "ReasonForm",
    "RemarkForm",
    "RemoveItemForm",
]
