"""Taking people out of a text before everybody may read it: pure functions of text, no database.

A person is a dict with any of name, phone, email, address.
"""

import re
import unicodedata
from functools import lru_cache

from core.vietnamese import fold

NO_NAME = "[giấu tên]"
NO_PHONE = "[giấu số điện thoại]"
NO_EMAIL = "[giấu địa chỉ thư]"
NO_CARD = "[giấu số giấy tờ]"
NO_ADDRESS = "[giấu địa chỉ]"

TITLES = set("ông bà anh chị cô chú bác em cụ cháu dì cậu thầy mợ thím".split())
BARE_TITLES = {fold(title) for title in TITLES}
# With these a name is that of a group, and a group is nobody's personal data.
GROUPS = set("nhân tập tổ nhóm hộ cử ban hội người thôn các một đại gia khu xóm cán công dân toàn".split())
LONGEST_NAME = 6

WORD = re.compile(r"[^\W\d_]+")
BETWEEN_PEOPLE = re.compile(r"[,;/()&+]|\s[–-]\s|\s(?:và|cùng|với)\s", re.I)
TITLED = re.compile(rf"\b(?:{'|'.join(TITLES)})\s+((?:[^\W\d_]+\s*){{1,{LONGEST_NAME}}})", re.I)
CARD = re.compile(
    r"(?<![\d.,])\d{3}(?:[ .]?\d{3}){3}(?![.,]?\d)(?!\s*(?:đồng|đ\b|triệu|tỷ))"
    r"|(?<=CMND )\d{9}(?!\d)|(?<=CMND: )\d{9}(?!\d)|(?<=CMND số )\d{9}(?!\d)",
    re.I,
)
# In brackets stands a code of the country or of the town, or the whole number, whose brackets then stay.
PHONE = re.compile(
    r"(?<![\d.,/-])(?:\(0\d{1,3}\)(?:[\s.()-]{0,2}\d){6,8}|(?:\(\+?84\)|\+?84|0)(?:[\s.()-]{0,2}\d){8,10})(?![\d/]|[.,]\d)"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def redact(text, people, *, all_phones=True):
    """The text with these people's names, numbers and addresses put out of sight, and every card number.

    `all_phones` False leaves telephone numbers and mail addresses that are nobody's of these people: a unit's
    answer names its own.
    """
    return cut_out(text, people, all_phones=all_phones)[0]


def cut_out(text, people, *, all_phones=True):
    """What `redact` leaves, and each piece that it took out: (text, [(piece, what stands instead)])."""
    cuts = []

    def cut(pattern, instead, words):
        return pattern.sub(lambda found: cuts.append((found.group(), instead)) or instead, words)

    text = cut(CARD, NO_CARD, unicodedata.normalize("NFC", text or ""))
    for pattern, instead in _known(people):
        text = cut(pattern, instead, text)
    if all_phones:
        text = cut(PHONE, NO_PHONE, cut(EMAIL, NO_EMAIL, text))
    for start, end in reversed(_merged(_name_spans(text, people))):
        cuts.append((text[start:end], NO_NAME))
        text = text[:start] + NO_NAME + text[end:]
    return text, cuts


def without_contacts(text):
    """The text without telephone numbers, mail addresses and card numbers, whoever's they are; names stay."""
    return redact(text, [])


def standing_in(text, people):
    """The pieces of the text by which one of these people could still be known, in their order, each once."""
    text = unicodedata.normalize("NFC", text or "")
    spans = _name_spans(text, people)
    spans += [found.span() for pattern, _ in _known(people) for found in pattern.finditer(text)]
    return list(dict.fromkeys(text[start:end] for start, end in _merged(spans)))


# --- numbers and addresses -----------------------------------------------------------------------------------


def _known(people):
    """(pattern, what stands instead) of each person's telephone, mail and postal address."""
    for person in people:
        digits = re.sub(r"\D", "", person.get("phone") or "")
        if len(digits) >= 6:
            tail = digits[2:] if digits.startswith("84") else digits.lstrip("0")
            body = r"[\s.()-]{0,2}".join(tail)
            yield re.compile(rf"(?<!\d)(?:\(\+?84\)[\s.-]?|\+?84[\s.-]?|0)?{body}(?!\d)"), NO_PHONE
        if person.get("email"):
            yield re.compile(re.escape(person["email"].strip()), re.I), NO_EMAIL
        address = " ".join(unicodedata.normalize("NFC", person.get("address") or "").split())
        if len(address) >= 6:
            words = r"[\s,.]+".join(
                re.escape(word.strip(",.")) for word in address.split() if word.strip(",.")
            )
            yield re.compile(words, re.I), NO_ADDRESS


# --- names -----------------------------------------------------------------------------------------------------


def _name_spans(text, people):
    words = [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
    names = {name for person in people for name in names_in(person.get("name") or "")}
    spans = []
    for place in range(len(words)):
        for name in names:
            span = _span_at(text, words, place, name)
            if span:
                spans.append(span)
    return spans


def names_in(text):
    """The personal names that a petitioner's line holds, each as a tuple of words without its title."""
    found = []
    for part in BETWEEN_PEOPLE.split(unicodedata.normalize("NFC", text)):
        words = WORD.findall(part)
        if words and words[0].casefold() in TITLES:
            words = words[1:]
            is_group = bool(words) and words[0].casefold() == "con"
        else:
            is_group = bool(words) and words[0].casefold() in GROUPS
        capital = [word[0].isupper() for word in words]
        if words and not is_group and len(words) <= LONGEST_NAME and (all(capital) or not any(capital)):
            found.append(tuple(words))
            continue
        for inside in TITLED.finditer(part):
            named = _leading_capitals(inside.group(1).split())
            if named:
                found.append(named)
    return found


def _leading_capitals(words):
    kept = []
    for word in words:
        if not word[0].isupper():
            break
        kept.append(word)
    return tuple(kept)


def _span_at(text, words, place, name):
    """(start, end) of this name beginning at the word of this place, its title with it; None where it does not."""
    titled = _title_before(text, words, place)
    for size in range(len(name), 0, -1):
        part = name[-size:]
        run = words[place : place + size]
        if len(run) < size or not _is_one_run(text, run):
            continue
        written = [word for _, _, word in run]
        if size == len(name) and size > 1:
            is_same = [fold(word) for word in written] == [fold(word) for word in part]
        else:
            is_same = all(_same_word(word, own) for word, own in zip(written, part, strict=True))
            is_same = is_same and _stands_alone(text, words, place, titled, size)
        if is_same:
            return (titled[0] if titled else run[0][0], run[-1][1])
    return None


def _title_before(text, words, place):
    """The title's word before this place, or None; without its marks it counts before a capital letter only."""
    if not place or not _is_one_run(text, words[place - 1 : place + 1]):
        return None
    title = words[place - 1]
    if title[2].casefold() in TITLES:
        return title
    is_bare = title[2].casefold() in BARE_TITLES and words[place][2][0].isupper()
    return title if is_bare else None


def _stands_alone(text, words, place, titled, size):
    """A part of a name is this person's: a given name by its title, more words where no family name precedes."""
    if titled:
        return True
    if size == 1:
        return False
    before = words[place - 1] if place else None
    is_longer = before and before[2][0].isupper() and _is_one_run(text, [before, words[place]])
    return not is_longer


def _is_one_run(text, run):
    """Whether nothing but blanks stands between the words."""
    return all(not text[one[1] : two[0]].strip() for one, two in zip(run, run[1:], strict=False))


def _same_word(written, own):
    """Equal with their marks wherever these are put (hòa, hoà), or written without any."""
    (letters, marks), (own_letters, own_marks) = _key(written), _key(own)
    return letters == own_letters and (not marks or marks == own_marks)


@lru_cache(maxsize=4096)
def _key(word):
    """(bare letters, sorted marks) of a word."""
    parts = unicodedata.normalize("NFD", word.casefold())
    marks = sorted([c for c in parts if unicodedata.combining(c)] + ["đ" for c in parts if c == "đ"])
    return "".join("d" if c == "đ" else c for c in parts if not unicodedata.combining(c)), tuple(marks)


def _merged(spans):
    """Spans in order, those that touch or overlap as one."""
    merged = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
