"""Every write of this room, one concept a file."""

from documents.services.drafts import (
    abandon_paper_draft,
    approve_paper_draft,
    edit_paper_draft,
    issue_paper_draft,
    print_paper_draft,
    return_paper_draft,
    start_draft,
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
from documents.services.registers import period_of, set_register, take_number
from documents.services.settings import edit_paper_setting
from documents.services.versions import keep_version, keep_version_of

__all__ = [
    "ATTEMPT_NAME",
    "RENDER_TASK",
    "abandon_paper_draft",
    "approve_paper_draft",
    "edit_paper_draft",
    "edit_paper_setting",
    "fail_paper",
    "issue_paper",
    "issue_paper_draft",
    "keep_version",
    "keep_version_of",
    "period_of",
    "print_draft",
    "print_paper_draft",
    "render_paper",
    "retry_paper",
    "return_paper_draft",
    "set_register",
    "start_draft",
    "submit_paper_draft",
    "take_number",
]
