"""Reads over several models, one file per concern."""

from dialogue.queries.door import attendance_facts, door_of
from dialogue.queries.hall import hall
from dialogue.queries.home import home, plan_choices
from dialogue.queries.lists import conferences, invitation_rows, list_rows, proposals
from dialogue.queries.part import conference_part, tabs_of
from dialogue.queries.people import people_beside_plan
from dialogue.queries.work import work_items

__all__ = [
    "attendance_facts",
    "door_of",
    "conference_part",
    "conferences",
    "hall",
    "home",
    "invitation_rows",
    "list_rows",
    "people_beside_plan",
    "plan_choices",
    "proposals",
    "tabs_of",
    "work_items",
]
