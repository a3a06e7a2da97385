"""Thời hạn của kế hoạch này: the figures of one plan, where they come from, and the ways to settle what is open."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.pages import try_service
from core.states import Role
from deadlines.states import DeadlineKind
from plans import rules, services
from plans.forms.regulation import FillForm, RegulationForm
from plans.queries.regulation import law_rules, open_kinds, rule_rows, words_of
from plans.views.fetch import READERS, bare_plan_or_404
from plans.warnings import open_conflicts

SETTERS = (Role.OFFICE, Role.ADMIN)


@guard(*READERS)
def plan_regulation(request, pk):
    plan = bare_plan_or_404(request, pk)
    own = [rule for rule in plan.regulation.rules.all() if rule.is_enabled] if plan.regulation else []
    context = {
        "plan": plan,
        "rows": rule_rows(plan),
        "law": [(rule, words_of(rule)) for rule in law_rules()],
        "conflicts": [(kept, words_of(kept), rival, words_of(rival)) for kept, rival in open_conflicts(own)],
        "open_kinds": [DeadlineKind(kind).label for kind in open_kinds(plan)],
        "may_set": allowed(rules.check_can_set_regulation, request.user, plan),
        "is_own": bool(plan.regulation and plan.regulation.is_for_one_plan),
    }
    return render(request, "plans/plan_regulation.html", context)


@guard(*SETTERS)
@require_POST
def plan_regulation_copy(request, pk):
    plan = bare_plan_or_404(request, pk)
    services.own_regulation(plan=plan, actor=request.user)
    messages.success(request, "Đã chép bộ quy định riêng cho kế hoạch. Anh/chị có thể sửa từng thời hạn.")
    return redirect("plan_regulation", pk=plan.pk)


@guard(*SETTERS)
@require_POST
def plan_regulation_law(request, pk):
    plan = bare_plan_or_404(request, pk)
    is_on = request.POST.get("is_on") == "1"
    services.set_law_minimum(plan=plan, is_on=is_on, actor=request.user)
    messages.success(
        request, f"Đã {'bật' if is_on else 'tắt'} mức tối thiểu của luật. Các thời hạn đang chạy giữ nguyên."
    )
    return redirect("plan_regulation", pk=plan.pk)


@guard(*SETTERS)
def plan_regulation_choose(request, pk):
    plan = bare_plan_or_404(request, pk)
    rules.check_can_set_regulation(request.user, plan)
    form = RegulationForm(request.POST or None, plan=plan)
    if form.is_valid() and try_service(
        form, services.choose_regulation, plan=plan, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã chọn bộ quy định. Các thời hạn đang chạy giữ nguyên.")
        return redirect("plan_regulation", pk=plan.pk)
    return render(request, "plans/plan_regulation_choose.html", {"plan": plan, "form": form})


@guard(*SETTERS)
def plan_rule_add(request, pk):
    """Figures for an act that the plan leaves open, from the law, the commune or another plan."""
    plan = bare_plan_or_404(request, pk)
    rules.check_can_set_regulation(request.user, plan)
    form = FillForm(request.POST or None, plan=plan)
    if form.is_valid() and try_service(
        form, services.fill_plan_rule, plan=plan, source=form.picked(), reason=form.cleaned_data["reason"],
        actor=request.user,
    ):  # fmt: skip
        messages.success(request, "Đã lấy số ngày; nguồn được ghi bên cạnh.")
        return redirect("plan_regulation", pk=plan.pk)
    return render(request, "plans/plan_rule_add.html", {"plan": plan, "form": form})
