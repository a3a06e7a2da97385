"""The deadlines' figures of one plan: which regulation it has, its own copy, the law's minimum, what it leaves open."""

from django.db import transaction
from django.db.models import F

from core.log import record
from core.refusals import Refused
from deadlines.models import Regulation
from deadlines.services import copy_regulation, fill_rule
from plans import rules
from plans.models import Plan


@transaction.atomic
def choose_regulation(*, plan, regulation, actor):
    """Another regulation for the plan; deadlines that already run keep the figures they started with."""
    rules.check_can_set_regulation(actor, plan)
    if regulation.pk == plan.regulation_id:
        raise Refused("Kế hoạch đang dùng bộ quy định này. Hãy chọn bộ khác.")
    before = plan.regulation.title if plan.regulation else ""
    _set(plan, regulation)
    record(
        actor=actor, action="plan.regulation", subject=plan, sentence="đã chọn bộ quy định thời hạn",
        changes={"Quy định thời hạn": [before, regulation.title]},
    )  # fmt: skip
    return plan


@transaction.atomic
def own_regulation(*, plan, actor):
    """The plan's own copy of its regulation, made now if it has none yet; only then its figures may be edited."""
    rules.check_can_set_regulation(actor, plan)
    if plan.regulation is None:
        raise Refused("Kế hoạch chưa có bộ quy định thời hạn. Hãy chọn một bộ trước.")
    if plan.regulation.is_for_one_plan and plan.regulation.plans.count() == 1:
        return plan.regulation
    title = f"Thời hạn riêng của {plan}"
    copy = copy_regulation(
        regulation=plan.regulation, commune=plan.commune, title=title, is_for_one_plan=True, actor=actor
    )
    _set(plan, copy)
    record(
        actor=actor,
        action="plan.regulation",
        subject=plan,
        sentence="đã chép bộ quy định thời hạn riêng cho kế hoạch",
    )
    return copy


@transaction.atomic
def set_law_minimum(*, plan, is_on, actor):
    """The law's own minimum beside the plan's rules, or no longer; shown as the law's (D-31, P16)."""
    regulation = own_regulation(plan=plan, actor=actor)
    if regulation.has_statutory_overlay == is_on:
        raise Refused("Mức tối thiểu của luật đã ở trạng thái này. Tải lại trang để xem.")
    Regulation.objects.filter(pk=regulation.pk).update(has_statutory_overlay=is_on, version=F("version") + 1)
    words = "đã bật" if is_on else "đã tắt"
    record(
        actor=actor,
        action="regulation.law",
        subject=regulation,
        sentence=f"{words} mức tối thiểu của luật cho kế hoạch",
    )
    return plan


@transaction.atomic
def fill_plan_rule(*, plan, source, reason, actor):
    """Figures for an act that the plan leaves open, copied and labelled as copied (D-11, D-31)."""
    regulation = own_regulation(plan=plan, actor=actor)
    return fill_rule(regulation=regulation, source=source, reason=reason.strip(), actor=actor)


def _set(plan, regulation):
    Plan.objects.filter(pk=plan.pk).update(regulation=regulation, version=F("version") + 1)
    plan.regulation = regulation
