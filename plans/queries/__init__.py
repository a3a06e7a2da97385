"""Reads over several models of this room, one file per concern; warnings have their own module."""

from plans.queries.bodies import is_with_people, kinds_in, units_of
from plans.queries.pages import conference_part, number_to_come, plan_list
from plans.queries.progress import TargetProgress, target_progress
from plans.queries.work import work_items

__all__ = [
    "TargetProgress", "conference_part", "is_with_people", "kinds_in", "number_to_come", "plan_list", "target_progress", "units_of",
    "work_items",
]  # fmt: skip
