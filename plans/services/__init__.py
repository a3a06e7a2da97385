"""Every write of this room, one file per concern."""

from plans.services.exchange import check_year_is_free, create_plan, load_plan_file, regulation_for
from plans.services.plans import approve_plan, edit_plan, issue_plan, print_plan, return_plan, submit_plan
from plans.services.regulation import choose_regulation, fill_plan_rule, own_regulation, set_law_minimum
from plans.services.tasks import (
    acknowledge_plan_task,
    acknowledge_plan_tasks,
    add_plan_task,
    date_plan_tasks,
    finish_plan_task,
    reopen_plan_task,
    reschedule_plan_task,
    start_plan_tasks,
)
from plans.services.uploads import (
    choose_for_upload,
    discard_upload,
    exported_text,
    file_data,
    import_plan,
    preview_upload,
    upload_plan,
)
from plans.services.warnings import add_recipient, dismiss_warning, restore_warning
from plans.services.years import renew_plan

__all__ = [
    "renew_plan",
    "choose_for_upload", "discard_upload", "exported_text", "file_data", "import_plan", "preview_upload", "upload_plan",
    "choose_regulation", "fill_plan_rule", "own_regulation", "set_law_minimum",
    "add_recipient", "dismiss_warning", "restore_warning",
    "acknowledge_plan_task", "acknowledge_plan_tasks", "add_plan_task", "approve_plan", "date_plan_tasks", "finish_plan_task",
    "reopen_plan_task", "reschedule_plan_task", "start_plan_tasks", "check_year_is_free", "create_plan", "edit_plan", "issue_plan", "load_plan_file", "print_plan",
    "regulation_for", "return_plan", "submit_plan",
]  # fmt: skip
