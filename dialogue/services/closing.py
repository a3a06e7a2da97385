"""Closing: the log is fixed, the clocks after the conference start, what follows exists at once (live-room 15)."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core.workflow import move
from deadlines.services import start_deadlines_for
from deadlines.states import Anchor, DeadlineKind
from dialogue import rules
from dialogue.services.door import attendance_from_door
from dialogue.services.hall_log import NOW, held, note
from dialogue.services.minutes import fill_minutes
from dialogue.states import ConferenceState

# Duties that begin to run when the conference is over; the conclusions room meets them.
AFTER = (DeadlineKind.CONCLUSION, DeadlineKind.RESULT_PUBLISHED, DeadlineKind.ANSWER_AFTER)


@transaction.atomic
def close_conference(*, conference, actor, stamp=NOW):
    """End the conference; its log is fixed, the periods after it count from its last day (LP-77, LP-93, P8).

    What follows in other rooms (the draft conclusion) exists at once: settings.ON_CLOSE, in this transaction.
    """
    now = held(conference)
    at = stamp.since(now).moment()
    rules.check_can_close_conference(actor, now)
    # By the row as it is held: somebody may have typed the head count since the page was drawn.
    conference.attendance = attendance_from_door(conference=now, actor=actor).attendance
    note(conference=conference, action="conference.close", words="Bế mạc hội nghị.", actor=actor, stamp=stamp)
    last = last_day_of(now, at)
    for sitting in now.sittings.filter(ended_at=None).exclude(opened_at=None):
        sitting.ended_at = max(at, sitting.opened_at)
        sitting.save()
    move(
        conference, "close", actor=actor, closed_at=at, resumes_on=None, resumes_at=None,
        last_day_on=last if last > now.held_on else None,
    )  # fmt: skip
    start_deadlines_for(
        regulation=conference.plan.regulation, kinds=AFTER, subject=conference, subject_label=conference.title,
        anchor_on=conference.ends_on, anchor_kind=Anchor.CONFERENCE, actor=actor, commune=conference.commune,
        conference_kind=conference.kind,
    )  # fmt: skip
    fill_minutes(conference=conference, actor=actor)
    for name in settings.ON_CLOSE:
        import_string(name)(conference=conference, actor=actor)
    return conference


def last_day_of(conference, at):
    """The day on which it really sat last, whatever was planned and whenever somebody closes it (P8).

    An office that presses the button two days later does not lengthen the conference by them; one that ended a day
    early ended on that day.
    """
    sat = conference.sittings.exclude(opened_at=None)
    days = [conference.held_on, *sat.values_list("held_on", flat=True)]
    if conference.state == ConferenceState.OPEN:
        days.append(min(timezone.localdate(at), conference.ends_on))
    days += [timezone.localdate(end) for end in sat.exclude(ended_at=None).values_list("ended_at", flat=True)]
    return max(days)
