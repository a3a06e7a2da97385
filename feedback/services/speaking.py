"""Which petition somebody in the hall speaks about: registering its petitioner, tying and untying. Outcomes are in floor."""

from django.db import transaction
from django.db.models import Q

from dialogue import services as dialogue
from dialogue.models import Contribution, SpeakerRequest
from dialogue.services.hall_log import NOW, held, note
from dialogue.states import SpeechKind
from feedback import rules
from feedback.models import SpeakerPetition

TOPIC = 200  # characters of a petition that stand in the queue as its topic


@transaction.atomic
def register_petitioner(*, petition, name, place="", actor, stamp=NOW):
    """Put who raised a petition into the queue, to read it (live-room 2, 6); returns the SpeakerRequest."""
    rules.check_can_register_petitioner(actor, petition)
    # The hall's queue stands on screens: words on officials stay out of it (LP-29).
    topic = "" if petition.is_restricted else " ".join(petition.content.split())[:TOPIC]
    made = dialogue.register_speaker(
        conference=petition.conference, speaker=name, place=place, kind=SpeechKind.READS, topic=topic,
        petition_code=petition.code, actor=actor, stamp=stamp,
    )  # fmt: skip
    SpeakerPetition.objects.update_or_create(
        request=made,
        defaults={
            "petition": petition,
            "conference_id": petition.conference_id,
            "commune_id": petition.commune_id,
        },
    )
    return made


@transaction.atomic
def link_speaker(*, row, petition, actor, stamp=NOW):
    """Say which petition a waiting person or a speech is about; None: a matter of its own."""
    row.conference = held(row.conference)
    rules.check_can_link_speaker(actor, row, petition)
    speech = row if isinstance(row, Contribution) else None
    if petition is None:
        words = f"Lượt của {row.speaker} không gắn với kiến nghị đã gửi."
        untie(row)
    else:
        words = f"Lượt của {row.speaker}: kiến nghị {petition.code}."
        tie(row, petition)
    note(
        conference=row.conference, action="speaker.link", words=words, actor=actor, stamp=stamp, step=row.step,
        contribution=speech,
    )  # fmt: skip
    return row


def tie(row, petition):
    """Write the one row that ties a speech, and the registration it came from, to a petition."""
    request, speech = _both(row)
    _rows(request, speech).delete()
    SpeakerPetition.objects.create(
        commune_id=row.commune_id, conference_id=row.conference_id, petition=petition, request=request,
        contribution=speech,
    )  # fmt: skip


def untie(row):
    """Nothing ties it any more, the code that the person typed neither."""
    request, speech = _both(row)
    _rows(request, speech).delete()
    if request is not None and request.petition_code:
        SpeakerRequest.objects.filter(pk=request.pk).update(petition_code="")


def request_of(contribution):
    """The registration that a speech came from, or None."""
    return SpeakerRequest.objects.filter(contribution=contribution).first()


def _both(row):
    """(registration, speech) of either."""
    if isinstance(row, Contribution):
        return request_of(row), row
    return row, row.contribution


def _rows(request, speech):
    wanted = Q(pk=None)
    wanted |= Q(request=request) if request is not None else Q(pk=None)
    wanted |= Q(contribution=speech) if speech is not None else Q(pk=None)
    return SpeakerPetition.objects.filter(wanted)
