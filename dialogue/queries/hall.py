"""The hall's page: the agenda with its times, who speaks, what waits for an outcome."""

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse

from dialogue.states import ContributionState, StepState


def hall(conference, user):
    """Steps, contributions, groups and what stands between this moment and the close."""
    steps = list(conference.steps.all())
    contributions = [
        {"contribution": row, "settle_url": settle_url(row), "petitions": petitions_of(row)}
        for row in _contributions(conference, user)
    ]
    rows = [row["contribution"] for row in contributions]
    return {
        "steps": steps,
        "running": next((step for step in steps if step.state == StepState.RUNNING), None),
        "upcoming": next((step for step in steps if step.state == StepState.PENDING), None),
        "contributions": contributions,
        "speaking": next((row for row in rows if row.state == ContributionState.SPEAKING), None),
        "unsettled": sum(row.state == ContributionState.SPOKEN for row in rows),
        "groups": list(conference.groups.all()),
    }


def _contributions(conference, user):
    rows = conference.contributions.select_related("unit", "step").order_by("-started_at", "-pk")
    # The feedback room hangs its petitions on a contribution; without it there is nothing to fetch.
    if not _has_petitions(rows.model):
        return rows
    petitions = rows.model._meta.get_field("petitions").related_model
    return rows.prefetch_related(Prefetch("petitions", petitions.objects.visible_to(user)))


def _has_petitions(model):
    return any(relation.get_accessor_name() == "petitions" for relation in model._meta.related_objects)


def petitions_of(contribution):
    """(words, url) of the petitions that a contribution became, as far as this person may open them."""
    if not _has_petitions(type(contribution)):
        return []
    return [(str(row), link("petition_detail", row.pk)) for row in contribution.petitions.all()]


def settle_url(contribution):
    """The feedback room's page that records the outcome together with the petition."""
    return link("contribution_settle", contribution.pk)


def link(name, pk):
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
