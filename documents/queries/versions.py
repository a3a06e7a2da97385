"""The versions of a text and, paragraph by paragraph and word by word, what changed between two of them."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from core.access import allowed
from documents import rules
from documents.models import PaperVersion

# Below this likeness two paragraphs are told as one gone and one new, not as a changed one.
ALIKE = 0.5
# So many unchanged paragraphs stay in sight on each side of a change.
NEAR = 2


@dataclass(frozen=True)
class Passage:
    """A paragraph: "same", "gone", "new", or "changed" with parts of (kind, words)."""

    kind: str
    parts: tuple


def versions_of(subject):
    return PaperVersion.objects.about(subject).select_related("made_by")


def differences(before, after):
    """Passages that lead from one text (a paragraph a line) to another."""
    old, new = before.splitlines(), after.splitlines()
    passages = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            passages += [_whole("same", line) for line in old[i1:i2]]
        else:
            passages += _replaced(old[i1:i2], new[j1:j2])
    return passages


def runs_of(passages):
    """(is_folded, passages) in order: long unchanged stretches between changes are folded away."""
    changed = [place for place, passage in enumerate(passages) if passage.kind != "same"]
    runs = []
    for place, passage in enumerate(passages):
        is_folded = bool(changed) and all(abs(place - other) > NEAR for other in changed)
        if not runs or runs[-1][0] != is_folded:
            runs.append((is_folded, []))
        runs[-1][1].append(passage)
    return runs


def _replaced(gone, come):
    """Paragraphs at the same place that are alike are shown as one, with its words marked."""
    passages = []
    for number in range(max(len(gone), len(come))):
        one = gone[number] if number < len(gone) else None
        other = come[number] if number < len(come) else None
        if one is not None and other is not None:
            words = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
            if words.ratio() >= ALIKE:
                passages.append(Passage("changed", tuple(_words(words, one.split(), other.split()))))
                continue
        passages += [_whole("gone", one)] if one is not None else []
        passages += [_whole("new", other)] if other is not None else []
    return passages


def _words(matcher, one, other):
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield "same", " ".join(one[i1:i2])
            continue
        if i2 > i1:
            yield "gone", " ".join(one[i1:i2])
        if j2 > j1:
            yield "new", " ".join(other[j1:j2])


def _whole(kind, line):
    return Passage(kind, ((kind, line),))


def compares_versions(user, subject):
    """Whether the person may read how the thing's text changed from step to step."""
    return allowed(rules.check_can_compare_versions, user, subject)
