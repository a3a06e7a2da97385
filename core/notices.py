"""Telling people: a row per person and key now, a mail from the worker in office hours."""

import html
from datetime import time

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from core.models import Notice
from core.states import DeliveryState

OFFICE_HOURS = (time(7, 30), time(17, 0))
MAX_ATTEMPTS = 5


def notice_row(recipient, *, key, title, body="", link="", commune_id=None):
    """An unsaved notice; mail waits only where the person has an address and wants mail."""
    wants_mail = recipient.email and recipient.wants_email
    return Notice(
        commune_id=commune_id or recipient.commune_id,
        recipient=recipient,
        key=key,
        title=title[:250],
        body=body,
        link=link,
        email_state=DeliveryState.WAITING if wants_mail else DeliveryState.NONE,
    )


def notify(recipients, *, key, title, body="", link=""):
    """One notice to each person, once per key however often it is called; nothing is sent here."""
    rows = [notice_row(person, key=key, title=title, body=body, link=link) for person in {*recipients}]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def in_office_hours(now, is_working_day):
    """Whether mail may go out: a working day between 7:30 and 17:00 local time."""
    local = timezone.localtime(now)
    return is_working_day(local.date()) and OFFICE_HOURS[0] <= local.time() < OFFICE_HOURS[1]


def deliver_waiting(*, limit=200):
    """Send waiting mails; returns how many were sent.

    Each notice is claimed (state and attempt written) before its mail goes out, so a worker killed in between
    may lose one mail's sending, which the in-app notice still carries, but never sends one twice.
    """
    sent = 0
    connection = get_connection()
    for notice in Notice.objects.waiting().select_related("recipient").order_by("created_at")[:limit]:
        claimed = Notice.objects.filter(pk=notice.pk, email_state=DeliveryState.WAITING).update(
            email_state=DeliveryState.SENT,
            emailed_at=timezone.now(),
            email_attempts=notice.email_attempts + 1,
        )
        if claimed:
            sent += _send(notice, connection)
    return sent


def _send(notice, connection):
    body = "\n\n".join(
        part for part in (notice.body, f"{settings.SITE_URL}{notice.link}" if notice.link else "") if part
    )
    try:
        EmailMessage(
            html.unescape(notice.title),
            body,
            settings.DEFAULT_FROM_EMAIL,
            [notice.recipient.email],
            connection=connection,
        ).send()
    except OSError as error:
        # A refused or broken connection: nothing went out, so the notice may wait for the next round.
        tries = notice.email_attempts + 1
        with transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(
                email_state=DeliveryState.WAITING if tries < MAX_ATTEMPTS else DeliveryState.FAILED,
                emailed_at=None,
                email_error=str(error)[:250],
            )
        return 0
    return 1
