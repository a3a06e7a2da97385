"""Every write of this room, one file per concern."""

from conclusions.services.commitments import (
    add_progress,
    confirm_commitment,
    dispute_commitment,
    remark_commitment,
    report_commitment,
)
from conclusions.services.dispatches import print_extracts, record_dispatches
from conclusions.services.drafting import draft_conclusion_notice, draft_on_close
from conclusions.services.extensions import (
    approve_extension_request,
    reject_extension_request,
    request_extension,
)
from conclusions.services.items import add_item, edit_item, remove_item, restore_petition, shift_item
from conclusions.services.notices import (
    approve_conclusion_notice,
    edit_conclusion_notice,
    issue_conclusion_notice,
    print_conclusion_notice,
    return_conclusion_notice,
    submit_conclusion_notice,
)

__all__ = [
    "add_item",
    "add_progress",
    "approve_conclusion_notice",
    "approve_extension_request",
    "confirm_commitment",
    "dispute_commitment",
    "draft_conclusion_notice",
    "draft_on_close",
    "edit_conclusion_notice",
    "edit_item",
    "issue_conclusion_notice",
    "print_conclusion_notice",
    "print_extracts",
    "record_dispatches",
    "reject_extension_request",
    "remark_commitment",
    "remove_item",
    "report_commitment",
    "request_extension",
    "restore_petition",
    "return_conclusion_notice",
    "shift_item",
    "submit_conclusion_notice",
]
