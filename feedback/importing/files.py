"""A file's bytes to plain rows: what is taken, what is sent back and why. Nothing here knows what columns mean."""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

import python_calamine
from django.conf import settings

from core.refusals import Refused
from core.uploads import sniff_office
from core.vietnamese import fold
from feedback.importing.bounds import MAX_PART, Bounds, NotXml, TooMuch
from feedback.importing.columns import SEARCHED, known_headings
from feedback.importing.letters import UnknownLetters, decode

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 10_000, 60, 20_000
SLACK = 2_000  # rows above the limit that may be blank or hold titles
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The parts of a workbook that its values stand in; all else (pictures, links, scripts) is never opened.
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?workbook\.xml(\.rels)?|xl/(sharedStrings|styles)\.xml"
    r"|xl/worksheets/[^/]+\.xml"
)
# What a broken or lying archive makes the library raise.
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
AS_XLSX = "Hãy mở tệp trong Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”, rồi gửi tệp mới."
TOO_BIG = (
    "Bảng tính bên trong quá lớn. Hãy bỏ các trang tính thừa hoặc tách thành nhiều tệp không quá 10.000 dòng."
)
TAKEN = "Tệp nhận được là XLSX (Excel từ 2007) hoặc CSV."


class BadFile(Refused):
    """The file cannot be read as a list of petitions; the sentence says why and what to do."""


@dataclass(frozen=True)
class Table:
    """One sheet (a CSV file has one without a name), its rows as typed from the first row on."""

    name: str
    rows: list


def check_upload(file):
    """ "xlsx" or "csv" of an upload by its content; BadFile with a sentence otherwise. Cheap: little is unpacked."""
    limit = settings.UPLOAD_MAX_BYTES
    if file.size > limit:
        raise BadFile(
            f"Tệp lớn hơn {limit // (1024 * 1024)} MB. Hãy tách thành nhiều tệp nhỏ hơn rồi gửi từng tệp."
        )
    if file.size == 0:
        raise BadFile("Tệp rỗng, không có gì để đọc. Hãy chọn lại tệp.")
    head = file.read(4096)
    file.seek(0)
    kind = _kind(file, head)
    ending = file.name.lower().rpartition(".")[2]
    wanted = ("xlsx",) if kind == "xlsx" else ("csv", "txt", "tsv")
    if ending not in wanted:
        shown = "bảng tính XLSX" if kind == "xlsx" else "chữ (CSV)"
        raise BadFile(
            f"Đuôi tệp “.{ending[:10]}” không khớp nội dung bên trong là {shown}. Hãy đặt lại đúng đuôi tệp."
        )
    return kind


