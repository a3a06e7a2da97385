"""The day itself: opening, the agenda's real times, head counts. Speeches, sittings and closing have files of their own."""

from django.db import transaction

from core.clock import local_today
from core.log import record
from core.workflow import move
from dialogue import rules
from dialogue.models import Sitting
from dialogue.services.hall_log import NOW, held, note


def sitting_of(conference, day=None):
    """The sitting that people come to now: the running one, else the one that begins on this day, made at need."""
    day = day or local_today()
    last = conference.sittings.last()
    if last is not None and last.ended_at is None:
        return last
    # Two doors may come to it at once: the number is there once.
    number = last.number + 1 if last else 1
    return Sitting.objects.get_or_create(conference=conference, number=number, defaults={"held_on": day})[0]


@transaction.atomic
def open_conference(*, conference, actor, stamp=NOW):
    """Begin the conference; refused where the notice of this day was not published in time (LP-53, LP-71)."""
    # As it is now: the day may have been moved since the page was drawn.
    rules.check_can_open_conference(actor, held(conference))
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
def start_agenda_step(*, agenda_step, actor, stamp=NOW):
    """Begin a step of the agenda; one runs at a time, its hour goes into the minutes (live-room 14)."""
    conference = agenda_step.conference = held(agenda_step.conference)
    rules.check_can_start_agenda_step(actor, agenda_step)
    stamp = stamp.since(conference)
    move(agenda_step, "start", actor=actor, started_at=stamp.moment())
    note(
        conference=conference, action="agenda_step.start", words=f"Bắt đầu: {agenda_step.heading}", actor=actor,
        stamp=stamp, step=agenda_step,
    )  # fmt: skip
    return agenda_step


@transaction.atomic
def finish_agenda_step(*, agenda_step, actor, stamp=NOW):
    """End the running step; its queue takes no registrations any more (live-room 1)."""
    conference = agenda_step.conference = held(agenda_step.conference)
    rules.check_can_finish_agenda_step(actor, agenda_step)
    stamp = stamp.since(conference)
    ended_at = max(stamp.moment(), agenda_step.started_at)
    move(agenda_step, "finish", actor=actor, ended_at=ended_at, is_queue_open=False)
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
