"""The notice by mail: once each however often it is asked for, what comes back is missing again (LP-95, TD-61)."""

import base64
import smtplib
import socketserver
import threading
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from conclusions import services, tasks
from conclusions.mailbox import mark_read, opened, unread
from conclusions.models import Dispatch, DispatchAttempt
from conclusions.rules import conclusion_deadline
from conclusions.states import MailState
from core.models import AuditEntry, Notice
from core.refusals import NotYourRole, Refused
from deadlines.states import DeadlineState
from dialogue.models import Conference
from documents.services import render_paper
from tests.conclusions.test_returned_mail import POSTFIX
from tests.factories import conclusions as make
from tests.factories import mailing
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
LATER = date(2026, 5, 25)
NO_SUCH = smtplib.SMTPRecipientsRefused({mailing.ADDRESS: (550, b"5.1.1 No such user")})
LATER_PLEASE = smtplib.SMTPRecipientsRefused({mailing.ADDRESS: (451, b"4.7.1 Greylisted")})


@pytest.fixture
def server(settings):
    return mailing.use(settings)


def asked(cast, notice, row):
    return services.mail_dispatches(notice=notice, rows=[row], actor=cast.office)


def fresh(row):
    return Dispatch.objects.get(pk=row.pk)


# --- sending ----------------------------------------------------------------------------------------------------


def test_a_petitioner_gets_only_their_own_matters_by_mail(cast, server):
    """LP-95: the sheet with their matters, not the notice; the day of sending is the proof's."""
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        assert asked(cast, notice, row) == 1
        assert mail.outbox == [], "nothing is sent inside a request"
        assert tasks.send_mails() == 1
    letter = mail.outbox[0]
    assert letter.to == [mailing.ADDRESS] and letter.subject.startswith("Thông báo kết luận số")
    assert letter.extra_headers["Message-ID"] == row.mails.get().message_id
    ((name, content, kind),) = letter.attachments
    assert (name, kind) == ("trich-thong-bao-ket-luan.pdf", "application/pdf") and content[:5] == b"%PDF-"
    assert "Kính gửi: Nguyễn Văn Bình" in letter.body and "None" not in letter.body
    row = fresh(row)
    assert (row.channel, row.sent_on) == ("email", make.SENT_ON) and row.mails.get().message_id in row.proof
    assert mailing.ADDRESS not in row.proof


def test_a_body_gets_the_whole_paper_once_its_pdf_is_made(cast, server):
    """LP-96, TD-62: the letter waits for the PDF instead of going without."""
    with on_the(make.SENT_ON):
        notice = make.an_issued_notice(cast=cast)
        row = notice.dispatches.filter(unit=cast.units.front).get()
        services.set_dispatch_address(dispatch=row, email="mt@xa.example", actor=cast.office)
        asked(cast, notice, row)
        assert tasks.send_mails() == 0 and row.mails.get().state == MailState.WAITING
        mailing.a_reachable_petitioner(cast=cast, notice=notice)
        services.mail_dispatches(notice=notice, rows=[notice.dispatches.first()], actor=cast.office)
        assert services.send_mails(limit=1) == 1, "it keeps nobody else waiting"
        mail.outbox.clear()
        render_paper(paper=notice.paper)
        assert tasks.send_mails() == 1
    ((name, content, _),) = mail.outbox[0].attachments
    assert name.startswith("thong-bao-") and content[:5] == b"%PDF-"
    assert fresh(row).channel == "in_app", "it had been served on the day of issue already"


def test_the_sender_and_the_way_back_are_the_communes(cast, server, settings):
    settings.BOUNCE_ADDRESS = "tra-lai@xa.example"
    letter = mailing.a_sent_letter(cast=cast)
    sent = mail.outbox[0]
    assert sent.from_email == "tra-lai@xa.example"
    assert settings.DEFAULT_FROM_EMAIL in sent.message()["From"]
    assert sent.message()["Message-ID"] == letter.message_id


def test_the_last_letter_meets_the_deadline(cast, server):
    """LP-94, TD-60: met on the day on which the last recipient was served."""
    letter = mailing.a_sent_letter(cast=cast)
    assert conclusion_deadline(letter.conference).met_on == make.SENT_ON


