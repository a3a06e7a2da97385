"""Reads over several models of this room: work that waits, warnings, progress towards the targets."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from core.models import Unit
from core.providers import ConferencePart, StagePart, WorkItem
from core.states import Role, UnitKind
from core.vietnamese import fold, short_date
from documents.queries import next_number_text
from documents.services import period_of
from plans.models import Plan, PlanTarget
from plans.states import ConferenceKind, ParagraphSection, PlanState

# Words by which papers name bodies of a kind (D-28, D-43), folded; the first kind found in a name stands first.
KIND_WORDS = {
    UnitKind.FRONT: ("mttq", "mat tran to quoc"),
    UnitKind.MASS_ORGANISATION: (
        "to chuc chinh tri", "doan the", "hoi nong dan", "hoi phu nu", "hoi lien hiep phu nu", "doan thanh nien",
        "hoi cuu chien binh",
    ),
    UnitKind.POLICE: ("cong an",),
    UnitKind.SERVICE_CENTRE: ("trung tam",),
    UnitKind.PARTY_BOARD: ("ban xay dung dang",),
    UnitKind.SCHOOL: ("nha truong", "truong hoc", "hieu truong"),
    UnitKind.VILLAGE: ("truong thon", "truong cac thon", "cac thon"),
    UnitKind.DEPARTMENT: ("phong chuyen mon", "cac phong"),
    UnitKind.OFFICE: ("van phong", "luu vp"),
    UnitKind.LEADERSHIP: ("lanh dao ubnd", "lanh dao uy ban"),
}  # fmt: skip
KIND_NAMES = {
    UnitKind.FRONT: "Ủy ban Mặt trận Tổ quốc",
    UnitKind.MASS_ORGANISATION: "các tổ chức chính trị - xã hội",
    UnitKind.POLICE: "Công an",
    UnitKind.SERVICE_CENTRE: "Trung tâm Dịch vụ sự nghiệp công",
    UnitKind.PARTY_BOARD: "Ban Xây dựng Đảng",
    UnitKind.SCHOOL: "các nhà trường",
    UnitKind.VILLAGE: "các thôn",
    UnitKind.DEPARTMENT: "các phòng chuyên môn",
}
STATED = re.compile(r"(\d+)\s*hội nghị (?:đối thoại )?(định kỳ|chuyên đề)")
HELD, SCHEDULED = ("closed",), ("scheduled", "open")


def plan_list(user, values):
    """Plans that this person may see, filtered, the newest year first."""
    rows = Plan.objects.visible_to(user).select_related("paper", "organiser")
    if values.get("year"):
        rows = rows.for_year(values["year"])
    if values.get("state"):
        rows = rows.filter(state=values["state"])
    return rows.annotate(task_count=Count("tasks", distinct=True)).order_by("-year", "-pk")


def kinds_in(text):
    """Kinds of bodies that a text names."""
    folded = fold(text)
    return {kind for kind, words in KIND_WORDS.items() if any(word in folded for word in words)}


def units_of(plan):
    """Bodies of the commune that the plan's tasks and recipients name; they hear of its issue (LP-109)."""
    kinds = set().union(*(kinds_in(row.text) for row in plan.recipients.all()))
    kinds = kinds.union(*(kinds_in(row.unit_name) for row in plan.tasks.all()))
    named = {row.unit_id for row in plan.tasks.all() if row.unit_id}
    return Unit.objects.of_commune(plan.commune).active().filter(Q(kind__in=kinds) | Q(pk__in=named))


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


def number_to_come(plan, issued_on):
    """The number that the plan would get if it were issued now with this date."""
    period = period_of(body=plan.body, commune=plan.commune, issued_on=issued_on)
    return next_number_text(commune=plan.commune, body=plan.body, sign=plan.symbol, period=period)


@dataclass(frozen=True)
class TargetProgress:
    """How many conferences a target asks for, and how many have a date, were held, are still to be planned."""

    target: PlanTarget
    planned: int
    scheduled: int
    held: int

    @property
    def open(self):
        return max(self.planned - self.scheduled - self.held, 0)


def target_progress(plan):
    """One row per target (LP-20, LP-21); conferences are counted in one query, cancelled ones left out."""
    rows = plan.targets.annotate(
        held=Count("conferences", filter=Q(conferences__state__in=HELD)),
        scheduled=Count("conferences", filter=Q(conferences__state__in=SCHEDULED)),
    )
    return [TargetProgress(row, row.count, row.scheduled, row.held) for row in rows.order_by("order", "pk")]


def work_items(user):
    """What waits for office and chair: plans to go on with, to issue, to approve."""
    wanted = {
        PlanState.DRAFT: (Role.OFFICE, "Soạn tiếp và trình {}", "Mở kế hoạch", "info"),
        PlanState.RETURNED: (Role.OFFICE, "Sửa và trình lại {}", "Sửa", "soon"),
        PlanState.APPROVED: (Role.OFFICE, "Ban hành {}", "Ban hành", "normal"),
        PlanState.SUBMITTED: (Role.CHAIR, "Phê duyệt hoặc trả lại {}", "Xem và duyệt", "normal"),
    }
    states = [state for state, (role, *_) in wanted.items() if role in user.roles]
    if not states:
        return []
    items = []
    for plan in Plan.objects.visible_to(user).filter(state__in=states).order_by("-year", "pk")[:50]:
        _, words, button, tone = wanted[plan.state]
        name = f"kế hoạch đối thoại năm {plan.year}"
        page = "plan_issue" if plan.state == PlanState.APPROVED else "plan_detail"
        why = f"Lý do trả lại: {plan.return_reason}" if plan.state == PlanState.RETURNED else ""
        items.append(
            WorkItem(
                words.format(name),
                reverse(page, args=[plan.pk]),
                button,
                why=why,
                tone=tone,
                group="Kế hoạch",
            )
        )
    return items


def conference_part(conference, user):
    """The first stage on a conference's page: its plan, and the target it fulfils."""
    plan = conference.plan
    target = conference.target
    if plan.state == PlanState.ISSUED:
        state, sentence = "done", f"Đã ban hành ngày {short_date(plan.issued_on)}."
    else:
        state, sentence = "current", f"{plan.get_state_display()}."
    if target:
        sentence += f" Chỉ tiêu {target.count:02d} {target.get_kind_display().lower()}."
    visible = Plan.objects.visible_to(user).filter(pk=plan.pk).exists()
    url = reverse("plan_detail", args=[plan.pk]) if visible else ""
    papers = [plan.paper] if plan.paper_id else []
    return ConferencePart(stages=[StagePart("plan", "Kế hoạch", state, sentence, url)], papers=papers)
