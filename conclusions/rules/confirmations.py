"""Asking units about the lines that will bind them, and who answers for a unit. No writing."""

from conclusions.models import ItemConfirmation
from conclusions.rules.clocks import conclusion_deadline
from conclusions.rules.notices import check_can_edit_conclusion_notice
from conclusions.rules.units import need_unit
from core.clock import local_today
from core.refusals import Refused
from core.vietnamese import long_date
from core.workflow import check_state
from deadlines.services import calendar_for

DAYS_TO_CONFIRM = 2  # working days, where the conclusion's own period leaves so many
ONLY_ITS_UNIT = "Chỉ đơn vị được giao trả lời nội dung này. Hãy liên hệ đơn vị đó."


def check_can_ask_units(user, notice):
    """While the office holds the draft."""
    check_can_edit_conclusion_notice(user, notice)


def check_confirmation_due_on(notice, due_on):
    """Not in the past, and never past the conclusion's own last day."""
    if due_on < local_today():
        raise Refused("Hạn trả lời không được trước hôm nay. Hãy chọn ngày khác.")
    latest = last_day_to_confirm(notice)
    if latest is not None and due_on > latest:
        raise Refused(
            f"Hạn trả lời không được quá {long_date(latest)}, ngày cuối của chính thông báo kết luận. "
            "Hãy chọn ngày sớm hơn."
        )


def last_day_to_confirm(notice):
    """The conclusion's own last day, today where that has passed; None where no period is configured."""
    deadline = conclusion_deadline(notice.conference)
    return max(deadline.due_on, local_today()) if deadline is not None else None


def usual_confirmation_day(notice):
    """Two working days from today, never past the conclusion's own last day."""
    day = calendar_for(notice.commune).shift(local_today(), DAYS_TO_CONFIRM)
    latest = last_day_to_confirm(notice)
    return min(day, latest) if latest is not None else day


def check_can_agree_item_confirmation(user, item_confirmation):
    check_state(item_confirmation, "agree")
    need_unit(user, item_confirmation, item_confirmation.unit, sentence=ONLY_ITS_UNIT)


def check_can_object_item_confirmation(user, item_confirmation):
    check_state(item_confirmation, "object")
    need_unit(user, item_confirmation, item_confirmation.unit, sentence=ONLY_ITS_UNIT)


def check_can_lapse_item_confirmation(user, item_confirmation):
    """An act that follows from another (the line was changed, removed, approved): only the state counts."""
    check_state(item_confirmation, "lapse")


def asked_of(notice, units):
    """What this notice ever asked of these units."""
    rows = ItemConfirmation.objects.filter(item__notice=notice, unit__in=units)
    return rows.select_related("item", "unit", "asked_by", "answered_by")
