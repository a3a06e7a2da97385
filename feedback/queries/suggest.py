"""What the words of petitions and earlier decisions suggest: field, unit, classes; each says why. No writing."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast

from core.models import Unit
from core.vietnamese import lower_first
from feedback.matching import pairs_of, spelled
from feedback.models import Assignment, LearnedField, LearnedUnit, Petition
from feedback.states import Competence, Field, Triage
from feedback.wordlists import conduct_words, phrases_of

RECENT = 1000  # earlier decisions that are looked at for what is usual
LEAST = 0.6  # below this the words say too little
ENOUGH = 2  # petitions that a pair of words must have been decided alike in
SHARE = 0.6
WEIGHTS = {0: 0.7, 1: 1, 2: 1.1}  # of a phrase of the table, by its blanks


@dataclass(frozen=True)
class Hint:
    """One proposed value and why, in words; nothing is ever set by it without a person's act."""

    value: object
    label: str
    why: str


@dataclass(frozen=True)
class Suggestion:
    """What is proposed for one petition; None where nothing speaks for a value."""

    field: Hint | None = None
    second: Hint | None = None
    competence: Hint | None = None
    triage: Hint | None = None
    urgent: Hint | None = None
    unit: Hint | None = None

    @property
    def hints(self):
        """The proposed classes in the order of the form."""
        return [one for one in (self.field, self.competence, self.triage, self.urgent) if one]

    @property
    def values(self):
        """What "take the suggestion" writes into a form."""
        names = ("field", "competence", "triage")
        found = {name: getattr(self, name).value for name in names if getattr(self, name)}
        return found | ({"is_urgent": True} if self.urgent else {})


def suggestions_for(petitions, commune, recent=None):
    """Petition key -> Suggestion; few queries however many petitions there are.

    `recent`: the commune's newest petitions, where the page has read them already.
    """
    if not petitions:
        return {}
    pairs = {petition.pk: pairs_of(petition.content) for petition in petitions}
    fields, units = _learned(commune, pairs)
    asked = _asked(petitions)
    usual, given = _usual_classes(commune, recent), _usual_units(commune)
    found = {}
    for petition in petitions:
        first, second = _fields(petition, pairs[petition.pk], fields, asked.get(petition.pk))
        field = petition.field or (first.value if first else "")
        competence, triage = _classes(petition, field, usual)
        unit = _unit(petition, pairs[petition.pk], field, units, given)
        found[petition.pk] = Suggestion(first, second, competence, triage, _urgent(petition), unit)
    return found


def _asked(petitions):
    """Petition key -> field of the question that it answers on an opinion form; a query only where nobody read it yet."""
    found = {one.pk: one.asked_field for one in petitions if getattr(one, "asked_field", "")}
    rest = [one for one in petitions if one.form_return_id and not hasattr(one, "asked_field")]
    if rest:
        rows = Petition.objects.filter(pk__in=[one.pk for one in rest]).with_asked_field()
        found |= dict(rows.values_list("pk", "asked_field"))
    return found


def _learned(commune, pairs):
    """(phrase -> Counter of fields, phrase -> Counter of units as (key, name)) of all these pairs; one query."""
    phrases = {phrase for some in pairs.values() for phrase in some}
    known = {"commune": commune, "phrase__in": phrases, "count__gt": 0}
    fields = LearnedField.objects.filter(**known).values_list(
        "phrase", "count", Value(0, output_field=BigIntegerField()), Cast("field", CharField(max_length=300))
    )
    units = LearnedUnit.objects.filter(**known, unit__in=Unit.objects.of_commune(commune).answering())
    units = units.values_list(
        "phrase", "count", "unit_id", Cast("unit__short_name", CharField(max_length=300))
    )
    tables = defaultdict(Counter), defaultdict(Counter)
    for phrase, count, unit, name in fields.union(units, all=True):
        tables[bool(unit)][phrase][(unit, name) if unit else name] = count
    return tables


def _usual_classes(commune, recent):
    """Field -> Counter of (competence, triage) of the commune's newest classified petitions."""
    if recent is None:
        rows = Petition.objects.of_commune(commune).exclude(field="").exclude(triage="").order_by("-pk")
        recent = rows.only("field", "competence", "triage")[:RECENT]
    table = defaultdict(Counter)
    for row in recent:
        if row.field and row.triage:
            table[row.field][row.competence, row.triage] += 1
    return table


def _usual_units(commune):
    """Field -> Counter of the units, as (key, name), that led on it in the newest assignments."""
    rows = Assignment.objects.of_commune(commune).in_force().leads().order_by("-pk")
    table = defaultdict(Counter)
    for field, *unit in rows.values_list("petition__field", "unit", "unit__short_name")[:RECENT]:
        table[field][tuple(unit)] += 1
    return table


