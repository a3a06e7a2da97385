"""Writing a plan part by part and carrying it to its issue: submit, return, approve, issue, print."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused, StaleEdit
from core.states import Role
from core.workflow import move
from documents.services import issue_paper, keep_version, keep_version_of, print_draft
from documents.states import PaperKind, VersionStep
from plans import rules, writers
from plans.documents import plan_html
from plans.models import Plan
from plans.queries import units_of
from plans.sections import as_text, label_of, same, stamp_of, values_of
from plans.services.exchange import check_year_is_free
from plans.services.tasks import start_plan_tasks

BLANK = "…………………"


@transaction.atomic
def edit_plan(*, plan, section, values, stamp, actor):
    """Save one part of the plan. `stamp` is that of the values the person read (`sections.stamp_of`).

    Raises StaleEdit with both texts if the same part was saved meanwhile; other parts do not matter. Returns
    the plan; its version grows by one.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    rules.check_can_edit_plan(actor, plan)
    before = values_of(plan, section)
    if stamp_of(before) != stamp:
        raise StaleEdit(
            "Người khác vừa lưu phần này trong lúc anh/chị đang sửa. Hai bản được đặt cạnh nhau bên dưới: xem lại "
            "rồi bấm Lưu nếu muốn giữ bản của anh/chị.",
            saved={name: _pair(plan, name, before[name], value) for name, value in values.items() if not same(before[name], value)},
            version=stamp_of(before),
        )  # fmt: skip
    changed = {name: value for name, value in values.items() if not same(before[name], value)}
    if not changed:
        return plan
    if "outline" in changed:
        rules.check_outline(plan, changed["outline"])
    if {"year", "village"} & set(changed):
        year, village = changed.get("year", plan.year), changed.get("village", plan.village)
        check_year_is_free(plan.commune, year, plan.body, village)
    writers.write_values(plan, changed)
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    pairs = [_pair(plan, name, before[name], value) for name, value in changed.items()]
    changes = {label: [old, new] for label, old, new in pairs}
    record(
        actor=actor,
        action="plan.edit",
        subject=plan,
        sentence=f"đã sửa phần “{section.title}”",
        changes=changes,
    )
    return Plan.objects.get(pk=plan.pk)


def _pair(plan, name, before, after):
    return (label_of(plan, name), as_text(plan, name, before), as_text(plan, name, after))


@transaction.atomic
def submit_plan(*, plan, actor):
    """LP-49: to the chair, who hears of it."""
    rules.check_can_submit_plan(actor, plan)
    move(plan, "submit", actor=actor, submitted_by=actor, return_reason="")
    _keep(plan, VersionStep.SUBMITTED, actor)
    chairs = User.objects.holding(plan.commune, Role.CHAIR)
    _tell(chairs, plan, "submit", f"{plan} chờ anh/chị phê duyệt")
    return plan


@transaction.atomic
def return_plan(*, plan, reason, actor):
    """Back to the office with a reason, without which nobody knows what to change."""
    rules.check_can_return_plan(actor, plan)
    if not reason.strip():
        raise Refused("Hãy ghi lý do trả lại để Văn phòng biết cần sửa gì.")
    move(plan, "return", actor=actor, note=reason.strip(), return_reason=reason.strip())
    _keep(plan, VersionStep.RETURNED, actor, reason.strip())
    _tell(_drafters(plan), plan, "return", f"{plan} bị trả lại", reason.strip())
    return plan


@transaction.atomic
def approve_plan(*, plan, actor):
    """LP-49 to LP-51."""
    rules.check_can_approve_plan(actor, plan)
    move(plan, "approve", actor=actor, approved_by=actor, approved_at=timezone.now())
    _keep(plan, VersionStep.APPROVED, actor)
    _tell(_drafters(plan), plan, "approve", f"{plan} đã được phê duyệt, chờ ban hành")
    return plan


@transaction.atomic
def issue_plan(*, plan, issued_on, signer_name, actor, signer_title=""):
    """Number, date and freeze the paper; tell every body that has a task or receives the plan (LP-01, LP-109)."""
    rules.check_can_issue_plan(actor, plan)
    rules.check_issue_date(plan, issued_on)
    plan.signer_title = plan.signer_title or signer_title.strip()
    rules.check_signer(plan, plan.signer_title)
    paper = issue_paper(**_paper_fields(plan), signer_name=signer_name, issued_on=issued_on, actor=actor)
    move(
        plan, "issue", actor=actor, note=f"Số {paper.number_text}", paper=paper, issued_on=issued_on,
        signer_name=signer_name, signer_title=plan.signer_title,
    )  # fmt: skip
    keep_version(subject=plan, html=paper.html, step=VersionStep.ISSUED, actor=actor)
    start_plan_tasks(plan=plan, actor=actor)
    people = User.objects.active().filter(posts__unit__in=units_of(plan), commune=plan.commune).distinct()
    _tell(
        people,
        plan,
        "issue",
        f"{plan} đã ban hành, số {paper.number_text}",
        "Mở kế hoạch để xem việc của đơn vị.",
    )
    return plan


@transaction.atomic
def print_plan(*, plan, actor):
    """A draft print, with dots where number and date will stand."""
    rules.check_can_print_plan(actor, plan)
    return print_draft(**_paper_fields(plan), signer_name=plan.signer_name, actor=actor)


def _keep(plan, step, actor, note=""):
    """How the plan reads now, for comparing it with how it read before."""
    whole = Plan.objects.with_parts().select_related("commune").get(pk=plan.pk)
    fields = {**_paper_fields(whole), "signer_name": plan.signer_name}
    keep_version_of(**fields, step=step, actor=actor, note=note)


def _paper_fields(plan):
    return {
        "kind": PaperKind.PLAN, "subject": plan, "body": plan.body, "sign": plan.symbol, "excerpt": plan.title,
        "build": partial(plan_html, plan), "commune": plan.commune,
        # A draft may leave the title to be written by hand (D-14).
        "signer_title": f"{plan.signer_on_behalf}\n{plan.signer_title or BLANK}".strip(),
    }  # fmt: skip


def _drafters(plan):
    return User.objects.active().filter(
        pk__in=[pk for pk in (plan.drafted_by_id, plan.submitted_by_id) if pk]
    )


def _tell(people, plan, what, title, body=""):
    key = f"plan-{what}-{plan.pk}-{plan.version}"
    notify(people, key=key, title=title, body=body, link=reverse("plan_detail", args=[plan.pk]))
