"""The floor: who speaks, the clock, what became of it. The waiting queue has a file of its own."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.log import record
from core.vietnamese import short_date, span
from core.workflow import move
from dialogue import rules
from dialogue.models import Contribution
from dialogue.queries.order import queue_step
from dialogue.services.hall_log import NOW, Stamp, held, note
from dialogue.services.queue import (
    drop_contribution,
    enter,
    hold_request,
    named,
    request_of,
    requeue_speaker_request,
    waiting_of,
)
from dialogue.states import ANSWERS, ContributionState, Outcome, RequestSource, SpeechKind, StepState

# An act that comes this long after it was done comes from a desk that was offline.
AWAY = timedelta(seconds=10)


def hold_contribution(contribution):
    """The speech and its conference as they are now, the conference's row held; returns the conference."""
    conference = held(contribution.conference)
    contribution.refresh_from_db()
    contribution.conference = conference
    return conference


def is_from_away(stamp):
    """Whether the act was done so long ago that the desk must have been offline; what it saw was true then."""
    return stamp.at is not None and timezone.now() - stamp.moment() > AWAY


@transaction.atomic
def begin_contribution(
    *, conference, speaker, place="", kind=SpeechKind.NEW, answers_to=None, is_unsatisfied=False, over=None, actor,
    stamp=NOW,
):  # fmt: skip
    """Somebody begins to speak at once, also without having waited; whoever was speaking has ended (live-room 2, 7)."""
    conference = held(conference)
    stamp = stamp.since(conference)
    rules.check_can_begin_contribution(actor, conference, speaker, place, kind)
    if not is_from_away(stamp):
        rules.check_floor_as_seen(conference, over)
    request = waiting_of(conference, speaker, place, kind)
    if request is None:
        steps = list(conference.steps.all())
        request = enter(
            conference, steps=steps, step=queue_step(steps), speaker=speaker, place=place, kind=kind,
            answers_to=answers_to, is_unsatisfied=is_unsatisfied, source=RequestSource.DESK, registered_by=actor,
        )  # fmt: skip
    request.conference = conference
    return _give_floor(request, conference, actor, stamp)


@transaction.atomic
def call_speaker_request(*, speaker_request, over=None, actor, stamp=NOW):
    """Who waits gets the floor; whoever was speaking has ended, who was put back goes on (live-room 7, 9).

    `over`: the speech that the desk saw on the floor, see `rules.check_floor_as_seen`.
    """
    conference = hold_request(speaker_request)
    stamp = stamp.since(conference)
    rules.check_can_call_speaker_request(actor, speaker_request)
    if not is_from_away(stamp):
        rules.check_floor_as_seen(conference, over)
    return _give_floor(speaker_request, conference, actor, stamp)


def _give_floor(request, conference, actor, stamp):
    """The request's speech begins or goes on; one that comes late, after the next has begun, is written as over."""
    at = stamp.moment()
    after = following(conference, at) if is_from_away(stamp) else None
    contribution = request.contribution
    if after is None:
        for current in conference.contributions.on_the_floor():
            _stop(current, conference, actor, Stamp(at=stamp.at))
    if contribution is None:
        contribution = _begun(request, conference, at, after)
    elif after is None:
        continue_contribution(contribution=contribution, actor=actor, stamp=stamp)
    else:
        drop_contribution(contribution=contribution, actor=actor)
    move(request, "call", actor=actor, contribution=contribution)
    _log_begin(contribution, conference, actor, stamp, is_late=after is not None)
    return contribution


def _begun(request, conference, at, after):
    """The new speech, running; or already over where somebody else has begun since."""
    running = conference.steps.filter(state=StepState.RUNNING).first()
    over = ContributionState.SETTLED if request.kind in ANSWERS else ContributionState.SPOKEN
    clock = {"running_since": at}
    if after is not None:
        spoken = int((after.started_at - at).total_seconds())
        clock = {"state": over, "ended_at": after.started_at, "spoken_seconds": spoken}
    return Contribution.objects.create(
        commune=conference.commune, conference=conference, speaker=request.speaker, place=request.place,
        kind=request.kind, answers_to=request.answers_to, is_unsatisfied=request.is_unsatisfied, step=running,
        started_at=at, limit_seconds=limit_for(request, running), **clock,
    )  # fmt: skip


