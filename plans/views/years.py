"""Lập kế hoạch năm sau: the review that stands between last year's plan and the new draft."""

from django.contrib import messages
from django.shortcuts import render

from core.access import guard
from core.pages import go, try_service
from core.states import Role
from plans import rules, services
from plans.forms.renewal import RenewalForm
from plans.views.fetch import plan_or_404


@guard(Role.OFFICE)
def plan_renew(request, pk):
    plan = plan_or_404(request, pk)
    rules.check_can_create_plan(request.user, plan.commune)
    form = RenewalForm(request.POST or None, plan=plan, year=asked_year(request, plan))
    if form.is_valid():
        values = form.cleaned_data
        new = try_service(
            form, services.renew_plan, plan=plan, year=values["year"], decisions=form.decisions(),
            signer_name=values["signer_name"], signer_title=values["signer_title"], actor=request.user,
        )  # fmt: skip
        if new:
            messages.success(
                request, f"Đã lập dự thảo kế hoạch năm {new.year} với các quyết định của anh/chị."
            )
            return go(request, new)
    return render(
        request,
        "plans/plan_renew.html",
        {"plan": plan, "form": form, "years": range(plan.year + 1, plan.year + 4)},
    )


def asked_year(request, plan):
    """The year of the new plan: the one after, or one of the next three asked for by ?nam=."""
    words = request.GET.get("nam", "")
    year = int(words) if words.isdecimal() and len(words) == 4 else 0
    return year if plan.year < year <= plan.year + 3 else plan.year + 1
