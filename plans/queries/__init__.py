"""Reads over several models of this room, one file per concern; warnings have their own package."""

from plans.queries.bodies import is_with_people, kinds_in, units_of
from plans.queries.pages import conference_part, number_to_come, plan_list
from plans.queries.people import titles_in
from plans.queries.progress import (
    TargetProgress,
    columns_of,
    plans_of_year,
    target_progress,
    year_counts,
    years_with_plans,
)
from plans.queries.tasks import progress_by_unit, task_rows, units_with_tasks, waiting_for
from plans.queries.work import work_items

__all__ = [
    "TargetProgress", "columns_of", "conference_part", "is_with_people", "kinds_in",
    "number_to_come", "plan_list", "plans_of_year", "progress_by_unit", "target_progress", "task_rows", "units_of",
    "titles_in", "units_with_tasks", "waiting_for", "work_items", "year_counts", "years_with_plans",
]  # fmt: skip
