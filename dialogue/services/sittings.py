"""Interruption and continuation: a conference sits once or several times, on one day or on several (P8)."""

from django.db import transaction
from django.utils import timezone

from core.log import record
from core.refusals import Refused
from core.vietnamese import long_date, lower_first
from core.workflow import move
from dialogue import rules
from dialogue.models import Conference
from dialogue.services.day import sitting_of
from dialogue.services.hall_log import NOW, held, note
from dialogue.services.scheduling import tell_invited, tell_leaders


@transaction.atomic
def interrupt_conference(*, conference, reason, resumes_on=None, resumes_at=None, actor, stamp=NOW):
    """End this sitting; `resumes_on` None: when it goes on is still to be said. "After" anchors on the last day (P8)."""
    now = held(conference)
    at = stamp.since(now).moment()
    rules.check_can_interrupt_conference(actor, now)
    reason = reason.strip()
    if not reason:
        raise Refused("Hãy ghi lý do tạm nghỉ; lý do được ghi vào biên bản.")
    rules.check_continuation(resumes_on=resumes_on, resumes_at=resumes_at, at=at)
    words = continuation_words(resumes_on, resumes_at)
    move(
        conference, "interrupt", actor=actor, note=reason, changes={"Họp tiếp": ["", words]}, resumes_on=resumes_on,
        resumes_at=resumes_at, last_day_on=_last_day(now, resumes_on),
    )  # fmt: skip
    for sitting in now.sittings.filter(ended_at=None).exclude(opened_at=None):
        sitting.ended_at, sitting.reason = max(at, sitting.opened_at), reason[:300]
        sitting.save()
    note(
        conference=conference, action="conference.interrupt", words=f"Tạm nghỉ: {reason.rstrip('.')}. {words}.", actor=actor,
        stamp=stamp,
    )  # fmt: skip
    _tell(conference, reason, timezone.localdate(at))
    return conference


@transaction.atomic
def resume_conference(*, conference, actor, stamp=NOW):
    """Begin the next sitting; a day later than the planned one becomes the last day (P8)."""
    now, at = held(conference), stamp.moment()
    rules.check_can_resume_conference(actor, now)
    # A clock that jumped back makes no sitting begin before the last one ended.
    at = max([at, *now.sittings.exclude(ended_at=None).values_list("ended_at", flat=True)])
    sitting = sitting_of(conference, timezone.localdate(at))
    sitting.held_on, sitting.opened_at = timezone.localdate(at), at
    sitting.save()
    last = max(now.ends_on, sitting.held_on)
    move(
        conference, "resume", actor=actor, resumes_on=None, resumes_at=None,
        last_day_on=last if last > now.held_on else None,
    )  # fmt: skip
    words = f"Họp tiếp, phiên thứ {sitting.number}."
    note(conference=conference, action="conference.resume", words=words, actor=actor, stamp=stamp)
    return conference


@transaction.atomic
def edit_continuation(*, conference, resumes_on, resumes_at=None, reason="", actor, stamp=NOW):
    """Say or move the day on which an interrupted conference goes on; who was invited is told."""
    now, at = held(conference), stamp.moment()
    rules.check_can_edit_continuation(actor, now)
    rules.check_continuation(resumes_on=resumes_on, resumes_at=resumes_at, at=at)
    before = continuation_words(now.resumes_on, now.resumes_at)
    words = continuation_words(resumes_on, resumes_at)
    if words == before:
        raise Refused(f"{words}: đúng như đang ghi. Hãy chọn ngày, giờ khác hoặc quay lại.")
    values = {
        "resumes_on": resumes_on, "resumes_at": resumes_at, "last_day_on": _last_day(now, resumes_on),
    }  # fmt: skip
    Conference.objects.filter(pk=conference.pk).update(**values)
    for name, value in values.items():
        setattr(conference, name, value)
    record(
        actor=actor, action="conference.continuation", subject=conference, sentence="đã đổi ngày họp tiếp", note=reason,
        changes={"Họp tiếp": [before, words]},
    )  # fmt: skip
    note(
        conference=conference, action="conference.continuation", words=f"Đổi lịch: {lower_first(words)}.",
        actor=actor, stamp=stamp,
    )  # fmt: skip
    _tell(conference, reason, timezone.localdate(at))
    return conference


def continuation_words(day, hour):
    """ "Họp tiếp lúc 13:30, thứ Năm, 14/05/2026", or that it is not known yet."""
    if day is None:
        return "Ngày họp tiếp thông báo sau"
    return f"Họp tiếp {f'lúc {hour:%H:%M}, ' if hour else ''}{long_date(day)}"


def _last_day(conference, resumes_on):
    """The last day while it waits to go on; a day that only an earlier continuation had set gives way."""
    known = list(conference.sittings.values_list("held_on", flat=True))
    if conference.last_day_on and conference.last_day_on != conference.resumes_on:
        known.append(conference.last_day_on)
    last = max([conference.held_on, *known, *([resumes_on] if resumes_on else [])])
    return last if last > conference.held_on else None


def _tell(conference, reason, today):
    """Those who were invited, chair and secretary; a break of the same day is said in the hall."""
    day = conference.resumes_on
    if day == today:
        return
    title = f"Hội nghị {lower_first(continuation_words(day, conference.resumes_at))}"
    if day is None:
        title = "Hội nghị tạm nghỉ, ngày họp tiếp thông báo sau"
    key = f"continue-{conference.sittings.count()}-{day}-{conference.resumes_at}"
    tell_leaders(conference, title, key)
    tell_invited(conference, title, reason, key)
