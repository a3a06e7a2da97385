"""The parts of a plan as people edit them: which values each holds, how those read as text. Nothing is written.

A value is a text (paragraphs parted by a blank line, recipients by lines), a list of rows (dicts) or a plain
field of the plan. Two people who edit the same part are told apart by the stamp of what each of them read.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from core.vietnamese import fold, short_date
from plans.marks import as_typed, paragraphs_of
from plans.outline import labelled_headings
from plans.states import (
    ChairMode,
    ConferenceForm,
    ConferenceKind,
    CountBound,
    GroupRole,
    Mark,
    Slot,
    Stage,
    Stated,
    TaskMode,
)

GENERAL_FIELDS = (
    "year", "title", "authority", "organiser", "regulation", "draft_month", "has_bases_run_in", "lead_in", "closing",
    "delegate_title", "min_days", "max_days", "min_people", "max_people", "is_people_soft", "village", "deferred",
    "signer_on_behalf", "signer_title", "signer_name",
)  # fmt: skip
ROW_NAMES = ("outline", "targets", "venues", "groups", "agenda", "tasks", "letterings", "budget")
VERBS = ("Căn cứ", "Thực hiện", "Theo", "Xét", "Tiếp tục thực hiện", "và thực hiện")
PURPOSE = re.compile(r"(?P<brace>\s*\})?\s*\((?P<words>(?:để|thay|b/c|báo cáo)[^)]*)\)$", re.IGNORECASE)
KINDS = "Luật|Nghị quyết|Nghị định|Quyết định|Quy chế|Quy định|Kế hoạch|Chỉ thị|Hướng dẫn|Thông tư|Kết luận|Chương trình"
DATE = r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
DOCUMENT = re.compile(
    rf"(?P<kind>{KINDS})(?P<title>(?: (?!số |ngày )[^\W\d_]+){{0,12}})"
    r"(?:(?: số)? (?P<number>\d+ ?[-/] ?(?=[\w/.-]*[^\W\d_])[\w/.-]*\w))?"
    rf"(?:,? ngày (?P<day>{DATE}))?(?: của (?P<issuer>.+?)(?= ban hành| về| thực hiện| quy định| Quy định| quyết định| “|;|\.|$))?"
    r"(?:[^“;]*“(?P<name>[^”]+)”)?"
)


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    names: tuple

    @property
    def is_text(self):
        """A part of the plan's own outline: names of headings and what stands under them."""
        return self.key.startswith(PART_KEY.format(""))

    @property
    def rows_name(self):
        return next((name for name in self.names if name in ROW_NAMES), "")

    @property
    def text_names(self):
        return tuple(name for name in self.names if name not in ROW_NAMES)


SECTIONS = {
    section.key: section
    for section in (
        Section("thong-tin-chung", "Thông tin chung", GENERAL_FIELDS),
        Section("can-cu", "Căn cứ", ("bases",)),
        Section("de-muc", "Đề mục", ("outline",)),
        Section("chi-tieu", "Chỉ tiêu, nội dung đối thoại", ("target_text", "targets")),
        Section("dia-diem", "Địa điểm", ("venues",)),
        Section("thanh-phan", "Nhóm thành phần tham dự", ("groups",)),
        Section("chuong-trinh", "Trình tự hội nghị", ("agenda",)),
        Section("phan-cong", "Phân công nhiệm vụ", ("tasks",)),
        Section("tit-chu", "Tít chữ hội nghị", ("letterings",)),
        Section("kinh-phi", "Dự toán kinh phí", ("budget",)),
        Section("noi-nhan", "Nơi nhận", ("recipients",)),
    )
}
LABELS = {
    "bases": "Căn cứ", "outline": "Đề mục", "target_text": "Chỉ tiêu (câu in)", "targets": "Chỉ tiêu",
    "venues": "Địa điểm", "groups": "Nhóm thành phần", "agenda": "Trình tự hội nghị", "tasks": "Phân công",
    "letterings": "Tít chữ", "budget": "Dự toán", "recipients": "Nơi nhận",
}  # fmt: skip
PART_KEY = "muc-{}"


def sections_of(plan):
    """Every part of this plan in the order of its text: its own parts I, II, III … between the fixed ones."""
    fixed = list(SECTIONS.values())
    return [*fixed[:3], *_heading_sections(plan), *fixed[3:]]


def section_of(plan, key):
    """The part of that key, or None."""
    return next((section for section in sections_of(plan) if section.key == key), None)


