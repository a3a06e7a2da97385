"""A whole file read: which sheet, which columns, which rows; what was passed over is said. Rows are judged in `cells`."""

import re
from dataclasses import dataclass, field

from feedback.importing.columns import (
    LABELS,
    field_of,
    find_heading,
    is_ignored,
    is_numbering,
    is_ordinal,
    is_our_note,
    seen,
)
from feedback.importing.files import (
    MAX_ROWS,
    BadFile,
    check_cells,
    check_upload,
    is_own_help,
    letters_of,
    read_csv,
    read_xlsx,
)
from feedback.importing.letters import UnknownLetters, check_letters

SIGNATURE, TITLE = 5, 15  # words at most
SIGNED_ON = re.compile(r"(?:^|, )ngày .{1,9}tháng .{1,9}năm .{1,9}$", re.IGNORECASE)
ROMAN = re.compile(r"[IVX]+[.)]?|[A-D][.)]?")


@dataclass
class Sheet:
    """What was understood of a file. `rows`: (number as the spreadsheet counts, {field: cell as typed})."""

    rows: list
    columns: list  # pairs of heading as typed and field, in the file's order
    unknown: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    encoding: str = ""
    alone: set = field(default_factory=set)  # numbers of rows that hold one text and are no matter


def read(file):
    """The petitions' rows of an open file (XLSX or CSV by content); BadFile with one sentence if it cannot be."""
    kind = check_upload(file)
    if kind == "csv":
        table, encoding = read_csv(file.read())
        tables = [table]
    else:
        tables, encoding = read_xlsx(file), ""
    for table in tables:
        check_cells(table)
    table, heading, notices = _choose(tables)
    if encoding == "Windows-1258":
        notices.append(
            "Tệp CSV dùng bảng mã Windows-1258; đã chuyển sang Unicode. Hãy soát lại vài dòng có dấu."
        )
    index, headings, taken = heading
    columns, unknown = _columns(headings)
    rows = _data_rows(table.rows, index + taken, {place: name for place, _, name in columns})
    if not rows:
        raise BadFile("Tệp chỉ có dòng tiêu đề, chưa có dòng kiến nghị nào. Hãy điền rồi gửi lại.")
    try:
        check_letters([cell for _, cells in rows for cell in cells.values() if isinstance(cell, str)])
    except UnknownLetters as error:
        raise BadFile(str(error)) from error
    content = next(place for place, _, name in columns if name == "content")
    alone = _standing_alone(table.rows, headings, rows, content)
    return Sheet(rows, [(text, name) for _, text, name in columns], unknown, notices, encoding, alone)


def _choose(tables):
    """(table, heading, notices): the first sheet with a heading and rows below it; the others are named."""
    full = [table for table in tables if any(str(cell).strip() for row in table.rows for cell in row)]
    if not full:
        raise BadFile("Tệp không có dữ liệu nào. Hãy điền theo tệp mẫu rồi gửi lại.")
    fit = [(table, find_heading(table.rows)) for table in full if not is_own_help(table.name)]
    fit = [(table, heading) for table, heading in fit if heading]
    if not fit:
        raise BadFile(_no_heading(full))
    filled = [pair for pair in fit if _has_rows(*pair)]
    table, heading = (filled or fit)[0]
    others = [one.name for one in full if one is not table and not is_own_help(one.name)]
    notices = []
    if others:
        names = ", ".join(f"“{name}”" for name in others[:5])
        notices.append(f"Tệp có nhiều trang tính; chỉ đọc trang “{table.name}”, không đọc {names}.")
    return table, heading, notices


def _has_rows(table, heading):
    index, _, taken = heading
    return any(str(cell).strip() for row in table.rows[index + taken :] for cell in row)


def _no_heading(tables):
    rows = next((table.rows for table in tables if not is_own_help(table.name)), tables[0].rows)
    words = [str(cell) for row in rows[:40] for cell in row if isinstance(cell, str) and cell.strip()]
    try:
        # Unreadable letters are why no heading was known.
        check_letters(words)
    except UnknownLetters as error:
        return str(error)
    shown = ", ".join(f"“{text}”" for text in seen(rows))
    return (
        f"Không thấy cột “{LABELS['content']}” trong 15 dòng đầu. Các cột đọc được: {shown}. "
        "Hãy đặt tên cột như tệp mẫu rồi gửi lại."
    )


def _columns(headings):
    """([(place, heading, field)], headings not understood); two columns of one meaning are sent back."""
    found, unknown = {}, []
    for place, cell in enumerate(headings):
        text = " ".join(str(cell).split())
        name = field_of(text) if text else ""
        if name and name in found:
            first, second = (
                f"{letters_of(found[name][0])} “{found[name][1]}”",
                f"{letters_of(place)} “{text}”",
            )
            raise BadFile(
                f"Cột {first} và cột {second} cùng nghĩa là “{LABELS[name]}”. Hãy gộp hoặc xoá một cột rồi gửi lại."
            )
        if name:
            found[name] = (place, text[:80])
        elif text and not is_ignored(text):
            unknown.append(text[:80])
    columns = sorted((place, text, name) for name, (place, text) in found.items())
    return columns, unknown


def _data_rows(rows, start, fields):
    """Rows with something in a known column; blank ones and the row of column numbers are passed over."""
    found = []
    for number, row in enumerate(rows[start:], start=start + 1):
        if number == start + 1 and is_numbering(row):
            continue
        cells = {name: row[place] for place, name in fields.items() if place < len(row)}
        if any(str(cell).strip() for cell in cells.values()):
            found.append((number, cells))
        if len(found) > MAX_ROWS:
            raise BadFile("Tệp dài quá 10.000 dòng kiến nghị. Hãy tách thành nhiều tệp rồi gửi từng tệp.")
    return found


def _standing_alone(rows, headings, found, content):
    """Numbers of the rows that are no matter of the list: titles of its parts, who signs below it, the day, the sum.

    Of a list of single cells none. What this program wrote beside a faulty row that went out does not count.
    """
    ours = {place for place, heading in enumerate(headings) if is_our_note(heading)}
    numbering = {place for place, heading in enumerate(headings) if is_ordinal(heading)}
    alone, is_below = set(), True
    for number, cells in reversed(found):
        filled = {place for place, cell in enumerate(rows[number - 1]) if str(cell).strip()} - ours
        text = " ".join(str(cells.get("content", "")).split())
        if filled <= numbering | {content} and text:
            ordinal = " ".join(str(rows[number - 1][place]) for place in filled & numbering)
            if is_title(ordinal, text) or (is_below and not ordinal and signs_below(text)):
                alone.add(number)
        is_below = is_below and filled == {content}
    return alone if ours or len(alone) < len(found) else set()


def is_title(ordinal, text):
    """ "II | Lĩnh vực môi trường", "LĨNH VỰC ĐẤT ĐAI": the title of a part and no matter."""
    ordinal = ordinal.strip()
    return bool(ROMAN.fullmatch(ordinal)) or (not ordinal and text.isupper() and len(text.split()) <= TITLE)


def signs_below(text):
    """Whether a text under a list is who signs it, the day or the sum."""
    return not text.endswith((".", "!", "?", ";")) and (
        len(text.split()) <= SIGNATURE or bool(SIGNED_ON.search(text))
    )
