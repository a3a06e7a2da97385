"""The secretary's one screen after a speech: what was said, what became of it, which petition it is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.access import guard
from core.pages import go, try_service
from core.states import Role
from dialogue.acts import form_refused, hall_act, is_by_script
from dialogue.models import Contribution
from feedback import rules, services
from feedback.forms import SettleForm
from feedback.queries.settling import settle_start


@guard(Role.OFFICE)
def contribution_settle(request, pk):
    """`?manh=1`: only the form, for the desk's own page, which sends it by its script."""
    contribution = get_object_or_404(spoken_rows(request.user), pk=pk)
    start = settle_start(contribution, request.user)
    form = SettleForm(
        request.POST or None, contribution=contribution, asked=start.asked, initial=start.initial
    )
    if request.method == "POST" and is_by_script(request):
        return _by_script(request, contribution, form)
    rules.check_can_settle_contribution(request.user, contribution)
    if form.is_valid() and _by_form(request, contribution, form):
        return go(request, reverse("conference_hall", args=[contribution.conference_id]))
    context = {
        "contribution": contribution, "form": form, "start": start,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }  # fmt: skip
    part = "feedback/settle_form.html" if request.GET.get("manh") else "feedback/contribution_settle.html"
    return render(request, part, context)


def spoken_rows(user):
    """Speeches with all that the form asks of them."""
    return Contribution.objects.visible_to(user).select_related(
        "conference__plan__regulation", "conference__commune", "conference__chair", "conference__co_chair", "commune",
        "unit", "step", "directed_unit", "answers_to",
    )  # fmt: skip


def _by_script(request, contribution, form):
    if not form.is_valid():
        return form_refused(request, form)
    return hall_act(
        request, services.settle_contribution, conference=contribution.conference, contribution=contribution,
        to=reverse("conference_hall", args=[contribution.conference_id]),
        done=f"Đã ghi kết quả lượt của {contribution.speaker}.", **form.values(),
    )  # fmt: skip


def _by_form(request, contribution, form):
    """Whether it was done; a refusal stands above the form and nothing typed is lost."""
    made = try_service(
        form, services.settle_contribution, contribution=contribution, actor=request.user, **form.values()
    )
    if made is True:
        messages.success(request, "Đã ghi nhận lượt phát biểu; không lập kiến nghị.")
    elif made:
        messages.success(request, f"Đã ghi kết quả; kiến nghị {made.code}.")
    return bool(made)
