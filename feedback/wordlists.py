"""The room's word lists (data/*.yaml), read once: which words speak of a field, of officials' conduct, of haste."""

from functools import cache
from pathlib import Path

import yaml

from feedback.matching import Phrases, words_of

FOLDER = Path(__file__).with_name("data")


@cache
def phrases_of(name):
    """The table of one file, ready to be found in texts."""
    return Phrases(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def conduct_words(text):
    """(official, conduct) words of a text that speaks of how an official behaves, or None."""
    found = dict(reversed(phrases_of("official_words").found(text)))
    return (found["officials"], found["conduct"]) if {"officials", "conduct"} <= set(found) else None


def named_in(text, names):
    """The first of these full names that stands in the text, with or without diacritics, or ""."""
    words = f" {' '.join(words_of(text))} "
    return next((name for name in names if f" {' '.join(words_of(name))} " in words), "")
