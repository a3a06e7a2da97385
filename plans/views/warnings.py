"""What is done about one warning of a plan: set aside, taken up again, a recipient added with one click."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import try_service
from core.states import Role
from plans import rules, services
from plans.forms.warnings import DismissForm, RecipientForm
from plans.services.warnings import warning_of
from plans.views.fetch import plan_or_404


@guard(Role.OFFICE)
def warning_dismiss(request, pk, fingerprint):
    plan = plan_or_404(request, pk)
    rules.check_can_settle_warning(request.user, plan)
    warning = warning_of(plan, fingerprint)
    form = DismissForm(request.POST or None)
    if form.is_valid() and try_service(
        form,
        services.dismiss_warning,
        plan=plan,
        fingerprint=fingerprint,
        actor=request.user,
        **form.cleaned_data,
    ):
        messages.success(request, "Đã bỏ qua lưu ý, kèm lý do.")
        return redirect("plan_detail", pk=plan.pk)
    return render(request, "plans/warning_dismiss.html", {"plan": plan, "warning": warning, "form": form})


@guard(Role.OFFICE)
@require_POST
def warning_restore(request, pk, dismissal):
    plan = plan_or_404(request, pk)
    row = get_object_or_404(plan.dismissals.select_related("plan"), pk=dismissal)
    services.restore_warning(dismissal=row, actor=request.user)
    messages.success(request, "Lưu ý hiện lại trong danh sách.")
    return redirect("plan_detail", pk=plan.pk)


@guard(Role.OFFICE)
@require_POST
def recipient_add(request, pk):
    plan = plan_or_404(request, pk)
    form = RecipientForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    services.add_recipient(plan=plan, text=text, actor=request.user)
    messages.success(request, f"Đã thêm “{text}” vào Nơi nhận.")
    return redirect("plan_detail", pk=plan.pk)
