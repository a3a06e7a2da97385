"""What becomes of a running deadline: met, reopened, extended, waived, cancelled, dated anew."""

from copy import copy
from datetime import timedelta

from django.db import transaction

from core.clock import local_today
from core.log import entry, record
from core.models import AuditEntry, User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date, short_date
from core.workflow import move
from deadlines import rules
from deadlines.loading import calendar_for
from deadlines.models import Deadline, Reminder
from deadlines.queries import calendar_moves
from deadlines.sums import COUNTED_UNITS, date_fields, extended_sum, recomputed, sum_of

BATCH = 500


@transaction.atomic
def meet_deadline(*, deadline, on, actor):
    """Record that the duty was done on the local date `on`; late working days are kept for good (P13)."""
    rules.check_can_meet_deadline(actor, deadline)
    is_late = on > deadline.due_on
    late = calendar_for(deadline.commune).count(deadline.due_on, on)
    note = f"Xong ngày {short_date(on)}" + (f", trễ {late} ngày làm việc." if is_late else ", đúng hạn.")
    fields = {"met_on": on, "is_met_late": is_late, "late_working_days": late}
    if is_late and deadline.breached_on is None:
        fields["breached_on"] = deadline.due_on + timedelta(days=1)
    move(deadline, "meet", actor=actor, note=note, **fields)
    return deadline


@transaction.atomic
def unmeet_deadline(*, deadline, reason, actor):
    """Reopen a met deadline (P10: a notice that named the old day no longer counts); a breach stays."""
    rules.check_can_unmeet_deadline(actor, deadline)
    move(deadline, "unmeet", actor=actor, note=reason, met_on=None, is_met_late=False, late_working_days=0)
    return deadline


@transaction.atomic
def meet_deadlines(*, subject, kinds, on, actor):
    """Meet every open deadline of these kinds about one thing: its duty was done on the local date `on`."""
    for deadline in Deadline.objects.about(subject).of_kind(*kinds).open().select_related("commune"):
        meet_deadline(deadline=deadline, on=on, actor=actor)


@transaction.atomic
def settle_deadline(*, deadline, on, reason, actor):
    """Bring a deadline into line with the day that is on record for its duty; `on` None: it is owed (again).

    `reason`: why a day that was recorded before no longer counts.
    """
    if deadline.met_on and deadline.met_on != on:
        unmeet_deadline(deadline=deadline, reason=reason, actor=actor)
    if deadline.is_open and on:
        meet_deadline(deadline=deadline, on=on, actor=actor)


@transaction.atomic
def extend_deadline(*, deadline, ground, reason, actor):
    """Move the date to the rule's cap, counted from the original start (P11, LP-98); once, with a ground."""
    rules.check_can_extend_deadline(actor, deadline)
    if ground not in deadline.extension_grounds:
        raise Refused("Hãy chọn một lý do trong danh mục của quy định; lý do khác không được gia hạn.")
    if not reason.strip():
        raise Refused("Hãy ghi rõ lý do gia hạn; lý do được in trong thông báo.")
    calendar = calendar_for(deadline.commune)
    before = deadline.due_on
    fields = date_fields(sum_of(deadline, calendar), extended_sum(deadline, calendar))
    move(
        deadline, "extend", actor=actor, note=f"{ground}: {reason}",
        changes={"Hạn": [short_date(before), short_date(fields["due_on"])]},
        extended_on=local_today(), extended_by=actor, extension_ground=ground, extension_reason=reason, **fields,
    )  # fmt: skip
    _forget_reminders([deadline])
    return deadline


@transaction.atomic
def postpone_deadline(*, deadline, fixed_on, reason, actor):
    """Set a fixed date anew, later; the first date and a breach of it stay on the record (LP-18, P11)."""
    rules.check_can_postpone_deadline(actor, deadline)
    rules.check_is_postponable(deadline)
    before, breach, new = deadline.due_on, _breach(deadline), copy(deadline)
    new.fixed_on = fixed_on
    dated = sum_of(new, calendar_for(deadline.commune))
    if dated.due_on <= before:
        raise Refused(f"Ngày mới phải sau hạn đang ghi, {long_date(before)}. Hãy chọn ngày khác.")
    fields = date_fields(dated, dated) | {"original_due_on": deadline.original_due_on}
    move(
        deadline, "postpone", actor=actor, note=reason,
        changes={"Hạn": [short_date(before), short_date(fields["due_on"])]}, fixed_on=fixed_on,
        extended_on=local_today(), extended_by=actor, extension_reason=reason, **fields, **breach,
    )  # fmt: skip
    _forget_reminders([deadline])
    return deadline


@transaction.atomic
def exempt_deadline(*, deadline, reason, clause="", actor):
    """Waive the duty by the chair's decision; it reads «được miễn», never «đã xong»."""
    rules.check_can_exempt_deadline(actor, deadline)
    if not reason.strip():
        raise Refused("Hãy ghi rõ lý do miễn; lý do được lưu trong nhật ký.")
    move(
        deadline, "exempt", actor=actor, note=reason,
        exempt_reason=reason, exempt_clause=clause, exempted_by=actor, **_breach(deadline),
    )  # fmt: skip
    return deadline