def limit_for(request, running):
    """Seconds that a speech may last: the step's, the conference's, else what the person asked for; answers: None."""
    if request.kind in ANSWERS:
        return None
    steps = [step for step in (running, request.step) if step is not None]
    own = next((step.limit_seconds for step in steps if step.limit_seconds), None)
    asked = request.asked_minutes * 60 if request.asked_minutes else None
    return own or request.conference.speaking_seconds or asked


def following(conference, at):
    """The speech that began next after this instant."""
    return (
        Contribution.objects.filter(conference=conference, started_at__gt=at).order_by("started_at").first()
    )


WORDS = {
    SpeechKind.FOLLOW_UP: "hỏi lại", SpeechKind.CHAIR_ANSWER: "trả lời", SpeechKind.UNIT_ANSWER: "trả lời",
}  # fmt: skip


def _log_begin(contribution, conference, actor, stamp, is_late):
    who, verb = named(contribution), WORDS.get(contribution.kind, "phát biểu")
    record(actor=actor, action="contribution.begin", subject=contribution, sentence=f"đã mời {who} {verb}")
    words = f"{who} {verb}" + (" (ghi bổ sung sau khi có mạng)." if is_late else ".")
    note(
        conference=conference, action="contribution.begin", words=words, actor=actor, stamp=stamp,
        step=contribution.step, contribution=contribution,
    )  # fmt: skip


def continue_contribution(*, contribution, actor, stamp=NOW):
    """By the call of who was put back: the same speech goes on, its clock from where it stood."""
    at = max(stamp.moment(), contribution.started_at)
    return move(contribution, "continue", actor=actor, running_since=at, ended_at=None)


@transaction.atomic
def pause_contribution(*, contribution, actor, stamp=NOW):
    """The clock stands; net time leaves it out (live-room 7)."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    rules.check_can_pause_contribution(actor, contribution)
    move(contribution, "pause", actor=actor, **stopped(contribution, stamp.moment()))
    return _noted(contribution, conference, "pause", "tạm dừng phát biểu", actor, stamp)


@transaction.atomic
def resume_contribution(*, contribution, actor, stamp=NOW):
    """The clock runs on from where it stood (live-room 7)."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    rules.check_can_resume_contribution(actor, contribution)
    at = stamp.moment()
    # Told late by a desk; the server's own clock, should it jump back, counts on from where it is.
    since = at if stamp.at is None else max(at, contribution.started_at)
    move(contribution, "resume", actor=actor, running_since=since)
    return _noted(contribution, conference, "resume", "phát biểu tiếp", actor, stamp)


@transaction.atomic
def extend_contribution(*, contribution, seconds, actor, stamp=NOW):
    """More time for who speaks: seen on every screen and logged (live-room 8)."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    rules.check_can_extend_contribution(actor, contribution)
    rules.check_added_seconds(seconds)
    limit = contribution.limit_seconds + seconds
    changes = {"Thời gian": [span(contribution.limit_seconds), span(limit)]}
    move(contribution, "extend", actor=actor, changes=changes, limit_seconds=limit)
    words = f"được thêm {span(seconds)} (cả lượt {span(limit)})"
    return _noted(contribution, conference, "extend", words, actor, stamp)


@transaction.atomic
def direct_contribution(*, contribution, outcome, unit=None, due_on=None, actor, stamp=NOW):
    """The chair's word on what is to become of it; the secretary records the outcome after it (TM-12, LP-76)."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    rules.check_can_direct_contribution(actor, contribution)
    rules.check_direction(contribution, outcome, unit, due_on)
    move(
        contribution, "direct", actor=actor, directed=outcome, directed_unit=unit, directed_due_on=due_on,
        directed_by=actor,
    )  # fmt: skip
    words = Outcome(outcome).label + (f": {unit.short_name or unit}" if unit else "")
    words += f", hạn {short_date(due_on)}" if due_on else ""
    note(
        conference=conference, action="contribution.direct", words=f"Chủ trì chỉ đạo ý kiến của {named(contribution)}: {words}.",
        actor=actor, stamp=stamp, step=contribution.step, contribution=contribution,
    )  # fmt: skip
    return contribution


