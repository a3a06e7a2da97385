"""What is learned of words: how petitions with a pair of words were classed, to which unit they were given."""

from collections import Counter

from django.db.models import F
from django.db.models.functions import Greatest

from feedback.matching import pairs_of
from feedback.models import LearnedField, LearnedUnit
from feedback.states import PetitionState

AT_ONCE = 800  # phrases in one statement


def learn_fields(petitions):
    """Count the pairs of classified petitions under their fields; few statements however many petitions."""
    _count(LearnedField, [(row, {"field": row.field}) for row in petitions if row.field], 1)


def unlearn_fields(petitions):
    """What is classed anew, or merged, no longer speaks for the field that it had."""
    standing = [row for row in petitions if row.field and row.state != PetitionState.RECEIVED]
    _count(LearnedField, [(row, {"field": row.field}) for row in standing], -1)


def learn_unit(petitions, unit):
    _count(LearnedUnit, [(row, {"unit_id": unit.pk}) for row in petitions], 1)


def unlearn_unit(petitions, unit):
    """A unit that refused or was relieved was not the right one."""
    _count(LearnedUnit, [(row, {"unit_id": unit.pk}) for row in petitions], -1)


def _count(model, rows, step):
    """Add `step` for each pair of each (petition, what it speaks for)."""
    counts = {}
    for petition, what in rows:
        key = (petition.commune_id, *what.items())
        counts.setdefault(key, Counter()).update(pairs_of(petition.content))
    for (commune, *what), counter in sorted(counts.items(), key=str):
        _add(model, {"commune_id": commune, **dict(what)}, counter, step)


def _add(model, what, counter, step):
    phrases = sorted(
        phrase for phrase in counter if len(phrase) <= model._meta.get_field("phrase").max_length
    )
    if step > 0:
        # Inserted at nothing and then counted up: two clerks at once lose no count.
        model.objects.bulk_create([model(phrase=one, **what) for one in phrases], ignore_conflicts=True)
    for times in sorted(set(counter.values())):
        some = [one for one in phrases if counter[one] == times]
        for place in range(0, len(some), AT_ONCE):
            rows = model.objects.filter(phrase__in=some[place : place + AT_ONCE], **what)
            # Locked in one order, so that two clerks at once never wait for each other.
            keys = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
            model.objects.filter(pk__in=keys).update(count=Greatest(F("count") + step * times, 0))