def _heading_sections(plan):
    """One part for each heading of level 1 with all that stands under it."""
    parts = []
    for heading, label in labelled_headings(plan):
        if heading.level == 1 or not parts:
            parts.append((heading, label, []))
        parts[-1][2].extend((f"title:{heading.pk}", f"body:{heading.pk}"))
    return [
        Section(PART_KEY.format(heading.pk), f"{label} {_short(heading.text)}".strip(), tuple(names))
        for heading, label, names in parts
    ]


def _short(text):
    return text.rstrip(":").capitalize() if text.isupper() else text.rstrip(":")


def heading_named(plan, name):
    """(what, heading) of "title:12" and "body:12"; ("", None) of every other part."""
    what, _, pk = name.partition(":")
    if not pk:
        return "", None
    return what, next((row for row in plan.headings.all() if str(row.pk) == pk), None)


def label_of(plan, name):
    what, heading = heading_named(plan, name)
    if heading is not None:
        words = heading.text.rstrip(":") or "mục không có tên"
        return f"Đề mục “{words}”" if what == "title" else f"Nội dung mục “{words}”"
    return LABELS.get(name) or str(plan._meta.get_field(name).verbose_name).capitalize()


def verb_of(text):
    return next((verb for verb in VERBS if text.startswith(verb)), "Căn cứ")


def documents_in(text):
    """The papers that a basis names, read off its text: kind, number, date, issuer, name (LP-07).

    One is told by its number, a law also by its date alone (LP-05, TD-05).
    """
    found = []
    for match in DOCUMENT.finditer(text):
        kind, number, dated_on = match["kind"], match["number"] or "", _day(match["day"])
        if not number and not (kind == "Luật" and dated_on):
            continue
        name = match["name"] or (f"{kind}{match['title']}" if match["title"] else "")
        found.append({
            "kind": kind, "number": number.replace(" ", ""), "dated_on": dated_on,
            "issuer": (match["issuer"] or "").strip(), "name": name,
        })  # fmt: skip
    return found


def _day(words):
    """The day of "20/10/2023" or "16 tháng 6 năm 2025"; None where there is none or it is no day."""
    figures = [int(figure) for figure in re.findall(r"\d+", words or "")]
    try:
        day, month, year = figures
        return date(year, month, day)
    except ValueError:
        return None


def recipient_of(line):
    """One line of Nơi nhận: "Thường trực HĐND xã (để báo cáo)", "Lưu VP" is the archive's.

    "HĐND xã } (B/c)" shares its purpose with the line above (TM-63).
    """
    text = line.strip().lstrip("-").strip().rstrip(";.,").strip()
    purpose = PURPOSE.search(text)
    return {
        "text": text[: purpose.start()].strip() if purpose else text,
        "purpose": purpose["words"] if purpose else "",
        "is_braced": bool(purpose and purpose["brace"]),
        "is_archive": fold(text).startswith("luu"),
    }


def recipient_line(row):
    brace = " }" if row.is_braced else ""
    return f"{row.text}{brace} ({row.purpose})" if row.purpose else row.text


def recipient_groups(rows, extra=()):
    """[(lines, purpose of their brace)] in the order of print: the archive's line last, the commune's own before it."""
    groups, archive = [], []
    for row in rows:
        if row.is_archive:
            archive.append(([row.text], ""))
        elif row.is_braced and groups:
            groups[-1] = ([*groups[-1][0], row.text], row.purpose)
        else:
            groups.append(([recipient_line(row)], ""))
    return [*groups, *(([line], "") for line in extra), *archive]


# --- what stands now ---------------------------------------------------------------------------------------


def values_of(plan, section):
    """Name -> value of one part, read afresh."""
    return {name: value_of(plan, name) for name in section.names}


def value_of(plan, name):
    if name in READERS:
        return READERS[name](plan)
    what, heading = heading_named(plan, name)
    if what == "title":
        return heading.text if heading else ""
    if what == "body":
        return as_typed([(row.mark, row.text) for row in heading.paragraphs.all()]) if heading else ""
    field = plan._meta.get_field(name)
    return getattr(plan, field.attname if field.is_relation else name)


def _targets(plan):
    return [
        {
            "pk": row.pk, "kind": row.kind, "count": row.count, "bound": row.bound, "audience": row.audience,
            "quarters": list(row.quarters), "months": list(row.months), "not_after": row.not_after,
            "held_on": row.held_on, "window_text": row.window_text, "note": row.note, "topics": _topics(row),
        }
        for row in plan.targets.all()
    ]  # fmt: skip


