"""One file of a dossier, and the readable pages and tables that are made for it."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import timezone

from core.spreadsheets import FORMULA
from core.vietnamese import short_date

# Columns that say nothing in Vietnamese themselves.
WORDS = {
    "written_by": "Người ghi", "written_at": "Ghi lúc", "recorded_by": "Người ghi nhận", "petition": "Kiến nghị",
    "reviewer": "Người giám sát", "requested_by": "Người đề nghị", "decided_by": "Người quyết định",
    "added_by": "Người đưa vào", "approved_by": "Người phê duyệt", "left_out_by": "Người bỏ ra",
    "checked_by": "Người kiểm tra", "published_by": "Người công khai", "resolved_by": "Người xử lý",
    "visit": "Lần kiểm tra thực địa", "item": "Mục kết luận", "decided_at": "Quyết định lúc", "unit": "Đơn vị",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A file: where it stands in the dossier, what it is called, how its bytes are come by (only when packed)."""

    group: str
    title: str
    ending: str
    read: Callable[[], bytes]
    day: date | None = None
    theme: str = ""  # the field of the matter (LP-64)
    url: str = ""
    has_personal_data: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    columns: tuple
    rows: list


@dataclass(frozen=True)
class Section:
    heading: str = ""
    facts: list = field(default_factory=list)  # (label, text)
    text: str = ""
    table: Table | None = None

    def __bool__(self):
        return bool(self.facts or self.text or (self.table and self.table.rows))

    @property
    def shown(self):
        """The table without the columns in which nothing stands."""
        if self.table is None or not self.table.rows:
            return None
        used = [
            place
            for place in range(len(self.table.columns))
            if any(_has(row, place) for row in self.table.rows)
        ]
        rows = [[row[place] if place < len(row) else "" for place in used] for row in self.table.rows]
        return Table(tuple(self.table.columns[place] for place in used), rows)


def _has(row, place):
    return place < len(row) and row[place] not in ("", None)


def page(title, sections, lede=""):
    """A page that any browser opens without the software: UTF-8 HTML, its style sheet beside it."""
    context = {"title": title, "lede": lede, "sections": [one for one in sections if one]}
    return render_to_string("reports/archive/page.html", context).encode()


def sheet(table):
    """The same table for a spreadsheet: CSV in UTF-8 with its mark, no cell ever a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(_cell(cell) for cell in row)
    return text.getvalue().encode("utf-8-sig")


def _cell(value):
    value = words(value)
    return f"'{value}" if value.startswith(FORMULA) else value


def words(value):
    """A value as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M:%S %d/%m/%Y}"
    if isinstance(value, date):
        return short_date(value)
    return str(value)


def shown(row, name):
    """A field of a row as people read it: labels of choices, official names of units, dates as 16/11/2026."""
    column = row._meta.get_field(name)
    if column.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    if column.many_to_many:
        return "; ".join(_named(one) for one in value.all())
    return words(_named(value) if column.is_relation and value is not None else value)


def _named(row):
    return getattr(row, "official_name", "") or getattr(row, "full_name", "") or str(row)


def facts(row, *names):
    """(label, text) of each field that says something."""
    pairs = ((label_of(row._meta.model, name), shown(row, name)) for name in names)
    return [(label, text) for label, text in pairs if text]


def label_of(model, name):
    """The column's own name; Django's guess from English is never printed."""
    label = str(model._meta.get_field(name).verbose_name)
    if label == name.replace("_", " "):
        label = WORDS[name]
    return label[:1].upper() + label[1:]


def table_of(model, names, rows):
    """A table with these fields of the rows, a column each."""
    return Table(
        tuple(label_of(model, name) for name in names), [[shown(row, name) for name in names] for row in rows]
    )


def both(group, title, load, **more):
    """A table as a page to read and as CSV to reckon with; `load()` gives it when the package is made."""
    return [
        Entry(group, title, "html", lambda: page(title, [Section(table=load())]), **more),
        Entry(group, f"{title} (bảng tính)", "csv", lambda: sheet(load()), **more),
    ]


def stored(group, title, file, name="", **more):
    """A file of the storage as it is."""
    # What a sender called the file makes no path of its own inside the package.
    ending = re.sub("[^a-z0-9]", "", (name or file.name).rpartition(".")[2].lower())[:5] or "bin"

    def read():
        with file.open("rb") as content:
            return content.read()

    return Entry(group, title, ending, read, **more)
