"""The day itself: opening, the agenda's real times, head counts, closing. Speeches have a file of their own."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from core.clock import local_today
from core.log import record
from core.workflow import move
from deadlines.services import start_deadlines_for
from deadlines.states import Anchor, DeadlineKind
from dialogue import rules
from dialogue.models import Sitting
from dialogue.services.hall_log import NOW, held, note

# Duties that begin to run when the conference is over; the conclusions room meets them.
AFTER = (DeadlineKind.CONCLUSION, DeadlineKind.RESULT_PUBLISHED, DeadlineKind.ANSWER_AFTER)


def sitting_of(conference, day=None):
    """The sitting that people come to now: the running one, else the one that begins on this day, made at need."""
    day = day or local_today()
    last = conference.sittings.last()
    if last is not None and last.ended_at is None:
        return last
    return Sitting.objects.create(conference=conference, number=last.number + 1 if last else 1, held_on=day)


@transaction.atomic
def open_conference(*, conference, actor, stamp=NOW):
    """Begin the conference; refused where the notice of this day was not published in time (LP-53, LP-71)."""
    rules.check_can_open_conference(actor, conference)
    at = stamp.moment()
    move(conference, "open", actor=actor, opened_at=at)
    sitting = sitting_of(conference)
    sitting.held_on, sitting.opened_at = local_today(), at
    sitting.save()
    note(
        conference=conference, action="conference.open", words="Khai mạc hội nghị.", actor=actor, stamp=stamp
    )
    return conference


@transaction.atomic
def close_conference(*, conference, actor, stamp=NOW):
    """End the conference; its log is fixed, the periods after it count from its last day (LP-77, LP-93, P8)."""
    rules.check_can_close_conference(actor, held(conference))
    at = stamp.moment()
    note(conference=conference, action="conference.close", words="Bế mạc hội nghị.", actor=actor, stamp=stamp)
    conference.sittings.filter(ended_at=None).update(ended_at=at)
    move(conference, "close", actor=actor, closed_at=at)
    start_deadlines_for(
        regulation=conference.plan.regulation, kinds=AFTER, subject=conference, subject_label=conference.title,
        anchor_on=conference.ends_on, anchor_kind=Anchor.CONFERENCE, actor=actor, commune=conference.commune,
        conference_kind=conference.kind,
    )  # fmt: skip
    for name in settings.ON_CLOSE:
        import_string(name)(conference=conference, actor=actor)
    return conference


@transaction.atomic
def start_agenda_step(*, agenda_step, actor, stamp=NOW):
    conference = agenda_step.conference = held(agenda_step.conference)
    rules.check_can_start_agenda_step(actor, agenda_step)
    move(agenda_step, "start", actor=actor, started_at=stamp.moment())
    note(
        conference=conference, action="agenda_step.start", words=f"Bắt đầu: {agenda_step.heading}", actor=actor,
        stamp=stamp, step=agenda_step,
    )  # fmt: skip
    return agenda_step


@transaction.atomic
def finish_agenda_step(*, agenda_step, actor, stamp=NOW):
    conference = agenda_step.conference = held(agenda_step.conference)
    rules.check_can_finish_agenda_step(actor, agenda_step)
    move(agenda_step, "finish", actor=actor, ended_at=stamp.moment(), is_queue_open=False)
    note(
        conference=conference, action="agenda_step.finish", words=f"Kết thúc: {agenda_step.heading}", actor=actor,
        stamp=stamp, step=agenda_step,
    )  # fmt: skip
    return agenda_step


@transaction.atomic
def record_attendance(*, conference, present, attendance=None, actor, stamp=NOW):
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
        total = f"Số người dự: {conference.attendance}."
        note(conference=conference, action="conference.attendance", words=total, actor=actor, stamp=stamp)
    return conference
