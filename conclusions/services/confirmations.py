"""Units are shown the lines that will bind them, agree or object, and are asked anew when a line changes."""

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.models import ItemConfirmation
from conclusions.queries.lines import binding_text, bound_units, is_as_asked
from conclusions.states import ConfirmationState, ItemGroup
from core.clock import local_today
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import move
from deadlines.models import Deadline
from deadlines.services import cancel_deadline, meet_deadline, start_deadline
from deadlines.states import DeadlineKind

# A clock this short calls once before, on the day, and tells the chair the day after; it does not go on for weeks.
LADDER = {"before": [1], "on": True, "after_chair": 1}


@transaction.atomic
def ask_units(*, notice, actor, due_on=None):
    """Show every unit the pending lines that name it, unless it has answered them as they now read.

    Returns the new rows. Raises Refused where nobody is left to ask.
    """
    rules.check_can_ask_units(actor, notice)
    due_on = due_on or rules.usual_confirmation_day(notice)
    rules.check_confirmation_due_on(notice, due_on)
    rows = [row for item in _pending(notice) for row in _ask(item, bound_units(item), due_on, actor)]
    if not rows:
        raise Refused(
            "Không còn đơn vị nào cần xin ý kiến: chưa mục nào ghi đơn vị, hoặc các đơn vị đã trả lời đúng nội dung này."
        )
    units = {row.unit for row in rows}
    record(
        actor=actor, action="conclusion_notice.ask_units", subject=notice,
        sentence=f"đã xin ý kiến {len(units)} đơn vị về {len(rows)} nội dung được giao",
        note=f"Trả lời chậm nhất {long_date(due_on)}.",
    )  # fmt: skip
    for unit in units:
        _begin_clock(notice, unit, due_on, actor)
    return rows


def _pending(notice):
    rows = notice.items.filter(group=ItemGroup.PENDING).exclude(unit=None)
    return rows.select_related("unit", "notice__conference").prefetch_related("supporting")


def _ask(item, units, due_on, actor):
    """New rows for units that have not been asked about the line as it now reads."""
    words, rows = binding_text(item), []
    for unit in units:
        last = item.confirmations.filter(unit=unit).last()
        if last is not None and last.state != ConfirmationState.LAPSED and is_as_asked(last, item):
            continue
        if last is not None and last.state == ConfirmationState.ASKED:
            lapse_item_confirmation(item_confirmation=last, actor=actor, reason="Nội dung đã được sửa.")
        rows.append(
            ItemConfirmation.objects.create(
                commune_id=item.commune_id, item=item, unit=unit, text_asked=words, due_asked_on=item.due_on,
                asked_on=local_today(), asked_by=actor, due_on=due_on,
            )
        )  # fmt: skip
    return rows


def ask_again(*, item, actor):
    """After a change of a line: units that had been asked about it are asked anew; others wait for the office's word."""
    asked = {row.unit_id for row in item.confirmations.all()}
    units = bound_units(item)
    for row in item.confirmations.asked().exclude(unit__in=[unit.pk for unit in units]):
        lapse_item_confirmation(item_confirmation=row, actor=actor, reason="Mục này không còn giao đơn vị.")
        _settle_clock(item.notice, row.unit, actor)
    due_on = rules.usual_confirmation_day(item.notice)
    for row in _ask(item, [unit for unit in units if unit.pk in asked], due_on, actor):
        _begin_clock(item.notice, row.unit, due_on, actor)


@transaction.atomic
def agree_item_confirmation(*, item_confirmation, actor):
    """The unit takes the line upon itself as it reads."""
    rules.check_can_agree_item_confirmation(actor, item_confirmation)
    move(item_confirmation, "agree", actor=actor, answered_by=actor, answered_at=timezone.now())
    _settle_clock(item_confirmation.notice, item_confirmation.unit, actor, is_answered=True)
    return item_confirmation


@transaction.atomic
def agree_item_confirmations(*, rows, actor):
    """The unit takes all these lines upon itself at once; one that changed meanwhile refuses them all."""
    if not rows:
        raise Refused("Không còn mục nào chờ đơn vị trả lời. Tải lại trang để xem.")
    return [agree_item_confirmation(item_confirmation=row, actor=actor) for row in rows]


