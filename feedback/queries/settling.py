"""What the form of a speech's outcome begins with: the chair's direction, the petition, the answer that was given."""

from dataclasses import dataclass

from dialogue.models import Contribution, SpeakerRequest
from dialogue.queries.days import answer_days
from dialogue.states import ANSWERS, Outcome, SpeechKind
from feedback.models import Petition
from feedback.queries.hall import (
    Matter,
    answerers,
    first_speech_of,
    matter_of,
    petition_of,
    with_prepared,
)
from feedback.queries.suggest import suggestions_for


@dataclass(frozen=True)
class Start:
    """`asked`: the petition that a follow-up is a further round of; `replies`: the answers heard in the hall.

    `waits_for`: the speech that a follow-up asks about, while that has no outcome yet.
    """

    contribution: Contribution
    matter: Matter | None
    asked: Petition | None
    waits_for: Contribution | None
    replies: list
    answerers: list
    days: list
    initial: dict


def settle_start(contribution, user):
    """Everything that is known already, so that the secretary mostly only confirms (live-room 10)."""
    petition, asked = _petition_of(contribution)
    matter = _matter(petition, user)
    replies = list(contribution.follow_ups.filter(kind__in=ANSWERS).order_by("pk"))
    initial = _said(contribution, matter) | _direction(contribution) | _answer(contribution, matter, replies)
    if petition is not None and asked is None:
        initial["petition"] = petition.code
    elif petition is None:
        initial["field"] = _field(contribution, initial["summary"])
    return Start(
        contribution, matter, asked, _waits_for(contribution, asked), replies, answerers(contribution.conference),
        answer_days(contribution.conference), initial,
    )  # fmt: skip


def _petition_of(contribution):
    """(the petition as far as known, the same where the speech must be a further round of it)."""
    if contribution.kind == SpeechKind.FOLLOW_UP and contribution.answers_to_id:
        asked = petition_of(first_speech_of(contribution))
        return asked, asked
    return petition_of(contribution), None


def _waits_for(contribution, asked):
    if asked is not None or contribution.kind != SpeechKind.FOLLOW_UP or contribution.answers_to_id is None:
        return None
    first = first_speech_of(contribution)
    return None if first.outcome else first


def _matter(petition, user):
    if petition is None:
        return None
    rows = with_prepared(Petition.objects.visible_to(user).filter(pk=petition.pk).with_lead(), user)
    return next((matter_of(row) for row in rows), None)


def _said(contribution, matter):
    request = SpeakerRequest.objects.filter(contribution=contribution).first()
    is_read = matter is not None and contribution.kind != SpeechKind.FOLLOW_UP
    words = contribution.summary or (matter.words if is_read else "") or (request.topic if request else "")
    return {"summary": words}


def _direction(contribution):
    """What the chair said with one touch."""
    return {
        "outcome": contribution.directed, "unit": contribution.directed_unit_id,
        "due_on": contribution.directed_due_on,
    }  # fmt: skip


def _answer(contribution, matter, replies):
    """Who answered and what: those who were heard in the hall, else the answer prepared in writing."""
    if replies:
        who = "; ".join(dict.fromkeys(_name(row) for row in replies))
        words = "\n".join(row.summary for row in replies if row.summary)
        found = {"answered_by": who, "answer": words}
    elif matter and matter.prepared and contribution.kind != SpeechKind.FOLLOW_UP:
        prepared = matter.prepared
        found = {"answered_by": prepared.signer or prepared.by, "answer": prepared.full_text}
    elif contribution.directed == Outcome.ANSWERED:
        return {"answered_by": contribution.conference.chair_words.split(" và ")[0]}
    else:
        return {}
    return found if contribution.directed else found | {"outcome": Outcome.ANSWERED}


def _name(row):
    return f"{row.speaker}, {row.place}" if row.place else row.speaker


def _field(contribution, words):
    """What the words suggest; the secretary sees it in the box and may choose another."""
    if not words:
        return ""
    hint = suggestions_for([Petition(content=words)], contribution.commune)[None].field
    return hint.value if hint else ""
