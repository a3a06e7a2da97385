"""Readings over deadlines, rules and the calendar, one file per concern."""

from deadlines.queries.ladder import ladder_of
from deadlines.queries.pages import board, regulations_for, rules_of, work_items
from deadlines.queries.readings import (
    deadlines_of,
    earliest_lawful_date,
    leading,
    regulation_code_for,
    rules_in_force,
)
from deadlines.queries.workcalendar import (
    calendar_moves,
    day_words,
    moved_words,
    preview_of_confirmation,
    preview_of_rows,
    year_table,
)

__all__ = [
    "board",
    "calendar_moves",
    "day_words",
    "deadlines_of",
    "earliest_lawful_date",
    "ladder_of",
    "leading",
    "moved_words",
    "preview_of_confirmation",
    "preview_of_rows",
    "regulation_code_for",
    "regulations_for",
    "rules_in_force",
    "rules_of",
    "work_items",
    "year_table",
]
