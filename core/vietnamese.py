"""Vietnamese text and dates: folding for search, sorting, weekday names, the date line of a paper."""

import re
import unicodedata
from datetime import date

WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
# Letters of the alphabet in their order, then tones in theirs: ngang, huyền, hỏi, ngã, sắc, nặng.
# Two digits each, so that every database collates them alike: end, blank, other signs, figures, letters.
_END, _BLANK, _OTHER = "00", "05", "06"
_LETTERS = {c: f"{i:02d}" for i, c in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=10)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
# Controls and what steers the direction and the joining of letters.
UNSEEN = ("Cc", "Cf")
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter, not a tone


def fold(text):
    """Lower-case text without diacritics and with single blanks: "Đất  đai" -> "dat dai" (search shadow)."""
    bare = (text or "").replace("đ", "d").replace("Đ", "D")
    if not bare.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFD", bare))
    if not bare.isascii():
        # The marks of other scripts, letter by letter: several times slower, and rarely needed.
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def one_line(text):
    """A name as typed, with single blanks and without the signs that nobody sees.

    They make one name look like two, or turn round what stands beside it on a screen.
    """
    text = " ".join((text or "").split())
    if text.isascii() and text.isprintable():
        return text
    return " ".join("".join(c for c in text if unicodedata.category(c) not in UNSEEN).split())


def sort_key(text):
    """A key that sorts Vietnamese names as a dictionary does (An, Ánh, Ân, Ất, Bình, Dũng, Đạt).

    Figures sort as numbers up to four digits: Thôn 2 before Thôn 10.
    """
    letters, tones = [], []
    text = re.sub(r"[0-9]+", lambda run: run.group().zfill(4), text or "")
    for char in unicodedata.normalize("NFC", text).casefold():
        shape, tone = "", "0"
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            elif part in _SHAPES or not unicodedata.combining(part):
                shape += part
        base = unicodedata.normalize("NFC", shape)
        letters.append(_LETTERS.get(base, _BLANK if base == " " else _OTHER))
        tones.append(tone)
    return "".join(letters) + _END + "".join(tones)


def shorten(text, limit):
    """The text on one line, cut after a whole word where it is longer than `limit` letters, then with "…"."""
    words = " ".join(text.split())
    return words if len(words) <= limit else f"{words[:limit].rsplit(' ', 1)[0]}…"


def lower_first(text):
    """A label inside a sentence; names in it keep their capitals: "phiếu của Mặt trận", "xây dựng Đảng"."""
    head = text.split(" ", 1)[0]
    return text if head.isupper() and len(head) > 1 else text[:1].lower() + text[1:]


def span(seconds):
    """A stretch of time as people say it: 150 seconds -> "2 phút 30 giây"."""
    minutes, rest = divmod(int(seconds), 60)
    return " ".join([f"{minutes} phút"] * bool(minutes) + [f"{rest} giây"] * bool(rest or not minutes))


def weekday(day):
    """ "thứ Hai" … "Chủ nhật" of a local date."""
    return WEEKDAYS[day.weekday()]


def short_date(day):
    """16/11/2026."""
    return f"{day:%d/%m/%Y}"


def long_date(day):
    """thứ Hai, 16/11/2026."""
    return f"{weekday(day)}, {day:%d/%m/%Y}"


def paper_date(day: date | None, *, year=None, month=None):
    """The date line of a paper: "ngày 05 tháng 3 năm 2026"; dots where a draft has none.

    Days below 10 and months 1 and 2 take a leading zero (Nghị định 30/2020/NĐ-CP, phụ lục I).
    """
    if day is None:
        month_text = "……" if month is None else (f"{month:02d}" if month < 3 else str(month))
        return f"ngày …… tháng {month_text} năm {year or '……'}"
    month_text = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month_text} năm {day.year}"
