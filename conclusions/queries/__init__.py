"""A page's reads over several models of this room, one file per concern."""

from conclusions.queries.carrying import plan_notes
from conclusions.queries.conference import conference_part
from conclusions.queries.petitions import petitions_in_use
from conclusions.queries.work import work_items

__all__ = ["conference_part", "petitions_in_use", "plan_notes", "work_items"]
