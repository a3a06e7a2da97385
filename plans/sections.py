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
from plans.states import ConferenceForm, ConferenceKind, GroupRole, ParagraphSection, Stage, TaskMode

GENERAL_FIELDS = (
    "year", "title", "authority", "organiser", "regulation", "draft_month", "lead_in", "closing", "delegate_title",
    "min_days", "max_days", "signer_on_behalf", "signer_title", "signer_name",
)  # fmt: skip
ROW_NAMES = ("targets", "venues", "groups", "agenda", "tasks")
PROCEDURE = (ParagraphSection.PREPARATION, ParagraphSection.DOSSIER, ParagraphSection.DELEGATION)
MARKS = {"dash": "- ", "plus": "+ "}
VERBS = ("Căn cứ", "Thực hiện", "Theo", "Xét", "Tiếp tục thực hiện")
KINDS = "Luật|Nghị quyết|Nghị định|Quyết định|Quy chế|Quy định|Kế hoạch|Chỉ thị|Hướng dẫn|Thông tư|Kết luận|Chương trình"
DOCUMENT = re.compile(
    rf"(?P<kind>{KINDS}) số (?P<number>[\w/.-]+),? ngày (?P<day>\d{{1,2}}/\d{{1,2}}/\d{{4}})"
    r"(?: của (?P<issuer>.+?)(?= ban hành| về| “|;|\.|$))?(?:[^“;]*“(?P<name>[^”]+)”)?"
)


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    names: tuple

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
        Section("muc-dich-yeu-cau", "Mục đích, yêu cầu", ("purpose", "requirement")),
        Section("chi-tieu", "Chỉ tiêu, nội dung đối thoại", ("target_text", "targets")),
        Section("hinh-thuc", "Hình thức, thời gian, địa điểm", ("form", "time", "venues")),
        Section("thanh-phan", "Thành phần tham dự", ("participants", "groups")),
        Section("quy-trinh", "Quy trình chuẩn bị", ("procedure",)),
        Section("chuong-trinh", "Trình tự hội nghị", ("agenda",)),
        Section("phan-cong", "Tổ chức thực hiện", ("tasks",)),
        Section("noi-nhan", "Nơi nhận", ("recipients",)),
    )
}
LABELS = {
    "bases": "Căn cứ", "purpose": "Mục đích", "requirement": "Yêu cầu", "target_text": "Chỉ tiêu (câu in)",
    "targets": "Chỉ tiêu", "form": "Hình thức", "time": "Thời gian", "venues": "Địa điểm",
    "participants": "Thành phần tham dự", "groups": "Nhóm thành phần", "procedure": "Quy trình chuẩn bị",
    "agenda": "Trình tự hội nghị", "tasks": "Phân công", "recipients": "Nơi nhận",
}  # fmt: skip


def label_of(plan, name):
    return LABELS.get(name) or str(plan._meta.get_field(name).verbose_name).capitalize()


def paragraphs_of(text):
    """Paragraphs of a text that parts them by blank lines; a line break inside one becomes a blank."""
    blocks = re.split(r"\n\s*\n", (text or "").replace("\r", ""))
    return [" ".join(block.split()) for block in blocks if block.strip()]


def marked(line):
    """("dash", rest), ("plus", rest) or ("number", text) of one paragraph of the procedure."""
    for mark, sign in MARKS.items():
        if line.startswith(sign.strip()):
            return mark, line[1:].strip()
    return "number", re.sub(r"^\d+(\.\d+)*\.?\s+", "", line)


def procedure_rows(text):
    """(section, mark, text) of each paragraph: what follows a numbered one belongs to it."""
    section, rows = ParagraphSection.PREPARATION, []
    for line in paragraphs_of(text):
        mark, words = marked(line)
        if mark == "number":
            folded = fold(words)
            section = ParagraphSection.PREPARATION
            if "lap ho so" in folded or "bo ho so" in folded:
                section = ParagraphSection.DOSSIER
            elif "uy quyen" in folded:
                section = ParagraphSection.DELEGATION
        rows.append((section, mark, words))
    return rows


def verb_of(text):
    return next((verb for verb in VERBS if text.startswith(verb)), "Căn cứ")


