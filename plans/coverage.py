"""Whether a printed plan holds its seed, row by row of the requirements and word by word. Nothing is stored."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

import yaml

from documents.faces import PaperFace
from documents.plaintext import lines_of
from documents.states import PaperKind
from plans.documents import plan_html
from plans.files import FOLDER

# What the data checks of a row may ask for: name -> the plan's rows of that name.
ROWS = {
    "plan": lambda plan: [plan],
    "basis": lambda plan: plan.bases.all(),
    "document": lambda plan: [paper for basis in plan.bases.all() for paper in basis.documents.all()],
    "target": lambda plan: plan.targets.all(),
    "venue": lambda plan: plan.venues.all(),
    "group": lambda plan: plan.groups.all(),
    "step": lambda plan: plan.agenda_steps.all(),
    "task": lambda plan: plan.tasks.all(),
    "lettering": lambda plan: plan.letterings.all(),
    "budget": lambda plan: plan.budget_heads.all(),
    "recipient": lambda plan: plan.recipients.all(),
}


@dataclass(frozen=True)
class Row:
    """A row of the requirements and what of it the print or the data lack; covered when nothing."""

    key: str
    missing: tuple = ()
    reason: str = ""

    @property
    def is_covered(self):
        return not self.missing and not self.reason


@dataclass(frozen=True)
class Coverage:
    """One plan held against its seed: its rows, the seed's words that the print lacks, those that no row quotes."""

    rows: tuple
    lost: tuple
    unquoted: tuple

    @property
    def covered(self):
        return sum(row.is_covered for row in self.rows)


def words_of(text):
    """Words and figures alone: letter case, marks of set-up, punctuation and leading zeros aside."""
    text = re.sub(r"<[^>]+>", " ", unicodedata.normalize("NFC", text)).casefold()
    return [word.lstrip("0") or word for word in re.findall(r"\w+", text)]


class Seed:
    """The seed's text, its slips mended as the plan's file says."""

    def __init__(self, name, corrections=()):
        raw = (FOLDER / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
        self.words = words_of(raw)
        self.corrections = [
            (words_of(row["raw"]), words_of(row["corrected"])) for row in corrections if row.get("corrected")
        ]

    def span(self, quote):
        """(start, end) of "A … B" or of plain words among the seed's words; raises ValueError if not there."""
        first, *last = (words_of(part) for part in quote.split(" … "))
        spans = []
        for start in places(first, self.words):
            end = start + len(first)
            if last:
                ends = places(last[0], self.words, end)
                end = next(ends, None)
                if end is None:
                    continue
                end += len(last[0])
            spans.append((start, end))
        if not spans:
            raise ValueError(f"not in the seed: {quote}")
        return min(spans, key=lambda span: span[1] - span[0])

    def mended(self, words):
        """These words of the seed with its slips mended."""
        for raw, corrected in self.corrections:
            for start in reversed(list(places(raw, words))):
                words = words[:start] + corrected + words[start + len(raw) :]
        return words


def places(part, words, begin=0):
    """Where `part` stands among `words`, one after the other."""
    length = len(part)
    return (start for start in range(begin, len(words) - length + 1) if words[start : start + length] == part)


def printed_words(plan, original=None):
    """The words of the plan's paper; `original`: number and date that it bore, else it is a draft."""
    original = original or {}
    face = PaperFace(
        commune=plan.commune, kind=PaperKind.PLAN, body=plan.body, sign=plan.symbol, excerpt=plan.title,
        number=original.get("number"), issued_on=original.get("issued_on"), signer_name=plan.signer_name,
        signer_title=f"{plan.signer_on_behalf}\n{plan.signer_title}".strip(),
    )  # fmt: skip
    return words_of_paper(plan_html(plan, face))


def words_of_paper(html):
    return words_of(" \n ".join(lines_of(html)))


def rows_of(name):
    """Row -> {quote, printed, absent, data} or {reason} of one plan's coverage file."""
    rows = yaml.safe_load((FOLDER / "coverage" / f"{name}.yaml").read_text(encoding="utf-8"))
    return {key: value if isinstance(value, dict) else {"quote": value} for key, value in rows.items()}


def coverage_of(plan, name, original=None, html=""):
    """Hold the plan's print and data against the seed of that name; `html`: the paper that was issued of it."""
    seed = Seed(name, plan.corrections)
    printed = words_of_paper(html) if html else printed_words(plan, original)
    quoted, rows = set(), []
    for key, asked in rows_of(name).items():
        if "reason" in asked:
            rows.append(Row(key, reason=asked["reason"]))
            continue
        spans = [seed.span(quote) for quote in _listed(asked.get("quote"))]
        quoted.update(place for start, end in spans for place in range(start, end))
        rows.append(Row(key, tuple(_missing(plan, seed, spans, printed, asked))))
    unquoted = [word for place, word in enumerate(seed.words) if place not in quoted]
    return Coverage(tuple(rows), tuple(lost_words(seed.mended(seed.words), printed)), tuple(unquoted))


def _listed(value):
    return value if isinstance(value, list) else [value] if value else []


def _missing(plan, seed, spans, printed, asked):
    for start, end in spans:
        words = seed.mended(seed.words[start:end])
        if next(places(words, printed), None) is None:
            yield f"“{' '.join(words)}”"
    for text in asked.get("printed", []):
        if next(places(words_of(text), printed), None) is None:
            yield f"“{text}”"
    for text in asked.get("absent", []):
        if next(places(words_of(text), printed), None) is not None:
            yield f"thừa “{text}”"
    for kind, fields in asked.get("data", {}).items():
        if not any(
            all(getattr(row, name) == value for name, value in fields.items()) for row in ROWS[kind](plan)
        ):
            yield f"dữ liệu {kind} {fields}"


def lost_words(words, printed):
    """Runs of the seed's words that the print has not in their place."""
    matcher = SequenceMatcher(None, words, printed, autojunk=False)
    return [
        " ".join(words[start:end])
        for what, start, end, _, _ in matcher.get_opcodes()
        if what in ("delete", "replace")
    ]
