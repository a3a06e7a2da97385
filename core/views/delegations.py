"""Who stands in for whom, for which conference, why, from when to when; granting is the conference's page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core import rules
from core.access import guard
from core.models import Delegation
from core.pages import act, page_for, paged
from core.queries import delegation_status, delegations_of, with_subjects
from core.refusals import Refused
from core.services import revoke_delegation
from core.states import Role

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


@guard(*READERS)
def delegation_list(request):
    page = paged(request, delegations_of(request.user.commune))
    rows = [
        {
            "delegation": delegation,
            "subject": subject,
            "url": page_for(subject) if subject else "",
            "status": delegation_status(delegation),
            "may_revoke": may_revoke(request.user, delegation),
        }
        for delegation, subject in with_subjects(page)
    ]
    return render(request, "core/delegation_list.html", {"page": page, "rows": rows})


@guard(*READERS)
@require_POST
def delegation_revoke(request, pk):
    rows = Delegation.objects.visible_to(request.user).select_related("delegator", "delegate")
    delegation = get_object_or_404(rows, pk=pk)
    return act(
        request,
        revoke_delegation,
        delegation=delegation,
        to=reverse("delegation_list"),
        done="Đã thu hồi uỷ quyền.",
    )


def may_revoke(user, delegation):
    try:
        rules.check_can_revoke_delegation(user, delegation)
    except Refused:
        return False
    return True
