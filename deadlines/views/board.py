"""The board of deadlines, one deadline's page, its explanation, extension and exemption."""

from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch

from core.access import actions_for, guard
from core.clock import local_today
from core.pages import go, page_for_key, paged, try_service
from core.states import Role
from deadlines import rules, services
from deadlines.forms import BoardFilter, ExemptionForm, ExtensionForm
from deadlines.loading import calendar_for
from deadlines.models import Deadline
from deadlines.queries import board
from deadlines.sums import extended_sum
from deadlines.wording import account, badge, explanation, owner_words

OPEN_TO_ADMINS = ("conference", "plan")
WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


@guard(*WHO)
def deadline_list(request):
    form = BoardFilter(request.GET, user=request.user)
    page = paged(request, board(request.user, values=form.values()))
    calendar, today = calendar_for(request.user.commune), local_today()
    rows = [
        {
            "deadline": deadline,
            "badge": badge(deadline, today, calendar),
            "owner": owner_words(deadline),
            "subject_url": subject_url(request.user, deadline),
        }
        for deadline in page
    ]
    context = {"form": form, "page": page, "rows": rows, "today": today}
    return render(request, "deadlines/deadline_list.html", context)


@guard(*WHO)
def deadline_detail(request, pk):
    deadline = deadline_or_404(request, pk)
    context = {
        "deadline": deadline,
        "badge": badge(deadline),
        "owner": owner_words(deadline),
        "lines": explanation(deadline),
        "account": account(deadline),
        "subject_url": subject_url(request.user, deadline),
        "actions": actions_for(request.user, deadline),
        "reminders": deadline.reminders.order_by("sent_on", "pk"),
    }
    return render(request, "deadlines/deadline_detail.html", context)


@guard(*WHO)
def deadline_why(request, pk):
    deadline = deadline_or_404(request, pk)
    template = "why_fragment.html" if request.htmx else "deadline_why.html"
    context = {"deadline": deadline, "lines": explanation(deadline), "badge": badge(deadline)}
    return render(request, f"deadlines/{template}", context)


@guard(*WHO)
def deadline_extend(request, pk):
    deadline = deadline_or_404(request, pk)
    rules.check_can_extend_deadline(request.user, deadline)
    form = ExtensionForm(request.POST or None, deadline=deadline)
    if form.is_valid() and try_service(
        form, services.extend_deadline, deadline=deadline, actor=request.user, **form.cleaned_data
    ):
        return go(request, deadline)
    new = extended_sum(deadline, calendar_for(deadline.commune))
    return render(request, "deadlines/deadline_extend.html", {"deadline": deadline, "form": form, "new": new})


@guard(*WHO)
def deadline_exempt(request, pk):
    deadline = deadline_or_404(request, pk)
    rules.check_can_exempt_deadline(request.user, deadline)
    form = ExemptionForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.exempt_deadline, deadline=deadline, actor=request.user, **form.cleaned_data
    ):
        return go(request, deadline)
    return render(request, "deadlines/deadline_exempt.html", {"deadline": deadline, "form": form})


def deadline_or_404(request, pk):
    rows = Deadline.objects.visible_to(request.user).with_names().select_related("commune")
    return get_object_or_404(rows, pk=pk)


def subject_url(user, deadline):
    """The page of what the deadline is about, without loading it; "" where its room shows none to this person.

    Who only administers opens conferences and plans, not what single people are asked.
    """
    if user.roles <= {Role.ADMIN} and deadline.subject_type.model not in OPEN_TO_ADMINS:
        return ""
    kind = deadline.subject_type
    try:
        return page_for_key(f"{kind.app_label}.{kind.model}", deadline.subject_id)
    except NoReverseMatch:
        return ""
