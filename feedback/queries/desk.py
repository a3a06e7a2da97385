"""What the desk's form offers while one types: people who came before, hamlets, the conference that comes next."""

import re
from dataclasses import dataclass

from core.models import Unit
from core.states import UnitKind
from core.vietnamese import fold, sort_key
from feedback.models import Petition, Petitioner, SearchWord
from feedback.queries.public import collecting

MOST_PEOPLE = 8
READ = 60  # of the newest petitions that hold the words
LOOKED_BACK = 20_000  # petitions
MOST_HAMLETS = 60
SHORTEST_NAME, SHORTEST_PHONE = 4, 9


@dataclass(frozen=True)
class Known:
    """Somebody of earlier petitions; the number is never whole: opening it is logged elsewhere."""

    name: str
    hamlet: str
    phone: str
    petitions: list


def known_people(user, *, name, phone):
    """People of the commune's earlier petitions that this person may see, the latest first: five queries at most."""
    digits, words = re.sub(r"\D", "", phone), fold(name)
    if len(digits) >= SHORTEST_PHONE:
        numbers = spellings(digits)
        rows = Petitioner.objects.filter(commune=user.commune_id, phone__in=numbers)
        seen = _seen(user).filter(pk__in=[*rows.values_list("petition", flat=True)[:READ]])
        return _grouped(_people(seen.order_by("-pk")).filter(phone__in=numbers))
    if len(words) < SHORTEST_NAME or not _is_known(user, words.split()):
        return []
    seen = _seen(user).filter(search_text__contains=words, pk__gte=_oldest(user)).order_by("-pk")
    return _grouped(row for row in _people(seen) if words in fold(row.name))


def _seen(user):
    return Petition.objects.visible_to(user).filter(anonymised_on=None)


def _people(petitions):
    newest = list(petitions.values_list("pk", flat=True)[:READ])
    return Petitioner.objects.filter(petition__in=newest).select_related("petition").order_by("-pk")


def _oldest(user):
    """The key from which on names are looked for while one types; a commune fills this in some forty years."""
    keys = Petition.objects.of_commune(user.commune_id).order_by("-pk").values_list("pk", flat=True)
    return next(iter(keys[LOOKED_BACK : LOOKED_BACK + 1]), 0)


def _is_known(user, words):
    """Whether each word stands in the commune's vocabulary, the last as a beginning: a name that nobody bears is
    not looked for in a hundred thousand texts."""
    known, last = SearchWord.objects.filter(commune=user.commune_id), words[-1]
    whole = {word for word in words[:-1] if word.isalpha()}
    is_begun = known.filter(word__startswith=last).exists()
    return is_begun and known.filter(word__in=whole).count() == len(whole)


def _grouped(rows):
    """One line for each name and hamlet, with that person's petitions."""
    known = {}
    for row in rows:
        place = (fold(row.name), fold(row.hamlet))
        one = known.setdefault(place, Known(row.name, row.hamlet, masked(row.phone), []))
        if row.petition not in one.petitions and len(one.petitions) < 4:
            one.petitions.append(row.petition)
    return list(known.values())[:MOST_PEOPLE]


def spellings(digits):
    """The ways in which one number is written down: 0912345678, 0912 345 678, +84 912 345 678 …"""
    own = "0" + digits.removeprefix("84") if digits.startswith("84") and len(digits) > 10 else digits
    parts = own[:4], own[4:7], own[7:]
    far = own.removeprefix("0")
    return {
        own, *(mark.join(parts) for mark in " .-"), f"{own[:4]} {own[4:]}", f"+84{far}", f"84{far}", f"+84 {far}",
        f"+84 {far[:3]} {far[3:6]} {far[6:]}", digits,
    }  # fmt: skip


def masked(phone):
    """ "0912 ••• 678": enough to tell two people apart, not enough to call."""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:4]} ••• {digits[-3:]}" if len(digits) >= SHORTEST_PHONE else ""


def hamlets_of(user):
    """Names for the list of hamlets: villages among the units, then those of the latest petitions; two queries."""
    villages = Unit.objects.visible_to(user).active().filter(kind=UnitKind.VILLAGE)
    latest = Petition.objects.visible_to(user).order_by("-pk").values_list("hamlet", flat=True)[:300]
    names = {
        fold(name): name for name in [*latest, *villages.values_list("short_name", flat=True)[:200]] if name
    }
    return sorted(names.values(), key=sort_key)[:MOST_HAMLETS]


def next_conference(user):
    """The conference for which most of what comes in is meant, or None."""
    return collecting(user.commune).values_list("pk", flat=True).first()
