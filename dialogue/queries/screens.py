"""What watching screens read: the hall's version for next to nothing, and each fragment drawn once for all of them.

Two hundred phones ask every second (live-room 12). Each process keeps the last answer for settings.WATCH_SECONDS by
its steady clock, which no change of the wall clock moves: most questions reach no database at all.
"""

from dataclasses import dataclass
from threading import RLock
from time import monotonic

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.clock import local_today
from core.codes import typed_code
from dialogue.models import Conference
from dialogue.queries.floor import floor_of
from dialogue.states import ConferenceState, RequestState, StepState

# What does not raise the hall's version (a step renamed, the notice issued) is seen after so many seconds.
AT_LEAST_EVERY = 300
MOST_KEPT = 400
NEXT_NAMES = 6
_kept, _making = {}, RLock()


def kept(key, make):
    """What `make()` gave a moment ago, or gives now; one thread of the process makes, the others wait for it."""
    found = _fresh(key)
    if found is None:
        with _making:
            found = _fresh(key)
            if found is None:
                if len(_kept) > MOST_KEPT:
                    _kept.clear()
                found = _kept[key] = (monotonic() + settings.WATCH_SECONDS, make())
    return found[1]


def _fresh(key):
    found = _kept.get(key)
    return found if found is not None and found[0] > monotonic() else None


@dataclass(frozen=True)
class Watched:
    """The conference behind an address of the hall; `version` is another one whenever a screen would show something else."""

    pk: int
    version: str


def watched(code):
    """One small query at most; 404 for a code of no hall."""
    code = typed_code(code)
    return kept(("watched", code), lambda: _watched(code))


def _watched(code):
    rows = Conference.objects.filter(hall_code=code)
    pk, *marks = get_object_or_404(
        rows.values_list("pk", "hall_version", "version", "state", "survey__state")
    )
    turn = int(timezone.now().timestamp()) // AT_LEAST_EVERY
    return Watched(pk, ".".join(str(mark or "") for mark in [*marks, turn]))


def drawn(part, hall, draw):
    """The fragment `part` of this version, drawn once by each process."""
    return kept(("drawn", part, hall.pk, hall.version), draw)


def watched_conference(hall):
    """The conference with all that a screen draws of it."""
    rows = Conference.objects.select_related("commune", "plan", "chair", "co_chair", "survey")
    return rows.prefetch_related("venues").get(pk=hall.pk)


# --- what the screens show ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scene:
    """The hall as everybody may see it: step, speaker, clock, next names; of people only name and hamlet (live-room 12)."""

    conference: Conference
    floor: object
    stage: str  # coming, open, resting, over, cancelled
    is_announced: bool

    @property
    def waiting(self):
        return self.floor.waiting[:NEXT_NAMES]

    @property
    def more_waiting(self):
        return max(0, len(self.floor.waiting) - NEXT_NAMES)

    @property
    def taking(self):
        """The step whose queue takes registrations from phones now (live-room 1), or None."""
        if self.stage != "open":
            return None
        return next((step for step in self.floor.steps if step.is_queue_open), None)

    @property
    def asks_ballots(self):
        """Whether the Front's survey is open: a ballot by check-in code (QN-43)."""
        survey = getattr(self.conference, "survey", None)
        return survey is not None and survey.is_open

    @property
    def takes_early(self):
        """Whether one may register before the day."""
        return self.stage == "coming" and self.is_announced and self.conference.takes_registrations

    @property
    def venues(self):
        return list(self.conference.venues.all())

    @property
    def is_joined(self):
        """Two halls or more, joined by a line: names then say which hall."""
        return len(self.venues) > 1

    @property
    def coming_step(self):
        return next((step for step in self.floor.steps if step.state == StepState.PENDING), None)

    @property
    def days(self):
        """How many days the programme has."""
        return max((step.day for step in self.floor.steps), default=1)

    @property
    def day(self):
        """The day of the programme that is not done yet, else the last one."""
        return min((step.day for step in self.floor.steps if step.state != StepState.DONE), default=self.days)

    @property
    def programme(self):
        return [step for step in self.floor.steps if step.day == self.day]

    @property
    def is_today(self):
        return self.conference.held_on == local_today()

    @property
    def goes_on_today(self):
        return self.conference.resumes_on == local_today()


STAGES = {
    ConferenceState.OPEN: "open",
    ConferenceState.INTERRUPTED: "resting",
    ConferenceState.CLOSED: "over",
    ConferenceState.CANCELLED: "cancelled",
}


def scene_of(conference):
    """What the projector and the phones draw."""
    return Scene(
        conference, floor_of(conference), STAGES.get(conference.state, "coming"), is_announced(conference)
    )


def is_announced(conference):
    """Day and place are told once the notice of that day is issued (LP-51), or when the day has come."""
    day = conference.held_on
    if day is None:
        return False
    return day <= local_today() or conference.notices.in_force().filter(names_on=day).exists()


# --- who registered by phone --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Own:
    """One's own registration on one's own phone."""

    request: object
    nth: int  # place in the queue; 0: no longer waiting
    is_called: bool = False
    has_spoken: bool = False
    is_withdrawn: bool = False

    @property
    def before(self):
        return self.nth - 1


def own_place(conference, pk, hall):
    """The registration with this key in this hall, and where it stands; None where there is none."""
    row = conference.speaker_requests.filter(pk=pk).select_related("contribution").first()
    if row is None:
        return None
    if row.state == RequestState.WAITING:
        order = kept(("order", hall.pk, hall.version), lambda: _order(conference))
        return Own(row, order.index(row.pk) + 1 if row.pk in order else 0)
    speech = row.contribution
    is_called = row.state == RequestState.CALLED and speech is not None and speech.has_floor
    has_spoken = row.state == RequestState.CALLED and not is_called
    return Own(row, 0, is_called, has_spoken, row.state == RequestState.WITHDRAWN)


def _order(conference):
    return [waiting.request.pk for waiting in floor_of(conference).waiting]