def test_asking_twice_and_running_twice_sends_once(cast, server):
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        with pytest.raises(Refused, match="đang chờ gửi"):
            asked(cast, notice, row)
        tasks.send_mails()
        tasks.send_mails()
        with pytest.raises(Refused, match="chưa bị trả lại, nên không gửi lần nữa"):
            asked(cast, notice, row)
    assert len(mail.outbox) == row.mails.count() == 1


def test_the_table_itself_holds_one_living_letter_for_an_address(cast, server):
    """Two clerks press at the same moment: the second one's letter is not written."""
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        old = row.mails.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            DispatchAttempt.objects.create(
                commune=cast.commune,
                dispatch=row,
                address=old.address,
                queued_by=cast.clerk,
                message_id="<x@y>",
            )


def test_another_address_may_be_asked_for_at_once(cast, server):
    letter = mailing.a_sent_letter(cast=cast)
    row = letter.dispatch
    with on_the(LATER):
        services.set_dispatch_address(dispatch=row, email="Khac@Example.vn", actor=cast.office)
        assert asked(cast, row.notice, row) == 1
        tasks.send_mails()
    assert [sent.to for sent in mail.outbox] == [[mailing.ADDRESS], ["khac@example.vn"]]
    assert fresh(row).sent_on == make.SENT_ON, "the first one's day stands"


def test_two_workers_send_one_letter_once(cast, server):
    """The second one finds it claimed between reading and sending."""
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        stale = list(DispatchAttempt.objects.waiting().with_names())
        tasks.send_mails()
        from_other_worker = [services.mailing._claim_and_send(one, None, None) for one in stale]
    assert from_other_worker == [0] and len(mail.outbox) == 1


def test_a_worker_killed_while_sending_leaves_the_question_to_the_office(cast, server):
    """Nobody can tell whether it went out: it is not sent again by itself, and not shown as sent."""
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        DispatchAttempt.objects.update(sent_at=timezone.now() - timedelta(hours=1), tries=1)
        assert tasks.send_mails() == 0 == len(mail.outbox)
        letter = row.mails.get()
        assert letter.state == MailState.FAILED and "không rõ thư đã đi hay chưa" in letter.error
        assert fresh(row).sent_on is None
        assert asked(cast, notice, row) == 1, "the office asked, and may send another"


def test_send_dispatch_attempt_is_the_workers_and_refuses_twice(cast, server):
    letter = mailing.a_sent_letter(cast=cast)
    with pytest.raises(Refused, match="Không thể “Gửi thư”"):
        services.send_dispatch_attempt(dispatch_attempt=letter, actor=None)


def test_fail_dispatch_attempt_tells_the_office(cast, settings):
    mailing.use(settings, smtplib.SMTPDataError(554, b"message too big"))
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        tasks.send_mails()
    letter = row.mails.get()
    assert letter.state == MailState.FAILED and letter.error == "554 message too big"
    told = Notice.objects.filter(recipient=cast.office, key__startswith=f"dispatch_attempt:{letter.pk}")
    assert "không gửi được" in told.get().title and "Bình" not in told.get().title


def test_a_server_out_of_reach_uses_up_no_try(cast, server):
    server.unreachable = True
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        for _ in range(10):
            assert tasks.send_mails() == 0
        assert row.mails.get().tries == 0
        server.unreachable = False
        assert tasks.send_mails() == 1


def test_refused_for_now_is_tried_again_and_not_for_ever(cast, settings):
    mailing.use(settings, LATER_PLEASE)
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        assert tasks.send_mails() == 0 and row.mails.get().state == MailState.WAITING
        assert tasks.send_mails() == 1
    mailing.use(settings, *[LATER_PLEASE] * 20)
    with on_the(LATER):
        services.set_dispatch_address(dispatch=row, email="cham@example.vn", actor=cast.office)
        asked(cast, notice, row)
        for _ in range(10):
            tasks.send_mails()
    assert row.mails.last().state == MailState.FAILED and row.mails.last().tries == 6


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(cast, server, monkeypatch):
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        other = notice.dispatches.exclude(petitioner=None).last()
        services.set_dispatch_address(dispatch=other, email="hoa@example.vn", actor=cast.office)
        services.mail_dispatches(notice=notice, rows=[row, other], actor=cast.office)
        whole = services.mailing.letter_of

        def broken(attempt):
            if attempt.dispatch_id == row.pk:
                raise ValueError("no font")
            return whole(attempt)

        monkeypatch.setattr(services.mailing, "letter_of", broken)
        assert tasks.send_mails() == 1
    assert row.mails.get().state == MailState.FAILED and other.mails.get().state == MailState.SENT


