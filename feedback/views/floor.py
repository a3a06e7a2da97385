"""The secretary's one screen after a speech: what was said, what became of it, which petition it is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.access import guard
from core.pages import go, try_service
from core.states import Role
from dialogue.models import Contribution
from feedback import rules, services
from feedback.forms import SettleForm


@guard(Role.OFFICE)
def contribution_settle(request, pk):
    rows = Contribution.objects.visible_to(request.user).select_related("conference", "commune", "unit")
    contribution = get_object_or_404(rows, pk=pk)
    rules.check_can_settle_contribution(request.user, contribution)
    form = SettleForm(request.POST or None, contribution=contribution)
    if form.is_valid():
        made = try_service(
            form,
            services.settle_contribution,
            contribution=contribution,
            actor=request.user,
            **form.cleaned_data,
        )
        if made:
            messages.success(request, f"Đã ghi kết quả; kiến nghị {made.code}.")
            return go(request, reverse("conference_hall", args=[contribution.conference_id]))
    context = {
        "contribution": contribution,
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "feedback/contribution_settle.html", context)
