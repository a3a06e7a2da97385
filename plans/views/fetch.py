"""What the pages of this room fetch for whoever asks, and who reads plans at all."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.access import allowed
from core.states import Role
from plans import rules
from plans.models import Plan
from plans.sections import section_of
from plans.warnings import warnings_of

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


def plan_or_404(request, pk):
    rows = Plan.objects.visible_to(request.user).select_related("commune", "regulation", "organiser", "paper")
    return get_object_or_404(rows.with_parts(), pk=pk)


def bare_plan_or_404(request, pk):
    """The plan without its parts, for pages that do not show its text."""
    rows = Plan.objects.visible_to(request.user).select_related("commune", "regulation", "paper")
    return get_object_or_404(rows, pk=pk)


def section_or_404(plan, key):
    section = section_of(plan, key)
    if section is None:
        raise Http404
    return section


def warning_context(user, plan, issued_on=None):
    """What the list of warnings needs: those that stand, those set aside, whether the reader may act on them."""
    standing, aside = warnings_of(plan, issued_on)
    return {
        "warnings": [warning for warning in standing if not warning.is_note],
        "notes": [warning for warning in standing if warning.is_note],
        "aside": aside,
        "may_settle": allowed(rules.check_can_settle_warning, user, plan),
        "may_edit_parts": allowed(rules.check_can_edit_plan, user, plan),
    }
