"""Starting deadlines: a rule's figures are copied into a row and the row is dated."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from core.log import record
from core.states import Role
from core.vietnamese import long_date
from core.workflow import move
from deadlines import ladders
from deadlines.loading import calendar_for
from deadlines.models import Deadline, Rule
from deadlines.queries import rules_in_force
from deadlines.states import DeadlineKind
from deadlines.sums import date_fields, figures_of, sum_of
from deadlines.wording import citation


@transaction.atomic
def start_deadline(
    *,
    rule,
    kind=None,
    subject,
    subject_label,
    anchor_on,
    owner_unit=None,
    owner_role="",
    actor,
    commune,
    fixed_on=None,
    amount=None,
    unit=None,
    direction=None,
    legal_basis="",
    label="",
    conference_kind="",
    ladder=None,
):
    """Start one duty's deadline; the same one again while it is open. None where no date follows.

    `rule` None: the figures given here alone (a date set by the chair: `fixed_on`, that day included).
    A rule that is switched off, not configured («chưa cấu hình», D-31), in an unresolved conflict (D-01), or
    whose anchor has not happened yet (`anchor_on` None, P9) makes no deadline. A conference kind that the rule
    exempts gets the row in state «được miễn» with the clause (P12).
    """
    if rule is not None and (not rule.is_enabled or is_in_conflict(rule)):
        return None
    figures = figures_of(
        rule, anchor_on=anchor_on, fixed_on=fixed_on, amount=amount, unit=unit, direction=direction
    )
    if figures is None:
        return None
    kind = DeadlineKind(kind or rule.kind)
    running = Deadline.objects.about(subject).of_kind(kind).filter(rule=rule).living().first()
    if running is not None:
        return running
    deadline = Deadline(
        commune=commune,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        subject_label=subject_label[:300],
        label=(label or (rule.name if rule else kind.label))[:200],
        kind=kind,
        owner_unit=owner_unit,
        owner_role=owner_role or ("" if owner_unit else Role.OFFICE),
        **_copied(rule, figures, legal_basis, ladder),
    )
    _date_and_log(deadline, figures, actor)
    if rule is not None and conference_kind in rule.exempt_conference_kinds:
        move(
            deadline, "exempt", actor=None, note=rule.exemption_text,
            exempt_reason=rule.exemption_text, exempt_clause=f"miễn theo {rule.source}"[:400],
        )  # fmt: skip
    return deadline


def start_deadlines_for(
    *,
    regulation,
    kinds,
    subject,
    subject_label,
    anchor_on,
    actor,
    commune,
    anchor_kind=None,
    owner_unit=None,
    owner_role="",
    conference_kind="",
    label="",
):
    """Start a deadline for each rule of these kinds that is in force; returns those that exist now.

    `anchor_kind` names the event that `anchor_on` is (deadlines.states.Anchor): rules that count from another
    event are left for their own day. The law's rules stand beside the plan's where the regulation says so (P16).
    """
    started = []
    for rule in rules_in_force(regulation, kinds, anchor_kind=anchor_kind, conference_kind=conference_kind):
        deadline = start_deadline(
            rule=rule,
            subject=subject,
            subject_label=subject_label,
            anchor_on=anchor_on,
            owner_unit=owner_unit,
            owner_role=owner_role,
            actor=actor,
            commune=commune,
            conference_kind=conference_kind,
            label=label,
        )
        if deadline is not None:
            started.append(deadline)
    return started


def is_in_conflict(rule):
    """Whether another enabled rule of the plan sets a different date for the same act (D-01, D-02)."""
    if not rule.conflicts_with:
        return False
    rivals = Rule.objects.enabled().filter(regulation=rule.regulation_id, code=rule.conflicts_with)
    return rivals.exists()


def _copied(rule, figures, legal_basis, ladder):
    fields = {
        "unit": figures.unit,
        "amount": figures.amount,
        "direction": figures.direction,
        "anchor_kind": figures.anchor_kind,
        "anchor_on": figures.anchor_on,
        "bound": figures.bound,
        "fixed_on": figures.fixed_on,
        "starts_on": figures.starts_on,
        "legal_basis": legal_basis,
        "ladder": ladders.pack(
            ladder if ladder is not None else (rule.ladder if rule else ladders.DEFAULT_LADDER)
        ),
    }
    if rule is None:
        return fields
    return fields | {
        "rule": rule,
        "legal_basis": legal_basis or citation(rule),
        "rule_text": rule.text,
        "is_statutory": rule.is_statutory,
        "extension_amount": rule.extension_amount,
        "extension_unit": rule.extension_unit,
        "extension_grounds": rule.extension_grounds,
    }


def _date_and_log(deadline, figures, actor):
    first = sum_of(figures, calendar_for(deadline.commune))
    for name, value in date_fields(first, first).items():
        setattr(deadline, name, value)
    deadline.save()
    record(
        actor=actor,
        action="deadline.start",
        subject=deadline,
        sentence=f"đã bắt đầu tính thời hạn, hạn là {long_date(deadline.due_on)}",
    )
