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
from deadlines.states import RuleOrigin

PRESETS = Path(__file__).resolve().parent.parent / "presets"
RULE_FIELDS = [
    field.name
    for field in Rule._meta.fields
    if field.name not in ("id", "regulation", "version", "code", "position")
]

# What a rule takes from another one besides its kind; its text stays its own plan's.
FIGURES = (
    "kind", "amount", "amount_to", "unit", "anchor", "direction", "bound", "conference_kinds", "exempt_conference_kinds",
    "exemption_text", "extension_amount", "extension_unit", "extension_grounds", "extension_text",
)  # fmt: skip


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
def copy_regulation(*, regulation, commune, actor, title="", is_for_one_plan=False):
    """Copy a regulation into the commune as its own, which its admin may edit; for one plan its office too."""
    rules.check_can_copy_regulation(actor, regulation, is_for_one_plan)
    copy = Regulation.objects.create(
        commune=commune,
        code=regulation_code_for(commune, regulation.code),
        title=(title or f"{regulation.title} (của {commune})")[:250],
        is_for_one_plan=is_for_one_plan,
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


# What a plan file carries of a regulation that no other commune knows.
HEAD_FIELDS = ("title", "legal_basis", "note", "has_statutory_overlay")
CARRIED = [name for name in RULE_FIELDS if name not in ("ladder", "is_statutory")]


def regulation_data(regulation):
    """A regulation as plain data for a plan file: figures, texts, sources; no keys."""
    data = {name: getattr(regulation, name) for name in HEAD_FIELDS if getattr(regulation, name)}
    rows = []
    for rule in regulation.rules.all():
        row = {"code": rule.code} | {name: getattr(rule, name) for name in CARRIED}
        # The number's own wish to be short: 7.0 days are 7.
        for name in ("amount", "amount_to"):
            if row[name] is not None:
                row[name] = float(row[name]) if row[name] % 1 else int(row[name])
        rows.append({name: value for name, value in row.items() if value not in (None, "", [])})
    return data | {"rules": rows}


@transaction.atomic
def create_regulation(*, commune, data, actor):
    """A regulation for one plan, of the data that its file carries; its figures are held against the same rules."""
    rules.check_can_copy_regulation(actor, None, is_for_one_plan=True)
    head = {name: data[name] for name in HEAD_FIELDS if name in data and name != "title"}
    regulation = Regulation.objects.create(
        commune=commune, code=regulation_code_for(commune, "TEP"), title=f"{data['title']} (từ tệp nhập)"[:250],
        is_for_one_plan=True, **head,
    )  # fmt: skip
    rows = [
        Rule(regulation=regulation, position=place, **row) for place, row in enumerate(data["rules"], start=1)
    ]
    for row in rows:
        rules.check_rule_figures(row)
    Rule.objects.bulk_create(rows)
    record(
        actor=actor,
        action="regulation.create",
        subject=regulation,
        sentence="đã lập bộ quy định từ tệp kế hoạch",
    )
    return regulation


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
def fill_rule(*, regulation, source, reason, actor):
    """Take another rule's figures for an act that this regulation leaves open (D-11, D-31), named as what they are.

    `source`: a configured rule of the law, of the commune's own regulations or of a preset.
    """
    rules.check_can_edit_regulation(actor, regulation)
    if not source.is_configured:
        raise Refused("Quy định được chọn cũng chưa có số ngày. Hãy chọn quy định khác.")
    rule = next((row for row in regulation.rules.about(source.kind) if not row.is_configured), None)
    rule = rule or Rule(
        regulation=regulation, position=regulation.rules.count() + 1, code=_code_for(regulation, source)
    )
    if rule.pk is None and regulation.rules.enabled().about(source.kind).exists():
        raise Refused("Việc này đã có thời hạn trong kế hoạch. Hãy sửa thời hạn đó thay vì thêm.")
    for name in FIGURES:
        setattr(rule, name, getattr(source, name))
    rule.origin = origin_of(source, regulation.commune)
    rule.name = rule.name or source.name
    rule.source = f"{rule.get_origin_display()}: {source.source or source.regulation.code}"[:120]
    rule.is_enabled, rule.conflicts_with = True, ""
    rules.check_rule_figures(rule)
    rule.save()
    record(
        actor=actor, action="rule.fill", subject=regulation, note=reason,
        sentence=f"đã lấy số ngày cho “{rule.name}” từ “{source.regulation.title}”"[:400],
    )  # fmt: skip
    return rule


def origin_of(source, commune):
    if source.is_statutory:
        return RuleOrigin.LAW
    return RuleOrigin.COMMUNE if commune and source.regulation.commune_id == commune.pk else RuleOrigin.COPIED


def _code_for(regulation, source):
    taken = set(regulation.rules.values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := f"{source.code}-{n}"[-20:]) not in taken)


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