@transaction.atomic
def cancel_deadline(*, deadline, reason, actor):
    """End a deadline whose duty no longer exists (a conference called off, an assignment withdrawn)."""
    rules.check_can_cancel_deadline(actor, deadline)
    move(deadline, "cancel", actor=actor, note=reason, **_breach(deadline))
    return deadline


@transaction.atomic
def reanchor_deadlines(*, subject, anchor_kind, anchor_on, actor):
    """Date anew every running deadline of the subject that counts from this event (P9, P10); returns the moved.

    Fixed dates stay. An extension survives, counted from the new anchor. Reopen what the old day had met
    (`unmeet_deadline`) before calling this. A date now in the past is overdue at once.
    """
    rows = Deadline.objects.about(subject).living().counted_from(anchor_kind).select_related("commune")
    counted = rows.filter(unit__in=COUNTED_UNITS).exclude(anchor_on=anchor_on)
    return [reanchor_deadline(deadline=row, anchor_on=anchor_on, actor=actor) for row in counted]


@transaction.atomic
def reanchor_deadline(*, deadline, anchor_on, actor):
    """Count one running deadline from the day on which its event now falls; its ladder begins anew."""
    rules.check_can_reanchor_deadline(actor, deadline)
    old, breach = deadline.due_on, _breach(deadline)
    changes = {"Ngày mốc": [_day(deadline.anchor_on), _day(anchor_on)]}
    deadline.anchor_on = anchor_on
    fields = recomputed(deadline, calendar_for(deadline.commune))
    changes["Hạn"] = [_day(old), _day(fields["due_on"])]
    move(deadline, "reanchor", actor=actor, changes=changes, anchor_on=anchor_on, **fields, **breach)
    _forget_reminders([deadline])
    return deadline


@transaction.atomic
def recompute_deadline(*, deadline, actor):
    """Date one running deadline anew by the calendar as it is now; nothing is logged where nothing changes."""
    rules.check_can_recompute_deadline(actor, deadline)
    old = deadline.due_on
    fields = recomputed(deadline, calendar_for(deadline.commune))
    if all(getattr(deadline, name) == value for name, value in fields.items()):
        return deadline
    changes = {"Hạn": [_day(old), _day(fields["due_on"])]}
    move(deadline, "recompute", actor=actor, changes=changes, **fields)
    if fields["due_on"] != old:
        _forget_reminders([deadline])
    return deadline


@transaction.atomic
def recompute_open(*, actor, commune=None, around=None):
    """Date every running deadline anew by the calendar as it is now, one audit entry for each that moves.

    `commune` None: all communes. `around`: only what a changed day could touch. Met ones never move (P15).
    """
    moves = calendar_moves(commune=commune, around=around, lock=True)
    rows = [shift.deadline for shift in moves]
    for shift in moves:
        for name, value in shift.fields.items():
            setattr(shift.deadline, name, value)
        shift.deadline.version += 1
    columns = [
        "due_on",
        "original_due_on",
        "working_target_on",
        "is_provisional",
        "calendar_version",
        "version",
    ]
    Deadline.objects.bulk_update(rows, columns, batch_size=BATCH)
    dated = [shift for shift in moves if shift.moves_date]
    AuditEntry.objects.bulk_create([_recompute_entry(shift, actor) for shift in dated], batch_size=BATCH)
    _forget_reminders([shift.deadline for shift in dated])
    return dated


def _recompute_entry(shift, actor):
    row = Deadline.MOVES["recompute"]
    changes = {"Hạn": [_day(shift.from_on), _day(shift.to_on)]}
    return entry(
        actor=actor,
        action="deadline.recompute",
        subject=shift.deadline,
        sentence=row.sentence,
        changes=changes,
    )


@transaction.atomic
def record_breach(*, deadline):
    """Put a breach on the record at once, as the sweep would in the night, when the late act itself happens.

    Nothing where the day has not passed, the duty is no longer open or the breach is known. The Front is told (LP-19).
    """
    fields = _breach(deadline)
    if not fields or not Deadline.objects.filter(pk=deadline.pk, breached_on=None).update(**fields):
        return deadline
    deadline.breached_on = fields["breached_on"]
    record(
        actor=None, action="deadline.breach", subject=deadline,
        sentence=f"đã ghi nhận quá hạn, hạn cuối là ngày {short_date(deadline.due_on)}",
    )  # fmt: skip
    notify(
        User.objects.holding(deadline.commune, Role.FRONT),
        key=f"deadline:{deadline.pk}:breach:{short_date(deadline.due_on)}",
        title=f"Có việc quá hạn: {deadline}",
        link=page_for(deadline),
    )
    return deadline


def _breach(deadline):
    """A breach that the sweep has not come to yet is kept before the date moves or the duty ends."""
    if deadline.is_open and deadline.breached_on is None and local_today() > deadline.due_on:
        return {"breached_on": deadline.due_on + timedelta(days=1)}
    return {}


def _forget_reminders(deadlines):
    """The ladder starts again for the new date; the notices already sent stay."""
    ids = [deadline.pk for deadline in deadlines]
    for start in range(0, len(ids), BATCH):
        Reminder.objects.filter(deadline__in=ids[start : start + BATCH]).delete()


def _day(on):
    return long_date(on) if on else ""
