"""The conference: day, place, people, agenda, its notices and invitations, and the record of the day."""

from dialogue.models.conferences import (
    AgendaStep,
    Conference,
    ConferenceQuerySet,
    ConferenceVenue,
    InvitedGroup,
    delegated_to,
    titled,
)
from dialogue.models.door import Attendance, Sitting
from dialogue.models.hall import Contribution, HallEntry, SpeakerRequest, person_key_of
from dialogue.models.invitations import Invitation
from dialogue.models.notices import Publication, PublicNotice
from dialogue.models.survey import BallotAnswer, SatisfactionBallot, Survey, SurveyQuestion

__all__ = [
    "AgendaStep",
    "Attendance",
    "BallotAnswer",
    "Conference",
    "ConferenceQuerySet",
    "ConferenceVenue",
    "Contribution",
    "HallEntry",
    "Invitation",
    "InvitedGroup",
    "Publication",
    "PublicNotice",
    "SatisfactionBallot",
    "Sitting",
    "SpeakerRequest",
    "Survey",
    "SurveyQuestion",
    "delegated_to",
    "person_key_of",
    "titled",
]
