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
from feedback.queries.wordings import earlier_words
from feedback.queries.work import conference_part, work_items

__all__ = [
    "answer_badge",
    "answers_in",
    "as_written",
    "assignment_story",
    "bad_rows_sheet",
    "choices_for",
    "column_labels",
    "conference_part",
    "conferences_for",
    "day_record",
    "earlier_words",
    "files_of_anonymised",
    "filtered",
    "groups_for",
    "keys_to_anonymise",
    "late_above",
    "list_url",
    "narrowed",
    "parts_for",
    "proposal_for",
    "proposed_public",
    "reader_choices",
    "reading_rows",
    "reading_summary",
    "readings",
    "report_classes",
    "report_figures",
    "result_of",
    "results_of",
    "retention_day",
    "retention_preview",
    "rows_of",
    "rows_page",
    "shown_rows",
    "statistics",
    "suggested_due",
    "to_anonymise",
    "to_send",
    "upward_badge",
    "verdict_counts",
    "waiting_above",
    "work_items",
]
