"""Who may do what in this room, with the reason if not; one file per concern. No writing."""

from conclusions.rules.clocks import (
    AnswerLimit,
    answer_limit,
    check_due_on,
    conclusion_deadline,
)
from conclusions.rules.commitments import (
    check_can_add_progress,
    check_can_confirm_commitment,
    check_can_dispute_commitment,
    check_can_remark_commitment,
    check_can_report_commitment,
    front_is_here,
)
from conclusions.rules.dispatches import (
    check_can_record_dispatch,
    check_dispatch,
)
from conclusions.rules.extensions import (
    check_can_approve_extension_request,
    check_can_reject_extension_request,
    check_can_request_extension,
)
from conclusions.rules.notices import (
    check_can_approve_conclusion_notice,
    check_can_draft_conclusion_notice,
    check_can_edit_conclusion_notice,
    check_can_issue_conclusion_notice,
    check_can_print_conclusion_notice,
    check_can_return_conclusion_notice,
    check_can_submit_conclusion_notice,
    check_is_complete,
    lessons_are_due,
)

__all__ = [
    "AnswerLimit",
    "answer_limit",
    "check_can_add_progress",
    "check_can_approve_conclusion_notice",
    "check_can_approve_extension_request",
    "check_can_confirm_commitment",
    "check_can_dispute_commitment",
    "check_can_draft_conclusion_notice",
    "check_can_edit_conclusion_notice",
    "check_can_issue_conclusion_notice",
    "check_can_print_conclusion_notice",
    "check_can_record_dispatch",
    "check_can_reject_extension_request",
    "check_can_remark_commitment",
    "check_can_report_commitment",
    "check_can_request_extension",
    "check_can_return_conclusion_notice",
    "check_can_submit_conclusion_notice",
    "check_dispatch",
    "check_due_on",
    "check_is_complete",
    "conclusion_deadline",
    "front_is_here",
    "lessons_are_due",
]
