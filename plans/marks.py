"""The small markup of a plan's texts: **bold** and *italic*; labels at the head of a typed paragraph. No HTML."""

import re

from plans.states import Mark

BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
ITALIC = re.compile(r"\*(?=[^\s*])([^*]*?[^\s*])\*")
# What a clerk types before a paragraph; the letter or figure itself is made anew when printing.
TYPED = (
    (Mark.BRACKET, re.compile(r"\(\d{1,2}\)\.?\s+")),
    (Mark.LETTER, re.compile(r"[a-zđ]\)\s+")),
    (Mark.NUMBER, re.compile(r"(?:\d{1,2}\.)+(?:\d{1,2})?\s+")),
    (Mark.DASH, re.compile(r"[-–]\s+")),
    (Mark.PLUS, re.compile(r"\+\s+")),
    (Mark.STAR, re.compile(r"\*\s+")),
)


def plain(text):
    """The words alone, for lists, logs and comparisons."""
    return ITALIC.sub(r"\1", BOLD.sub(r"\1", text or ""))


def marked(line):
    """(mark, words) of a typed paragraph: ("dash", "…") of "- …", ("", line) of one without."""
    for mark, pattern in TYPED:
        found = pattern.match(line)
        if found:
            return mark, line[found.end() :].strip()
    return Mark.NONE, line


def begins_marked(line):
    return marked(line)[0] != Mark.NONE


def paragraphs_of(text):
    """Paragraphs of a text that parts them by blank lines; a line break inside one becomes a blank."""
    blocks = re.split(r"\n\s*\n", (text or "").replace("\r", ""))
    return [" ".join(block.split()) for block in blocks if block.strip()]


def typed_paragraphs(text):
    """[(mark, words)]: a blank line or a mark at the head of a line begins a new paragraph."""
    lines = []
    for block in re.split(r"\n\s*\n", (text or "").replace("\r", "")):
        is_new = True
        for line in (line.strip() for line in block.splitlines() if line.strip()):
            if is_new or begins_marked(line):
                lines.append(line)
            else:
                lines[-1] += f" {line}"
            is_new = False
    return [marked(" ".join(line.split())) for line in lines]


def as_typed(rows):
    """The text area's words of [(mark, text)], figures and letters counted on for the eye."""
    counts, lines = {}, []
    for mark, text in rows:
        counts[mark] = counts.get(mark, 0) + 1
        lines.append(f"{_sign(mark, counts[mark])}{text}")
    return "\n\n".join(lines)


def _sign(mark, count):
    letters = "abcdđeghiklmnopqrstuvxy"
    return {
        Mark.DASH: "- ", Mark.PLUS: "+ ", Mark.STAR: "* ", Mark.NUMBER: f"{count}. ", Mark.BRACKET: f"({count}) ",
        Mark.LETTER: f"{letters[(count - 1) % len(letters)]}) ",
    }.get(mark, "")  # fmt: skip