def _kind(file, head):
    if head.startswith(OLE):
        raise BadFile(_ole_sentence(file))
    if head.startswith(b"PK"):
        _check_zip(file)
        return "xlsx"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:400].lower()
    if start.startswith(
        (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style", b"<head", b"<script")
    ):
        raise BadFile(f"Bên trong tệp là trang web hoặc XML, không phải bảng tính. {AS_XLSX}")
    if start.startswith(
        (b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc", b"\x1f\x8b")
    ):
        raise BadFile(f"Đây không phải bảng tính. {TAKEN} {AS_XLSX}")
    return "csv"


def _ole_sentence(file):
    raw = file.read()
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return "Tệp đặt mật khẩu nên không đọc được. Hãy mở tệp trong Excel, bỏ mật khẩu, lưu lại rồi gửi."
    if "Workbook".encode("utf-16-le") in raw or "Book".encode("utf-16-le") in raw:
        return f"Tệp Excel kiểu cũ (.xls) không nhận được. {AS_XLSX}"
    return f"Đây không phải bảng tính XLSX hoặc CSV. {AS_XLSX}"


def _check_zip(file):
    """A sentence of its own for each thing that the house's check of office files turns away without one."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except BROKEN as error:
        raise BadFile(f"Tệp bị hỏng, không mở được. {AS_XLSX}") from error
    finally:
        file.seek(0)
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile("Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi.")
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise BadFile(f"Tệp có macro (chương trình chạy kèm) nên không nhận. {AS_XLSX}")
    if b"opendocument.spreadsheet" in kind or "xl/workbook.bin" in names:
        raise BadFile(f"Bảng tính này lưu theo kiểu khác (.ods hoặc .xlsb). {AS_XLSX}")
    found = sniff_office(file)
    if found is None and "xl/workbook.xml" in names:
        raise BadFile(f"Tệp có macro hoặc được nén bất thường nên không mở, để an toàn cho máy. {AS_XLSX}")
    if found is None or found[0] != XLSX_TYPE:
        raise BadFile(f"Đây không phải bảng tính. {TAKEN}")


# --- XLSX ------------------------------------------------------------------------------------------------------


def read_xlsx(file):
    """The tables of a workbook, hidden sheets left out; only parts that were unpacked within bounds are opened."""
    try:
        book = python_calamine.load_workbook(_checked_copy(file))
        return [
            Table(sheet.name, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
            for sheet in book.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
    except (python_calamine.CalamineError, *BROKEN) as error:
        raise BadFile(f"Tệp bị hỏng, không đọc được bảng tính bên trong. {AS_XLSX}") from error


def _checked_copy(file):
    """The needed parts, unpacked in bounds and packed anew: the reader sees nothing that was not looked at."""
    copy, parts, room = io.BytesIO(), {}, 2 * MAX_PART
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            if part.filename in parts or not NEEDED.fullmatch(part.filename):
                continue
            with archive.open(part) as opened:
                content = opened.read(min(MAX_PART, room) + 1)
            room -= len(content)
            if len(content) > MAX_PART or room < 0:
                raise BadFile(TOO_BIG)
            parts[part.filename] = content
    _check_bounds(dict(parts))
    with zipfile.ZipFile(copy, "w") as checked:
        for name, content in parts.items():
            checked.writestr(name, content)
    copy.seek(0)
    return copy


def _check_bounds(parts):
    """One cell at the far end of a sheet would make the reader ask for more memory than the machine has."""
    bounds = Bounds(max_rows=MAX_ROWS + SLACK, max_columns=MAX_COLUMNS)
    try:
        # The shared texts first: the sheets refer to them.
        bounds.take_strings(parts.pop("xl/sharedStrings.xml", b"<sst/>"))
        for name, content in parts.items():
            take = bounds.take_sheet if name.startswith("xl/worksheets/") else bounds.take_plain
            take(content)
    except TooMuch as far:
        raise BadFile(_too_far(far)) from far
    except NotXml as error:
        raise BadFile(f"Tệp bị hỏng hoặc có phần lạ bên trong, không đọc được. {AS_XLSX}") from error


def _too_far(far):
    if far.column:
        where = letters_of(far.column - 1)
        return f"Bảng tính rộng quá {MAX_COLUMNS} cột (có ô ở cột {where}). Hãy xoá các cột thừa bên phải rồi gửi lại."
    if far.row:
        return (
            f"Bảng tính dài quá {_thousands(MAX_ROWS)} dòng (có ô ở dòng {_thousands(far.row)}). "
            "Hãy xoá các dòng thừa phía dưới hoặc tách thành nhiều tệp."
        )
    return TOO_BIG


# --- CSV -------------------------------------------------------------------------------------------------------


def read_csv(raw):
    """(table, name of the encoding) of a CSV file; the separator is the one that yields most known headings."""
    try:
        text, encoding = decode(raw)
    except UnknownLetters as error:
        raise BadFile(str(error)) from error
    if "\0" in text:
        raise BadFile("Đây không phải tệp chữ (bên trong là dữ liệu nhị phân). Hãy gửi tệp XLSX hoặc CSV.")
    declared = re.match(r"sep=([;,|\t])\r?\n", text, re.IGNORECASE)
    if declared:
        return Table("", [[], *_parsed(text[declared.end() :], declared[1])]), encoding
    head = "\n".join(text[:200_000].splitlines()[: 3 * SEARCHED])
    best = max((";", ",", "\t", "|"), key=lambda mark: _fit(head, mark))
    return Table("", _parsed(text, best)), encoding


def _fit(head, mark):
    """How well a separator fits the file's first lines: known headings in one row, then columns."""
    try:
        rows = [row[:MAX_COLUMNS] for row in csv.reader(io.StringIO(head, newline=""), delimiter=mark)]
    except csv.Error:
        return 0, 0
    return max((known_headings(row) for row in rows), default=0), max(map(len, rows), default=0)


def _parsed(text, mark):
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append(row)
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                raise BadFile(
                    f"Bảng rộng quá {MAX_COLUMNS} cột (dòng {len(rows)}). Hãy xoá các cột thừa rồi gửi lại."
                )
            if len(rows) > MAX_ROWS + SLACK:
                raise BadFile(f"Tệp dài quá {_thousands(MAX_ROWS)} dòng. Hãy tách thành nhiều tệp.")
    except csv.Error as error:
        raise BadFile(
            f"Không tách được cột của tệp CSV ở quanh dòng {len(rows) + 1}: có thể dấu ngoặc kép mở mà không đóng. {AS_XLSX}"
        ) from error
    return [row[:MAX_COLUMNS] for row in rows]


# --- both ------------------------------------------------------------------------------------------------------


def check_cells(table):
    """Refuse a cell that is longer than any petition, naming its place."""
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                raise BadFile(
                    f"Ô {letters_of(place)}{number} dài {_thousands(len(cell))} chữ, quá {_thousands(MAX_CELL)}. Có thể dấu "
                    "ngoặc kép mở mà không đóng; nếu nội dung dài thật, hãy gửi kèm kiến nghị dưới dạng tệp đính kèm."
                )


def letters_of(place):
    """The name of a column as the spreadsheet shows it: 0 -> A, 26 -> AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def is_own_help(name):
    """The sheets of our template that explain it."""
    return fold(name) in ("vi du", "gia tri duoc nhan")


def _thousands(number):
    return f"{number:,}".replace(",", ".")
