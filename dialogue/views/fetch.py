"""Fetching what a page is about, through what the person may see: another commune's page is 404."""

from django.shortcuts import get_object_or_404

from core.states import Role
from dialogue.models import (
    AgendaStep,
    Conference,
    Contribution,
    Invitation,
    InvitedGroup,
    PublicNotice,
    SpeakerRequest,
)
from dialogue.queries import tabs_of

# Everyone of the commune sees the conference; who may act is for the rules to say.
WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


def conference_or_404(request, pk):
    rows = (
        Conference.objects.visible_to(request.user)
        .with_people()
        .select_related("plan__organiser", "delegation")
    )
    return get_object_or_404(rows, pk=pk)


def frame(request, conference, **context):
    """What every page of one conference shows around its own content."""
    return {"conference": conference, "tabs": tabs_of(conference, request.user), **context}


def notice_or_404(request, pk):
    rows = PublicNotice.objects.visible_to(request.user).select_related(
        "conference__plan__organiser", "conference__chair", "conference__commune", "conference__delegation",
        "commune", "paper",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def invitation_or_404(request, pk):
    rows = Invitation.objects.visible_to(request.user).select_related("conference", "unit")
    return get_object_or_404(rows, pk=pk)


def step_or_404(request, pk):
    rows = AgendaStep.objects.visible_to(request.user).select_related(
        "conference__plan", "conference__commune"
    )
    return get_object_or_404(rows, pk=pk)


def group_or_404(request, pk):
    rows = InvitedGroup.objects.visible_to(request.user).select_related(
        "conference__plan", "conference__commune"
    )
    return get_object_or_404(rows, pk=pk)


def contribution_or_404(request, pk):
    rows = Contribution.objects.visible_to(request.user).select_related(
        "conference__plan", "conference__commune"
    )
    return get_object_or_404(rows, pk=pk)


def speaker_request_or_404(request, pk):
    rows = SpeakerRequest.objects.visible_to(request.user).select_related(
        "conference__plan", "conference__commune"
    )
    return get_object_or_404(rows, pk=pk)
