"""Every write of this room, one file per concern."""

from plans.services.exchange import check_year_is_free, create_plan, load_plan_file, regulation_for
from plans.services.plans import approve_plan, edit_plan, issue_plan, print_plan, return_plan, submit_plan

__all__ = [
    "approve_plan", "check_year_is_free", "create_plan", "edit_plan", "issue_plan", "load_plan_file", "print_plan",
    "regulation_for", "return_plan", "submit_plan",
]  # fmt: skip