# --- coming back ------------------------------------------------------------------------------------------------


def test_bounce_dispatch_attempt_at_once_makes_the_recipient_missing(cast, settings):
    """The server refuses the address while it is spoken to."""
    mailing.use(settings, NO_SUCH)
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        asked(cast, notice, row)
        tasks.send_mails()
    letter = row.mails.get()
    assert letter.state == MailState.BOUNCED and "550 5.1.1 No such user" in letter.error
    assert fresh(row) in notice.dispatches.missing()


def test_bounce_dispatch_attempt_takes_the_day_back_and_reopens_the_clock(cast, server):
    """D-22, TD-60: what came back was not sent; a later report of the same changes nothing more."""
    letter = mailing.a_sent_letter(cast=cast)
    report = POSTFIX.replace(b"<kl7.176371@xa.example>", letter.message_id.encode())
    with on_the(LATER):
        assert services.take_returned(raw=report) is True
        assert services.take_returned(raw=report) is True
    row = fresh(letter.dispatch)
    assert (row.sent_on, row.channel, row.proof) == (None, "", "")
    deadline = conclusion_deadline(letter.conference)
    assert (deadline.state, deadline.met_on) == (DeadlineState.OPEN, None)
    letter.refresh_from_db()
    assert letter.error.startswith("không có hộp thư này (5.1.1)")
    told = Notice.objects.filter(recipient=cast.office, key__startswith=f"dispatch_attempt:{letter.pk}")
    assert told.count() == 1 and "bị trả lại" in told.get().title
    assert AuditEntry.objects.filter(action="dispatch_attempt.bounce", subject_id=letter.pk).count() == 1
    with on_the(LATER):
        assert asked(cast, row.notice, row) == 1, "what came back may be sent again"


def test_bounce_dispatch_attempt_leaves_what_was_served_another_way(cast, server):
    letter = mailing.a_sent_letter(cast=cast)
    with on_the(LATER):
        make.send(cast=cast, notice=letter.dispatch.notice, rows=[fresh(letter.dispatch)], sent_on=LATER)
        services.bounce_dispatch_attempt(dispatch_attempt=letter, actor=cast.office, reason="Hộp thư đầy")
    assert fresh(letter.dispatch).sent_on == LATER


def test_bounce_dispatch_attempt_by_hand_asks_for_the_reason_and_the_office(cast, server):
    letter = mailing.a_sent_letter(cast=cast)
    with pytest.raises(NotYourRole, match="Chỉ văn phòng"):
        services.bounce_dispatch_attempt(dispatch_attempt=letter, actor=cast.chair, reason="x")
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        services.bounce_dispatch_attempt(dispatch_attempt=letter, actor=cast.office, reason=" ")


def test_a_report_about_anybody_elses_letter_changes_nothing(cast, server):
    letter = mailing.a_sent_letter(cast=cast)
    assert services.take_returned(raw=POSTFIX) is False
    letter.refresh_from_db()
    assert letter.state == MailState.SENT


def test_the_mailbox_is_read_once_and_a_message_is_marked_after_it_was_taken_in(
    cast, server, settings, monkeypatch
):
    letter = mailing.a_sent_letter(cast=cast)
    box = Box(
        {
            b"1": b"Subject: hello\n\nx",
            b"2": POSTFIX.replace(b"<kl7.176371@xa.example>", letter.message_id.encode()),
        }
    )
    assert tasks.read_returned_mails() == 0, "without a mailbox there is nothing to read"
    settings.BOUNCE_MAILBOX = "imaps://tra-lai%40xa.example:m%C3%A2t@mail.xa.example/INBOX"
    monkeypatch.setattr("conclusions.tasks.opened", box.opened)
    monkeypatch.setattr(
        services.mailing, "bounce_dispatch_attempt", box.die_once(services.mailing.bounce_dispatch_attempt)
    )
    with on_the(LATER):
        with pytest.raises(RuntimeError):
            tasks.read_returned_mails()
        assert box.seen == {b"1"}, "what was being taken in when the worker died is read again"
        assert tasks.read_returned_mails() == 1
        assert tasks.read_returned_mails() == 0
    assert box.seen == {b"1", b"2"}
    letter.refresh_from_db()
    assert letter.state == MailState.BOUNCED