def documents_in(text):
    """The papers that a basis names, read off its text: kind, number, date, issuer, name (LP-07)."""
    found = []
    for match in DOCUMENT.finditer(text):
        day, month, year = map(int, match["day"].split("/"))
        try:
            dated_on = date(year, month, day)
        except ValueError:
            continue
        found.append({
            "kind": match["kind"], "number": match["number"], "dated_on": dated_on,
            "issuer": (match["issuer"] or "").strip(), "name": match["name"] or "",
        })  # fmt: skip
    return found


def recipient_of(line):
    """One line of Nơi nhận: "Thường trực HĐND xã (để báo cáo)", "Lưu VP" is the archive's."""
    text = line.strip().lstrip("-").strip().rstrip(";.").strip()
    purpose = re.search(r"\((để [^)]+)\)$", text)
    if purpose:
        text = text[: purpose.start()].strip()
    return {
        "text": text,
        "purpose": purpose[1] if purpose else "",
        "is_archive": fold(text).startswith("luu"),
    }


def recipient_line(row):
    return f"{row.text} ({row.purpose})" if row.purpose else row.text


# --- what stands now ---------------------------------------------------------------------------------------


def values_of(plan, section):
    """Name -> value of one part, read afresh."""
    return {name: value_of(plan, name) for name in section.names}


def value_of(plan, name):
    if name in READERS:
        return READERS[name](plan)
    if name in ParagraphSection.values:
        return "\n\n".join(row.text for row in plan.paragraphs.all() if row.section == name)
    field = plan._meta.get_field(name)
    return getattr(plan, field.attname if field.is_relation else name)


def _procedure(plan):
    rows = [row for section in PROCEDURE for row in plan.paragraphs.all() if row.section == section]
    return "\n\n".join(MARKS.get(row.mark, "") + row.text for row in rows)


def _targets(plan):
    return [
        {
            "pk": row.pk, "kind": row.kind, "count": row.count, "bound": row.bound, "audience": row.audience,
            "quarters": list(row.quarters), "not_after": row.not_after,
            "topics": "\n\n".join(topic.text for topic in row.topics.all()),
        }
        for row in plan.targets.all()
    ]  # fmt: skip


def _rows(related, *names):
    def read(plan):
        return [
            {"pk": row.pk} | {name: getattr(row, name) for name in names}
            for row in getattr(plan, related).all()
        ]

    return read


READERS = {
    "bases": lambda plan: "\n\n".join(row.text for row in plan.bases.all()),
    "procedure": _procedure,
    "recipients": lambda plan: "\n".join(recipient_line(row) for row in plan.recipients.all()),
    "targets": _targets,
    "venues": _rows("venues", "name", "form"),
    "groups": _rows("groups", "name", "role", "min_count", "max_count", "note"),
    "agenda": _rows("agenda_steps", "contents", "responsible", "takes_contributions"),
    "tasks": _rows("tasks", "unit_name", "unit_id", "mode", "stage", "text", "is_joined"),
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
    field = plan._meta.get_field(name)
    if field.is_relation:
        return str(field.related_model._base_manager.filter(pk=getattr(value, "pk", value)).first() or "")
    return str(value)


def _target_words(row):
    when = ", ".join(f"quý {quarter}" for quarter in row["quarters"])
    last = f"chậm nhất {short_date(row['not_after'])}" if row["not_after"] else ""
    head = f"{row['count']} hội nghị {ConferenceKind(row['kind']).label.lower()}: {row['audience']}"
    return "\n".join(["; ".join(part for part in (head, when, last) if part), *paragraphs_of(row["topics"])])


def _group_words(row):
    figures = "–".join(str(n) for n in (row["min_count"], row["max_count"]) if n is not None)
    parts = (row["name"], GroupRole(row["role"]).label, f"{figures} người" if figures else "", row["note"])
    return "; ".join(part for part in parts if part)


ROW_WORDS = {
    "targets": _target_words,
    "venues": lambda row: f"{row['name']} ({ConferenceForm(row['form']).label.lower()})",
    "groups": _group_words,
    "agenda": lambda row: f"{'; '.join(row['contents'].split(chr(10)))} ({row['responsible']})",
    "tasks": lambda row: (
        f"{TaskMode(row['mode']).label} {row['unit_name']} "
        f"({Stage(row['stage']).label.lower()}): {row['text']}"
    ),
}
