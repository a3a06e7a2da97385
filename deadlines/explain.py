"""A computed date told in Vietnamese sentences: the same words for the screen, the PDF and the log."""

from itertools import groupby

from core.vietnamese import long_date, short_date, weekday
from deadlines.arithmetic import Direction, Unit

UNIT_WORDS = {Unit.WORKING_DAY: "ngày làm việc", Unit.CALENDAR_DAY: "ngày"}
LONG = 40  # days named one by one; a longer account names its ends
WEEKEND = {"thứ Bảy", "Chủ nhật"}


def explain(result, *, anchor_label="ngày bắt đầu", rule_text="", legal_basis=""):
    """The account of a Sum as a list of full sentences: start, rule, days counted, days skipped, end."""
    lines = [_opening(result, anchor_label)]
    if rule_text:
        lines.append(f"Quy định: {rule_text.rstrip('.')}.")
    if legal_basis:
        lines.append(f"Căn cứ: {legal_basis.rstrip('.')}.")
    lines += [line for line in (_counted(result), _moved(result), *skipped_lines(result)) if line]
    lines.append(_ending(result))
    if result.working_target_on != result.due_on:
        lines.append(
            f"Ngày {short_date(result.due_on)} không phải ngày làm việc nên cần làm xong trong "
            f"{long_date(result.working_target_on)}, ngày làm việc cuối cùng trước đó."
        )
    return lines + list(result.warnings)


def figures(amount, unit, direction, anchor_label="mốc"):
    """The rule's figures in words: "10 ngày làm việc sau ngày hội nghị"."""
    side = "sau" if direction == Direction.AFTER else "trước"
    return f"{amount:02d} {UNIT_WORDS.get(unit, 'ngày')} {side} {anchor_label}"


def skipped_lines(result):
    """One sentence per reason, the days of each joined; weekends together."""
    groups = {}
    for reason, days in groupby(result.skipped, key=lambda day: day.reason):
        key = "cuối tuần" if reason in WEEKEND else reason
        groups.setdefault(key, []).extend(days)
    return [f"Không tính: {_join(days)} ({_reason(key, days)})." for key, days in groups.items()]


def _reason(key, days):
    basis = next((day.legal_basis for day in days if day.legal_basis), "")
    return f"{key}; {basis}" if basis else key


def _join(days):
    words = [f"{weekday(day.on)} {day.on:%d/%m}" for day in sorted(days, key=lambda day: day.on)]
    return ", ".join(words) if len(words) <= LONG else f"{len(words)} ngày, từ {words[0]} đến {words[-1]}"


def _opening(result, anchor_label):
    if result.shape == "before":
        return f"Quy định «trước ngày {short_date(result.anchor)}» không kể chính ngày đó."
    if result.shape == "by":
        return f"Quy định «chậm nhất ngày {short_date(result.anchor)}» tính cả ngày đó."
    if result.shape == "window":
        return f"Thời gian thực hiện từ {long_date(result.starts_on)} đến hết {long_date(result.due_on)}."
    label = anchor_label[:1].upper() + anchor_label[1:]
    count = figures(result.amount, result.unit, result.direction, "ngày đó")
    return f"{label} là {long_date(result.anchor)}, không tính vào thời hạn; đếm {count}."


def _counted(result):
    if not result.counted:
        return ""
    way = "tới" if result.direction == Direction.AFTER else "lùi"
    words = [f"{day.on:%d/%m} ({day.number})" for day in result.counted]
    days = ", ".join(words if len(words) <= LONG else [*words[:10], "…", *words[-10:]])
    return f"Đếm {way} từng ngày làm việc: {days}."


def _moved(result):
    if result.nominal_on is None:
        return ""
    if result.nominal_on == result.due_on:
        return f"Đếm theo ngày liên tục đến {long_date(result.nominal_on)}."
    return (
        f"Đếm theo ngày liên tục đến {long_date(result.nominal_on)}, là ngày nghỉ; thời hạn kết thúc vào ngày "
        "làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148 khoản 5)."
    )


def _ending(result):
    if result.shape == "count" and result.direction == Direction.BEFORE:
        return f"Ngày cuối cùng còn kịp là {long_date(result.due_on)}, đến hết 24 giờ."
    return f"Thời hạn kết thúc vào hết {long_date(result.due_on)}."