def _topics(target):
    """A dash is what topics have; another mark shows."""
    rows = [("" if row.mark == Mark.DASH else row.mark, row.text) for row in target.topics.all()]
    return as_typed(rows)


def _rows(related, *names):
    def read(plan):
        return [
            {"pk": row.pk} | {name: getattr(row, name) for name in names}
            for row in getattr(plan, related).all()
        ]

    return read


READERS = {
    "bases": lambda plan: "\n\n".join(row.text for row in plan.bases.all()),
    "outline": _rows("headings", "level", "text", "label", "is_run_in", "slot", "kind", "states"),
    "recipients": lambda plan: "\n".join(recipient_line(row) for row in plan.recipients.all()),
    "targets": _targets,
    "venues": _rows("venues", "name", "form"),
    "groups": _rows(
        "groups", "name", "role", "meeting", "kind", "way", "min_count", "max_count", "per", "is_soft", "note"
    ),
    "agenda": _rows("agenda_steps", "contents", "responsible", "text", "takes_contributions"),
    "tasks": _rows(
        "tasks", "heading_id", "unit_name", "unit_id", "mode", "layout", "stage", "text", "mark", "is_joined"
    ),
    "letterings": _rows("letterings", "mode", "heading", "lines", "is_printed"),
    "budget": _rows("budget_heads", "name", "note"),
}

# --- how it reads ------------------------------------------------------------------------------------------


def stamp_of(values):
    """A short sign of what stands, without keys of rows: equal values give equal stamps."""
    plain = {name: _plain(value) for name, value in values.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:20]


def _plain(value):
    if isinstance(value, list):
        return [_plain(row) for row in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "pk"}
    if isinstance(value, str):
        return value.replace("\r", "").strip()
    return "" if value is None else str(getattr(value, "pk", value))


def same(one, other):
    return _plain(one) == _plain(other)


def as_text(plan, name, value):
    """A value as people read it, in the log and beside another's version."""
    if name in ROW_WORDS:
        return "\n".join(f"{number}. {ROW_WORDS[name](row)}" for number, row in enumerate(value, start=1))
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(Stated(item).label for item in value)
    field = plan._meta.get_field(name)
    if field.is_relation:
        return str(field.related_model._base_manager.filter(pk=getattr(value, "pk", value)).first() or "")
    return str(value)


def _target_words(row):
    count = "khi cần thiết" if row["count"] is None else str(row["count"])
    bound = f"{CountBound(row['bound']).label} " if row["bound"] == CountBound.AT_LEAST else ""
    when = [f"quý {quarter}" for quarter in row["quarters"]] + [f"tháng {month}" for month in row["months"]]
    last = f"chậm nhất {short_date(row['not_after'])}" if row["not_after"] else ""
    fixed = f"ngày {short_date(row['held_on'])}" if row["held_on"] else ""
    head = f"{bound}{count} hội nghị {ConferenceKind(row['kind']).label.lower()}: {row['audience']}"
    parts = (head, ", ".join(when), fixed, last, row["window_text"], row["note"])
    return "\n".join(["; ".join(part for part in parts if part), *paragraphs_of(row["topics"])])


def _outline_words(row):
    slot = f" [{Slot(row['slot']).label}]" if row["slot"] else ""
    return f"{'· ' * (row['level'] - 1)}{row['text'] or '(không có tên)'}{slot}"


def _group_words(row):
    figures = "–".join(str(n) for n in (row["min_count"], row["max_count"]) if n is not None)
    per = f" mỗi {row['per']}" if row["per"] else ""
    people = f"{figures} người{per}" if figures else ""
    parts = (row["name"], GroupRole(row["role"]).label, people, row["note"])
    return "; ".join(part for part in parts if part)


ROW_WORDS = {
    "outline": _outline_words,
    "letterings": lambda row: f"{ChairMode(row['mode']).label}: {' / '.join(row['lines'].splitlines())}",
    "budget": lambda row: "; ".join(part for part in (row["name"], row["note"]) if part),
    "targets": _target_words,
    "venues": lambda row: f"{row['name']} ({ConferenceForm(row['form']).label.lower()})",
    "groups": _group_words,
    "agenda": lambda row: (
        "; ".join(row["contents"].split("\n")) + (f" ({row['responsible']})" if row["responsible"] else "")
    ),
    "tasks": lambda row: (
        f"{TaskMode(row['mode']).label} {row['unit_name']} "
        f"({Stage(row['stage']).label.lower()}): {row['text']}"
    ),
}