class Imap(socketserver.StreamRequestHandler):
    """A mailbox with one message over a real wire; it keeps what it was told."""

    told = []

    def handle(self):
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.told.append(command)
            if command == "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
            elif command.startswith("AUTHENTICATE"):
                self.wfile.write(b"+ \r\n")
                self.told.append(base64.b64decode(self.rfile.readline()).decode())
            elif command.startswith("SELECT"):
                self.wfile.write(b"* 1 EXISTS\r\n")
            elif command.startswith("UID SEARCH"):
                self.wfile.write(b"* SEARCH 7\r\n")
            elif command.startswith("UID FETCH"):
                self.wfile.write(b"* 1 FETCH (UID 7 BODY[] {%d}\r\n" % len(POSTFIX) + POSTFIX + b")\r\n")
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if command == "LOGOUT":
                return


def test_the_mailbox_is_spoken_to_as_the_protocol_wants():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        with opened(f"imap://tra-lai%40xa.example:m%C3%A2t@127.0.0.1:{port}/INBOX") as box:
            messages = list(unread(box))
            mark_read(box, messages[0][0])
        server.shutdown()
    assert messages == [(b"7", POSTFIX)]
    assert "\0tra-lai@xa.example\0mât" in Imap.told and 'SELECT "INBOX"' in Imap.told
    assert any(command.startswith("UID STORE 7 +FLAGS") for command in Imap.told)


class Box:
    """An IMAP mailbox as imaplib answers."""

    def __init__(self, messages):
        self.messages, self.seen = messages, set()

    @contextmanager
    def opened(self, url):
        yield self

    def uid(self, command, *args):
        if command == "search":
            return "OK", [b" ".join(uid for uid in self.messages if uid not in self.seen)]
        if command == "fetch":
            return "OK", [(b"1 (BODY[] {9}", self.messages[args[0]]), b")"]
        self.seen.add(args[0])
        return "OK", [b""]

    def die_once(self, service):
        calls = []

        def once(**kwargs):
            calls.append(kwargs)
            if len(calls) == 1:
                raise RuntimeError("killed")
            return service(**kwargs)

        return once


def test_what_belongs_to_a_sealed_dossier_is_neither_sent_nor_taken_back(cast, server):
    """LP-99: the worker leaves sealed conferences alone instead of failing over them."""
    letter = mailing.a_sent_letter(cast=cast)
    report = POSTFIX.replace(b"<kl7.176371@xa.example>", letter.message_id.encode())
    Conference.objects.filter(pk=letter.conference.pk).update(sealed_at=timezone.now())
    assert services.take_returned(raw=report) is True
    letter.refresh_from_db()
    assert letter.state == MailState.SENT
    DispatchAttempt.objects.filter(pk=letter.pk).update(state=MailState.WAITING, sent_at=None)
    assert tasks.send_mails() == 0


def test_who_has_no_address_is_passed_over_and_said_when_alone(cast, server):
    with on_the(make.SENT_ON):
        notice, row = mailing.a_reachable_petitioner(cast=cast)
        other = notice.dispatches.exclude(petitioner=None).last()
        assert services.mail_dispatches(notice=notice, rows=[row, other], actor=cast.office) == 1
        with pytest.raises(Refused, match="chưa có địa chỉ thư điện tử"):
            asked(cast, notice, other)
        public = notice.dispatches.filter(kind="public").first()
        with pytest.raises(Refused, match="Dòng công khai không gửi thư"):
            asked(cast, notice, public)
        with pytest.raises(NotYourRole):
            services.mail_dispatches(notice=notice, rows=[row], actor=cast.front)
