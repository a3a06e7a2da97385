"""The worker's part of this room: one job each, harmless when run twice."""

from django.conf import settings
from django_q.tasks import async_task

from conclusions import services
from conclusions.mailbox import mark_read, opened, unread
from conclusions.models import DispatchAttempt


def send_mails():
    """Letters that wait, a round of them; as long as some go out the next round follows at once."""
    sent = services.send_mails()
    if sent and DispatchAttempt.objects.waiting().exists():
        async_task(services.MAIL_TASK)
    return sent


def read_returned_mails():
    """Letters that came back to settings.BOUNCE_MAILBOX; returns how many of them were ours.

    A message counts as read only after it was taken in: killed in between, the next round reads it again.
    """
    if not settings.BOUNCE_MAILBOX:
        return 0
    count = 0
    with opened(settings.BOUNCE_MAILBOX) as box:
        for uid, raw in unread(box):
            count += services.take_returned(raw=raw)
            mark_read(box, uid)
    return count


def tell_silent():
    """Units that have not reported for too long, once a week to the office; returns in how many communes."""
    return services.tell_silent()
