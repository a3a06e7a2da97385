"""The day of a conference: set, moved, exempted from the notice period, delegated, called off."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Min

from core.clock import local_today
from core.models import Delegation, User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.vietnamese import long_date, short_date
from core.workflow import move
from deadlines.models import Deadline
from deadlines.services import (
    cancel_deadline,
    exempt_deadline,
    reanchor_deadlines,
    start_deadlines_for,
    unmeet_deadline,
)
from deadlines.states import Anchor, DeadlineKind
from dialogue import rules
from dialogue.models import titled
from dialogue.services.conferences import title_of
from dialogue.services.hall_log import NOW, note, stir
from dialogue.services.notices import supersede_public_notice
from plans.services import date_plan_tasks

# Duties before the day that begin to run when the conference has one; others begin at its close.
BEFORE = (
    DeadlineKind.NOTICE,
    DeadlineKind.INVITATION,
    DeadlineKind.COLLECTION,
    DeadlineKind.ANSWER_BEFORE,
    DeadlineKind.REPORT,
)
BY_CHAIR = "quyết định của người chủ trì"


@transaction.atomic
def schedule_conference(*, conference, held_on, last_day_on=None, session="", starts_at=None, actor):
    """Set the day and start what counts from it (LP-52, LP-53); a day that leaves too little time is refused."""
    rules.check_can_schedule_conference(actor, conference)
    rules.check_date(conference, held_on=held_on, last_day_on=last_day_on, session=session)
    move(
        conference, "schedule", actor=actor, changes={"Ngày tổ chức": ["", long_date(held_on)]},
        held_on=held_on, last_day_on=last_day_on, **_hours(conference, session, starts_at),
    )  # fmt: skip
    start_deadlines_for(
        regulation=conference.plan.regulation, kinds=BEFORE, subject=conference, subject_label=conference.title,
        anchor_on=held_on, anchor_kind=Anchor.CONFERENCE, actor=actor, commune=conference.commune,
        conference_kind=conference.kind,
    )  # fmt: skip
    _date_tasks(conference, actor)
    if conference.is_exempted:
        _apply_exemption(conference)
    tell_leaders(conference, f"Hội nghị ấn định {long_date(held_on)}", "schedule")
    return conference


@transaction.atomic
def reschedule_conference(
    *, conference, held_on, last_day_on=None, session="", starts_at=None, reason, actor
):
    """Move the day (P10): sent notices name the old one and no longer count; anchored deadlines are dated anew."""
    rules.check_can_reschedule_conference(actor, conference)
    old = conference.held_on
    _check_is_new_day(conference, held_on, last_day_on, reason)
    rules.check_date(conference, held_on=held_on, last_day_on=last_day_on, session=session)
    why = f"Hội nghị dời từ {short_date(old)} sang {short_date(held_on)}: {reason}"
    move(
        conference, "reschedule", actor=actor, note=reason,
        changes=_days_changed(conference, held_on, last_day_on),
        held_on=held_on, last_day_on=last_day_on, **_hours(conference, session, starts_at),
    )  # fmt: skip
    if held_on == old:
        _tell_length(conference, reason)
        return conference
    _count_anew(conference, why, actor)
    tell_leaders(conference, f"Hội nghị dời sang {long_date(held_on)}", f"reschedule-{held_on}")
    tell_invited(conference, f"Hội nghị dời sang {long_date(held_on)}", why, f"reschedule-{held_on}")
    return conference


def _count_anew(conference, why, actor):
    """What was told and done for the old day counts no longer; what is anchored on the day is dated anew (P10)."""
    for notice in conference.notices.in_force():
        supersede_public_notice(public_notice=notice, reason=why, actor=actor)
    for deadline in Deadline.objects.about(conference).of_kind(*rules.NOTICE_KINDS).met():
        unmeet_deadline(deadline=deadline, reason=why, actor=actor)
    reanchor_deadlines(
        subject=conference, anchor_kind=Anchor.CONFERENCE, anchor_on=conference.held_on, actor=actor
    )
    _date_tasks(conference, actor)
    # Whoever was at the doors on the morning of the old day has not come on the new one; the hall's log keeps the lines.
    conference.sittings.filter(opened_at=None).delete()
    stir(conference)


def _date_tasks(conference, actor):
    """The plan's tasks that are due so many days before a conference count from its first one."""
    days = conference.plan.conferences.live().exclude(held_on=None).aggregate(first=Min("held_on"))
    date_plan_tasks(plan=conference.plan, first_on=days["first"], actor=actor)


def _days_changed(conference, held_on, last_day_on):
    changes = {"Ngày tổ chức": [long_date(conference.held_on), long_date(held_on)]}
    if (last_day_on or held_on) != held_on or conference.ends_on != conference.held_on:
        changes["Ngày cuối"] = [long_date(conference.ends_on), long_date(last_day_on or held_on)]
    return changes


def _tell_length(conference, reason):
    """The first day stands, so what was announced in time stays so; guests are told how long it lasts now."""
    words = f"Hội nghị họp đến hết {long_date(conference.ends_on)}"
    tell_leaders(conference, words, f"length-{conference.ends_on}")
    tell_invited(conference, words, reason, f"length-{conference.ends_on}")


