"""A page's reads over several models of this room, one file per concern."""

from conclusions.queries.conference import conference_part
from conclusions.queries.work import work_items

__all__ = ["conference_part", "work_items"]
