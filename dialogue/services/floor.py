"""The floor: who speaks, the clock, what became of it. The waiting queue has a file of its own."""

from django.db import transaction

from core.log import record
from core.refusals import Refused
from core.workflow import move
from dialogue import rules
from dialogue.models import Contribution
from dialogue.services.hall_log import NOW, held, note
from dialogue.states import SpeechKind, StepState


@transaction.atomic
def begin_contribution(
    *, conference, speaker, place="", kind=SpeechKind.NEW, answers_to=None, actor, stamp=NOW
):
    """Somebody begins to speak; whoever was speaking has ended (live-room 2, 7)."""
    rules.check_is_live(actor, held(conference))
    if not speaker.strip():
        raise Refused("Hãy ghi tên người phát biểu.")
    for current in conference.contributions.on_the_floor():
        end_contribution(contribution=current, actor=actor)
    at = stamp.moment()
    contribution = Contribution.objects.create(
        commune=conference.commune, conference=conference, speaker=speaker.strip(), place=place.strip(), kind=kind,
        answers_to=answers_to, step=conference.steps.filter(state=StepState.RUNNING).first(), started_at=at,
        running_since=at,
    )  # fmt: skip
    where = f" ({contribution.place})" if contribution.place else ""
    record(
        actor=actor, action="contribution.begin", subject=contribution,
        sentence=f"đã mời {contribution.speaker}{where} phát biểu",
    )  # fmt: skip
    note(
        conference=conference, action="contribution.begin", words=f"{contribution.speaker}{where} phát biểu.", actor=actor,
        stamp=stamp, step=contribution.step, contribution=contribution,
    )  # fmt: skip
    return contribution


@transaction.atomic
def end_contribution(*, contribution, actor, stamp=NOW):
    contribution.conference = held(contribution.conference)
    rules.check_can_end_contribution(actor, contribution)
    at = stamp.moment()
    move(contribution, "end", actor=actor, **stopped(contribution, at), ended_at=at)
    note(
        conference=contribution.conference, action="contribution.end", words=f"{contribution.speaker} kết thúc phát biểu.",
        actor=actor, stamp=stamp, contribution=contribution,
    )  # fmt: skip
    return contribution


def stopped(contribution, at):
    """The clock's fields once it stands."""
    return {"spoken_seconds": contribution.net_seconds(at), "running_since": None}


@transaction.atomic
def settle_contribution(
    *, contribution, outcome, summary, answered_by="", answer="", unit=None, due_on=None, actor, stamp=NOW
):
    """Write what was said and what became of it (live-room 10); who still speaks has ended."""
    contribution.conference = held(contribution.conference)
    rules.check_can_settle_contribution(actor, contribution)
    at = contribution.ended_at or stamp.moment()
    move(
        contribution, "settle", actor=actor, note=summary, outcome=outcome, summary=summary,
        answered_by=answered_by, answer=answer, unit=unit, due_on=due_on, ended_at=at, **stopped(contribution, at),
    )  # fmt: skip
    note(
        conference=contribution.conference, action="contribution.settle", actor=actor, stamp=stamp,
        words=f"Kết quả lượt của {contribution.speaker}: {contribution.get_outcome_display()}.", contribution=contribution,
    )  # fmt: skip
    return contribution


# The feedback room settles a contribution together with its petition; it calls the record by this name.
settle_contribution_record = settle_contribution
