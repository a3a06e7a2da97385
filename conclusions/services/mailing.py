"""The notice by mail: letters asked for, sent by the worker once each, come back or not (LP-95)."""

import smtplib
import time
from datetime import timedelta
from email.utils import make_msgid
from functools import partial

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_q.tasks import async_task

from conclusions import rules
from conclusions.letters import letter_of
from conclusions.models import Dispatch, DispatchAttempt
from conclusions.returned_mail import read_returned
from conclusions.services.dispatches import check_rows, settle_clock
from core.access import allowed
from core.clock import local_today
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.sealing import is_sealed
from core.states import Channel, Role
from core.workflow import move

MAIL_TASK = "conclusions.tasks.send_mails"
AT_ONCE = 40  # letters of one round of the worker
SECONDS = 60  # of one round: half of what the queue allows a task
MOST_TRIES = 6
# A letter that a worker has begun for so long was begun by one that is no more.
BEGUN_FOR = timedelta(minutes=15)
UNKNOWN = "Bị dừng giữa chừng, không rõ thư đã đi hay chưa. Hãy hỏi nơi nhận rồi mới gửi lại."


@transaction.atomic
def mail_dispatches(*, notice, rows, actor):
    """Have the worker send a letter to each of these recipients that may be sent one; returns how many.

    Who has no address, or has a letter under way or arrived there, is passed over; if none is left, the first
    obstacle is said. Pressing twice sends once: the table holds one living letter for each address.
    """
    rules.check_can_record_dispatch(actor, notice)
    check_rows(notice, rows)
    keys = [row.pk for row in rows]
    wanted = list(Dispatch.objects.filter(pk__in=keys).mailable())
    if not wanted:
        rules.check_can_mail_dispatch(actor, rows[0])
        raise Refused("Các nơi đã chọn chưa có địa chỉ thư, hoặc thư đã gửi rồi. Hãy chọn nơi khác.")
    DispatchAttempt.objects.bulk_create([_attempt(row, actor) for row in wanted], ignore_conflicts=True)
    record(
        actor=actor, action="conclusion_notice.mail", subject=notice,
        sentence=f"đã cho gửi thư điện tử tới {len(wanted)} nơi nhận",
    )  # fmt: skip
    transaction.on_commit(partial(async_task, MAIL_TASK))
    return len(wanted)


def _attempt(row, actor):
    """Its Message-ID is given now, so that what comes back is known however the worker fared."""
    host = settings.SITE_URL.split("//")[-1].split("/")[0].split(":")[0]
    message_id = make_msgid(f"kl{row.pk}", host or "localhost")
    return DispatchAttempt(
        commune_id=row.commune_id, dispatch=row, address=row.email, queued_by=actor, message_id=message_id
    )


# --- the worker's part ------------------------------------------------------------------------------------------


def send_mails(*, limit=AT_ONCE, seconds=SECONDS):
    """Send waiting letters; returns how many went out. A server that cannot be reached uses up nobody's tries."""
    give_up_begun()
    until = time.monotonic() + seconds
    keys = list(DispatchAttempt.objects.waiting().order_by("pk").values_list("pk", flat=True))
    connection, sent = get_connection(), 0
    for key in keys:
        if sent == limit or time.monotonic() > until:
            break
        attempt = DispatchAttempt.objects.with_names().get(pk=key)
        # A letter whose paper is not laid out yet keeps nobody else waiting.
        mail = None if is_sealed(attempt.dispatch.notice) else _letter(attempt)
        if mail is None:
            continue
        if not _can_open(connection, attempt):
            break
        sent += _claim_and_send(attempt, mail, connection)
    connection.close()
    return sent


def _letter(attempt):
    """The letter, or None while its PDF is not made or where it cannot be written at all."""
    try:
        return letter_of(attempt)
    except Exception as error:
        fail_dispatch_attempt(dispatch_attempt=attempt, actor=None, error=_words(error))
        return None


def _can_open(connection, attempt):
    try:
        connection.open()
    except (OSError, ValueError) as error:
        DispatchAttempt.objects.filter(pk=attempt.pk).update(error=_words(error))
        return False
    return True


def _claim_and_send(attempt, mail, connection):
    """1 if this process sent the letter, 0 if another one has it or it did not go out."""
    claimed = DispatchAttempt.objects.waiting().filter(pk=attempt.pk)
    if not claimed.update(sent_at=timezone.now(), tries=F("tries") + 1, error=""):
        return 0
    attempt.tries += 1
    mail.connection = connection
    try:
        mail.send()
    except Exception as error:
        _not_sent(attempt, error)
        connection.close()
        return 0
    send_dispatch_attempt(dispatch_attempt=attempt, actor=None)
    return 1


