"""Regulations as data: presets installed from files, a commune's own copies edited by its admin."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction

from core.editing import save_edit
from core.log import record
from core.refusals import Refused
from deadlines import rules
from deadlines.ladders import DEFAULT_LADDER
from deadlines.models import Regulation, Rule
from deadlines.queries import regulation_code_for

PRESETS = Path(__file__).resolve().parent.parent / "presets"
RULE_FIELDS = [
    field.name
    for field in Rule._meta.fields
    if field.name not in ("id", "regulation", "version", "code", "position")
]


@cache
def _preset_files():
    """The data of deadlines/presets/*.yaml, parsed once; callers must not change them."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(PRESETS.glob("*.yaml"))]


@transaction.atomic
def install_presets():
    """Write every preset of deadlines/presets/*.yaml; run again it changes only what the files changed.

    Figures already copied into deadlines stay. Returns how many rules stand.
    """
    return sum(_install_preset(data) for data in _preset_files())


def _install_preset(data):
    """One regulation with its rules: those that are new in one statement, those that changed in another."""
    fields = {name: value for name, value in data.items() if name not in ("code", "rules")}
    regulation, _ = Regulation.objects.update_or_create(
        commune=None, code=data["code"], defaults={**fields, "is_preset": True}
    )
    standing = {rule.code: rule for rule in regulation.rules.all()}
    new, changed, names = [], [], set()
    for position, row in enumerate(data["rules"], start=1):
        common = {
            "ladder": dict(DEFAULT_LADDER),
            "is_statutory": regulation.is_statutory,
            "position": position,
        }
        values = common | deepcopy(row)
        rule = standing.get(values["code"])
        if rule is None:
            new.append(Rule(regulation=regulation, **values))
            continue
        differing = {name: value for name, value in values.items() if getattr(rule, name) != value}
        for name, value in differing.items():
            setattr(rule, name, value)
        names |= set(differing)
        changed += [rule] if differing else []
    Rule.objects.bulk_create(new)
    if changed:
        Rule.objects.bulk_update(changed, sorted(names))
    return len(data["rules"])


@transaction.atomic
def copy_regulation(*, regulation, commune, actor, title=""):
    """Copy a regulation into the commune as its own, which its admin may edit."""
    rules.check_can_copy_regulation(actor, regulation)
    copy = Regulation.objects.create(
        commune=commune,
        code=regulation_code_for(commune, regulation.code),
        title=title or f"{regulation.title} (của {commune})",
        legal_basis=regulation.legal_basis,
        note=regulation.note,
        has_statutory_overlay=regulation.has_statutory_overlay,
    )
    for rule in regulation.rules.all():
        values = {name: getattr(rule, name) for name in RULE_FIELDS}
        Rule.objects.create(regulation=copy, code=rule.code, position=rule.position, **values)
    record(
        actor=actor,
        action="regulation.copy",
        subject=copy,
        sentence=f"đã chép từ bộ quy định “{regulation.title}”",
    )
    return copy


@transaction.atomic
def edit_regulation(*, regulation, values, version, actor):
    """Change the head of a commune's own regulation."""
    rules.check_can_edit_regulation(actor, regulation)
    return save_edit(
        regulation,
        actor=actor,
        version=version,
        values=values,
        action="regulation.edit",
        sentence="đã sửa bộ quy định",
    )


@transaction.atomic
def edit_rule(*, rule, values, version, actor):
    """Change one rule of a commune's own regulation; deadlines that run keep the figures they started with."""
    rules.check_can_edit_regulation(actor, rule.regulation)
    for name, value in values.items():
        setattr(rule, name, value)
    rules.check_rule_figures(rule)
    return save_edit(
        rule, actor=actor, version=version, values=values, action="rule.edit", sentence="đã sửa quy định"
    )


@transaction.atomic
def choose_rule(*, rule, reason, actor):
    """Settle two rules that contradict each other: this one holds, its rival is switched off (D-01, D-02)."""
    rules.check_can_edit_regulation(actor, rule.regulation)
    if not reason.strip():
        raise Refused("Hãy ghi lý do chọn quy định này; lý do được lưu trong nhật ký.")
    rival = Rule.objects.filter(regulation=rule.regulation, code=rule.conflicts_with).first()
    if rival is None:
        raise Refused("Quy định này không mâu thuẫn với quy định nào khác.")
    Rule.objects.filter(pk=rival.pk).update(is_enabled=False, version=rival.version + 1)
    Rule.objects.filter(pk=rule.pk).update(is_enabled=True, version=rule.version + 1)
    record(
        actor=actor, action="regulation.choose", subject=rule.regulation, note=reason,
        sentence=f"đã chọn quy định {rule.code} ({rule.source}) thay cho {rival.code} ({rival.source})",
    )  # fmt: skip
    rule.refresh_from_db()
    return rule
