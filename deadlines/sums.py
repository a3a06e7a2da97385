"""From a rule's or a deadline's figures to a computed date: the bridge between rows and arithmetic. No writing."""

from dataclasses import dataclass
from datetime import date

from deadlines.arithmetic import before_date, by_date, compute, window
from deadlines.states import Anchor, Bound, RuleDirection, RuleUnit

COUNTED_UNITS = (RuleUnit.WORKING_DAY, RuleUnit.CALENDAR_DAY)


@dataclass(frozen=True)
class Figures:
    """What a deadline copies from its rule when it starts."""

    unit: str
    amount: int | None = None
    direction: str = RuleDirection.NONE
    anchor_kind: str = Anchor.FIXED
    anchor_on: date | None = None
    bound: str = Bound.NONE
    fixed_on: date | None = None
    starts_on: date | None = None


def figures_of(rule, *, anchor_on=None, fixed_on=None, amount=None, unit=None, direction=None):
    """The figures of one duty, the caller's own before the rule's; None where they yield no date (P9)."""
    if fixed_on is not None:
        strict = direction == RuleDirection.BEFORE
        return Figures(
            RuleUnit.FIXED_DATE, bound=Bound.STRICTLY_BEFORE if strict else Bound.BY, fixed_on=fixed_on
        )
    unit = unit or (rule.unit if rule else RuleUnit.WORKING_DAY)
    amount = amount if amount is not None else (rule.amount if rule else None)
    if unit in COUNTED_UNITS:
        if amount is None or anchor_on is None:
            return None
        way = direction or (rule.direction if rule else RuleDirection.AFTER)
        anchor_kind = rule.anchor if rule else Anchor.NONE
        return Figures(unit, int(amount), way, anchor_kind, anchor_on, rule.bound if rule else Bound.AT_MOST)
    return _dated(rule, anchor_on) if rule else None


def sum_of(figures, calendar):
    """The Sum of a Figures or of a Deadline's copied ones, before any extension."""
    if figures.unit in COUNTED_UNITS:
        return compute(figures.anchor_on, int(figures.amount), figures.unit, figures.direction, calendar)
    end = figures.fixed_on
    if figures.starts_on is not None:
        return window(figures.starts_on, end, calendar)
    return (before_date if figures.bound == Bound.STRICTLY_BEFORE else by_date)(end, calendar)


def current_sum(deadline, calendar):
    """The Sum that holds today: an extension counts from the original start, never from the first date (P11)."""
    if not deadline.is_extended or deadline.is_postponed:
        return sum_of(deadline, calendar)
    unit = deadline.extension_unit or deadline.unit
    return compute(deadline.anchor_on, deadline.extension_amount, unit, deadline.direction, calendar)


def extended_sum(deadline, calendar):
    """The Sum that an extension to the rule's cap would give."""
    unit = deadline.extension_unit or deadline.unit
    return compute(deadline.anchor_on, deadline.extension_amount, unit, deadline.direction, calendar)


def date_fields(first, now):
    """Deadline's date columns from the first Sum and the one that holds now."""
    return {
        "due_on": now.due_on,
        "original_due_on": first.due_on,
        "working_target_on": now.working_target_on,
        "is_provisional": now.is_provisional,
        "calendar_version": now.calendar_version[:60],
    }


def recomputed(deadline, calendar):
    """The date columns of a deadline by this calendar, with its extension if it has one.

    Of a date that was postponed the first stays as it was written: it stands in no figure any more.
    """
    fields = date_fields(sum_of(deadline, calendar), current_sum(deadline, calendar))
    return fields | {"original_due_on": deadline.original_due_on} if deadline.is_postponed else fields


def _dated(rule, anchor_on):
    if rule.fixed_on is None and not rule.periods:
        return None
    period = _period(rule, anchor_on)
    if rule.fixed_on is None:
        return Figures(rule.unit, bound=rule.bound, fixed_on=period[1], starts_on=period[0])
    if rule.periods:
        # A window whose end the plan itself cuts short: «Quý IV, kết thúc trước ngày 15/11».
        return Figures(rule.unit, bound=rule.bound, fixed_on=_last_day(rule), starts_on=period[0])
    return Figures(RuleUnit.FIXED_DATE, bound=rule.bound, fixed_on=rule.fixed_on)


def _last_day(rule):
    if rule.bound == Bound.STRICTLY_BEFORE:
        return date.fromordinal(rule.fixed_on.toordinal() - 1)
    return rule.fixed_on


def _period(rule, anchor_on):
    """The window in which the day falls, else the next one, else the last."""
    periods = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in rule.periods]
    if not periods:
        return None
    later = [period for period in periods if anchor_on is None or period[1] >= anchor_on]
    return later[0] if later else periods[-1]
