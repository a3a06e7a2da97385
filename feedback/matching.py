"""Words of petitions compared: pure functions of text, no database."""

import hashlib
import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise

from core.vietnamese import fold

MOST_PAIRS = 80  # of one text that are compared and learned: a matter says what it is about early
COMMON = 60  # a pair that stands in more texts than this tells nothing about likeness
FEW = 3  # shared pairs without which two texts are not alike, unless they are the same
# Words of courtesy and office that every petition has; a pair of two such words says nothing.
EMPTY = frozenset(
    "a ai an bao bi boi ca cac can cap chi cho chu chua chung co con cua cung da dan de den di do duoc gi gia hien"
    " hay het ho hoi hon khi khong kinh la lam len luc lai mac mac may moi mong mot nao nay nam nen ngay nghi nguoi nhan"
    " nhieu nhu nhung nhat o qua quan quy ra rang rat ren roi sau se som tai tam thay the theo thi thoi thon toi trong"
    " truoc tu tung uy ubnd va vao van vay ve vi viec voi vua xa xem xet xin xom y yeu bang kien cau dong chi ong ba".split()
)


def content_key(text):
    """Equal for texts that differ in marks, letter case, punctuation and spacing only; 40 characters."""
    return _key_of(words_of(text))


def _key_of(words):
    text = " ".join(words)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest() if words else ""


def words_of(text):
    """The folded words of a text in their order."""
    return re.findall(r"[a-z0-9]+", fold(text))


def pairs_of(text):
    """The distinct pairs of neighbouring folded words that say something, in their order: ["muong thoat", …]."""
    return _pairs_of(words_of(text))


def _pairs_of(words):
    found = {}
    for left, right in pairwise(words):
        if not (_is_empty(left) and _is_empty(right)):
            found.setdefault(f"{left} {right}")
            if len(found) == MOST_PAIRS:
                break
    return list(found)


def _is_empty(word):
    return word in EMPTY or word.isdecimal()


# --- words as they are written ----------------------------------------------------------------------------------


def spans_of(text):
    """[(folded word, begin, end)] in the NFC form of the text; what `marked` and `spelled` point at."""
    return [(fold(one.group()), one.start(), one.end()) for one in re.finditer(r"[^\W_]+", _nfc(text))]


def _nfc(text):
    return unicodedata.normalize("NFC", text or "")


def spelled(text, phrase):
    """A folded phrase as the text writes it ("muong thoat" -> "mương thoát"); the phrase itself where it does not."""
    place = _place(spans_of(text), phrase.split())
    return " ".join(_nfc(text)[place[0] : place[1]].split()) if place else phrase


def _place(spans, words):
    for index in range(len(spans) - len(words) + 1):
        if [span[0] for span in spans[index : index + len(words)]] == words:
            return spans[index][1], spans[index + len(words) - 1][2]
    return None


def marked(text, pairs):
    """[(piece, is it shared)]: the text cut where one of these pairs stands; neighbours run together."""
    spans, pairs, text = spans_of(text), set(pairs), _nfc(text)
    lit = set()
    for index, (left, right) in enumerate(pairwise(spans)):
        if f"{left[0]} {right[0]}" in pairs:
            lit |= {index, index + 1}
    pieces, end = [], 0
    for is_lit, run in groupby(range(len(spans)), lit.__contains__):
        run = list(run)
        if is_lit:
            begin, stop = spans[run[0]][1], spans[run[-1]][2]
            pieces += [(text[end:begin], False), (text[begin:stop], True)]
            end = stop
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


# --- likeness ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Alike:
    """Another text and how much of the two is the same (0 to 1), by the pairs that both have."""

    key: object
    score: float
    pairs: tuple

    @property
    def percent(self):
        return round(self.score * 100)