def _telling(pairs, table):
    """[(value, weight, phrase, count)] of the pairs that were mostly decided one way."""
    found = []
    for phrase in pairs:
        total = sum(table[phrase].values()) if phrase in table else 0
        if total:
            value, count = table[phrase].most_common(1)[0]
            if count >= ENOUGH and count / total >= SHARE:
                found.append((value, math.log2(1 + count) / 3 * count / total, phrase, count))
    return found


def _fields(petition, pairs, learned, asked=""):
    """The likeliest field and, where it is close, a second one."""
    scores, words, before = Counter(), defaultdict(list), {}
    for value, phrase in phrases_of("field_words").found(petition.content):
        scores[value] += WEIGHTS.get(phrase.count(" "), 1.2)
        words[value].append(phrase)
    if conduct_words(petition.content):
        scores[Field.CONDUCT] += 2
    for value, weight, phrase, count in _telling(pairs, learned):
        scores[value] += weight
        if count > before.get(value, (0, ""))[0]:
            before[value] = (count, phrase)
    if asked:
        scores[asked] += LEAST
    best = [(value, score) for value, score in scores.most_common(2) if score >= LEAST]
    hints = [_field_hint(petition, value, words[value], before.get(value), asked) for value, _ in best]
    is_close = len(best) == 2 and best[1][1] >= 0.6 * best[0][1]
    return (hints[0] if hints else None, hints[1] if is_close else None)


def _field_hint(petition, value, words, before, asked=""):
    label = Field(value).label
    parts = ["trả lời câu hỏi của phiếu về lĩnh vực này"] if value == asked else []
    parts += [f"có chữ {', '.join(f'“{word}”' for word in words[:3])}"] if words else []
    if before:
        count, phrase = before
        parts.append(f"{count} kiến nghị trước có chữ “{spelled(petition.content, phrase)}” được xếp {label}")
    return Hint(value, label, "; ".join(parts) or "nói về cách làm việc của cán bộ")


def _classes(petition, field, usual):
    """Competence and class: what the words say, else what is usual for the field."""
    said = {}
    for value, phrase in phrases_of("class_words").found(petition.content):
        said.setdefault(value, phrase)
    for competence in (Competence.HIGHER, Competence.OTHER_BODY):
        if competence in said:
            why = f"có chữ “{said[competence]}”"
            return Hint(competence, competence.label, why), Hint(Triage.UPWARD, Triage.UPWARD.label, why)
    competence, triage, why = (
        Competence.COMMUNE,
        Triage.AT_CONFERENCE,
        "thường lệ; không có chữ nào chỉ cấp khác",
    )
    total = sum(usual[field].values()) if field in usual else 0
    if total >= ENOUGH:
        (first, second), count = usual[field].most_common(1)[0]
        if count / total >= SHARE:
            competence, triage = Competence(first), Triage(second)
            why = f"{count}/{total} kiến nghị {lower_first(Field(field).label)} gần đây được xếp như vậy"
    hint = Hint(competence, competence.label, why)
    if Triage.LATER in said and competence == Competence.COMMUNE:
        return hint, Hint(Triage.LATER, Triage.LATER.label, f"có chữ “{said[Triage.LATER]}”")
    return hint, Hint(triage, triage.label, why)


def _urgent(petition):
    words = [
        phrase for value, phrase in phrases_of("class_words").found(petition.content) if value == "urgent"
    ]
    return Hint(True, "Bức xúc, cần ưu tiên", f"có chữ “{words[0]}”") if words else None


def _unit(petition, pairs, field, learned, given):
    """Who led on petitions with these words, or on this field."""
    scores, before = Counter(), {}
    for unit, weight, phrase, count in _telling(pairs, learned):
        scores[unit] += weight
        before[unit] = max(before.get(unit, (0, "")), (count, phrase), key=lambda pair: pair[0])
    total = sum(given[field].values()) if field and field in given else 0
    usual, often = given[field].most_common(1)[0] if total else (None, 0)
    if often >= ENOUGH and often / total >= 0.5:
        scores[usual] += often / total
    best = scores.most_common(1)
    if not best or best[0][1] < LEAST:
        return None
    unit, whys = best[0][0], []
    if unit in before:
        count, phrase = before[unit]
        whys.append(
            f"{count} kiến nghị trước có chữ “{spelled(petition.content, phrase)}” đã giao đơn vị này"
        )
    if unit == usual:
        label = lower_first(Field(field).label)
        whys.append(f"{often}/{total} kiến nghị {label} gần đây do đơn vị này chủ trì")
    return Hint(*unit, "; ".join(whys))
