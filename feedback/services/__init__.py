"""Every write of this room, one file per concept."""

from feedback.services.answers import (
    answer_petition,
    approve_answer,
    edit_answer,
    return_answer,
    submit_answer,
    write_answer,
)
from feedback.services.assignments import (
    accept_assignment,
    assign_petition,
    assign_petitions,
    complete_assignment,
    pass_to_conclusion,
    refuse_assignment,
    unassign_petition,
    withdraw_assignment,
)
from feedback.services.floor import settle_contribution
from feedback.services.petitions import (
    add_petition,
    attach_to_petition,
    classify_petition,
    classify_petitions,
    edit_petition,
    read_contacts,
    reject_petition,
    report_up_petition,
)
from feedback.services.reports import (
    draft_consolidated_report,
    edit_consolidated_report,
    issue_consolidated_report,
    print_consolidated_report,
)
from feedback.services.splitting import split_petition

__all__ = [
    "accept_assignment",
    "add_petition",
    "answer_petition",
    "approve_answer",
    "assign_petition",
    "assign_petitions",
    "attach_to_petition",
    "classify_petition",
    "classify_petitions",
    "complete_assignment",
    "draft_consolidated_report",
    "edit_answer",
    "edit_consolidated_report",
    "edit_petition",
    "issue_consolidated_report",
    "pass_to_conclusion",
    "print_consolidated_report",
    "read_contacts",
    "refuse_assignment",
    "reject_petition",
    "report_up_petition",
    "return_answer",
    "settle_contribution",
    "split_petition",
    "submit_answer",
    "unassign_petition",
    "withdraw_assignment",
    "write_answer",
]