class Likeness:
    """An index of texts by their pairs: rare pairs weigh more, pairs that everybody writes nothing."""

    def __init__(self, texts):
        """`texts`: key -> text."""
        self.pairs, self.same, self.holders = {}, defaultdict(list), defaultdict(list)
        for key, text in texts.items():
            words = words_of(text)
            self.pairs[key] = _pairs_of(words)
            # What has no words at all is like nothing.
            self.same[_key_of(words) or key].append(key)
            for pair in self.pairs[key]:
                self.holders[pair].append(key)
        size = len(texts)
        self.weights = {pair: math.log(1 + size / len(keys)) for pair, keys in self.holders.items()}
        self.rarest = math.log(1 + size)
        self.common = max(COMMON, size // 20)
        self.totals = {key: self._total(pairs) for key, pairs in self.pairs.items()}

    def _total(self, pairs):
        return sum(self.weights.get(pair, self.rarest) for pair in pairs)

    def like(self, text, *, least=0.25, most=5, but=()):
        """The texts most like this one, the likest first; `but`: keys that do not count."""
        own = pairs_of(text)
        scores = self._scores(own)
        scores.update(dict.fromkeys(self.same.get(content_key(text), ()), 1.0))
        found = [(score, key) for key, score in scores.items() if score >= least and key not in but]
        found.sort(key=lambda pair: -pair[0])
        return [
            Alike(key, score, tuple(pair for pair in own if pair in set(self.pairs[key])))
            for score, key in found[:most]
        ]

    def _scores(self, own, but=frozenset()):
        """Key -> between the share of what both have and what the shorter one holds of the longer, by weight.

        `but`: keys that are left out.
        """
        common, count, mine = defaultdict(float), defaultdict(int), self._total(own)
        for pair in own:
            keys = self.holders.get(pair, ())
            if len(keys) <= self.common:
                weight = self.weights[pair] if keys else 0
                for key in keys:
                    common[key] += weight
                    count[key] += 1
        return {
            key: 0.5 * weight / (mine + self.totals[key] - weight)
            + 0.5 * weight / min(mine, self.totals[key])
            for key, weight in common.items()
            if key not in but and (count[key] >= FEW or count[key] >= min(len(own), len(self.pairs[key])))
        }

    def groups(self, *, least=0.3, apart=None):
        """[[key, …]]: which of the texts hang together, the largest groups first.

        `apart(key, other, score)`: whether two alike texts nevertheless do not belong together.
        """
        root = {key: key for key in self.pairs}

        def top(key):
            while root[key] != key:
                root[key] = root[root[key]]
                key = root[key]
            return key

        def tie(key, other, score):
            one, two = top(key), top(other)
            # Most pairs hang together already; then nobody need be asked.
            if one != two and not (apart and apart(key, other, score)):
                root[two] = one

        for keys in self.same.values():
            for key in keys[1:]:
                tie(keys[0], key, 1.0)
        done = set()  # likeness is mutual: each pair of texts is weighed once
        for key in (keys[0] for keys in self.same.values()):
            done.add(key)
            for other, score in self._scores(self.pairs[key], but=done).items():
                if score >= least:
                    tie(key, other, score)
        found = defaultdict(list)
        for key in self.pairs:
            found[top(key)].append(key)
        return sorted((keys for keys in found.values() if len(keys) > 1), key=len, reverse=True)


# --- phrases of a table -----------------------------------------------------------------------------------------


def accented(word):
    """A word's letters and marks, wherever the tone stands: "thuỷ" and "thủy" are one, "giá" and "gia" are two."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d\u0335"))
    return fold(word) + "".join(sorted(c for c in letters if unicodedata.combining(c)))


class Phrases:
    """A table of phrases per value, found in texts with their marks, or without where the text has none."""

    def __init__(self, table):
        """`table`: value -> phrases as one writes them."""
        self.rows = [
            (value, phrase, self._key(phrase, accented), self._key(phrase, fold))
            for value, phrases in table.items()
            for phrase in phrases
        ]

    @staticmethod
    def _key(text, form):
        words = re.findall(r"[^\W_]+", _nfc(text))
        return f" {' '.join(map(form, words))} "

    def found(self, text):
        """[(value, phrase)] of the phrases that stand in the text; a part of a longer one does not count again."""
        bare = self._key(text, fold)
        exact = self._key(text, accented)
        is_bare = exact == bare  # typed without marks
        hits = [
            (value, phrase, folded)
            for value, phrase, full, folded in self.rows
            if (folded in bare if is_bare else full in exact)
        ]
        return [
            (value, phrase)
            for value, phrase, folded in hits
            if not any(folded != longer and folded in longer for _, _, longer in hits)
        ]
