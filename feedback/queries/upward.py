"""Letters upwards that wait for a reply: the list with its badges, how many are late."""

from django.db.models import F

from core.clock import local_today
from deadlines.services import calendar_for
from feedback.models import Petition
from feedback.queries.lists import day_badge

WAITING = "Chờ cấp trên trả lời"


def waiting_above(user):
    """Petitions reported upwards without a reply, those that wait longest beyond their day first."""
    return (
        Petition.objects.visible_to(user)
        .reported_up()
        .order_by(F("upward_due_on").asc(nulls_last=True), "pk")
    )


def late_above(user):
    """Of these the ones whose day has passed."""
    return waiting_above(user).filter(upward_due_on__lt=local_today())


def upward_badge(petition, today=None, calendar=None):
    """How long the reply is still awaited; None where no day was set."""
    if petition.upward_due_on is None:
        return None
    calendar = calendar or calendar_for(petition.commune)
    return day_badge(petition, WAITING, petition.upward_due_on, today or local_today(), calendar)
