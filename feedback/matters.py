"""Several matters in one written answer: a pure function of text, no database."""

import re

# A line of nothing but dashes stands between two matters written under one question.
BETWEEN = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
MOST_MATTERS = 10  # of one form


def matters_of(text):
    """The matters of one written answer: "a\\n---\\nb" -> ["a", "b"]."""
    parts = BETWEEN.split(text.replace("\r\n", "\n"))
    return [part.strip() for part in parts if part.strip()]
