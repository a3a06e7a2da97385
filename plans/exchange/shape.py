"""Whether a file's data has the shape of a plan: every unknown key and wrong type is named with its place."""

import re
from datetime import date, datetime

from django.db import models

from core.states import LOCAL_KINDS, UnitKind
from deadlines.models import Rule
from plans.files import PLAN_FIELDS
from plans.models import (
    BasisDocument,
    LegalBasis,
    Plan,
    PlanAgendaStep,
    PlanBudgetHead,
    PlanGroup,
    PlanHeading,
    PlanLettering,
    PlanRecipient,
    PlanTarget,
    PlanTask,
    PlanVenue,
    TargetTopic,
)
from plans.states import Stated

MAX_ROWS = 500
MAX_TEXT = 30_000
MAX_PROBLEMS = 30
NAMES = {
    "commune": "xã của tệp", "original": "bản gốc", "plan": "thông tin chung", "people": "người", "bases": "căn cứ", "documents": "văn bản",
    "outline": "đề mục", "tasks": "phân công", "items": "nhiệm vụ", "targets": "chỉ tiêu", "topics": "nội dung đối thoại",
    "venues": "địa điểm", "groups": "thành phần", "agenda": "trình tự", "letterings": "tít chữ", "budget": "dự toán",
    "recipients": "nơi nhận", "regulation": "quy định thời hạn", "rules": "thời hạn",
}  # fmt: skip


class Row:
    """A mapping: its fields (of a model, with what else), its lists of rows, what must be there."""

    def __init__(self, model=None, fields=None, also=None, rows=None, required=()):
        found = {}
        for field in model._meta.concrete_fields if model else ():
            if (
                not field.is_relation
                and not field.primary_key
                and field.name not in ("order", "version", "state")
            ):
                found[field.name] = field
        self.fields = {name: found[name] for name in fields} if fields else found
        self.fields |= also or {}
        self.rows, self.required = rows or {}, required


def text(length=MAX_TEXT):
    return models.CharField(max_length=length, blank=True)


def choice(choices):
    return models.CharField(max_length=40, choices=choices, blank=True)


TASK = Row(PlanTask, PlanTask.FILE_FIELDS, required=("stage", "text"))
BODY = Row(
    PlanTask, ("mode", "layout"), {"unit": text(300), "unit_kind": choice(UnitKind.choices)}, {"items": TASK}, ("unit", "items"),
)  # fmt: skip
RULE_FIELDS = tuple(
    field.name
    for field in Rule._meta.concrete_fields
    if field.name not in ("id", "regulation", "version", "position", "ladder", "is_statutory")
)
RULE_ROW = Row(Rule, RULE_FIELDS, required=("code", "name", "kind"))
LISTS = {
    "bases": Row(LegalBasis, rows={"documents": Row(BasisDocument, required=("kind",))}, required=("text",)),
    "outline": Row(PlanHeading, also={"body": text()}, rows={"tasks": BODY}),
    "targets": Row(
        PlanTarget, rows={"topics": Row(TargetTopic, required=("text",))}, required=("kind", "audience")
    ),
    "venues": Row(PlanVenue, required=("name",)),
    "groups": Row(PlanGroup, required=("name",)),
    "agenda": Row(PlanAgendaStep, also={"contents": models.JSONField()}, required=("contents",)),
    "letterings": Row(PlanLettering, required=("mode", "lines")),
    "budget": Row(PlanBudgetHead, required=("name",)),
    "recipients": Row(PlanRecipient, required=("text",)),
}
HEADS = {
    "commune": Row(
        also={"kind": choice(LOCAL_KINDS), "name": text(100), "province": text(100), "slug": text(100), "party_parent": text(200)}
    ),
    "plan": Row(
        Plan, PLAN_FIELDS, {"organiser_kind": choice(UnitKind.choices), "regulation": text(20), "signer": text(60)},
        required=("year", "body", "title"),
    ),
    # Number and date that the original bore; a plan made of the file gets its own at issue.
    "original": Row(also={"number": models.IntegerField(), "issued_on": models.DateField()}),
    "regulation": Row(
        also={"title": text(250), "legal_basis": text(), "note": text(), "has_statutory_overlay": models.BooleanField()},
        rows={"rules": RULE_ROW}, required=("title", "rules"),
    ),
}  # fmt: skip
PERSON = Row(also={"name": text(120), "title": text(200)}, required=("name",))
INT_LISTS = {"quarters": (1, 4), "months": (1, 12)}
DAY = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def problems_in(data):
    """Sentences, the first thirty; empty when the file can become a plan."""
    problems = []
    known = {*LISTS, *HEADS, "people"}
    for key in data:
        if key not in known:
            problems.append(
                f"Mục “{key}” không có trong tệp kế hoạch. Hãy bỏ mục này hoặc sửa tên ({', '.join(sorted(known))})."
            )
    if "plan" not in data:
        problems.append("Tệp thiếu mục plan (năm, cơ quan, trích yếu) nên không lập được kế hoạch.")
    for key, row in HEADS.items():
        if key in data:
            _check_row(problems, NAMES[key], data[key], row)
    for key, row in LISTS.items():
        if key in data:
            _check_rows(problems, NAMES[key], data[key], row)
    people = data.get("people") or {}
    if not isinstance(people, dict):
        problems.append("Mục người: phải là danh sách tên gọi kèm name và title.")
    else:
        for name, person in people.items():
            _check_row(problems, f"người “{name}”", person, PERSON)
    _check_year(problems, data.get("plan"))
    _check_codes(problems, data.get("regulation"))
    if len(problems) > MAX_PROBLEMS:
        problems = [*problems[:MAX_PROBLEMS], f"Và {len(problems) - MAX_PROBLEMS} chỗ sai khác."]
    return problems


