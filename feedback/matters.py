"""Several matters in one written answer: a pure function of text, no database."""

import re

from core.vietnamese import fold

# A line of nothing but dashes stands between two matters written under one question.
BETWEEN = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
MOST_MATTERS = 10  # of one form


def matters_of(text):
    """The matters of one written answer: "a\\n---\\nb" -> ["a", "b"]."""
    parts = BETWEEN.split(text.replace("\r\n", "\n"))
    return [part.strip() for part in parts if part.strip()]


# What people write where they have nothing to say; "đồng ý" and "nhất trí" are answers and stay.
NOTHING = re.compile(
    r"(?:khong|ko|k)(?: co)?(?: y kien| kien nghi| de nghi| de xuat| gop y)*(?: gi| khac| them| a| ca)*"
)
LONGEST_NOTHING = 60  # characters


def says_nothing(text):
    """Whether a text only says that there is nothing to say ("Không có ý kiến gì."): it becomes no petition."""
    if len(text) > LONGEST_NOTHING:
        return False
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())
    return not words or bool(NOTHING.fullmatch(words))
