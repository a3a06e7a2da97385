"""Next year's plan from this one: everything that a year changes, listed one by one with a proposal. Nothing is written."""

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from core.vietnamese import long_date, short_date
from deadlines.wording import rule_words
from plans.files import data_of

DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")
KEEP, TAKE, OWN, DROP = "keep", "take", "own", "drop"
# Plain fields of a plan in whose words a year may stand.
WORDS = {"title": "Trích yếu", "lead_in": "Đoạn mở đầu", "target_text": "Câu chỉ tiêu", "closing": "Đoạn kết"}
LISTS = {
    "venues": ("name",), "groups": ("name", "note"), "agenda": ("text", "responsible"), "letterings": ("heading", "lines"),
    "budget": ("name", "note"), "recipients": ("text",),
}  # fmt: skip
PLACES = {
    "venues": "Địa điểm", "groups": "Thành phần", "agenda": "Trình tự", "letterings": "Tít chữ", "budget": "Dự toán",
    "recipients": "Nơi nhận",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One thing to decide. `path`: where it stands in the file's data; `before` and `proposal` as people read them."""

    key: str
    kind: str  # basis | text | target | rule | task | signer
    place: str
    before: str
    proposal: str
    path: tuple
    notes: tuple = ()
    row: object = None

    @property
    def is_changed(self):
        return self.before != self.proposal


def items_of(plan, year):
    """Every item, in the order of the paper; deterministic, so that a form can name them by their keys."""
    data = data_of(plan)
    found = [
        *_bases(data, plan.year, year),
        *_targets(data, plan.year, year),
        *_texts(data, plan.year, year),
        *_tasks(data, plan.year, year),
        *_rules(plan, year),
        Item(
            "signer", "signer", "Người ký", f"{plan.signer_title}\n{plan.signer_name}".strip(), "", ("plan",)
        ),
    ]
    return [*found]


def shifted(text, old, new):
    """(text of the new year, notes): years and dates of the old year moved on, weekends and lost days named."""
    notes = []

    def move(match):
        day, month, year = map(int, match.groups())
        if year != old:
            return match.group()
        moved = same_day(day, month, new)
        if moved is None:
            notes.append(f"Ngày {match.group()} không có trong năm {new}: giữ nguyên, hãy sửa.")
            return match.group()
        if moved.weekday() >= 5:
            notes.append(f"{day}/{month}/{new} là {long_date(moved).split(',')[0]}.")
        return f"{match[1]}/{match[2]}/{new}"

    words = DAY.sub(move, text)
    words = re.sub(rf"(?<![\d/.-]){old}(?![\d-])", str(new), words)
    words = re.sub(rf"((?:[Qq]uý [IV]+|[Tt]háng \d+)/){old}\b", rf"\g<1>{new}", words)
    return words, tuple(notes)


def same_day(day, month, year):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _bases(data, old, new):
    for place, row in enumerate(data.get("bases", [])):
        words, notes = shifted(row["text"], old, new)
        if words != row["text"]:
            notes = (*notes, "Số và ngày của văn bản năm sau phải lấy từ văn bản mới.")
        yield Item(
            f"b{place}", "basis", f"Căn cứ {place + 1}", row["text"], words, ("bases", place, "text"), notes
        )


def _targets(data, old, new):
    for place, row in enumerate(data.get("targets", [])):
        dates = {name: _next(row[name], old, new) for name in ("not_after", "held_on") if row.get(name)}
        notes = tuple(
            f"{short_date(day)} là {long_date(day).split(',')[0]}."
            for day in dates.values()
            if day.weekday() >= 5
        )
        words, more = shifted(row.get("window_text", ""), old, new)
        proposal = row | dates | {"window_text": words}
        yield Item(
            f"g{place}",
            "target",
            f"Chỉ tiêu “{row['audience']}”",
            "",
            "",
            ("targets", place),
            (*notes, *more),
            proposal,
        )


def _next(day, old, new):
    return (same_day(day.day, day.month, day.year + new - old) or date(new, 2, 28)) if day else day


def _texts(data, old, new):
    """Texts in which this plan's year or any date stands, paragraph by paragraph."""
    number = 0
    for place, path, text in _all_texts(data):
        if str(old) not in text and not DAY.search(text):
            continue
        words, notes = shifted(text, old, new)
        yield Item(f"t{number}", "text", place, text, words, path, notes)
        number += 1


def _all_texts(data):
    """(place, path, text) of everything that prints and is not reviewed as a basis or a target's window."""
    for name, words in WORDS.items():
        yield words, ("plan", name), data["plan"].get(name, "")
    for place, row in enumerate(data.get("outline", [])):
        title = row.get("text", "") or "mục không có tên"
        yield f"Đề mục “{title}”", ("outline", place, "text"), row.get("text", "")
        for part, words in enumerate(row.get("body", "").split("\n\n")):
            yield f"Mục “{title.rstrip(':')}”, đoạn {part + 1}", ("outline", place, "body", part), words
        for body, rows in enumerate(row.get("tasks", [])):
            for item, task in enumerate(rows["items"]):
                path = ("outline", place, "tasks", body, "items", item, "text")
                yield f"Nhiệm vụ của {rows['unit']}", path, task["text"]
    for place, row in enumerate(data.get("targets", [])):
        for item, topic in enumerate(row.get("topics", [])):
            yield (
                f"Nội dung của “{row['audience']}”",
                ("targets", place, "topics", item, "text"),
                topic["text"],
            )
    for name, fields in LISTS.items():
        for place, row in enumerate(data.get(name, [])):
            for field in fields:
                yield f"{PLACES[name]} {place + 1}", (name, place, field), row.get(field, "")
    for place, row in enumerate(data.get("agenda", [])):
        for line, words in enumerate(row["contents"]):
            yield f"Trình tự {place + 1}", ("agenda", place, "contents", line), words


def _tasks(data, old, new):
    number = 0
    for place, row in enumerate(data.get("outline", [])):
        for body, rows in enumerate(row.get("tasks", [])):
            for item, task in enumerate(rows["items"]):
                if not task.get("due_on"):
                    continue
                day = _next(task["due_on"], old, new)
                notes = (
                    (f"{short_date(day)} là {long_date(day).split(',')[0]}.",) if day.weekday() >= 5 else ()
                )
                path = ("outline", place, "tasks", body, "items", item, "due_on")
                where = f"Hạn của {rows['unit']}: {task['text'][:80]}"
                yield Item(
                    f"d{number}", "task", where, short_date(task["due_on"]), short_date(day), path, notes, day
                )
                number += 1


def _rules(plan, new):
    """Rules with dates of their own: they bind nobody in another year."""
    for rule in plan.regulation.rules.all() if plan.regulation else ():
        if not rule.is_enabled or (rule.fixed_on is None and not rule.periods):
            continue
        moved = deepcopy(rule)
        moved.fixed_on = _next(rule.fixed_on, plan.year, new)
        moved.periods = [
            [_next(date.fromisoformat(day), plan.year, new).isoformat() for day in pair]
            for pair in rule.periods
        ]
        yield Item(
            f"r{rule.pk}",
            "rule",
            f"Thời hạn: {rule.name}",
            rule_words(rule),
            rule_words(moved),
            (rule.code,),
            (),
            moved,
        )


def put(data, path, value):
    """Write one decided value into the file's data; a paragraph of a body by its number."""
    *way, last = path
    spot = data
    for step in way:
        if step == "body":
            parts = spot["body"].split("\n\n")
            parts[last] = value
            spot["body"] = "\n\n".join(parts)
            return
        spot = spot[step]
    spot[last] = value
