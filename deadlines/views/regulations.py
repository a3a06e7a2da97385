"""The regulations: list, one with its rules, a commune's own copy and its edits."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import go, try_service
from core.refusals import Refused
from core.states import Role
from deadlines import rules, services
from deadlines.forms import ChoiceForm, RegulationForm, RuleForm
from deadlines.models import Regulation, Rule
from deadlines.queries import regulations_for, rules_of

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


@guard(*READERS)
def regulation_list(request):
    return render(request, "deadlines/regulation_list.html", {"rows": regulations_for(request.user)})


@guard(*READERS)
def regulation_detail(request, pk):
    regulation = get_object_or_404(Regulation.objects.visible_to(request.user), pk=pk)
    context = {
        "regulation": regulation,
        "rules": rules_of(regulation),
        "may_edit": _may_edit(request.user, regulation),
        "may_copy": Role.ADMIN in request.user.roles and not regulation.is_statutory,
    }
    return render(request, "deadlines/regulation_detail.html", context)


def _may_edit(user, regulation):
    try:
        rules.check_can_edit_regulation(user, regulation)
    except Refused:
        return False
    return True


@guard(Role.ADMIN)
@require_POST
def regulation_copy(request, pk):
    regulation = get_object_or_404(Regulation.objects.visible_to(request.user), pk=pk)
    copy = services.copy_regulation(regulation=regulation, commune=request.user.commune, actor=request.user)
    messages.success(request, "Đã chép thành bộ quy định của xã. Anh/chị có thể sửa từng quy định.")
    return go(request, copy)


@guard(Role.ADMIN, Role.OFFICE)
def regulation_edit(request, pk):
    regulation = get_object_or_404(Regulation.objects.visible_to(request.user), pk=pk)
    rules.check_can_edit_regulation(request.user, regulation)
    form = RegulationForm(request.POST or None, instance=regulation)
    if form.is_valid():
        regulation = Regulation.objects.get(pk=pk)
        values = dict(form.cleaned_data)
        version = values.pop("version")
        if try_service(
            form,
            services.edit_regulation,
            regulation=regulation,
            values=values,
            version=version,
            actor=request.user,
        ):
            return go(request, regulation)
    return render(request, "deadlines/regulation_edit.html", {"regulation": regulation, "form": form})


@guard(Role.ADMIN, Role.OFFICE)
def rule_edit(request, pk):
    rule = get_object_or_404(Rule.objects.visible_to(request.user).select_related("regulation"), pk=pk)
    rules.check_can_edit_regulation(request.user, rule.regulation)
    form = RuleForm(request.POST or None, instance=rule)
    if form.is_valid():
        fresh = Rule.objects.select_related("regulation").get(pk=pk)
        values = dict(form.cleaned_data)
        version = values.pop("version")
        if try_service(
            form, services.edit_rule, rule=fresh, values=values, version=version, actor=request.user
        ):
            messages.success(request, "Đã lưu. Các thời hạn đang chạy giữ nguyên số liệu lúc bắt đầu.")
            return redirect("regulation_detail", pk=rule.regulation_id)
    return render(request, "deadlines/rule_edit.html", {"rule": rule, "form": form})


@guard(Role.ADMIN, Role.OFFICE)
def rule_choose(request, pk):
    rule = get_object_or_404(Rule.objects.visible_to(request.user).select_related("regulation"), pk=pk)
    rules.check_can_edit_regulation(request.user, rule.regulation)
    form = ChoiceForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.choose_rule, rule=rule, actor=request.user, **form.cleaned_data
    ):
        return redirect("regulation_detail", pk=rule.regulation_id)
    rival = Rule.objects.filter(regulation=rule.regulation, code=rule.conflicts_with).first()
    return render(request, "deadlines/rule_choose.html", {"rule": rule, "rival": rival, "form": form})
