"""Reads of this room: lists, the consolidated report's table, the day's record, what waits for a person."""

from feedback.queries.answering import (
    answers_in,
    assignment_story,
    groups_for,
    parts_for,
    proposal_for,
)
from feedback.queries.imports import bad_rows_sheet, column_labels, rows_page, shown_rows, verdict_counts
from feedback.queries.lists import (
    answer_badge,
    choices_for,
    conferences_for,
    filtered,
    list_url,
    narrowed,
    rows_of,
    suggested_due,
)
from feedback.queries.publishing import (
    proposed_public,
    result_of,
    results_of,
    to_send,
)
from feedback.queries.readings import reader_choices, reading_rows, reading_summary, readings
from feedback.queries.record import day_record
from feedback.queries.report import report_classes, report_figures
from feedback.queries.retention import (
    files_of_anonymised,
    keys_to_anonymise,
    retention_day,
    retention_preview,
    to_anonymise,
)
from feedback.queries.search import as_written
from feedback.queries.statistics import statistics
from feedback.queries.upward import (
    late_above,
    upward_badge,
    waiting_above,
)
from feedback.queries.work import conference_part, work_items

__all__ = [
    "keys_to_anonymise",
    "to_anonymise",
    "retention_preview",
    "retention_day",
    "files_of_anonymised",
    "readings",
    "reading_summary",
    "reading_rows",
    "reader_choices",
    "conferences_for",
    "statistics",
    "as_written",
    "rows_of",
    "narrowed",
    "list_url",
    "bad_rows_sheet",
    "column_labels",
    "rows_page",
    "shown_rows",
    "verdict_counts",
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
    "assignment_story",
    "parts_for",
    "proposal_for",
    "groups_for",
    "answers_in",
    "waiting_above",
    "late_above",
    "upward_badge",
    "results_of",
]
