"""Office words as a radio speaker reads them: abbreviations written out, figures and dates in words. No texts."""

import re

from core.numbers import in_words
from dialogue.states import Session

SPOKEN = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQ": "Mặt trận Tổ quốc", "VP": "Văn phòng", "THCS": "Trung học cơ sở", "THPT": "Trung học phổ thông",
    "KT-XH": "kinh tế - xã hội", "BCH": "Ban Chấp hành",
}  # fmt: skip
SESSION_WORDS = {
    Session.MORNING: "sáng", Session.AFTERNOON: "chiều", Session.EVENING: "tối", Session.WHOLE_DAY: "cả ngày",
}  # fmt: skip
ABBREVIATION = re.compile(rf"\b({'|'.join(sorted(SPOKEN, key=len, reverse=True))})\b")
DATE = re.compile(r"\b(?:ngày )?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
LONGEST_FIGURE = 9  # a longer one is a telephone number, read digit by digit


def aloud(text):
    """ "Hội trường UBND xã (cơ sở 2)" -> "Hội trường Ủy ban nhân dân xã, cơ sở hai"."""
    text = re.sub(r"\s*&\s*", " và ", text)
    text = re.sub(r"\s*\(([^()]*)\)", r", \1", text)
    text = ABBREVIATION.sub(lambda found: SPOKEN[found.group()], text)
    text = DATE.sub(lambda found: day_words(*(int(part) if part else None for part in found.groups())), text)
    return re.sub(r"\d+", _figure, text)


def _figure(found):
    figures = found.group()
    if len(figures) > LONGEST_FIGURE:
        return " ".join(in_words(figure) for figure in figures)
    return in_words(figures)


def day_words(day, month, year=None):
    """ "ngày mùng hai tháng tư năm hai nghìn không trăm hai mươi sáu": the first ten days are "mùng"."""
    early = "mùng " if day <= 10 else ""
    words = f"ngày {early}{in_words(day)} tháng {'tư' if month == 4 else in_words(month)}"
    return f"{words} năm {in_words(year)}" if year else words


def hour_aloud(at):
    """ "tám giờ ba mươi phút"; dots where the hour is open."""
    if at is None:
        return "…… giờ"
    return f"{in_words(at.hour)} giờ{f' {in_words(at.minute)} phút' if at.minute else ''}"
