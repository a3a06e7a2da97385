"""Finding petitions by what somebody types: words in any order, codes, and words that were mistyped by a letter or two.

Both databases do the same: a word that stands in no petition of the commune is looked for in the vocabulary
(SearchWord) as it would stand with one letter less, more, changed or two changed places; a long one with two.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q

from core.codes import ALPHABET, LENGTH, typed_code
from core.states import Role
from core.vietnamese import fold
from feedback.matching import words_of
from feedback.models import Petition, SearchWord
from feedback.models.petitions import fields_named

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 3  # letters of a word that may be mended: shorter ones stand in every text
LONG = 6  # letters of a word in which two slips are forgiven
MOST_WORDS = 12  # of one search; what is pasted beyond is left out
MOST_NEAR = 8  # near words that one mistyped word is taken for
CODE = re.compile(r"(?:kn ?[-/ ]? ?)?(20\d\d) ?[-/] ?(\d{1,6})")


@dataclass(frozen=True)
class Found:
    """The petitions, and for each mistyped word the near words that were looked for instead."""

    rows: object
    mended: dict = field(default_factory=dict)


def found(user, rows, text, *, exact=False):
    """What of `rows` this person means by the text; `exact` takes it letter by letter."""
    by_code = _by_code(user, rows, text)
    if by_code is not None:
        return Found(by_code)
    words = words_of(text)[:MOST_WORDS]
    mended = {} if exact or fields_named(words) else near_words(user.commune_id, words)
    if not mended:
        return Found(rows.search(text))
    wanted = Q()
    for word in sorted(words, key=len, reverse=True):  # what is long is rare, and is asked first
        each = Q()
        for near in mended.get(word, [(word,)]):
            # A word typed without its blank is two words, both of which must stand there.
            each |= Q(*(Q(search_text__contains=part) for part in near))
        wanted &= each
    return Found(rows.filter(wanted), mended)


def _by_code(user, rows, text):
    """The one petition of this code or tracking code; None where the text is no code."""
    code = CODE.fullmatch(fold(text))
    if code:
        return rows.filter(code=f"KN-{code[1]}-{int(code[2]):04d}")
    secret = typed_code(text)
    if len(secret) == LENGTH and set(secret) <= set(ALPHABET) and user.roles & {Role.OFFICE, Role.CHAIR}:
        known = Petition.objects.filter(commune=user.commune_id, tracking_code=secret)
        return rows.filter(tracking_code=secret) if known.exists() else None
    return None


def near_words(commune_id, words):
    """{mistyped word: [(near word,) or two words written as one, …]}, the likeliest first; {} if all are known.

    A word is known if it stands somewhere in a word of the vocabulary: a search finds parts of words as well.
    """
    asked = {word for word in words if len(word) >= SHORTEST and word.isascii() and word.isalpha()}
    near = _neighbours(commune_id, asked) if asked else set()
    return {
        word: best
        for word in words
        if word in asked and not any(word in other for other in near) and (best := _best(word, near))
    }


def _neighbours(commune_id, asked):
    """Words of the vocabulary that are these, hold one of them or may be meant by one: one query."""
    wanted, holding = set(asked), Q()
    for word in asked:
        wanted |= one_slip(word) | {part for pair in halves(word) for part in pair}
        holding |= Q(word__contains=word)
        for piece in pieces(word) if len(word) >= LONG else ():
            holding |= Q(word__contains=piece)
    known = SearchWord.objects.filter(Q(word__in=wanted) | holding, commune=commune_id)
    return set(known.values_list("word", flat=True))


def _best(word, near):
    """Near words by one slip, else the word cut in two, else by two slips; at most MOST_NEAR."""
    slips = one_slip(word) & near
    if not slips:
        cut = [pair for pair in halves(word) if set(pair) <= near]
        if cut:
            return cut[:MOST_NEAR]
        slips = {other for other in near if len(word) >= LONG and distance(word, other) <= 2}
    ranked = sorted(slips, key=lambda other: (_rank(word, other), other))
    return [(other,) for other in ranked[:MOST_NEAR]]


def _rank(word, other):
    """0 for the same letters in another order, then the same beginning, then the same end."""
    if sorted(word) == sorted(other):
        return 0
    return 1 if word[0] == other[0] and word[-1] == other[-1] else 2 if word[0] == other[0] else 3


def one_slip(word):
    """Every text from which one slip makes this word: a letter less, more, changed, or two that changed places."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    less = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    more = {left + letter + right for left, right in cuts for letter in LETTERS}
    return (less | swapped | changed | more) - {word}


def halves(word):
    """The word cut in two, each part a syllable of at least two letters."""
    return [(word[:place], word[place:]) for place in range(2, len(word) - 1)]


def pieces(word):
    """Three pieces of a word, one of which two slips leave as it is."""
    third, rest = divmod(len(word), 3)
    first, second = third, 2 * third + (rest > 1)
    return [word[:first], word[first:second], word[second:]]


def distance(one, other):
    """How many slips lie between two words: letters less, more, changed, or two neighbours that changed places."""
    before, last = None, list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def as_written(text, mended, petitions):
    """The search as it was understood, in the letters of the petitions found: "thoat nuco" -> "thoát nước".

    Of several near words those are named that stand in the petitions; without any, the folded words themselves.
    """
    spelt = Counter()
    for petition in petitions:
        for written in re.findall(r"\w+", f"{petition.content} {petition.raised_by} {petition.hamlet}"):
            spelt[written.lower()] += 1
    by_fold = {}
    for written, _ in spelt.most_common():
        by_fold.setdefault(fold(written), written)
    parts = []
    for word in words_of(text)[:MOST_WORDS]:
        choices = mended.get(word, [(word,)])
        seen = [near for near in choices if all(part in by_fold for part in near)] or choices[:1]
        parts.append(" hoặc ".join(" ".join(by_fold.get(part, part) for part in near) for near in seen[:3]))
    return " ".join(parts)
