"""Petitions with what reports print of them, in a fixed number of queries."""

from django.db.models import Prefetch

from feedback.models.answers import Answer
from feedback.models.assignments import Assignment
from feedback.models.petitions import Petition


def with_parts(petitions):
    """With who raised it (those merged into it too), who must answer and what was answered; six queries in all."""
    leads = Assignment.objects.in_force().select_related("unit").order_by("-is_lead", "pk")
    answers = Answer.objects.approved().select_related("unit").order_by("-approved_at")
    merged = Petition.objects.order_by("pk").prefetch_related("petitioners")
    return petitions.select_related("answered_with").prefetch_related(
        "petitioners",
        Prefetch("merged", merged, to_attr="merged_now"),
        Prefetch("assignments", leads, to_attr="assignments_now"),
        Prefetch("answers", answers, to_attr="answers_approved"),
    )
