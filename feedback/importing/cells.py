"""One row judged: each cell read as what its column means, each fault said in one Vietnamese sentence."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.vietnamese import fold, short_date
from feedback.importing.letters import broken, nfc, old_font
from feedback.matching import content_key
from feedback.matters import says_nothing
from feedback.states import Field, PetitionKind

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
YES = {
    "co",
    "x",
    "v",
    "1",
    "dung",
    "true",
    "yes",
    "rat buc xuc",
    "buc xuc",
    "khan",
    "tap the",
    "giau ten",
    "✓",
    "✔",
}
NO = {"", "khong", "0", "sai", "false", "no", "-", "ko", "binh thuong", "ca nhan", "k"}
LONGEST = {"name": 200, "hamlet": 120, "address": 200, "about_document": 300}
PHONE = re.compile(r"[0-9+ .()-]{6,20}")
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_051  # 1/1/2000 and 1/1/2100 as Excel counts days
EPOCH = date(1899, 12, 30)
MEMBERS = range(2, 30_001)
DITTO = re.compile(r"[\W_]*(?:nt|n/t|như trên)[\W_]*|[\"”“″〃']+", re.IGNORECASE)
DITTO_IN = ("content", "name", "hamlet", "address")


@dataclass
class Judged:
    """A row read: `texts` as typed, `values` as they will be stored (JSON), `errors` by field."""

    texts: dict
    values: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)

    @property
    def key(self):
        """What tells two rows of one file as the same: the matter and who raised it, or "" without a matter."""
        return f"{self.values['key']} {fold(self.values.get('name', ''))}" if self.values.get("key") else ""


def judge(cells, today, *, is_alone=False):
    """Judge one row's cells ({field: cell as typed}); `today` bounds the day of receipt and stands in for none.

    `is_alone`: the file has it as a title of a part or below the list, with nothing beside it.
    """
    row = Judged({name: text_of(cell, name) for name, cell in cells.items()})
    for name, text in row.texts.items():
        trouble = _letters(text)
        if trouble:
            row.errors[name] = trouble
    for name, read in READERS.items():
        if name in row.errors:
            continue
        if name in DITTO_IN and DITTO.fullmatch(row.texts.get(name, "")):
            row.errors[name] = f"“{row.texts[name]}” (như trên) chưa rõ là gì. Hãy ghi lại cho đủ."
            continue
        try:
            row.values[name] = read(row.texts.get(name, ""), cells.get(name, ""), today)
        except ValueError as error:
            row.errors[name] = str(error)
    _fit_together(row, is_alone)
    return row


def text_of(cell, name=""):
    """A cell as a person would read it: whole numbers without a point, dates as 16/5/2026, letters in one form."""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, datetime | date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, time | timedelta):
        return str(cell)
    text = nfc(CONTROL.sub("", str(cell).replace("\r\n", "\n").replace("\r", "\n"))).strip()
    return text if name == "content" else " ".join(text.split())


def _letters(text):
    if text.isascii() and "?" not in text:
        return ""
    font = old_font(text)
    if font:
        return f"Ô này gõ bằng phông cũ {font}. Hãy gõ lại bằng Unicode."
    return "Chữ trong ô này đã bị hỏng. Hãy gõ lại." if broken(text) else ""


def _content(text, cell, today):
    if not text:
        raise ValueError("Chưa ghi nội dung.")
    return text


def _short(name):
    def read(text, cell, today):
        if len(text) > LONGEST[name]:
            raise ValueError(f"Dài {len(text)} chữ, quá {LONGEST[name]}. Hãy ghi gọn lại.")
        return text

    return read


def _yes_no(text, cell, today):
    words = fold(text)
    if words in YES or words in NO:
        return words in YES
    raise ValueError(f"“{text[:30]}” chưa rõ. Hãy ghi “có” hoặc “không”.")


def _members(text, cell, today):
    if not text:
        return None
    digits = re.fullmatch(r"(\d{1,6})(?:\s*(?:người|nguoi|hộ|ho))?", text.replace(".", ""))
    if digits is None or int(digits[1]) not in range(MEMBERS.stop):
        raise ValueError("Số người phải là một số từ 2 đến 30.000.")
    return int(digits[1]) if int(digits[1]) in MEMBERS else None


def _phone(text, cell, today):
    """Excel drops the first zero of a number: it is put back."""
    if re.fullmatch(r"[35789]\d{8}", text):
        return f"0{text}"
    if text and not PHONE.fullmatch(text):
        raise ValueError("Số điện thoại chỉ gồm 6 đến 20 chữ số, ví dụ 0912 345 678.")
    return text


def _email(text, cell, today):
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise ValueError("Địa chỉ thư chưa đúng, ví dụ hoa@example.vn.") from error
    return text


def _received_on(text, cell, today):
    day = _day(text, cell) or today
    if day > today:
        raise ValueError(f"Ngày {short_date(day)} ở sau hôm nay. Hãy xem lại ngày nhận.")
    if day.year < 2000:
        raise ValueError(f"Năm {day.year} chưa đúng. Hãy ghi ngày nhận từ năm 2000.")
    return day.isoformat()


def _day(text, cell):
    if not text:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if len(text) > 40:
        raise ValueError("Ô ngày có cả chữ khác. Hãy chỉ ghi ngày/tháng/năm, ví dụ 16/5/2026.")
    serial = re.fullmatch(r"\d{5}(?:\.\d+)?", text)
    if serial and FIRST_SERIAL <= float(text) < LAST_SERIAL:
        return EPOCH + timedelta(days=int(float(text)))
    words = re.sub(r"^(?:ngày|thứ \w+,?)\s+|\s+\d{1,2}[:h]\d{0,2}(?::\d{2})?$", "", text.lower())
    words = re.sub(r"\s*(?:tháng|năm)\s*", "/", words)
    for shape, order in (
        (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", "dmy"),
        (r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", "ymd"),
    ):
        parts = re.fullmatch(shape, words.replace(" ", ""))
        if parts:
            numbers = dict(zip(order, map(int, parts.groups()), strict=True))
            try:
                return date(numbers["y"], numbers["m"], numbers["d"])
            except ValueError:
                break
    raise ValueError(f"Ngày “{text[:20]}” chưa rõ. Hãy ghi ngày/tháng/năm, ví dụ 16/5/2026.")


def _choice(choices, what, default):
    """A label of the list, whole or one of its parts between commas, with or without marks."""
    known = {fold(label): value for value, label in choices}
    parts = {}
    for value, label in choices:
        for part in label.split(","):
            parts.setdefault(fold(part), set()).add(value)
    known = {part: next(iter(values)) for part, values in parts.items() if len(values) == 1} | known

    def read(text, cell, today):
        words = fold(text)
        if not words:
            return default
        if words not in known:
            raise ValueError(
                f"Không có {what} “{text[:40]}”. Các giá trị được nhận ghi ở trang “Giá trị được nhận” của tệp mẫu."
            )
        return known[words]

    return read


READERS = {
    "content": _content,
    "name": _short("name"),
    "is_collective": _yes_no,
    "members": _members,
    "hamlet": _short("hamlet"),
    "phone": _phone,
    "address": _short("address"),
    "email": _email,
    "received_on": _received_on,
    "field": _choice(Field.choices, "lĩnh vực", ""),
    "kind": _choice(PetitionKind.choices, "loại ý kiến", PetitionKind.PETITION.value),
    "is_urgent": _yes_no,
    "about_document": _short("about_document"),
    "hide_name": _yes_no,
}


def _fit_together(row, is_alone):
    """What only several cells tell together."""
    values = row.values
    values["key"] = content_key(values.get("content", ""))
    content = values.get("content", "")
    if content and not any(letter.isalpha() for letter in content):
        row.errors["content"] = "Nội dung không có chữ nào. Hãy ghi rõ kiến nghị."
    elif content and says_nothing(content):
        row.errors["content"] = (
            f"Dòng ghi “{content}” nên không có gì để trả lời. Cứ để dòng này ở lại, không nhập."
        )
    elif content and is_alone:
        row.errors["content"] = (
            f"Dòng chỉ có “{content[:40]}”, giống tên một phần, chữ ký hay dòng cuối bảng. "
            "Nếu là kiến nghị, bấm “Sửa dòng này” rồi lưu lại; nếu không, cứ để dòng này ở lại."
        )
    if values.get("members"):
        values["is_collective"] = True
    contacts = [name for name in ("phone", "address", "email") if values.get(name)]
    if not values.get("name") and "name" not in row.errors and (contacts or values.get("members")):
        row.errors["name"] = "Có liên hệ hoặc số người nhưng chưa ghi họ tên hay tên tập thể."
