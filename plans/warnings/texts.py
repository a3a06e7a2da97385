"""Warnings about the plan's words: its bases, near-identical names, what the text still lacks."""

import re
import unicodedata
from itertools import combinations

from core.vietnamese import fold, short_date
from plans.warnings.base import PlanWarning

TERM = re.compile(
    r"(?:nhiệm kỳ|khóa|khoá|giai đoạn|Quy chế làm việc)[^;.]{0,160}?(20\d\d)\s*[-–]\s*(20\d\d)", re.IGNORECASE
)
NUMBERED = re.compile(
    r"\b(\d{1,5})(?:/\d{4})?[-/]([A-ZĐ][\w&]*(?:[-/][\w&]+)*),? (?:ngày )?(\d{1,2}/\d{1,2}/\d{4})"
)
NAMED_YEAR = re.compile(r"năm (20\d\d)")
YEARLY = ("ke hoach", "chuong trinh")
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PLACE = re.compile(rf"\b(xã|phường|thôn|huyện|tỉnh|thành phố) ((?:[{_UPPER}]\w+)(?: [{_UPPER}]\w+){{0,3}})")


def text_warnings(facts):
    return [
        *_late_bases(facts), *_two_dates(facts), *_ended_terms(facts), *_other_years(facts), *_similar_names(facts),
        *_other_commune(facts), *_signer(facts), *_blanks(facts),
    ]  # fmt: skip


def documents(facts):
    """[(place, basis' text, document)] of every document that the bases name."""
    return [
        (f"Căn cứ {number}", basis.text, document)
        for number, basis in enumerate(facts.plan.bases.all(), start=1)
        for document in basis.documents.all()
    ]


def name_of(document):
    return f"{document.kind} {document.number}".strip() if document.number else document.name


def _late_bases(facts):
    """D-10, LP-06, ND-06: a basis dated after the plan."""
    found, plan = [], facts.plan
    for place, _, document in documents(facts):
        day = document.dated_on
        if day is None:
            continue
        if facts.issued_on and day > facts.issued_on:
            after = f"sau ngày ban hành {short_date(facts.issued_on)}"
        elif day.year > plan.year:
            after = f"sau năm kế hoạch {plan.year}"
        else:
            continue
        sentence = f"“{name_of(document)}” đề ngày {short_date(day)}, {after}."
        found.append(PlanWarning("D-10", place, sentence, "Hãy xem lại ngày của văn bản này.", "can-cu"))
    return found


def _two_dates(facts):
    """D-10: one number with two dates, wherever in the text ("1155-TU" and "1155-QĐ/TU" are one number)."""
    seen = {}
    for place, _, document in documents(facts):
        if document.number and document.dated_on:
            key = _number_key(*re.match(r"(\d*)(.*)", document.number).groups())
            seen.setdefault(key, {}).setdefault(
                document.dated_on.strftime("%-d/%-m/%Y"), (place, document.number)
            )
    for place, _, text in facts.texts:
        for number, sign, day in NUMBERED.findall(text):
            plain = "/".join(str(int(part)) for part in day.split("/"))
            seen.setdefault(_number_key(number, sign), {}).setdefault(plain, (place, f"{number}-{sign}"))
    return [
        PlanWarning(
            "D-10",
            " và ".join(dict.fromkeys(place for place, _ in dates.values())),
            "cùng một số văn bản nhưng ghi hai ngày: "
            + "; ".join(f"số {number} ngày {day}" for day, (_, number) in dates.items()) + ".",
            "Hãy đối chiếu với văn bản gốc và sửa cho thống nhất.",
            "can-cu",
        )
        for (figure, _), dates in seen.items()
        if figure and len(dates) > 1
    ]  # fmt: skip


def _number_key(figure, sign):
    return figure, re.split(r"[-/]", sign)[-1]


def _ended_terms(facts):
    """D-06: a basis whose term ends in or before the plan's year."""
    found = []
    for number, basis in enumerate(facts.plan.bases.all(), start=1):
        for first, last in TERM.findall(basis.text):
            if int(last) <= facts.plan.year:
                sentence = f"văn bản của nhiệm kỳ, giai đoạn {first}–{last}, hết trong hoặc trước năm kế hoạch {facts.plan.year}."
                advice = "Hãy kiểm tra văn bản còn hiệu lực hay đã có văn bản thay thế."
                found.append(PlanWarning("D-06", f"Căn cứ {number}", sentence, advice, "can-cu"))
    return found


