"""The chair's page: who speaks and about what, who is next, what is still open. No writing."""

from dataclasses import dataclass

from core.models import Unit
from core.states import UnitKind
from dialogue.models import Contribution
from dialogue.queries.days import answer_days
from dialogue.queries.desk import SHOWN
from dialogue.queries.floor import Floor, Waiting, floor_of
from dialogue.queries.matters import matters_of
from dialogue.states import ContributionState

# Whom most things are given to stands first on the chair's phone; schools, hamlets and bodies of the Front after them.
FIRST_KINDS = (
    UnitKind.DEPARTMENT,
    UnitKind.POLICE,
    UnitKind.OFFICE,
    UnitKind.SERVICE_CENTRE,
    UnitKind.SCHOOL,
)
NEXT = 3  # who comes next is shown with the petition at once


@dataclass(frozen=True)
class Subject:
    """The citizen's speech that the chair decides on: the one that is held, or was last and has no outcome yet.

    `answering`: who answers it just now, where the floor belongs to an answer.
    """

    speech: Contribution
    matter: object | None
    answering: Contribution | None
    has_floor: bool

    @property
    def clock_of(self):
        """Whose time is running."""
        return self.answering or self.speech


@dataclass(frozen=True)
class NextRow:
    """Somebody who waits, with the petition; `before`: whom to stand before to be first, None for the first."""

    waiting: Waiting
    matter: object | None
    before: int | None

    @property
    def request(self):
        return self.waiting.request

    @property
    def why(self):
        """The first of the reasons for the place; the desk shows them all."""
        return self.waiting.reason.split(";")[0]


@dataclass(frozen=True)
class OpenRow:
    """A speech without an outcome, with its petition."""

    speech: Contribution
    matter: object | None


def chair(conference, user):
    """All that the chair's page shows; a fixed number of queries, however many wait and spoke."""
    floor, about = floor_of(conference), matters_of(conference, user).of
    subject = subject_of(floor, about)
    first = floor.waiting[0].request.pk if floor.waiting else None
    rows = [
        NextRow(one, about(one.request), None if place == 0 or _is_glued(one) else first)
        for place, one in enumerate(floor.waiting)
    ]
    shown = subject.speech.pk if subject else None
    open_rows = [OpenRow(row, about(row)) for row in floor.unsettled if row.pk != shown]
    is_asked = bool(subject or open_rows) and conference.is_live
    return {
        "floor": floor,
        "subject": subject,
        "next": rows[:NEXT],
        "rest": rows[NEXT:SHOWN],
        "beyond": max(0, len(rows) - SHOWN),
        "open": open_rows,
        "put_back": floor.put_back,
        "units": units_of(conference) if is_asked else [],
        "days": answer_days(conference) if is_asked else [],
        "steps_left": sum(step.started_at is None for step in floor.steps),
    }


def units_of(conference):
    """The units that may be given something, those that most things are given to first."""
    rank = {kind: place for place, kind in enumerate(FIRST_KINDS)}
    units = Unit.objects.of_commune(conference.commune).answering().sorted()
    return sorted(units, key=lambda unit: rank.get(unit.kind, len(rank)))


def subject_of(floor: Floor, about):
    """What the chair decides on now; None while there is nothing to decide."""
    speaking = floor.speaking
    if speaking is not None and not speaking.is_answer:
        return Subject(speaking, about(speaking), None, True)
    if speaking is not None:
        asked = _asked(floor, speaking)
        return Subject(asked or speaking, about(asked or speaking), speaking, True)
    last = floor.last
    asked = _asked(floor, last) if last is not None and last.is_answer else last
    if asked is None or asked.state != ContributionState.SPOKEN:
        return None
    return Subject(asked, about(asked), None, False)


def _asked(floor, answer):
    """The citizen's speech that an answer belongs to in the end, from what the floor has read."""
    known = {row.pk: row for row in floor.speeches}
    row = known.get(answer.answers_to_id)
    while row is not None and row.is_answer:
        row = known.get(row.answers_to_id)
    return row


def _is_glued(waiting):
    """A follow-up or an answer stands where its speech stands (live-room 6)."""
    return waiting.request.is_attached
