"""Petitions with what reports print of them, in a fixed number of queries; merged and grouped ones read together."""

from django.db.models import Prefetch

from core.vietnamese import fold
from feedback.models.answers import Answer
from feedback.models.assignments import Assignment
from feedback.models.petitions import Petition


def with_people(petitions):
    """With who raised it, those merged into it too: three queries in all."""
    merged = Petition.objects.order_by("pk").prefetch_related("petitioners")
    return petitions.prefetch_related("petitioners", Prefetch("merged", merged, to_attr="merged_now"))


def with_parts(petitions):
    """With who raised it, who must answer and what was answered, in a fixed number of queries.

    What was merged into it and the petition that it is answered with are read only where there are any.
    """
    leads = Assignment.objects.in_force().select_related("unit").order_by("-is_lead", "pk")
    answers = Answer.objects.approved().select_related("unit").order_by("-approved_at")
    return (
        with_people(petitions)
        .select_related("answered_with")
        .prefetch_related(
            Prefetch("assignments", leads, to_attr="assignments_now"),
            Prefetch("answers", answers, to_attr="answers_approved"),
            Prefetch("answered_with__assignments", leads, to_attr="assignments_now"),
            Prefetch("answered_with__answers", answers, to_attr="answers_approved"),
        )
    )


def merged_of(petition):
    """What was merged into a petition (best `with_people`); words on officials stay out of one that anybody may read."""
    return [row for row in _merged(petition) if petition.is_restricted or not row.is_restricted]


def _merged(petition):
    known = getattr(petition, "merged_now", None)
    return list(petition.merged.order_by("pk").prefetch_related("petitioners")) if known is None else known


def people_of(petition):
    """Everybody who raised it, under this code or one merged into it; who did both stands once."""
    found = list(petition.petitioners.all())
    for row in merged_of(petition):
        for person in row.petitioners.all():
            if not any(_is_same(person, known, petition) for known in found):
                found.append(person)
    return found


def _is_same(person, other, petition):
    """The same name in the same hamlet, unless two telephones tell two people."""
    phones = {person.phone, other.phone} - {""}
    places = [fold(hamlet_of(one, petition)) for one in (person, other)]
    return fold(person.name) == fold(other.name) and places[0] == places[1] and len(phones) < 2


def hamlet_of(person, petition):
    """A petitioner's hamlet, or the one of the petition that names them."""
    own = {petition.pk: petition.hamlet} | {row.pk: row.hamlet for row in _merged(petition)}
    return person.hamlet or own.get(person.petition_id, "")


def answer_of(petition):
    """The approved answer that stands: its own, else that of the petition it is answered with; None without one.

    The answer to a restricted petition is never shown under one that anybody may read (LP-29).
    """
    leader = petition.answered_with
    if petition.answers_approved or leader is None:
        return next(iter(petition.answers_approved), None)
    is_closed = leader.is_restricted and not petition.is_restricted
    return None if is_closed else next(iter(leader.answers_approved), None)


def assignments_of(petition):
    """Who must answer it: its own units, else those of the petition it is answered with."""
    if petition.assignments_now or petition.answered_with is None:
        return petition.assignments_now
    return petition.answered_with.assignments_now


def lead_of(petition):
    """The lead unit's assignment in force, its own or of the petition it is answered with, or None."""
    return next((row for row in assignments_of(petition) if row.is_lead), None)
