"""One name for each hamlet of a commune, however people write it: figures count by it. Lists of hamlets stand elsewhere."""

import re

from core.models import Unit, UnitAlias
from core.states import UnitKind
from core.vietnamese import fold

BEFORE = re.compile(r"^(?:thon|xom|to dan pho|tdp|khu dan cu|kdc|khu pho|khu|ap|ban|t|x)[\s.]+")


def _plain(text):
    """What of a hamlet's name is its own: "T. Bến", "bến" and "Thôn Bến" are all "ben"."""
    return " ".join(BEFORE.sub("", " ".join(fold(text).split())).split())


def listed_hamlets(commune_id):
    """{a way to write it: the name}; what two hamlets share is left out. Two queries."""
    rows = Unit.objects.filter(commune=commune_id, is_active=True, kind=UnitKind.VILLAGE)
    named = list(rows.values_list("pk", "short_name", "official_name"))
    names = {pk: short for pk, short, _ in named}
    written = [
        (text, short) for _, *both in named for text, short in ((both[0], both[0]), (both[1], both[0]))
    ]
    aliases = UnitAlias.objects.filter(unit__in=rows).values_list("unit_id", "text")
    written += [(text, names[pk]) for pk, text in aliases]
    found = {}
    for text, name in written:
        found.setdefault(_plain(text), set()).add(name)
    return {words: next(iter(them)) for words, them in found.items() if words and len(them) == 1}


def as_listed(text, listed):
    """The hamlet's own name where the commune has it, else the text as it was written."""
    return listed.get(_plain(text), text)
