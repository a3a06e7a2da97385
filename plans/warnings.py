"""What to look at in a plan before it is issued (requirements D): full sentences, none of which bars anything."""

import re

from core.vietnamese import short_date
from plans.queries.bodies import KIND_NAMES, kinds_in
from plans.states import ConferenceKind, ParagraphSection

STATED = re.compile(r"(\d+)\s*hội nghị (?:đối thoại )?(định kỳ|chuyên đề)")


def warnings_of(plan, issued_on=None):
    """What to look at before issue: full sentences; none of them bars anything."""
    return [
        *_unlisted_bodies(plan),
        *_late_bases(plan, issued_on),
        *_wrong_totals(plan),
        *_open_windows(plan),
    ]


def _unlisted_bodies(plan):
    """D-42: a body with a task or a part in the preparation that is not among the recipients."""
    told = set().union(*(kinds_in(row.text) for row in plan.recipients.all()))
    tasked = set().union(*(kinds_in(row.unit_name) for row in plan.tasks.all()))
    tasked |= {row.unit.kind for row in plan.tasks.all() if row.unit}
    tasked = tasked.union(*(kinds_in(row.audience) for row in plan.targets.all()))
    shared = (row.text for row in plan.paragraphs.all() if row.section == ParagraphSection.PREPARATION)
    tasked = tasked.union(*map(kinds_in, shared))
    return [
        f"{name[0].upper()}{name[1:]} được giao việc hoặc phối hợp nhưng không có trong “Nơi nhận”."
        for kind, name in KIND_NAMES.items()
        if kind in tasked - told
    ]


def _late_bases(plan, issued_on):
    """LP-06: a basis dated after the plan."""
    documents = [document for basis in plan.bases.all() for document in basis.documents.all()]
    sentences = []
    for document in documents:
        if document.dated_on is None:
            continue
        name = f"{document.kind} {document.number}".strip() if document.number else document.name
        if issued_on and document.dated_on > issued_on:
            day = short_date(document.dated_on)
            sentences.append(f"Căn cứ “{name}” đề ngày {day}, sau ngày ban hành {short_date(issued_on)}.")
        elif document.dated_on.year > plan.year:
            sentences.append(
                f"Căn cứ “{name}” đề ngày {short_date(document.dated_on)}, sau năm kế hoạch {plan.year}."
            )
    return sentences


def _wrong_totals(plan):
    """LP-21: the sentence of targets says another number than the targets themselves."""
    kinds = {"định kỳ": ConferenceKind.PERIODIC, "chuyên đề": ConferenceKind.THEMATIC}
    sentences = []
    for figure, words in STATED.findall(plan.target_text):
        total = sum(target.count for target in plan.targets.all() if target.kind == kinds[words])
        if int(figure) != total:
            sentences.append(
                f"Câu chỉ tiêu ghi {figure} hội nghị {words} nhưng các chỉ tiêu cộng lại là {total:02d}."
            )
    return sentences


def _open_windows(plan):
    """D-19: a target without a quarter gets its conferences' dates unchecked."""
    return [
        f"Chỉ tiêu “{target.audience}” chưa ghi quý dự kiến hay ngày cuối."
        for target in plan.targets.all()
        if not target.quarters and not target.not_after
    ]