@transaction.atomic
def end_contribution(*, contribution, actor, stamp=NOW):
    """The speech is over; who is called ends it as well (live-room 7)."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    if is_from_away(stamp) and rules.ended_later(contribution, stamp.moment()):
        return _ended_earlier(contribution, conference, actor, stamp)
    rules.check_can_end_contribution(actor, contribution)
    return _stop(contribution, conference, actor, stamp)


def _ended_earlier(contribution, conference, actor, stamp):
    """A desk that was offline knows better when it was over than the call of the next one, which came first."""
    rules.check_is_live_hall(actor, conference)
    ended_at = max(stamp.moment(), contribution.started_at)
    too_long = int((contribution.ended_at - ended_at).total_seconds())
    contribution.ended_at, contribution.spoken_seconds = (
        ended_at,
        max(0, contribution.spoken_seconds - too_long),
    )
    contribution.version += 1
    contribution.save(update_fields=["ended_at", "spoken_seconds", "version"])
    record(
        actor=actor,
        action="contribution.end",
        subject=contribution,
        sentence="đã ghi lại giờ kết thúc phát biểu",
    )
    return _noted(
        contribution, conference, "end", "kết thúc phát biểu (ghi bổ sung sau khi có mạng)", actor, stamp
    )


def _stop(contribution, conference, actor, stamp):
    """The speech is over; an answer belongs to the speech that it answers and needs no outcome of its own."""
    at = stamp.moment()
    ended_at = max(at, contribution.started_at)
    move(contribution, "end", actor=actor, **stopped(contribution, at), ended_at=ended_at)
    if contribution.is_answer:
        move(contribution, "settle", actor=None)
    return _noted(contribution, conference, "end", "kết thúc phát biểu", actor, stamp)


def _noted(contribution, conference, verb, words, actor, stamp):
    note(
        conference=conference, action=f"contribution.{verb}", words=f"{named(contribution)} {words}.", actor=actor,
        stamp=stamp, step=contribution.step, contribution=contribution,
    )  # fmt: skip
    return contribution


def stopped(contribution, at):
    """The clock's fields once it stands."""
    return {"spoken_seconds": contribution.net_seconds(at), "running_since": None}


@transaction.atomic
def requeue_contribution(*, contribution, actor, stamp=NOW):
    """Undo: who was ended goes back on top of the queue; called again, the same speech goes on (live-room 9)."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    rules.check_can_requeue_contribution(actor, contribution)
    request = request_of(contribution)
    request.conference = conference
    move(contribution, "requeue", actor=actor)
    requeue_speaker_request(speaker_request=request, actor=actor)
    return _noted(contribution, conference, "requeue", "được đưa lại đầu hàng chờ", actor, stamp)


@transaction.atomic
def settle_contribution(
    *, contribution, outcome, summary, answered_by="", answer="", unit=None, due_on=None, actor, stamp=NOW
):
    """Write what was said and what became of it (live-room 10); who still speaks has ended."""
    conference = hold_contribution(contribution)
    stamp = stamp.since(conference)
    rules.check_can_settle_contribution(actor, contribution)
    at = contribution.ended_at or max(stamp.moment(), contribution.started_at)
    move(
        contribution, "settle", actor=actor, note=summary, outcome=outcome, summary=summary,
        answered_by=answered_by, answer=answer, unit=unit, due_on=due_on, ended_at=at, **stopped(contribution, at),
    )  # fmt: skip
    note(
        conference=conference, action="contribution.settle", actor=actor, stamp=stamp, step=contribution.step,
        words=f"Kết quả lượt của {contribution.speaker}: {contribution.get_outcome_display()}.", contribution=contribution,
    )  # fmt: skip
    return contribution


# The feedback room settles a contribution together with its petition; it calls the record by this name.
settle_contribution_record = settle_contribution
