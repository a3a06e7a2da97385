"""Every write of this room, one concept a file."""

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

__all__ = [
    "ATTEMPT_NAME",
    "RENDER_TASK",
    "fail_paper",
    "issue_paper",
    "period_of",
    "print_draft",
    "render_paper",
    "retry_paper",
    "set_register",
    "take_number",
]
