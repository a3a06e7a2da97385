"""The floor as every screen draws it: who speaks, the clock, who waits, what is open, how late the programme is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from core.clock import local_today
from dialogue.models import AgendaStep, Conference, Contribution, SpeakerRequest, person_key_of
from dialogue.queries.order import BY_ARRIVAL, ahead_of, queue_step, spoken_by, standing_reason
from dialogue.states import ANSWERS, CITIZENS_SPEECH, ContributionState, RequestState, StepState

# The clock turns amber in the last part: a fifth of the limit, at least half a minute (hall.js says the same).
LAST_SECONDS, LAST_PART = 30, 5
SOON, OVER = "soon", "over"


@dataclass(frozen=True)
class Waiting:
    """One who waits: the place in the queue, the number of the contribution it will be, how long, why here."""

    request: SpeakerRequest
    number: int
    nth: int
    since: datetime | None
    reason: str

    @property
    def is_first(self):
        """First contribution of this person (live-room 11); who answers contributes nothing."""
        return self.nth == 1 and self.request.kind in CITIZENS_SPEECH

    @property
    def minutes(self):
        """Whole minutes waited; who registered before the day waits since the opening; None: not opened yet."""
        return (
            None if self.since is None else max(0, int((timezone.now() - self.since).total_seconds() // 60))
        )


@dataclass(frozen=True)
class Floor:
    """Everything that a screen of the hall shows of the floor."""

    conference: Conference
    steps: list[AgendaStep]
    # Every speech in the order of speaking: badges, the list of the log.
    speeches: list[Contribution]
    speaking: Contribution | None
    waiting: list[Waiting]
    # Who registered for a step whose queue is not served yet.
    later: list[Waiting]
    withdrawn: list[SpeakerRequest] = field(default_factory=list)

    def _step(self, state):
        return next((step for step in self.steps if step.state == state), None)

    @property
    def running(self):
        return self._step(StepState.RUNNING)

    @property
    def upcoming(self):
        return self._step(StepState.PENDING)

    @property
    def queue(self):
        """The step whose queue is served now; None where no step takes speeches any more."""
        return queue_step(self.steps)

    @property
    def is_queue_open(self):
        return bool(self.conference.is_under_way and any(step.is_queue_open for step in self.steps))

    @property
    def limit_seconds(self):
        """The time that who comes next has; None: not limited."""
        steps = [step for step in (self.running, self.queue) if step is not None]
        own = next((step.limit_seconds for step in steps if step.limit_seconds), None)
        return own or self.conference.speaking_seconds

    @property
    def unsettled(self):
        """Speeches of citizens that are over and have no outcome, the oldest first (live-room 10)."""
        return [
            row for row in self.speeches if row.state == ContributionState.SPOKEN and row.kind not in ANSWERS
        ]

    @property
    def put_back(self):
        """Speeches that were broken off and wait to go on; they bar the close as well (live-room 9, 15)."""
        return [row for row in self.speeches if row.state == ContributionState.WAITING]

    @property
    def last(self):
        """Who ended last, whom the undo puts back (live-room 9)."""
        over = (ContributionState.SPOKEN, ContributionState.SETTLED)
        ended = [row for row in self.speeches if row.state in over and row.ended_at]
        return max(ended, key=lambda row: (row.ended_at, row.pk), default=None)

    @property
    def can_undo(self):
        """Whether the last one may still be put back: an outcome that is written stands."""
        last = self.last
        return last is not None and (last.state == ContributionState.SPOKEN or last.kind in ANSWERS)

    @property
    def nth(self):
        """Which of the person's contributions this one is (live-room 11)."""
        if self.speaking is None:
            return None
        key = person_key_of(self.speaking.speaker, self.speaking.place)
        return sum(
            person_key_of(row.speaker, row.place) == key
            for row in self.speeches
            if row.kind in CITIZENS_SPEECH and row.pk <= self.speaking.pk
        )

    @property
    def spoken_count(self):
        """Contributions of citizens that were held, the present one among them."""
        return sum(row.kind in CITIZENS_SPEECH for row in self.speeches)

    @property
    def drift(self):
        """Minutes that the programme is late, negative: early; None where the plan gives no hour for now."""
        if not self.conference.is_live:
            return None
        running, upcoming, now = self.running, self.upcoming, timezone.now()
        begun = late_by(self.conference, running, running.started_at) if running else None
        due = late_by(self.conference, upcoming, now) if upcoming else None
        if running is None:
            return due
        # A running step is late as it began, or as the next one, which it holds up, is overdue.
        return max(begun or 0, due) if due is not None and due > 0 else begun


def left_of(contribution):
    """Seconds left of a speech's limit, negative beyond it; None without a limit."""
    limit = contribution.limit_seconds
    return limit - contribution.net_seconds() if limit else None


def clock_state(contribution):
    """SOON in the last part, OVER beyond the limit, "" before and without one (live-room 8)."""
    left = left_of(contribution)
    if left is None:
        return ""
    last_part = max(LAST_SECONDS, contribution.limit_seconds / LAST_PART)
    return OVER if left < 0 else SOON if left <= last_part else ""


def late_by(conference, step, at):
    """Minutes from the step's planned hour to `at`; None without an hour, or on another day than the planned."""
    day = _planned_day(conference, step)
    if step.planned_at is None or day is None or at is None or timezone.localtime(at).date() != day:
        return None
    planned = timezone.make_aware(datetime.combine(day, step.planned_at))
    return int((at - planned).total_seconds() // 60)


def _planned_day(conference, step):
    if conference.held_on is None:
        return None
    day = conference.held_on + timedelta(days=step.day - 1)
    last = conference.last_day_on
    # The second of two days need not be the next one (P8).
    return last if step.day > 1 and last and (day > last or local_today() == last) else day


def floor_of(conference):
    """The floor of a conference in a fixed number of queries, however many wait and spoke."""
    steps = list(conference.steps.all())
    speeches = list(
        Contribution.objects.filter(conference=conference).select_related(
            "step", "unit", "directed_unit", "answers_to"
        )
    )
    requests = list(
        SpeakerRequest.objects.filter(conference=conference)
        .exclude(state=RequestState.CALLED)
        .select_related("step", "venue", "answers_to", "contribution")
        .order_by("rank", "pk")
    )
    waiting = [row for row in requests if row.state == RequestState.WAITING]
    ahead, spoken = ahead_of(steps), spoken_by(speeches)

    def rows(wanted):
        return [
            Waiting(row, number, spoken[row.person_key] + 1, _waits_since(conference, row), _reason(row))
            for number, row in enumerate(wanted, start=1)
        ]

    return Floor(
        conference=conference, steps=steps, speeches=speeches,
        speaking=next((row for row in speeches if row.has_floor), None),
        waiting=rows(row for row in waiting if row.step_id not in ahead),
        later=rows(row for row in waiting if row.step_id in ahead),
        withdrawn=[row for row in requests if row.state == RequestState.WITHDRAWN],
    )  # fmt: skip


def _waits_since(conference, row):
    if row.is_early and conference.opened_at is None:
        return None
    return max(row.created_at, conference.opened_at) if row.is_early else row.created_at


def _reason(row):
    return row.place_reason or standing_reason(row) or BY_ARRIVAL
