"""The one extension of the conclusion's period: asked, shown, decided."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.forms import ExtensionRequestForm, ReasonForm
from conclusions.models import ExtensionRequest
from conclusions.queries.pages import decision_of, extended_date, extension_key
from core.access import actions_for, guard, has_role
from core.pages import act, go, page_for, try_service
from core.states import Role
from deadlines.services import badge
from dialogue.models import Conference
from documents.queries import reads_drafts

READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)


@guard(Role.OFFICE)
def extension_request_ask(request, pk):
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    rules.check_can_request_extension(request.user, conference)
    deadline = rules.conclusion_deadline(conference)
    form = ExtensionRequestForm(request.POST or None, deadline=deadline)
    if form.is_valid():
        asked = try_service(
            form, services.request_extension, conference=conference, actor=request.user, **form.cleaned_data
        )
        if asked:
            return go(request, asked)
    context = {
        "conference": conference,
        "deadline": deadline,
        "form": form,
        "new_on": extended_date(deadline),
        "is_late": rules.is_late_request(deadline),
    }
    context["back"] = page_for(conference)
    return render(request, "conclusions/extension_request_ask.html", context)


@guard(*READERS)
def extension_request_detail(request, pk):
    asked = request_or_404(request, pk)
    context = {
        "asked": asked,
        "badge": badge(asked.deadline),
        "new_on": extended_date(asked.deadline),
        "actions": actions_for(request.user, asked),
        "back": page_for(asked.conference),
        "may_write": has_role(request.user, asked, Role.OFFICE),
        "sees_drafts": reads_drafts(request.user, asked),
        "decision_key": extension_key(asked),
        "decision": decision_of(asked),
    }
    return render(request, "conclusions/extension_request_detail.html", context)


@guard(Role.OFFICE, Role.CHAIR)
@require_POST
def extension_request_approve(request, pk):
    asked = request_or_404(request, pk)
    done = "Đã cho kéo dài. Lý do sẽ được in trong thông báo kết luận."
    return act(request, services.approve_extension_request, to=asked, done=done, extension_request=asked)


@guard(Role.OFFICE, Role.CHAIR)
def extension_request_reject(request, pk):
    asked = request_or_404(request, pk)
    rules.check_can_reject_extension_request(request.user, asked)
    form = ReasonForm(request.POST or None, label="Lý do không cho kéo dài")
    if form.is_valid() and try_service(
        form,
        services.reject_extension_request,
        extension_request=asked,
        actor=request.user,
        **form.cleaned_data,
    ):
        return go(request, asked)
    return render(request, "conclusions/extension_request_reject.html", {"asked": asked, "form": form})


def request_or_404(request, pk):
    rows = ExtensionRequest.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("conference", "deadline__commune", "requested_by", "decided_by"), pk=pk
    )
