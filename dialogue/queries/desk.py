"""The secretary's control desk: the floor as all screens see it, the programme against its plan, what was just done."""

from dataclasses import dataclass

from core.clock import local_today
from core.models import Post, Unit
from core.states import Role, UnitKind
from dialogue.queries.floor import floor_of, late_by
from dialogue.queries.hall import settle_url
from dialogue.queries.matters import matters_of
from dialogue.states import ContributionState, SpeechKind, StepState

LIMITS = (120, 180, 300, 420, 600)  # seconds of one speech that one touch sets
SHOWN = 80  # waiting people that the desk draws; the others are counted
LATEST = 8  # lines of the log on the desk: what was done just now, and by whom

# What somebody who walks up to the desk may want; answers and follow-ups begin at what they belong to.
OWN_KINDS = (SpeechKind.NEW, SpeechKind.READS)


@dataclass(frozen=True)
class StepRow:
    """One line of the programme: its plan, its real times, by how many minutes it began late (None: no plan for that day)."""

    step: object
    number: int
    late: int | None
    is_running: bool
    is_next: bool
    is_done: bool


@dataclass(frozen=True)
class QueueRow:
    """One waiting person, and directly before whom it stands after a move: a key, "" for the end, None for no move."""

    waiting: object
    number: int
    matter: object
    up: int | None
    down: int | str | None

    @property
    def request(self):
        return self.waiting.request


def desk(conference, user):
    """All that the desk draws anew when something happened in the hall."""
    floor = floor_of(conference)
    about = subject_of(floor)
    matters = matters_of(conference, user).of
    return {
        "floor": floor,
        "steps": step_rows(floor),
        "rows": queue_rows(floor.waiting, matters)[:SHOWN],
        "more": max(0, len(floor.waiting) - SHOWN),
        "matter": matters(floor.speaking),
        "first": floor.waiting[0] if floor.waiting else None,
        "withdrawn": floor.withdrawn[-LATEST:],
        "limits": LIMITS,
        "chair_words": conference.chair_words,
        "venues": list(conference.venues.all()),
        "unsettled": [(row, settle_url(row)) for row in floor.unsettled],
        "speaking_url": settle_url(floor.speaking),
        "about": about,
        "about_url": settle_url(about),
        "settled": settled_last(floor),
        "entries": latest(conference),
        "is_over": bool(floor.steps) and all(step.state == StepState.DONE for step in floor.steps),
    }


def subject_of(floor):
    """The citizen's speech that the desk is busy with when nobody speaks: the last one, while it has no outcome."""
    last = floor.last
    if last is not None and last.is_answer:
        last = last.answers_to
    waiting = {row.pk for row in floor.unsettled}
    return last if last is not None and last.pk in waiting else None


def settled_last(floor):
    """The citizen's speech that ended last, once it has its outcome: whoever is not satisfied may ask again (QN-48)."""
    last = floor.last
    if last is not None and last.is_answer:
        last = last.answers_to
    return last if last is not None and last.state == ContributionState.SETTLED else None


def latest(conference):
    """The last lines of the log, newest first."""
    return conference.entries.select_related("actor").order_by("-pk")[:LATEST]


def step_rows(floor):
    """The programme as the desk reads it."""
    running, upcoming = floor.running, floor.upcoming
    return [
        StepRow(
            step=step, number=number, late=late_by(floor.conference, step, step.started_at),
            is_running=running is not None and step.pk == running.pk,
            is_next=upcoming is not None and step.pk == upcoming.pk, is_done=step.state == StepState.DONE,
        )
        for number, step in enumerate(floor.steps, 1)
    ]  # fmt: skip


def queue_rows(waiting, matters):
    """Each person with the key to stand before one place further up, and one place further down."""
    keys = [row.request.pk for row in waiting]
    count = len(keys)
    return [
        QueueRow(
            waiting=row, number=at + 1, matter=matters(row.request), up=keys[at - 1] if at else None,
            down=None if at == count - 1 else keys[at + 2] if at + 2 < count else "",
        )
        for at, row in enumerate(waiting)
    ]  # fmt: skip


def places_of(commune):
    """Hamlets and units that the second box proposes."""
    kinds = [UnitKind.VILLAGE, UnitKind.DEPARTMENT, UnitKind.POLICE, UnitKind.FRONT]
    return Unit.objects.of_commune(commune).active().filter(kind__in=kinds).sorted()


def answerers_of(commune):
    """Who may answer in the hall: the people of the units that are given petitions, by name and post (LP-76)."""
    units = Unit.objects.of_commune(commune).answering().exclude(kind=UnitKind.VILLAGE)
    posts = Post.objects.current(local_today()).filter(unit__in=units, is_main=True)
    posts = posts.exclude(role=Role.ADMIN)
    return posts.select_related("user", "unit").order_by("unit__sort_key", "user__sort_key")
