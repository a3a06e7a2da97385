"""Lists as spreadsheets (XLSX), written row by row. What stands in them is the rooms' business."""

import io
from datetime import date, datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROW, WIDE = 8, 60
# What a spreadsheet would take for a formula as soon as somebody edits the cell, or saves the list as CSV.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(title, columns, rows):
    """The bytes of a workbook with one sheet: a frozen head, filters, dates as dates, text as text.

    `columns`: (heading, width in letters). `rows`: iterables of str, int, date, datetime, bool or None. Text is
    never taken for a formula, an address or a number, whatever it begins with.
    """
    return workbook(title, [(title, columns, rows)])


def download(content, name):
    """The answer that hands a workbook out as a file; `name` without ending, in unaccented letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


def workbook(title, sheets):
    """The same of several sheets: (name, columns, rows) of each."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    )  # fmt: skip
    book.set_properties({"title": title})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    moment = book.add_format({"num_format": "hh:mm dd/mm/yyyy", "valign": "top", "align": "left"})
    for name, columns, rows in sheets:
        _sheet(book.add_worksheet(sheet_name(name)), columns, rows, bold, (plain, quoted, day, moment))
    book.close()
    return file.getvalue()


def _sheet(sheet, columns, rows, bold, formats):
    for place, (heading, width) in enumerate(columns):
        sheet.set_column(place, place, min(max(width, NARROW), WIDE))
        sheet.write_string(0, place, heading, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, last, place, value, *formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _write(sheet, row, place, value, plain, quoted, day, moment):
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, bool):
        sheet.write_string(row, place, "có" if value else "không", plain)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, plain)
    elif value not in (None, ""):
        text = str(value)
        sheet.write_string(row, place, text, quoted if text.startswith(FORMULA) else plain)


def sheet_name(title):
    """At most 31 letters and none that a sheet's tab refuses."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "Bảng"
