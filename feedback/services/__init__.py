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
from feedback.services.collection import (
    add_collection_round,
    close_collection_round,
    edit_collection_round,
    open_collection_round,
    reopen_collection_round,
)
from feedback.services.collectors import (
    add_collector,
    add_collectors,
    edit_collector,
    print_collection_round,
    print_collector,
    remove_collector,
    report_collector,
    return_collector,
    submit_collector,
)
from feedback.services.floor import settle_contribution
from feedback.services.opinion_forms import (
    add_opinion_form,
    copy_opinion_form,
    edit_opinion_form,
)
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
from feedback.services.publishing import (
    publish_petition,
    publish_petitions,
    rate_petition,
    unpublish_petition,
)
from feedback.services.reopening import (
    reopen_petition,
    shelve_assignment,
    supersede_answer,
)
from feedback.services.reports import (
    draft_consolidated_report,
    edit_consolidated_report,
    issue_consolidated_report,
    print_consolidated_report,
)
from feedback.services.returns import (
    record_form,
    undo_form_return,
)
from feedback.services.splitting import split_petition

__all__ = [
    "print_collection_round",
    "print_collector",
    "add_collection_round",
    "close_collection_round",
    "edit_collection_round",
    "open_collection_round",
    "reopen_collection_round",
    "add_collector",
    "add_collectors",
    "edit_collector",
    "remove_collector",
    "report_collector",
    "return_collector",
    "submit_collector",
    "add_opinion_form",
    "copy_opinion_form",
    "edit_opinion_form",
    "record_form",
    "undo_form_return",
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
    "publish_petition",
    "publish_petitions",
    "unpublish_petition",
    "rate_petition",
    "reopen_petition",
    "supersede_answer",
    "shelve_assignment",
]