def _not_sent(attempt, error):
    """Refused for good: it came back. Refused for now: it waits. Broken off: nobody knows, so never sent again."""
    code = _code_of(error, attempt.address)
    if isinstance(error, smtplib.SMTPRecipientsRefused) and code >= 500:
        bounce_dispatch_attempt(dispatch_attempt=attempt, actor=None, reason=_words(error))
    elif isinstance(error, ConnectionRefusedError) or (400 <= code < 500 and attempt.tries < MOST_TRIES):
        DispatchAttempt.objects.begun().filter(pk=attempt.pk).update(sent_at=None, error=_words(error))
    else:
        said = _words(error) if code else f"{UNKNOWN} ({_words(error)})"
        fail_dispatch_attempt(dispatch_attempt=attempt, actor=None, error=said)


def _code_of(error, address):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [answer[0] for answer in error.recipients.values()]
        return int(error.recipients.get(address, (max(codes, default=0),))[0])
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _words(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [
            f"{code} {bytes(said).decode('utf-8', 'replace')}" for code, said in error.recipients.values()
        ]
        return "; ".join(answers)[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {said}"[:300]
    return f"{type(error).__name__}: {error}"[:300]


def give_up_begun():
    """What a worker began and never ended is shown as unknown; returns how many."""
    old = DispatchAttempt.objects.begun().filter(sent_at__lt=timezone.now() - BEGUN_FOR).with_names()
    unsealed = [attempt for attempt in old[:AT_ONCE] if not is_sealed(attempt.dispatch.notice)]
    for attempt in unsealed:
        fail_dispatch_attempt(dispatch_attempt=attempt, actor=None, error=UNKNOWN)
    return len(unsealed)


@transaction.atomic
def send_dispatch_attempt(*, dispatch_attempt, actor):
    """The server took the letter: the recipient is served today, unless another way was quicker."""
    attempt = dispatch_attempt
    rules.check_can_send_dispatch_attempt(actor, attempt)
    move(attempt, "send", actor=actor, note=_whose(attempt), sent_at=timezone.now(), error="")
    row = Dispatch.objects.with_names().get(pk=attempt.dispatch_id)
    if row.sent_on is None:
        Dispatch.objects.filter(pk=row.pk).update(
            channel=Channel.EMAIL, sent_on=local_today(), unsent_reason="", recorded_by=attempt.queued_by_id,
            recorded_on=local_today(), proof=_proof(attempt),
        )  # fmt: skip
        settle_clock(row.notice, actor)
    return attempt


def _proof(attempt):
    return f"Máy chủ thư đã nhận, mã thư {attempt.message_id}"[:250]


def _whose(attempt):
    """For the log, which more people read than know a petitioner's address."""
    return f"Nơi nhận thứ {attempt.dispatch_id}, lần thử {attempt.tries}."


@transaction.atomic
def fail_dispatch_attempt(*, dispatch_attempt, actor, error):
    """No letter went out, or nobody can tell: the office decides what now."""
    rules.check_can_fail_dispatch_attempt(actor, dispatch_attempt)
    move(dispatch_attempt, "fail", actor=actor, note=_whose(dispatch_attempt), error=error[:300])
    _tell_office(dispatch_attempt, "không gửi được")
    return dispatch_attempt


@transaction.atomic
def bounce_dispatch_attempt(*, dispatch_attempt, actor, reason):
    """The letter came back: its recipient is missing again and the clock runs on; the office is told (D-22)."""
    attempt = dispatch_attempt
    rules.check_can_bounce_dispatch_attempt(actor, attempt)
    if not reason.strip():
        raise Refused("Hãy ghi lý do thư bị trả lại, như máy chủ thư đã báo.")
    move(attempt, "bounce", actor=actor, note=_whose(attempt), returned_at=timezone.now(), error=reason[:300])
    row = Dispatch.objects.with_names().get(pk=attempt.dispatch_id)
    if row.channel == Channel.EMAIL and row.proof == _proof(attempt) and row.received_on is None:
        Dispatch.objects.filter(pk=row.pk).update(
            channel="", sent_on=None, proof="", recorded_by=actor, recorded_on=local_today()
        )
        settle_clock(row.notice, actor)
    _tell_office(attempt, "bị trả lại")
    return attempt


def _tell_office(attempt, what):
    row = attempt.dispatch
    notify(
        User.objects.holding(attempt.commune, Role.OFFICE),
        key=f"dispatch_attempt:{attempt.pk}:{attempt.state}",
        title=f"Thư gửi {row.get_kind_display().lower()} {what}: {row.notice.conference.title}",
        body="Nơi nhận này lại chưa được gửi. Mở để xem lý do, sửa địa chỉ hoặc gửi cách khác.",
        link=page_for(row),
    )


def take_returned(*, raw):
    """Read one message of the mailbox; whether it was one of our letters that came back. Twice does it once."""
    returned = read_returned(raw)
    if returned is None:
        return False
    known = DispatchAttempt.objects.filter(message_id__in=returned.message_ids).with_names()
    for attempt in known:
        if allowed(rules.check_can_bounce_dispatch_attempt, None, attempt) and not is_sealed(
            attempt.dispatch.notice
        ):
            bounce_dispatch_attempt(dispatch_attempt=attempt, actor=None, reason=returned.words)
    return bool(known)
