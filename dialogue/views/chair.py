"""The chair's page in the hall, for a phone first: it shows what the desk does and lets the chair decide by one touch."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from core.access import guard, has_role
from core.states import Role
from dialogue import rules
from dialogue.live import live
from dialogue.models import Conference
from dialogue.queries.chair import chair
from dialogue.queries.hall import link
from dialogue.views.fetch import conference_or_404


def version_of(conference):
    """Changes with every act of the hall, and once a minute: delays and waiting times are drawn anew."""
    return f"{conference.hall_version}.{conference.state}.{timezone.now():%d%H%M}"


def _tag_part(request, conference):
    return f"chair-{conference.pk}-{request.user.pk}"


def _context(request, conference):
    return {
        "conference": conference,
        "here": reverse("conference_chair", args=[conference.pk]),
        "matters_url": link("conference_matters", conference.pk),
        "is_chair": has_role(request.user, conference, Role.CHAIR),
        **chair(conference, request.user),
    }


@guard(Role.CHAIR, Role.OFFICE)
def conference_chair(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_preside(request.user, conference)
    tag = f'"{_tag_part(request, conference)}-{version_of(conference)}"'
    return render(request, "dialogue/chair.html", _context(request, conference) | {"tag": tag})


@guard(Role.CHAIR, Role.OFFICE)
def chair_live(request, pk):
    rows = Conference.objects.visible_to(request.user).only("hall_version", "state", "commune_id")
    slim = get_object_or_404(rows, pk=pk)
    rules.check_can_preside(request.user, slim)

    def draw():
        conference = conference_or_404(request, pk)
        return render(request, "dialogue/chair_parts.html", _context(request, conference))

    return live(request, part=_tag_part(request, slim), version=version_of(slim), draw=draw)
