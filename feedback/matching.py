"""Words of petitions compared: pure functions of text, no database."""

import hashlib
import re

from core.vietnamese import fold


def content_key(text):
    """Equal for texts that differ in marks, letter case, punctuation and spacing only; 40 characters."""
    words = " ".join(re.findall(r"[a-z0-9]+", fold(text)))
    return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest() if words else ""


def words_of(text):
    """The folded words of a text in their order."""
    return re.findall(r"[a-z0-9]+", fold(text))
