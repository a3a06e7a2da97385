"""The plan as an official paper: what its templates need, in the order of the text. No freezing, no numbers."""

from dataclasses import replace
from itertools import groupby

from documents.render import paper_html
from plans.sections import PROCEDURE, recipient_line
from plans.states import ConferenceKind, ParagraphSection, TaskMode

KIND_HEADINGS = {
    ConferenceKind.PERIODIC: "Đối thoại định kỳ",
    ConferenceKind.THEMATIC: "Đối thoại theo chuyên đề",
    ConferenceKind.AD_HOC: "Đối thoại đột xuất",
}


def plan_html(plan, face):
    """The whole paper; a draft's date line knows the year and perhaps the month (LP-02)."""
    if face.is_draft:
        face = replace(face, draft_year=plan.year, draft_month=plan.draft_month)
    return paper_html("plans/plan_paper.html", plan_context(plan), face)


def plan_context(plan):
    """Shared by the paper and the plan's page, so that both read alike."""
    paragraphs = list(plan.paragraphs.all())
    return {
        "plan": plan,
        "bases": plan.bases.all(),
        "sections": {
            name: [row for row in paragraphs if row.section == name] for name in ParagraphSection.values
        },
        "target_text": plan.target_text or stated_targets(plan),
        "target_groups": target_groups(plan),
        "procedure": procedure(paragraphs),
        "agenda": plan.agenda_steps.all(),
        "task_groups": task_groups(plan),
        "recipients": [
            recipient_line(row) for row in sorted(plan.recipients.all(), key=lambda row: row.is_archive)
        ],
        "closing": closing_of(plan),
    }


def stated_targets(plan):
    """ "01 hội nghị định kỳ; 02 hội nghị chuyên đề." from the targets themselves."""
    targets = list(plan.targets.all())
    totals = {kind: sum(row.count for row in targets if row.kind == kind) for kind in ConferenceKind}
    parts = [f"{total:02d} hội nghị {kind.label.lower()}" for kind, total in totals.items() if total]
    return f"{'; '.join(parts)}." if parts else ""


def target_groups(plan):
    """[(heading, targets)] by kind; only thematic ones are told apart by audience on paper."""
    targets = list(plan.targets.all())
    groups = []
    for kind, heading in KIND_HEADINGS.items():
        rows = [row for row in targets if row.kind == kind]
        if rows:
            groups.append(
                {
                    "heading": heading,
                    "targets": rows,
                    "is_by_audience": kind != ConferenceKind.PERIODIC or len(rows) > 1,
                }
            )
    return groups


def procedure(paragraphs):
    """Numbered paragraphs of the preparation with what hangs under each, labels made here (1.1, 1.2 …)."""
    rows, number = [], 0
    for section in PROCEDURE:
        for row in (row for row in paragraphs if row.section == section):
            number += row.mark == "number"
            label = {"number": f"1.{number}.", "dash": "-", "plus": "+"}.get(row.mark, "")
            rows.append((label, row.text))
    return rows


def task_groups(plan):
    """[(heading, paragraphs)] of each body in order; tasks that are joined share a paragraph (LP-78 to LP-108)."""
    groups = []
    for (name, mode), rows in groupby(plan.tasks.all(), key=lambda row: (row.unit_name, row.mode)):
        texts = []
        for row in rows:
            if row.is_joined and texts:
                texts[-1] += f" {row.text}" if texts[-1].endswith((".", ";", ":")) else f"; {row.text}"
            else:
                texts.append(row.text)
        heading = f"Đề nghị {name}" if mode == TaskMode.REQUEST else name
        groups.append((heading, texts))
    return groups


def closing_of(plan):
    """The last sentence ends with ./. whether or not it was typed."""
    text = plan.closing.rstrip()
    return f"{text.rstrip('./')}./." if text else ""

# Papers of this room (documents.catalogue).
TYPES = ()
