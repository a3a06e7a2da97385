"""What the pages of this room fetch for whoever asks, and who reads plans at all."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.refusals import Refused
from core.states import Role
from plans.models import Plan
from plans.sections import SECTIONS

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


def plan_or_404(request, pk):
    rows = Plan.objects.visible_to(request.user).select_related("commune", "regulation", "organiser", "paper")
    return get_object_or_404(rows.with_parts(), pk=pk)


def section_or_404(key):
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key]


def allowed(check, user, plan):
    try:
        check(user, plan)
    except Refused:
        return False
    return True
