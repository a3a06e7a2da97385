"""What the draft's pages read: coverage, lines with what units and chair said, what changed. Nothing is written."""

from collections import defaultdict
from dataclasses import dataclass, field

from conclusions import rules
from conclusions.models import ConclusionItem, ItemConfirmation
from conclusions.queries.lines import bound_units, is_as_asked
from conclusions.states import ConfirmationState, ItemGroup
from core.clock import local_today
from documents.queries import differences, runs_of, versions_of

MISSING_SHOWN = 60  # petitions without a line; beyond, the page says how many more there are


@dataclass(frozen=True)
class Coverage:
    """How many of the conference's petitions the notice speaks about."""

    total: int
    covered: int
    left_out: list  # Omission with a reason
    deferred: list  # Omission that waits for the supplement (D-23)
    missing: list  # petitions, bounded
    missing_count: int


def coverage_of(notice):
    """The Coverage of a notice, or of a supplement over what waited for it; three queries, four beyond MISSING_SHOWN."""
    rows = notice.omissions.select_related("petition", "left_out_by").order_by("petition__code")
    omissions = list(rows)
    missing = list(notice.uncovered_petitions()[: MISSING_SHOWN + 1])
    count = len(missing) if len(missing) <= MISSING_SHOWN else notice.uncovered_petitions().count()
    total = notice.petitions_to_cover().count()
    return Coverage(
        total=total,
        covered=total - count - len(omissions),
        left_out=[row for row in omissions if not row.is_deferred],
        deferred=[row for row in omissions if row.is_deferred],
        missing=missing[:MISSING_SHOWN],
        missing_count=count,
    )


@dataclass
class Voice:
    """What one unit said to a line, in the words of the page."""

    unit: object
    label: str
    tone: str
    confirmation: ItemConfirmation | None = None
    # An objection to the line as it read before: it stays in sight after the line was changed.
    earlier: ItemConfirmation | None = None

    @property
    def objects(self):
        return self.confirmation is not None and self.confirmation.state == ConfirmationState.OBJECTED


@dataclass
class LineRow:
    """One line with its units' voices and the chair's remarks."""

    item: ConclusionItem
    voices: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


def lines_of_notice(notice, user):
    """The lines by part, in the paper's order: (number, group, label, rows); a constant number of queries.

    Restricted lines stay with those whom TD-68 names; voices and remarks are for who sees drafts.
    """
    items = list(notice.items.select_related("unit", "petition").prefetch_related("supporting"))
    asked, remarks = _asked(notice), defaultdict(list)
    for remark in notice.remarks.select_related("written_by", "resolved_by"):
        remarks[remark.item_id].append(remark)
    rows = [
        LineRow(item, _voices(item, asked), remarks[item.pk]) for item in items if rules.sees_item(user, item)
    ]
    return [
        (number, group, ItemGroup(group).label, [row for row in rows if row.item.group == group])
        for number, group in zip(("I", "II", "III"), ItemGroup.values, strict=True)
    ]


def _asked(notice):
    """(line, unit) -> its questions, the oldest first."""
    rows = ItemConfirmation.objects.filter(item__notice=notice).select_related("unit", "answered_by")
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.item_id, row.unit_id].append(row)
    return found


def _voices(item, asked):
    voices = []
    for unit in bound_units(item):
        rows = asked.get((item.pk, unit.pk), [])
        voice = _voice(item, unit, rows[-1] if rows else None)
        voice.earlier = next((row for row in reversed(rows[:-1]) if row.objection), None)
        voices.append(voice)
    return voices


def _voice(item, unit, row):
    """Silence is shown as silence: after its day, and after the chair has decided."""
    if row is None:
        return Voice(unit, "chưa xin ý kiến", "neutral")
    if not is_as_asked(row, item):
        return Voice(unit, "đã sửa sau khi xin ý kiến, chưa hỏi lại", "soon", row)
    if row.state == ConfirmationState.AGREED:
        return Voice(unit, "đồng ý", "good", row)
    if row.state == ConfirmationState.OBJECTED:
        return Voice(unit, "có ý kiến khác", "today", row)
    if row.state == ConfirmationState.LAPSED:
        return Voice(unit, "không trả lời", "exempt", row)
    if row.due_on < local_today():
        return Voice(unit, f"im lặng, hết hạn {row.due_on:%d/%m/%Y}", "late", row)
    return Voice(unit, f"chờ trả lời đến {row.due_on:%d/%m/%Y}", "info", row)


KIND_OF_TONE = {
    "good": "agreed",
    "today": "objected",
    "info": "waiting",
    "soon": "waiting",
    "late": "silent",
    "exempt": "silent",
}


def voices_summary(parts):
    """{"agreed": 3, …} over all lines, for one sentence above them; empty where nobody was asked."""
    counts = defaultdict(int)
    for *_, rows in parts:
        for row in rows:
            for voice in row.voices:
                if voice.confirmation is not None:
                    counts[KIND_OF_TONE[voice.tone]] += 1
    return dict(counts)


def general_remarks(notice):
    """Remarks at the whole notice, and at lines that are no longer there."""
    return notice.remarks.filter(item=None).select_related("written_by", "resolved_by")


def last_change(notice):
    """(old, new, runs) between the newest version and the one before it that reads otherwise; None while there is one."""
    versions = list(versions_of(notice))
    if not versions:
        return None
    new = versions[-1]
    older = [version for version in versions[:-1] if version.text != new.text]
    if not older:
        return None
    return older[-1], new, runs_of(differences(older[-1].text, new.text))


def asked_page(confirmation):
    """What the unit's page shows: every question of this notice to this unit that stands, the newest of each line."""
    rows = rules.asked_of(confirmation.notice, [confirmation.unit]).exclude(state=ConfirmationState.LAPSED)
    newest = {row.item_id: row for row in rows.order_by("pk")}
    return sorted(newest.values(), key=lambda row: (row.state != ConfirmationState.ASKED, row.item.order))


def units_to_ask(notice):
    """(unit, how many lines it has not answered as they read now) of every unit that pending lines name."""
    items = notice.items.filter(group=ItemGroup.PENDING).exclude(unit=None)
    asked, counts = _asked(notice), {}
    for item in items.select_related("unit").prefetch_related("supporting"):
        for unit in bound_units(item):
            last = (asked.get((item.pk, unit.pk)) or [None])[-1]
            known = last is not None and last.state != ConfirmationState.LAPSED and is_as_asked(last, item)
            counts[unit] = counts.get(unit, 0) + (not known)
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0].sort_key))
