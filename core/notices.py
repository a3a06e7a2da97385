"""Telling people: a row per person and key now, a mail from the worker in office hours."""

import html
import smtplib
from datetime import time

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from core.models import Notice
from core.states import DeliveryState

OFFICE_HOURS = (time(7, 30), time(17, 0))
MAX_ATTEMPTS = 5
# The server answered and said no to this mail: nothing went out, so another round may try again.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ConnectionRefusedError)


def notice_row(recipient, *, key, title, body="", link="", commune_id=None):
    """An unsaved notice; mail waits only where the person has an address and wants mail."""
    wants_mail = recipient.email and recipient.wants_email
    return Notice(
        commune_id=commune_id or recipient.commune_id,
        recipient=recipient,
        key=key,
        title=" ".join(title.split())[:250],
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
    may lose one mail's sending, which the in-app notice still carries, but never sends one twice. A server that
    cannot be reached at all uses up nobody's attempts: the mails wait until it answers.
    """
    waiting = Notice.objects.waiting().select_related("recipient").order_by("created_at", "pk")
    sent, connection = 0, get_connection()
    for notice in waiting[:limit]:
        # Opening an open connection does nothing; after a failed mail it is closed and begun anew.
        if not _can_open(connection, notice):
            break
        sent += _claim_and_send(notice, connection)
    connection.close()
    return sent


def _can_open(connection, notice):
    """Whether the mail server answers; if not, the first waiting notice keeps its words for the admin."""
    try:
        connection.open()
    except (OSError, ValueError) as error:
        Notice.objects.filter(pk=notice.pk).update(email_error=_words(error))
        return False
    return True


def _claim_and_send(notice, connection):
    """1 if this process sent the mail, 0 if another one has it or it could not be sent."""
    claimed = Notice.objects.filter(pk=notice.pk, email_state=DeliveryState.WAITING).update(
        email_state=DeliveryState.SENT, emailed_at=timezone.now(), email_attempts=notice.email_attempts + 1, email_error=""
    )  # fmt: skip
    if not claimed:
        return 0
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    body = "\n\n".join(part for part in (notice.body, link) if part)
    mail = EmailMessage(html.unescape(notice.title), body, to=[notice.recipient.email], connection=connection)
    try:
        mail.send()
    except Exception as error:
        _give_back(notice, error)
        connection.close()
        return 0
    return 1


def _give_back(notice, error):
    """A refused mail waits for the next round, at most five; one that may have gone out is never sent again."""
    again = isinstance(error, REFUSALS) and notice.email_attempts + 1 < MAX_ATTEMPTS
    Notice.objects.filter(pk=notice.pk).update(
        email_state=DeliveryState.WAITING if again else DeliveryState.FAILED,
        emailed_at=None,
        email_error=_words(error),
    )


def _words(error):
    return f"{type(error).__name__}: {error}"[:250]
