"""Petitions read from a file: pure functions of bytes and text. What is stored of them is the services' business."""

from feedback.importing.cells import Judged, judge
from feedback.importing.columns import FIELDS, LABELS
from feedback.importing.files import MAX_CELL, MAX_COLUMNS, MAX_ROWS, BadFile, check_upload
from feedback.importing.reading import Sheet, read
from feedback.importing.templates import csv_template, xlsx_template

__all__ = [
    "FIELDS",
    "LABELS",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "BadFile",
    "Judged",
    "Sheet",
    "check_upload",
    "csv_template",
    "judge",
    "read",
    "xlsx_template",
]
