"""Reads of this room: lists, the consolidated report's table, the day's record, what waits for a person."""

from feedback.queries.lists import answer_badge, choices_for, filtered, suggested_due
from feedback.queries.publishing import (
    proposed_public,
    result_of,
    to_send,
)
from feedback.queries.record import day_record
from feedback.queries.report import report_classes, report_figures
from feedback.queries.work import conference_part, work_items

__all__ = [
    "answer_badge",
    "choices_for",
    "conference_part",
    "day_record",
    "filtered",
    "report_classes",
    "report_figures",
    "suggested_due",
    "work_items",
    "result_of",
    "proposed_public",
    "to_send",
]