def _check_is_new_day(conference, held_on, last_day_on, reason):
    if (held_on, last_day_on or held_on) == (conference.held_on, conference.ends_on):
        raise Refused(
            "Ngày mới trùng ngày đang ấn định. Hãy chọn ngày khác; giờ và địa điểm sửa ở thông tin hội nghị."
        )
    if not reason.strip():
        raise Refused("Hãy ghi lý do dời ngày; lý do được lưu trong nhật ký và báo cho khách mời.")


@transaction.atomic
def exempt_conference(*, conference, reason, actor):
    """The chair waives the notice period with a reason; it may come before the day is set or after."""
    rules.check_can_exempt_conference(actor, conference)
    if not reason.strip():
        raise Refused("Hãy ghi rõ lý do miễn thời hạn thông báo; lý do được lưu trong nhật ký.")
    move(conference, "exempt", actor=actor, note=reason, exemption_reason=reason, exempted_by=actor)
    for deadline in Deadline.objects.about(conference).of_kind(*rules.NOTICE_KINDS).open():
        exempt_deadline(deadline=deadline, reason=reason, clause=f"miễn theo {BY_CHAIR}", actor=actor)
    return conference


def _apply_exemption(conference):
    """What the chair waived beforehand holds for the deadlines that start only now."""
    for deadline in Deadline.objects.about(conference).of_kind(*rules.NOTICE_KINDS).open():
        move(
            deadline, "exempt", actor=None, note=conference.exemption_reason, exempted_by=conference.exempted_by,
            exempt_reason=conference.exemption_reason, exempt_clause=f"miễn theo {BY_CHAIR}",
        )  # fmt: skip


@transaction.atomic
def delegate_conference(*, conference, delegate, reason, starts_on, ends_on, actor, stamp=NOW):
    """LP-68: another person chairs this conference, also in the middle of it; papers show the delegate."""
    rules.check_can_delegate_conference(actor, conference)
    _check_delegation(conference, delegate, starts_on, ends_on, actor)
    delegation = Delegation.objects.create(
        commune=conference.commune, delegator=actor, delegate=delegate, reason=reason, starts_on=starts_on,
        ends_on=ends_on, subject_type=ContentType.objects.get_for_model(conference), subject_id=conference.pk,
    )  # fmt: skip
    before = conference.chair.full_name if conference.chair else ""
    move(
        conference, "delegate", actor=actor, note=reason,
        changes={"Người chủ trì": [before, delegate.full_name]},
        delegation=delegation, chair=delegate, chair_title=title_of(delegate),
    )  # fmt: skip
    if conference.is_under_way:
        words = f"{actor.full_name} uỷ quyền chủ trì cho {titled(delegate, conference.chair_title)}: {reason.strip()}"
        note(conference=conference, action="conference.delegate", words=words, actor=actor, stamp=stamp)
    notify(
        [delegate], key=f"conference-{conference.pk}-delegate", link=page_for(conference),
        title=f"Anh/chị được uỷ quyền chủ trì: {conference.title}", body=reason,
    )  # fmt: skip
    return conference


def _check_delegation(conference, delegate, starts_on, ends_on, actor):
    """The days that are left are covered: from the first one, in the hall from today, to the last (P8)."""
    if delegate == actor:
        raise Refused("Không thể uỷ quyền cho chính mình. Hãy chọn người khác.")
    if ends_on < starts_on:
        raise Refused("Ngày kết thúc uỷ quyền đứng trước ngày bắt đầu. Hãy xem lại hai ngày.")
    if conference.held_on is None:
        return
    first = max(conference.held_on, local_today()) if conference.is_under_way else conference.held_on
    last = max(first, conference.ends_on)
    if not (starts_on <= first and last <= ends_on):
        days = f"ngày hội nghị, {long_date(first)}"
        if last > first:
            days = f"các ngày họp, từ {long_date(first)} đến {long_date(last)}"
        raise Refused(f"Thời gian uỷ quyền phải gồm {days}. Hãy sửa từ ngày, đến ngày.")


@transaction.atomic
def cancel_conference(*, conference, reason, actor):
    """Call the conference off: its running deadlines end with it."""
    rules.check_can_cancel_conference(actor, conference)
    if not reason.strip():
        raise Refused("Hãy ghi lý do huỷ hội nghị; lý do được báo cho khách mời.")
    move(conference, "cancel", actor=actor, note=reason, cancel_reason=reason)
    for deadline in Deadline.objects.about(conference).open():
        cancel_deadline(deadline=deadline, reason=f"Hội nghị bị huỷ: {reason}", actor=actor)
    tell_invited(conference, "Hội nghị bị huỷ", reason, "cancel")
    return conference


def _hours(conference, session, starts_at):
    """The hours asked with the day; what was not asked stays."""
    return {"session": session or conference.session, "starts_at": starts_at or conference.starts_at}


def tell_leaders(conference, title, key):
    """Chair and secretary; once for each `key` of the conference."""
    people = [person for person in (conference.chair, conference.secretary) if person]
    notify(
        people,
        key=f"conference-{conference.pk}-{key}",
        title=title,
        body=conference.title,
        link=page_for(conference),
    )


def tell_invited(conference, title, body, key):
    """Those whose unit was sent an invitation, whatever day it named."""
    units = conference.invitations.exclude(sent_on=None).exclude(unit=None).values("unit")
    people = User.objects.active().filter(posts__unit__in=units).distinct()
    notify(
        people, key=f"conference-{conference.pk}-{key}", title=f"{title}: {conference.title}", body=body,
        link=page_for(conference),
    )  # fmt: skip
