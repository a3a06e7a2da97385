"""The day itself: opening, the agenda's real times, who came, who spoke, closing."""

from django.db import transaction
from django.utils import timezone

from core.log import record
from core.refusals import Refused
from core.workflow import move
from deadlines.services import start_deadlines_for
from deadlines.states import Anchor, DeadlineKind
from dialogue import rules
from dialogue.models import Conference, Contribution
from dialogue.states import ContributionState, StepState

# Duties that begin to run when the conference is over; the conclusions room meets them.
AFTER = (DeadlineKind.CONCLUSION, DeadlineKind.RESULT_PUBLISHED, DeadlineKind.ANSWER_AFTER)


def held(conference):
    """The conference as it is now, its row held: two desks cannot close it and let somebody speak at once."""
    return (
        Conference.objects.select_for_update(of=("self",))
        .select_related("plan", "commune")
        .get(pk=conference.pk)
    )


@transaction.atomic
def open_conference(*, conference, actor):
    """Begin the conference; refused where the notice of this day was not published in time (LP-53, LP-71)."""
    rules.check_can_open_conference(actor, conference)
    move(conference, "open", actor=actor, opened_at=timezone.now())
    return conference


@transaction.atomic
def close_conference(*, conference, actor):
    """End the conference; the periods after it count from its last day (LP-77, LP-93, P8)."""
    rules.check_can_close_conference(actor, held(conference))
    move(conference, "close", actor=actor, closed_at=timezone.now())
    start_deadlines_for(
        regulation=conference.plan.regulation, kinds=AFTER, subject=conference, subject_label=conference.title,
        anchor_on=conference.ends_on, anchor_kind=Anchor.CONFERENCE, actor=actor, commune=conference.commune,
        conference_kind=conference.kind,
    )  # fmt: skip
    return conference


@transaction.atomic
def start_agenda_step(*, agenda_step, actor):
    agenda_step.conference = held(agenda_step.conference)
    rules.check_can_start_agenda_step(actor, agenda_step)
    move(agenda_step, "start", actor=actor, started_at=timezone.now())
    return agenda_step


@transaction.atomic
def finish_agenda_step(*, agenda_step, actor):
    agenda_step.conference = held(agenda_step.conference)
    rules.check_can_finish_agenda_step(actor, agenda_step)
    move(agenda_step, "finish", actor=actor, ended_at=timezone.now())
    return agenda_step


@transaction.atomic
def record_attendance(*, conference, present, attendance=None, actor):
    """Who came: `present` maps groups to people; `attendance` is the head count, by default their sum (LP-90)."""
    rules.check_is_live(actor, held(conference))
    changes = {}
    for group, count in present.items():
        if group.present != count:
            changes[group.name] = ["" if n is None else str(n) for n in (group.present, count)]
            group.present = count
            group.save(update_fields=["present"])
    total = attendance if attendance is not None else sum(count or 0 for count in present.values())
    if total != conference.attendance:
        changes["Tổng số"] = [str(conference.attendance or ""), str(total)]
        type(conference).objects.filter(pk=conference.pk).update(attendance=total)
        conference.attendance = total
    if changes:
        record(
            actor=actor,
            action="conference.attendance",
            subject=conference,
            sentence="đã ghi số người dự",
            changes=changes,
        )
    return conference


@transaction.atomic
def begin_contribution(*, conference, speaker, place="", actor):
    """Somebody begins to speak; whoever was speaking has ended (live-room 2, 7)."""
    rules.check_is_live(actor, held(conference))
    if not speaker.strip():
        raise Refused("Hãy ghi tên người phát biểu.")
    for current in conference.contributions.filter(state=ContributionState.SPEAKING):
        end_contribution(contribution=current, actor=actor)
    contribution = Contribution.objects.create(
        commune=conference.commune, conference=conference, speaker=speaker.strip(), place=place.strip(),
        step=conference.steps.filter(state=StepState.RUNNING).first(), started_at=timezone.now(),
    )  # fmt: skip
    where = f" ({contribution.place})" if contribution.place else ""
    record(
        actor=actor, action="contribution.begin", subject=contribution,
        sentence=f"đã mời {contribution.speaker}{where} phát biểu",
    )  # fmt: skip
    return contribution


@transaction.atomic
def end_contribution(*, contribution, actor):
    contribution.conference = held(contribution.conference)
    rules.check_can_end_contribution(actor, contribution)
    move(contribution, "end", actor=actor, ended_at=timezone.now())
    return contribution


@transaction.atomic
def settle_contribution(
    *, contribution, outcome, summary, answered_by="", answer="", unit=None, due_on=None, actor
):
    """Write what was said and what became of it (live-room 10); who still speaks has ended."""
    contribution.conference = held(contribution.conference)
    rules.check_can_settle_contribution(actor, contribution)
    move(
        contribution, "settle", actor=actor, note=summary, outcome=outcome, summary=summary,
        answered_by=answered_by, answer=answer, unit=unit, due_on=due_on,
        ended_at=contribution.ended_at or timezone.now(),
    )  # fmt: skip
    return contribution


# The feedback room settles a contribution together with its petition; it calls the record by this name.
settle_contribution_record = settle_contribution