def _other_years(facts):
    """D-33: a yearly document whose date is far from the year that it says it is for."""
    found = []
    alone = {basis.text for basis in facts.plan.bases.all() if len(basis.documents.all()) == 1}
    for place, text, document in documents(facts):
        day = document.dated_on
        named = NAMED_YEAR.findall(document.name) or (NAMED_YEAR.findall(text) if text in alone else [])
        if day is None or not named or not fold(document.kind).startswith(YEARLY):
            continue
        year = int(named[-1])
        # A plan for next year made in the last quarter is as it should be.
        if year < day.year or (year > day.year and not (year == day.year + 1 and day.month >= 10)):
            sentence = f"“{name_of(document)}” đề ngày {short_date(day)} nhưng nội dung ghi năm {year}."
            found.append(PlanWarning("D-33", place, sentence, "Hãy đối chiếu với văn bản gốc.", "can-cu"))
    return found


def _other_commune(facts):
    """D-04: a plan begun from another commune's keeps that commune's name until somebody changes it."""
    plan = facts.plan
    name = plan.place
    if not name or fold(name) == fold(plan.commune.name):
        return []
    rows = [
        ("Người, cơ quan xây dựng", "thong-tin-chung", plan.authority), *facts.texts,
        *(("Tít chữ", "tit-chu", row.lines) for row in plan.letterings.all()),
        *(("Nơi nhận", "noi-nhan", row.text) for row in plan.recipients.all()),
    ]  # fmt: skip
    found = dict.fromkeys((place, part) for place, part, text in rows if fold(name) in fold(text))
    return [
        PlanWarning(
            "D-04", place, f"còn ghi tên “{name}” của xã khác.", f"Hãy sửa thành “{plan.commune.name}”.", part
        )
        for place, part in found
    ]


def _similar_names(facts):
    """D-04: two place names that differ by a letter or a tone; none is changed by itself."""
    names = {}
    for place, part, text in facts.texts:
        for kind, name in PLACE.findall(text):
            names.setdefault((kind, name), (place, part))
    if facts.plan.place:
        names.setdefault(("xã", facts.plan.place), ("Địa danh", "thong-tin-chung"))
    found = []
    for ((kind, one), (place, part)), ((other_kind, other), (elsewhere, _)) in combinations(names.items(), 2):
        if kind == other_kind and _is_near(one, other):
            sentence = f"“{kind} {one}” và “{kind} {other}” ({elsewhere}) gần như trùng nhau."
            advice = "Hãy xem có phải một nơi không và sửa tên sai; phần mềm không tự đổi."
            found.append(PlanWarning("D-04", place, sentence, advice, part, about=f"{one}|{other}"))
    return found


def _is_near(one, other):
    """Different words of the same length in syllables, at most two letters or any tones apart."""
    if _letters(one) == _letters(other) or len(one.split()) != len(other.split()):
        return False
    return _distance(fold(one), fold(other)) <= (2 if len(one) > 6 else 1)


def _letters(name):
    """Spellings that only set the tone mark on another vowel (toà, tòa) are one."""
    return sorted(unicodedata.normalize("NFD", name.casefold()))


def _distance(one, other):
    """Levenshtein's distance of two short words."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row[0] = row[0], place
        for index, char in enumerate(other, start=1):
            before, row[index] = (
                row[index],
                min(row[index] + 1, row[index - 1] + 1, before + (letter != char)),
            )
    return row[-1]


def _signer(facts):
    """D-14: issuing is refused until the signer's title is known."""
    if facts.plan.signer_title.strip():
        return []
    sentence = "chưa có chức vụ người ký."
    advice = "Hãy ghi chức vụ (và dòng TM. hoặc T/M nếu có); chưa có thì không ban hành được."
    return [PlanWarning("D-14", "Người ký", sentence, advice, "thong-tin-chung")]


def _blanks(facts):
    """D-46: an imported file is a draft; said once, at the preview."""
    if not facts.is_import:
        return []
    sentence = "số và ngày ban hành để trống: đây là dự thảo."
    advice = "Số được cấp khi ban hành; các thời hạn ghi ngày cố định vẫn được tính."
    return [PlanWarning("D-46", "Số, ngày", sentence, advice, is_note=True)]
