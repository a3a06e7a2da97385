"""Every write of this room, one concept a file."""

from documents.services.batches import (
    BATCH_ATTEMPT,
    BATCH_TASK,
    begin_batch,
    cancel_batch,
    fail_batch,
    finish_batch,
    retry_batch,
    run_batch,
    start_batch,
)
from documents.services.deliveries import deliver_paper, mark_delivery_read
from documents.services.drafts import (
    abandon_paper_draft,
    approve_paper_draft,
    edit_paper_draft,
    issue_paper_draft,
    print_paper_draft,
    return_paper_draft,
    start_draft,
    start_each_draft,
    submit_paper_draft,
)
from documents.services.papers import (
    ATTEMPT_NAME,
    RENDER_TASK,
    fail_paper,
    issue_paper,
    print_draft,
    render_paper,
    retry_paper,
)
from documents.services.registers import (
    cancel_register_entry,
    period_of,
    record_register_entry,
    reserve_number,
    set_register,
    take_number,
)
from documents.services.settings import edit_paper_setting
from documents.services.signatures import Key, attach_scan, seal_paper, sign_paper
from documents.services.versions import clean_versions, keep_version, keep_version_of

__all__ = [
    "Key",
    "attach_scan",
    "seal_paper",
    "sign_paper",
    "clean_versions",
    "start_batch",
    "run_batch",
    "retry_batch",
    "finish_batch",
    "fail_batch",
    "cancel_batch",
    "begin_batch",
    "BATCH_TASK",
    "BATCH_ATTEMPT",
    "ATTEMPT_NAME",
    "RENDER_TASK",
    "abandon_paper_draft",
    "approve_paper_draft",
    "cancel_register_entry",
    "deliver_paper",
    "edit_paper_draft",
    "edit_paper_setting",
    "fail_paper",
    "issue_paper",
    "issue_paper_draft",
    "keep_version",
    "keep_version_of",
    "mark_delivery_read",
    "period_of",
    "print_draft",
    "print_paper_draft",
    "record_register_entry",
    "render_paper",
    "reserve_number",
    "retry_paper",
    "return_paper_draft",
    "set_register",
    "start_draft",
    "start_each_draft",
    "submit_paper_draft",
    "take_number",
]