@transaction.atomic
def object_item_confirmation(*, item_confirmation, actor, objection, proposed_due_on=None):
    """The unit says what is wrong and may propose another day; office and chair read it at the line."""
    rules.check_can_object_item_confirmation(actor, item_confirmation)
    if not objection.strip():
        raise Refused("Hãy ghi ý kiến của đơn vị để văn phòng và người chủ trì xem xét.")
    if proposed_due_on and proposed_due_on <= local_today():
        raise Refused("Thời hạn đề nghị phải sau hôm nay. Hãy chọn ngày khác.")
    move(
        item_confirmation, "object", actor=actor, note=objection, objection=objection.strip(),
        proposed_due_on=proposed_due_on, answered_by=actor, answered_at=timezone.now(),
    )  # fmt: skip
    notice, unit = item_confirmation.notice, item_confirmation.unit
    _settle_clock(notice, unit, actor, is_answered=True)
    notify(
        User.objects.holding(notice.commune, Role.OFFICE),
        key=f"item_confirmation.object:{item_confirmation.pk}",
        title=f"{unit.short_name} có ý kiến khác về nội dung được giao",
        body=objection.strip(),
        link=page_for(notice),
    )
    return item_confirmation


@transaction.atomic
def lapse_item_confirmation(*, item_confirmation, actor, reason=""):
    """Nobody waits for this answer any more: the line changed or went, or the chair has decided."""
    rules.check_can_lapse_item_confirmation(actor, item_confirmation)
    move(item_confirmation, "lapse", actor=actor, note=reason)
    return item_confirmation


def lapse_all(*, notice, actor, reason):
    """The chair has decided: what was not answered stays unanswered (silence bars nothing, and is shown)."""
    rows = ItemConfirmation.objects.filter(item__notice=notice).asked().select_related("unit", "item__notice")
    rows = list(rows)
    for row in rows:
        lapse_item_confirmation(item_confirmation=row, actor=actor, reason=reason)
    for unit in {row.unit for row in rows}:
        _settle_clock(notice, unit, actor)


def forget_item(*, item, actor):
    """Before a line is removed: its questions end, and a unit's clock that hung on one of them hangs on another."""
    rows = list(item.confirmations.select_related("unit", "item__notice"))
    clocks = {clock.subject_id: clock for clock in _open_clocks(rows)}
    for row in rows:
        if row.state == ConfirmationState.ASKED:
            lapse_item_confirmation(
                item_confirmation=row, actor=actor, reason="Mục này được bỏ khỏi dự thảo."
            )
    for row in rows:
        if row.pk in clocks:
            cancel_deadline(deadline=clocks[row.pk], reason="Mục này được bỏ khỏi dự thảo.", actor=actor)
            if _asked(item.notice, row.unit).exclude(item=item).exists():
                _start_clock(_asked(item.notice, row.unit).exclude(item=item).first(), actor)


# --- one clock for each unit and notice ------------------------------------------------------------------------


def _asked(notice, unit):
    return ItemConfirmation.objects.filter(item__notice=notice, unit=unit).asked().select_related("unit")


def _open_clocks(rows):
    return Deadline.objects.about_any(rows).of_kind(DeadlineKind.UNIT_CONFIRMATION).open()


def _begin_clock(notice, unit, due_on, actor):
    """Start the unit's clock unless one runs, and tell its people; once a day however many lines change."""
    first = _asked(notice, unit).first()
    clock = _open_clocks(rules.asked_of(notice, [unit])).select_related("commune").first()
    if clock is not None and clock.due_on < local_today():
        # The old question ran out unanswered, which stays on the record; the new one has a day of its own.
        cancel_deadline(deadline=clock, reason="Xin ý kiến lại.", actor=actor)
        clock = None
    if clock is None:
        _start_clock(first, actor)
    notify(
        User.objects.of_unit(unit),
        key=f"item_confirmation.ask:{notice.pk}:{unit.pk}:{local_today():%Y-%m-%d}",
        title=f"Xin ý kiến về nội dung được giao: {notice.conference.title}",
        body=f"Đề nghị xem các mục giao {unit.short_name} và trả lời chậm nhất {long_date(due_on)}.",
        link=page_for(first),
    )


def _start_clock(row, actor):
    start_deadline(
        rule=None, kind=DeadlineKind.UNIT_CONFIRMATION, subject=row, subject_label=str(row.notice),
        anchor_on=row.asked_on, fixed_on=row.due_on, owner_unit=row.unit, actor=actor, commune=row.notice.commune,
        legal_basis="Đề nghị của Văn phòng khi xin ý kiến", ladder=LADDER,
    )  # fmt: skip


def _settle_clock(notice, unit, actor, *, is_answered=False):
    """The unit's clock ends with its last answer; where the office stopped waiting it is cancelled, not met."""
    if _asked(notice, unit).exists():
        return
    for clock in _open_clocks(rules.asked_of(notice, [unit])).select_related("commune"):
        if is_answered:
            meet_deadline(deadline=clock, on=local_today(), actor=actor)
        else:
            cancel_deadline(deadline=clock, reason="Thôi xin ý kiến đơn vị.", actor=actor)
