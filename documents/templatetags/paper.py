"""Words of official papers in templates: list labels, dots for blanks. Pages use core's `ui` instead."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.vietnamese import paper_date
from documents.widths import dots_to

register = template.Library()
# a), b), c), d), đ) …: the order of Nghị định 30/2020/NĐ-CP; f, j, w and z are not letters of the alphabet.
LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMANS = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]


@register.filter
def letter(number):
    """1 -> a, 2 -> b … 5 -> đ; beyond the alphabet the letters double."""
    turns, place = divmod(int(number) - 1, len(LETTERS))
    return LETTERS[place] * (turns + 1)


@register.filter
def roman(number):
    return ROMANS[int(number)]


@register.filter
def dots(value, blank="…………………"):
    """The value, or dots to be filled in by hand."""
    return blank if value is None or value == "" else value


@register.filter
def paper_day(day):
    """ "ngày 05 tháng 3 năm 2026", with dots where there is no date."""
    return paper_date(day)


@register.filter
def lines(text):
    """The lines of a text that hold something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@register.filter
def lower_first(text):
    return text[:1].lower() + text[1:]


@register.filter
def asides(text):
    """Words in parentheses in italics, as papers set them."""
    return mark_safe(re.sub(r"\(([^()]+)\)", r"<i>(\1)</i>", escape(text)))


@register.filter
def with_extra(lines, face):
    """Nơi nhận with the commune's own additions before the archive's line, which stays last."""
    lines = list(lines)
    extra = [line for line in getattr(face, "extra_recipients", []) if line not in lines]
    place = len(lines)
    while place and lines[place - 1].lower().startswith("lưu"):
        place -= 1
    return lines[:place] + extra + lines[place:]


PART = re.compile(r"[IVX]+\. ")
POINT = re.compile(r"\d+(\.\d+)*\. ")
LONGEST_POINT = 120


@register.filter
def office_text(text):
    """What an office types, as a paper sets it: a line is a paragraph, "I. …" a part, a short "1. …" a heading.

    Words between two asterisks are bold, between single ones italic; everything else is escaped.
    """
    return mark_safe("\n".join(_set(line) for line in lines(text)))


def _set(line):
    words = _emphasis(escape(line))
    if PART.match(line):
        return f"<h2>{words}</h2>"
    if POINT.match(line) and len(line) <= LONGEST_POINT and not line.endswith((".", ";", ":")):
        return f"<h3>{words}</h3>"
    return f"<p>{words}</p>"


def _emphasis(escaped):
    escaped = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escaped)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escaped)


# The text block of a portrait sheet: 210 mm less both margins, in points; a little less, so that nothing wraps.
LINE, SIZE = 455, 14


@register.filter
def fill(label, share=1):
    """ "1. Họ và tên:" followed by dots up to the line's end, or to the end of its half with `share` 2."""
    width = LINE / int(share)
    return f"{label} {dots_to(label, width=width, size=SIZE)}"


@register.simple_tag
def dotted(count=1):
    """Whole lines of dots to write on."""
    line = "." * int(LINE / (SIZE * 0.25))
    return mark_safe("\n".join([f'<p class="fill">{line}</p>'] * int(count)))