def _check_year(problems, plan):
    year = plan.get("year") if isinstance(plan, dict) else None
    if type(year) is int and not 2015 <= year <= 2100:
        problems.append(f"Thông tin chung: năm {year} phải từ 2015 đến 2100.")


def _check_codes(problems, regulation):
    rows = regulation.get("rules") if isinstance(regulation, dict) else None
    codes = [row.get("code") for row in rows or [] if isinstance(row, dict)] if isinstance(rows, list) else []
    for code in sorted({str(code) for code in codes if codes.count(code) > 1}):
        problems.append(f"Quy định thời hạn: mã “{code}” ghi cho nhiều thời hạn. Hãy để mỗi thời hạn một mã.")


def _check_rows(problems, place, rows, row):
    if not isinstance(rows, list):
        problems.append(f"{_cap(place)}: phải là danh sách các dòng (mỗi dòng bắt đầu bằng dấu gạch).")
        return
    if len(rows) > MAX_ROWS:
        problems.append(f"{_cap(place)}: {len(rows)} dòng, nhiều hơn {MAX_ROWS} dòng được nhận.")
        return
    for number, item in enumerate(rows, start=1):
        _check_row(problems, f"{place}, dòng {number}", item, row)


def _check_row(problems, place, data, row):
    if not isinstance(data, dict):
        problems.append(
            f"{_cap(place)}: phải gồm các khóa và giá trị ({', '.join([*row.fields, *row.rows][:6])}…)."
        )
        return
    for key, value in data.items():
        if key in row.rows:
            _check_rows(problems, f"{place}, {NAMES.get(key, key)}", value, row.rows[key])
        elif key in row.fields:
            wrong = _wrong(key, value, row.fields[key])
            if wrong:
                problems.append(f"{_cap(place)}: “{key}” {wrong}.")
        else:
            problems.append(
                f"{_cap(place)}: khóa “{key}” không có trong tệp kế hoạch. Hãy bỏ khóa này hoặc sửa tên."
            )
    for key in row.required:
        if data.get(key) in (None, "", []):
            problems.append(f"{_cap(place)}: thiếu “{key}”.")


def _wrong(key, value, field):
    """What is wrong with one value, or ""."""
    if value is None:
        return "" if field.null else "để trống (null) không được; hãy bỏ khóa này nếu không có giá trị"
    if isinstance(field, models.JSONField):
        return _wrong_list(key, value)
    if isinstance(field, models.BooleanField):
        return "" if isinstance(value, bool) else f"phải là true hoặc false, không phải “{_shown(value)}”"
    if isinstance(field, models.DateField):
        is_date = isinstance(value, date) and not isinstance(value, datetime)
        return "" if is_date else f"phải là ngày kiểu 2026-05-16, không phải “{_shown(value)}”"
    if isinstance(field, models.DecimalField):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if is_number and 0 <= value < 1000 else f"phải là số, không phải “{_shown(value)}”"
    if isinstance(field, models.IntegerField):
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return (
            ""
            if is_whole and 0 <= value <= 32767
            else f"phải là số nguyên từ 0, không phải “{_shown(value)}”"
        )
    return _wrong_text(value, field)


def _wrong_text(value, field):
    if not isinstance(value, str):
        return f"phải là chữ (đặt trong dấu nháy nếu là số), không phải “{_shown(value)}”"
    if "\x00" in value:
        return "có ký tự không in được"
    limit = getattr(field, "max_length", None) or MAX_TEXT
    if len(value) > limit:
        return f"dài {len(value)} ký tự, tối đa {limit}"
    if (
        field.choices
        and value not in {str(key) for key, _ in field.flatchoices}
        and not (value == "" and field.blank)
    ):
        return (
            f"ghi “{_shown(value)}”, chỉ nhận: {', '.join(str(key) for key, _ in field.flatchoices if key)}"
        )
    return ""


def _wrong_list(key, value):
    if not isinstance(value, list) or len(value) > MAX_ROWS:
        return "phải là danh sách"
    if key == "corrections":
        return (
            ""
            if all(_is_correction(item) for item in value)
            else "phải là các dòng gồm raw, corrected, reason"
        )
    if key == "periods":
        return (
            ""
            if all(_is_period(item) for item in value)
            else "phải là các cặp ngày kiểu ['2026-04-01', '2026-06-30']"
        )
    if key in INT_LISTS:
        low, high = INT_LISTS[key]
        fine = all(type(item) is int and low <= item <= high for item in value)
        return "" if fine else f"phải là danh sách các số từ {low} đến {high}"
    if not all(isinstance(item, str) and len(item) <= MAX_TEXT for item in value):
        return "phải là danh sách các dòng chữ"
    if key in ("states", "deferred") and not set(value) <= set(Stated.values):
        return f"chỉ nhận: {', '.join(Stated.values)}"
    return ""


def _is_correction(item):
    fine = isinstance(item, dict) and set(item) <= {"raw", "corrected", "reason", "probable"}
    return fine and all(value is None or isinstance(value, str) for value in item.values())


def _is_period(item):
    if (
        not isinstance(item, list)
        or len(item) != 2
        or not all(isinstance(day, str) and DAY.fullmatch(day) for day in item)
    ):
        return False
    try:
        first, last = map(date.fromisoformat, item)
    except ValueError:
        return False
    return first <= last


def _shown(value):
    return re.sub(r"\s+", " ", str(value))[:60]


def _cap(words):
    return words[:1].upper() + words[1:]
