"""Letters upwards that wait for a reply: the list with its badges, how many are late."""

from django.db.models import F

from core.clock import local_today
from core.templatetags.ui import DeadlineBadge
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for
from feedback.models import Petition

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
    # Unsaved: the words are the deadline room's, the row itself is not needed for a list.
    row = Deadline(due_on=petition.upward_due_on, label=WAITING, pk=0, commune_id=petition.commune_id)
    made = badge(row, today or local_today(), calendar)
    return DeadlineBadge(made.label, made.due_on, made.tone, made.phrase)
