"""What a person reads of a deadline or a rule: badge, explanation, figures, citation. No writing."""

from datetime import date

from django.urls import reverse

from core.clock import local_today
from core.states import Role
from core.templatetags.ui import DeadlineBadge
from core.vietnamese import long_date
from deadlines.explain import UNIT_WORDS, explain
from deadlines.explain import figures as figures_in_words
from deadlines.loading import calendar_for
from deadlines.states import Anchor, Bound, DeadlineState, RuleDirection, RuleOrigin, RuleUnit
from deadlines.sums import COUNTED_UNITS, current_sum

NOT_CONFIGURED = "chưa cấu hình"
SOON = 3  # working days: the badge turns as the first reminder goes out


def badge(deadline, today=None, calendar=None):
    """The deadline as its badge: one phrase, a tone, the date, the link to its explanation."""
    today = today or local_today()
    tone, phrase = _tone_and_phrase(deadline, today, calendar or calendar_for(deadline.commune))
    return DeadlineBadge(
        label=deadline.label,
        due_on=deadline.due_on,
        tone=tone,
        phrase=phrase,
        why_url=reverse("deadline_why", args=[deadline.pk]),
        is_provisional=deadline.is_provisional,
    )


def _tone_and_phrase(deadline, today, calendar):
    if deadline.state == DeadlineState.EXEMPT:
        return "exempt", deadline.exempt_clause or "miễn"
    if deadline.state == DeadlineState.CANCELLED:
        return "exempt", "đã huỷ"
    if deadline.state == DeadlineState.MET:
        if deadline.is_met_late:
            return "late", f"xong trễ {late_words(deadline.due_on, deadline.met_on, calendar)}"
        return "good", "xong đúng hạn"
    if deadline.due_on < today:
        return "late", f"trễ {late_words(deadline.due_on, today, calendar)}"
    if deadline.due_on == today:
        return "today", "hết hạn hôm nay"
    left = calendar.count(today, deadline.due_on)
    if not left:
        return "today", "không còn ngày làm việc nào trước hạn"
    return ("soon" if left <= SOON else "info"), f"còn {left} ngày làm việc"


def late_words(due_on, on, calendar):
    """How late, in working days; a weekend after the last day counts in days."""
    working = calendar.count(due_on, on)
    return f"{working} ngày làm việc" if working else f"{(on - due_on).days} ngày"


def explanation(deadline):
    """«Vì sao là ngày này?»: the full account of a deadline as sentences, its extension included."""
    calendar = calendar_for(deadline.commune)
    label = anchor_words(deadline)
    lines = explain(
        current_sum(deadline, calendar),
        anchor_label=label,
        rule_text=rule_words(deadline, extended=deadline.is_extended and not deadline.is_postponed),
        legal_basis=deadline.legal_basis,
    )
    if deadline.is_postponed:
        lines.append(
            f"Hạn ban đầu là {long_date(deadline.original_due_on)}; đã lùi đến {long_date(deadline.due_on)} theo quyết định "
            f"ngày {deadline.extended_on:%d/%m/%Y}, vì: {deadline.extension_reason.rstrip('.')}. Hạn ban đầu vẫn lưu lại."
        )
    elif deadline.is_extended:
        lines.append(
            f"Hạn ban đầu là {long_date(deadline.original_due_on)}; đã gia hạn ngày {deadline.extended_on:%d/%m/%Y}, "
            f"vì {deadline.extension_ground}: {deadline.extension_reason.rstrip('.')}. Thời hạn mới đếm lại từ mốc ban đầu."
        )
    if deadline.state == DeadlineState.EXEMPT:
        clause = f" ({deadline.exempt_clause})" if deadline.exempt_clause else ""
        lines.append(f"Được miễn{clause}: {deadline.exempt_reason.rstrip('.')}.")
    return lines


def account(deadline):
    """The computed Sum that holds now, for a page that shows each day."""
    return current_sum(deadline, calendar_for(deadline.commune))


def anchor_words(deadline):
    """The event of a deadline in words."""
    if deadline.anchor_kind in (Anchor.CONFERENCE, Anchor.CONCLUSION_ISSUED):
        return Anchor(deadline.anchor_kind).label
    return "ngày bắt đầu"


def rule_words(figures, extended=False):
    """The figures of a rule or a deadline as the office says them; «chưa cấu hình» where there are none."""
    anchor = getattr(figures, "anchor_kind", None) or getattr(figures, "anchor", Anchor.NONE)
    if figures.unit in COUNTED_UNITS:
        amount = figures.extension_amount if extended else figures.amount
        if amount is None:
            return NOT_CONFIGURED
        unit = (figures.extension_unit or figures.unit) if extended else figures.unit
        bound = "không quá" if extended else _bound_words(figures.bound)
        place = Anchor(anchor).label if anchor not in (Anchor.NONE, Anchor.FIXED) else "mốc"
        return f"{bound} {figures_in_words(int(amount), unit, figures.direction, place)}".strip()
    if figures.fixed_on is not None and not getattr(figures, "starts_on", None):
        strict = figures.bound == Bound.STRICTLY_BEFORE
        return f"{'trước' if strict else 'chậm nhất'} ngày {figures.fixed_on:%d/%m/%Y}"
    return _other_words(figures)


def _bound_words(bound):
    return Bound(bound).label if bound in (Bound.AT_LEAST, Bound.AT_MOST) else ""


def _other_words(figures):
    periods = getattr(figures, "periods", None)
    if getattr(figures, "starts_on", None):
        return f"từ ngày {figures.starts_on:%d/%m/%Y} đến hết ngày {figures.fixed_on:%d/%m/%Y}"
    if periods:
        days = [[date.fromisoformat(day) for day in period] for period in periods]
        return "; ".join(f"từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}" for first, last in days)
    amount, upper = figures.amount, getattr(figures, "amount_to", None)
    if amount is None:
        return _words_without_figure(figures)
    span = (
        f"{_number(amount)}-{_number(upper)}"
        if upper is not None
        else f"{_bound_words(figures.bound)} {_number(amount)}"
    )
    return f"{span.strip()} {RuleUnit(figures.unit).label.replace(' (thời lượng)', '')}"


def _words_without_figure(figures):
    if figures.unit == RuleUnit.REFERENCE:
        return "theo văn bản khác"
    return "không đặt thời hạn" if figures.direction == RuleDirection.NONE else NOT_CONFIGURED


def citation(rule):
    """Where a rule stands: "mục IV.1, Kế hoạch đối thoại của UBND xã năm 2026"; a figure taken over says from whom."""
    if rule.origin != RuleOrigin.PLAN:
        return rule.source
    place = rule.source if rule.source.startswith("Điều") or not rule.source else f"mục {rule.source}"
    paper = rule.regulation.legal_basis.split(";")[0]
    return ", ".join(part for part in (place, paper) if part)


def _number(value):
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return text.replace(".", ",")


def extension_words(rule):
    """What the rule says of an extension; empty where it allows none."""
    if not rule.extension_amount:
        return ""
    unit = UNIT_WORDS.get(rule.extension_unit or rule.unit, "ngày")
    return f"được gia hạn một lần, không quá {rule.extension_amount:02d} {unit} tính từ mốc ban đầu"


def owner_words(deadline):
    """Whose duty it is."""
    if deadline.owner_unit is not None:
        return deadline.owner_unit.short_name
    return Role(deadline.owner_role).label if deadline.owner_role else "—"
