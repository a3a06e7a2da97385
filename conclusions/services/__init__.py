"""Every write of this room, one file per concern."""

from conclusions.services.answers import record_answers
from conclusions.services.carrying import carry_into_agenda, carry_into_report
from conclusions.services.commitments import (
    add_progress,
    confirm_commitment,
    dispute_commitment,
    remark_commitment,
    report_commitment,
)
from conclusions.services.confirmations import (
    agree_item_confirmation,
    agree_item_confirmations,
    ask_units,
    lapse_item_confirmation,
    object_item_confirmation,
)
from conclusions.services.dispatches import print_extracts, record_dispatches
from conclusions.services.drafting import draft_conclusion_notice, draft_on_close
from conclusions.services.extensions import (
    approve_extension_request,
    reject_extension_request,
    request_extension,
)
from conclusions.services.forgetting import forget_people
from conclusions.services.items import add_item, edit_item, remove_item, restore_petition, shift_item
from conclusions.services.mailing import (
    MAIL_TASK,
    bounce_dispatch_attempt,
    fail_dispatch_attempt,
    mail_dispatches,
    send_dispatch_attempt,
    send_mails,
    take_returned,
)
from conclusions.services.notices import (
    approve_conclusion_notice,
    edit_conclusion_notice,
    issue_conclusion_notice,
    print_conclusion_notice,
    return_conclusion_notice,
    submit_conclusion_notice,
)
from conclusions.services.prolonging import (
    approve_commitment_extension,
    reject_commitment_extension,
    request_commitment_extension,
)
from conclusions.services.publications import (
    edit_result_publication,
    prepare_result_publication,
    publish_result_publication,
    withdraw_result_publication,
)
from conclusions.services.receipts import (
    add_recipient,
    print_receipt_list,
    record_receipts,
    set_dispatch_address,
)
from conclusions.services.remarks import (
    remark_conclusion_notice,
    resolve_item_remark,
)
from conclusions.services.silence import tell_silent
from conclusions.services.submissions import (
    add_submission,
    answer_submission,
    close_submission,
    edit_submission,
    open_submissions,
    relay_submission,
    remind_submission,
    send_submission,
)
from conclusions.services.supervision import (
    add_supervision_items,
    edit_supervision_item,
    remove_supervision_item,
    review_item,
    visit_commitment,
)
from conclusions.services.supplements import (
    draft_supplement,
    omit_petition,
    restore_petitions,
)
from conclusions.services.urgings import reply_urging, urge_commitment, urge_commitments

__all__ = [
    "MAIL_TASK",
    "add_item",
    "add_progress",
    "add_recipient",
    "add_submission",
    "add_supervision_items",
    "agree_item_confirmation",
    "agree_item_confirmations",
    "answer_submission",
    "approve_commitment_extension",
    "approve_conclusion_notice",
    "approve_extension_request",
    "ask_units",
    "bounce_dispatch_attempt",
    "carry_into_agenda",
    "carry_into_report",
    "close_submission",
    "confirm_commitment",
    "dispute_commitment",
    "draft_conclusion_notice",
    "draft_on_close",
    "draft_supplement",
    "edit_conclusion_notice",
    "edit_item",
    "edit_result_publication",
    "edit_submission",
    "edit_supervision_item",
    "fail_dispatch_attempt",
    "forget_people",
    "issue_conclusion_notice",
    "lapse_item_confirmation",
    "mail_dispatches",
    "object_item_confirmation",
    "omit_petition",
    "open_submissions",
    "prepare_result_publication",
    "print_conclusion_notice",
    "print_extracts",
    "print_receipt_list",
    "publish_result_publication",
    "record_answers",
    "record_dispatches",
    "record_receipts",
    "reject_commitment_extension",
    "reject_extension_request",
    "relay_submission",
    "remark_commitment",
    "remark_conclusion_notice",
    "remind_submission",
    "remove_item",
    "remove_supervision_item",
    "reply_urging",
    "report_commitment",
    "request_commitment_extension",
    "request_extension",
    "resolve_item_remark",
    "restore_petition",
    "restore_petitions",
    "return_conclusion_notice",
    "review_item",
    "send_dispatch_attempt",
    "send_mails",
    "send_submission",
    "set_dispatch_address",
    "shift_item",
    "submit_conclusion_notice",
    "take_returned",
    "tell_silent",
    "urge_commitment",
    "urge_commitments",
    "visit_commitment",
    "withdraw_result_publication",
]
