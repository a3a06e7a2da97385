"""The petitions of a conference as the desk looks through them: who may speak, what lies ready. No writing."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from dialogue.models import SpeakerRequest
from dialogue.states import RequestState
from feedback.models import Petition, SpeakerPetition
from feedback.queries.hall import Matter, matter_of, with_prepared
from feedback.states import Triage

ONLY = {"": "unraised", "raised": "raised"}


@dataclass(frozen=True)
class Row:
    """One petition with its people and, where somebody has spoken or waits to speak about it, who that is."""

    matter: Matter
    people: list
    speakers: list
    is_waiting: bool


def at_hand(conference, user, *, q="", only=""):
    """Petitions that may be raised in the hall: what is to be answered there first; a queryset to be paged."""
    rows = Petition.objects.visible_to(user).for_conference(conference).linkable()
    if q.strip():
        rows = rows.search(q)
    if only in ONLY and not (q.strip() and not only):
        rows = getattr(rows, ONLY[only])()
    first = Case(
        When(triage=Triage.AT_CONFERENCE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.order_by(first, "-is_urgent", "code")


def rows_at_hand(petitions, user):
    """The rows of one page, with people, answer and speakers in a fixed number of queries."""
    petitions = list(with_prepared(petitions.with_lead(), user).prefetch_related("petitioners"))
    spoken = {}
    links = SpeakerPetition.objects.filter(petition__in=petitions)
    for row in links.select_related("request__contribution", "contribution"):
        speech = row.contribution or row.request.contribution
        spoken.setdefault(row.petition_id, []).append(speech or row.request)
    return [_row(petition, spoken.get(petition.pk, [])) for petition in petitions]


def _row(petition, speakers):
    is_waiting = any(
        isinstance(row, SpeakerRequest) and row.state == RequestState.WAITING for row in speakers
    )
    return Row(matter_of(petition), list(petition.petitioners.all()), speakers, is_waiting)
