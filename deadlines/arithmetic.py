"""The sums of deadlines (DESIGN §4, principles P1-P17): pure dates in, a full account out. No database."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from deadlines.calendar import ONE_DAY

MAX_AMOUNT = 3660  # ten years: beyond it the figure is a slip of the pen


class Unit(StrEnum):
    """What an amount counts; only the first two make a sum."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


class Direction(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class BadSum(ValueError):
    """The figures cannot be counted; the message is a Vietnamese sentence for the person who typed them."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    on: date
    number: int


@dataclass(frozen=True, slots=True)
class SkippedDay:
    on: date
    reason: str
    legal_basis: str = ""


@dataclass(frozen=True)
class Sum:
    """A computed date with its whole account.

    due_on: the last lawful local date, ending at 24:00. working_target_on: the last working day on which the
    act can be done in an office (differs only where due_on is a day off). nominal_on: a forward period in
    calendar days before Civil Code art. 148.5 moved its end. starts_on: first day of a window.
    """

    shape: str  # "count", "before", "by" or "window"
    due_on: date
    working_target_on: date
    anchor: date | None = None
    amount: int | None = None
    unit: str = ""
    direction: str = ""
    nominal_on: date | None = None
    starts_on: date | None = None
    counted: tuple = ()
    skipped: tuple = ()
    warnings: tuple = ()
    is_provisional: bool = False
    calendar_version: str = ""
    label: str = field(default="", compare=False)


def compute(anchor, amount, unit, direction, calendar):
    """`amount` days of `unit` before or after `anchor`; the anchor is day 0 and never counted (P2-P4, P6).

    Raises BadSum when the amount is not a whole number of 1 to MAX_AMOUNT.
    """
    _check_amount(amount)
    count = {Unit.WORKING_DAY: _count_working, Unit.CALENDAR_DAY: _count_calendar}.get(unit)
    if count is None:
        raise BadSum("Đơn vị tính phải là ngày làm việc hoặc ngày.")
    try:
        return _with_warnings(calendar, lambda table: count(anchor, amount, direction, table))
    except OverflowError:
        raise BadSum("Ngày tính ra nằm ngoài lịch; hãy kiểm tra lại ngày bắt đầu và số ngày.") from None


def before_date(on, calendar):
    """«trước ngày X» excludes X: the last compliant day is X-1 (P5)."""
    due_on = on - ONE_DAY
    return _fixed("before", due_on, calendar, anchor=on)


def by_date(on, calendar):
    """«chậm nhất ngày X», «đến ngày X» includes X (P5)."""
    return _fixed("by", on, calendar, anchor=on)


def window(starts_on, ends_on, calendar):
    """A period in which the act must fall, both ends included (P5)."""
    if ends_on < starts_on:
        raise BadSum("Ngày cuối của khoảng thời gian phải không sớm hơn ngày đầu.")
    return _fixed("window", ends_on, calendar, starts_on=starts_on)


def quarter(year, number, calendar):
    """«trong quý N/năm»: from the quarter's first day to its last."""
    if number not in (1, 2, 3, 4):
        raise BadSum("Quý phải là 1, 2, 3 hoặc 4.")
    first = date(year, 3 * number - 2, 1)
    return window(first, _last_of_month(year, 3 * number), calendar)


def month(year, number, calendar):
    """«trong tháng N/năm»: from the month's first day to its last."""
    if not 1 <= number <= 12:
        raise BadSum("Tháng phải từ 1 đến 12.")
    return window(date(year, number, 1), _last_of_month(year, number), calendar)


def slack(after_due, before_due, calendar):
    """Working days strictly between two dependent due dates; 0 means that nobody can do the work (E-33)."""
    return calendar.count(after_due, before_due - ONE_DAY)


# Text forms: `+10wd`, `-7wd`, `+10d`, `-2d`, `before:2026-05-16`, `by:…`, `quarter:2025-4`, `month:2026-05`.

COUNT_FORM = re.compile(r"([+-])(\d{1,5})(wd|d)")
ISO_FORM = re.compile(r"\d{4}-\d{2}-\d{2}")


def evaluate(anchor, text, calendar):
    """The Sum that a text form asks for. `anchor` may be None where the form names its own date."""
    text = text.strip().lower()
    found = COUNT_FORM.fullmatch(text)
    if found:
        if anchor is None:
            raise BadSum("Cần có ngày bắt đầu để tính, ví dụ: 2026-05-14 +10wd.")
        unit = Unit.WORKING_DAY if found[3] == "wd" else Unit.CALENDAR_DAY
        direction = Direction.AFTER if found[1] == "+" else Direction.BEFORE
        return compute(anchor, int(found[2]), unit, direction, calendar)
    name, _, value = text.partition(":")
    if name in ("before", "by"):
        return (before_date if name == "before" else by_date)(parse_iso(value), calendar)
    if name in ("quarter", "month"):
        return _evaluate_period(name, value, calendar)
    raise BadSum(
        f"Không hiểu «{text}». Hãy viết +10wd, -7wd, +10d, -2d, before:2026-05-16, by:2026-05-16, "
        "quarter:2025-4 hoặc month:2026-05."
    )


def parse_iso(text):
    """A date from YYYY-MM-DD; BadSum with a sentence otherwise."""
    try:
        if not ISO_FORM.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise BadSum(f"«{text}» không phải là ngày đúng dạng năm-tháng-ngày, ví dụ 2026-05-14.") from None


def years_touched(anchor, text, spare=1):
    """The years whose calendars a text form may need: the anchor's, and those that its amount reaches."""
    found = COUNT_FORM.fullmatch(text.strip().lower())
    dates = [parse_iso(part) for part in ISO_FORM.findall(text)] + ([anchor] if anchor else [])
    years = {d.year for d in dates} | {int(y) for y in re.findall(r"\b(\d{4})\b", text)}
    reach = spare + (int(found[2]) // 200 if found else 0)
    return {y + i for y in years for i in range(-reach, reach + 1) if 1 <= y + i <= 9999}


def _evaluate_period(name, value, calendar):
    found = re.fullmatch(r"(\d{4})-q?(\d{1,2})", value)
    if not found:
        raise BadSum(f"Không hiểu «{name}:{value}». Hãy viết quarter:2025-4 hoặc month:2026-05.")
    return (quarter if name == "quarter" else month)(int(found[1]), int(found[2]), calendar)


def _check_amount(amount):
    if isinstance(amount, bool) or not isinstance(amount, int) or not 1 <= amount <= MAX_AMOUNT:
        raise BadSum(f"Số ngày phải là số nguyên từ 1 đến {MAX_AMOUNT}.")


def _step(direction):
    if direction == Direction.AFTER:
        return ONE_DAY
    if direction == Direction.BEFORE:
        return -ONE_DAY
    raise BadSum("Hướng tính phải là trước hoặc sau mốc.")


def _count_working(anchor, amount, direction, calendar):
    step = _step(direction)
    counted, skipped, on = [], [], anchor
    while len(counted) < amount:
        on += step
        if calendar.is_working(on):
            counted.append(CountedDay(on, len(counted) + 1))
        else:
            skipped.append(SkippedDay(on, calendar.reason(on), calendar.legal_basis(on)))
    return Sum("count", on, on, anchor, amount, Unit.WORKING_DAY, direction,
               counted=tuple(counted), skipped=tuple(skipped))  # fmt: skip


def _count_calendar(anchor, amount, direction, calendar):
    nominal = anchor + _step(direction) * amount
    if direction == Direction.BEFORE:
        # A backward date is never moved later, and moving it earlier would be stricter than the rule (P4).
        due_on, target = nominal, calendar.last_working(nominal)
        skipped = _skipped(target + ONE_DAY, nominal, calendar)
    else:
        due_on = target = calendar.next_working(nominal)
        skipped = _skipped(nominal, due_on - ONE_DAY, calendar)
    return Sum("count", due_on, target, anchor, amount, Unit.CALENDAR_DAY, direction,
               nominal_on=nominal, skipped=skipped)  # fmt: skip


def _fixed(shape, due_on, calendar, **fields):
    def account(table):
        target = table.last_working(due_on)
        return Sum(shape, due_on, target, skipped=_skipped(target + ONE_DAY, due_on, table), **fields)

    return _with_warnings(calendar, account)


def _with_warnings(calendar, account):
    """The account by this calendar, with what is not certain: unconfirmed years, days off not yet official."""
    result = account(calendar)
    first, last = _span(result)
    years = range(first.year, last.year + 1)
    warnings = []
    shaky = calendar.unconfirmed_years(years)
    if shaky:
        warnings.append(_unconfirmed_sentence(result, ", ".join(str(y) for y in shaky)))
    for on in sorted(d for d in calendar.pending if first <= d <= last):
        other = account(calendar.with_pending(on))
        warnings.append(_pending_sentence(calendar.pending[on], result, other))
    return replace(
        result,
        warnings=tuple(warnings),
        is_provisional=bool(warnings) and _depends_on_calendar(result),
        calendar_version=calendar.version(years),
    )


def _unconfirmed_sentence(result, names):
    if _depends_on_calendar(result):
        return f"Ngày này là tạm tính vì lịch làm việc năm {names} chưa được xác nhận."
    return (
        f"Lịch làm việc năm {names} chưa được xác nhận; ngày đến hạn không đổi, "
        "nhưng ngày làm việc cuối cùng trước đó là tạm tính."
    )


def _pending_sentence(row, result, other):
    what = "ngày nghỉ" if row.kind == "off" else "ngày làm bù"
    head = f"Ngày {row.on:%d/%m/%Y} ({row.reason}) chưa được xác nhận là {what} nên chưa tính đến"
    if other.due_on != result.due_on:
        return f"{head}; nếu được xác nhận, hạn sẽ là {other.due_on:%d/%m/%Y}."
    return f"{head}; nếu được xác nhận, hạn vẫn không đổi."


def _depends_on_calendar(result):
    return result.unit == Unit.WORKING_DAY or (
        result.unit == Unit.CALENDAR_DAY and result.direction == Direction.AFTER
    )


def _span(result):
    """First and last day whose nature the result rests on."""
    if result.unit == Unit.WORKING_DAY:
        days = [result.due_on, (result.counted + result.skipped)[0].on]
        days += [d.on for d in (result.counted[:1] + result.skipped[:1])]
        return min(days), max(days)
    start = result.nominal_on if result.unit == Unit.CALENDAR_DAY else result.due_on
    days = [start, result.due_on, result.working_target_on]
    return min(days), max(days)


def _skipped(first, last, calendar):
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return tuple(SkippedDay(d, calendar.reason(d), calendar.legal_basis(d)) for d in days)


def _last_of_month(year, number):
    return date(year + number // 12, number % 12 + 1, 1) - ONE_DAY
