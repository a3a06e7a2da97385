"""What mail servers really write when a letter comes back, read from its text alone (LP-95)."""

import pytest

from conclusions.returned_mail import read_returned

OURS = "<kl7.176371@xa.example>"
POSTFIX = b"""Return-Path: <>
Date: Fri, 22 May 2026 09:15:02 +0700 (+07)
From: MAILER-DAEMON@mail.xa.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: tra-lai@xa.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4B1F2.1779416102/mail.xa.example"
Message-Id: <20260522021502.9C7A4@mail.xa.example>

--4B1F2.1779416102/mail.xa.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.xa.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--4B1F2.1779416102/mail.xa.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.xa.example
X-Postfix-Queue-ID: 4B1F2
Arrival-Date: Fri, 22 May 2026 09:15:01 +0700 (+07)

Final-Recipient: rfc822; binh@example.vn
Original-Recipient: rfc822;binh@example.vn
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.vn
Diagnostic-Code: smtp; 550 5.1.1 <binh@example.vn>: Recipient address rejected:
    User unknown in virtual mailbox table

--4B1F2.1779416102/mail.xa.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <tra-lai@xa.example>
From: =?utf-8?q?=E1=BB=A6y_ban?= <van-phong@xa.example>
To: binh@example.vn
Subject: test
Message-ID: <kl7.176371@xa.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

noi dung

--4B1F2.1779416102/mail.xa.example--
"""
GMAIL = b"""Return-Path: <>
Auto-Submitted: auto-replied
Message-ID: <6a0f.050a0220.1@mx.google.com>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: tra-lai@xa.example
Subject: Delivery Status Notification (Failure)
References: <kl7.176371@xa.example>
In-Reply-To: <kl7.176371@xa.example>
X-Failed-Recipients: binh@gmail.example
MIME-Version: 1.0
Content-Type: multipart/report; boundary="0000abc"; report-type=delivery-status

--0000abc
Content-Type: multipart/related; boundary="0000def"

--0000def
Content-Type: text/html; charset="UTF-8"

<p>Address not found</p>
--0000def--
--0000abc
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; tra-lai@xa.example
X-Original-Message-ID: <kl7.176371@xa.example>

Final-Recipient: rfc822; binh@gmail.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552-5.2.2 The recipient's inbox is out of storage space.
Last-Attempt-Date: Thu, 21 May 2026 19:16:00 -0700 (PDT)

--0000abc
Content-Type: message/rfc822

Message-ID: <kl7.176371@xa.example>
Subject: test

x
--0000abc--
"""
EXCHANGE = b"""From: <postmaster@so.example.vn>
To: <tra-lai@xa.example>
Date: Fri, 22 May 2026 02:20:00 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="exch"
Content-Language: vi-VN
Message-ID: <1f2a@SG2PR01.apcprd01.prod.example>
In-Reply-To: <kl7.176371@xa.example>
References: <kl7.176371@xa.example>
Subject: =?utf-8?B?S2jDtG5nIHRo4buDIGfhu61p?=
Auto-Submitted: auto-replied
MIME-Version: 1.0

--exch
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+S2jDtG5nIHRo4buDIGfhu61pPC9wPg==

--exch
Content-Type: message/delivery-status

Reporting-MTA: dns;SG2PR01MB1.apcprd01.prod.example
Received-From-MTA: dns;mail.xa.example
Arrival-Date: Fri, 22 May 2026 02:19:58 +0000

Final-Recipient: rfc822;khong.co@so.example.vn
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
Remote-MTA: dns;SG2PR01MB1.apcprd01.prod.example

--exch
Content-Type: text/rfc822-headers

From: van-phong@xa.example
To: khong.co@so.example.vn
Message-ID: <kl7.176371@xa.example>

--exch--
"""
EXIM = b"""Return-path: <>
X-Failed-Recipients: binh@example.vn
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@host.example>
To: tra-lai@xa.example
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1wKx2a-0004Qz@host.example>
Date: Fri, 22 May 2026 09:16:00 +0700

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  binh@example.vn
    SMTP error from remote mail server after RCPT TO:<binh@example.vn>:
    550 5.1.1 No such user here

------ This is a copy of the message, including all the headers. ------

Return-path: <tra-lai@xa.example>
From: van-phong@xa.example
To: binh@example.vn
Message-ID: <kl7.176371@xa.example>
Subject: test
"""
QMAIL = b"""Return-Path: <>
Date: 22 May 2026 02:17:00 -0000
From: MAILER-DAEMON@qm.example
To: tra-lai@xa.example
Subject: failure notice

Hi. This is the qmail-send program at qm.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<binh@example.vn>:
203.0.113.9 does not like recipient.
Remote host said: 550 5.7.1 Unable to relay
Giving up on 203.0.113.9.

--- Below this line is a copy of the message.

Return-Path: <tra-lai@xa.example>
From: van-phong@xa.example
Message-ID: <kl7.176371@xa.example>
"""


@pytest.mark.parametrize(
    ("raw", "recipient", "status", "said"),
    [
        (POSTFIX, "binh@example.vn", "5.1.1", "không có hộp thư này (5.1.1): 550 5.1.1"),
        (GMAIL, "binh@gmail.example", "5.2.2", "hộp thư đã đầy (5.2.2): 552-5.2.2 The recipient's inbox"),
        (EXCHANGE, "khong.co@so.example.vn", "5.1.10", "không có hộp thư này (5.1.10): 550"),
        (EXIM, "binh@example.vn", "5.1.1", "không có hộp thư này (5.1.1)"),
        (QMAIL, "", "5.7.1", "máy chủ nơi nhận từ chối thư (5.7.1)"),
    ],
    ids=["postfix", "gmail", "exchange", "exim", "qmail"],
)
def test_a_returned_letter_is_known_by_its_own_number(raw, recipient, status, said):
    returned = read_returned(raw)
    assert OURS in returned.message_ids
    assert (returned.recipient, returned.status) == (recipient, status)
    assert returned.words.startswith(said)


@pytest.mark.parametrize("raw", [POSTFIX, GMAIL, EXCHANGE, EXIM, QMAIL])
def test_line_ends_of_the_network_change_nothing(raw):
    wired = raw.replace(b"\n", b"\r\n")
    assert read_returned(wired).message_ids == read_returned(raw).message_ids


def test_a_report_that_a_letter_is_late_or_arrived_is_no_return():
    late = POSTFIX.replace(b"Action: failed", b"Action: delayed").replace(b"Status: 5.1.1", b"Status: 4.4.1")
    assert read_returned(late) is None
    for action in (b"delivered", b"relayed", b"expanded"):
        assert read_returned(POSTFIX.replace(b"Action: failed", b"Action: " + action)) is None
    slow = EXIM.replace(
        b"Mail delivery failed: returning message to sender", b"Warning: message delayed 24 hours"
    )
    assert read_returned(slow) is None


def test_given_up_after_days_of_trying_is_a_return():
    expired = POSTFIX.replace(b"Status: 5.1.1", b"Status: 4.4.7")
    assert read_returned(expired).status == "4.4.7"


def test_of_several_recipients_the_one_that_failed_counts():
    first = b"Final-Recipient: rfc822; khac@example.vn\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient"
    returned = read_returned(POSTFIX.replace(b"Final-Recipient", first, 1))
    assert returned.recipient == "binh@example.vn"


def test_what_people_write_is_no_return():
    answer = (
        b"From: Binh <binh@example.vn>\nTo: tra-lai@xa.example\nSubject: Re: delivery failed?\n"
        b"In-Reply-To: <kl7.176371@xa.example>\n\nToi da nhan thu, delivery failed la gi?\n"
    )
    assert read_returned(answer) is None
    away = (
        b"Return-Path: <>\nFrom: binh@example.vn\nSubject: Out of office: undeliverable until Monday\n"
        b"Auto-Submitted: auto-replied (vacation)\nIn-Reply-To: <kl7.176371@xa.example>\n\nToi di vang.\n"
    )
    assert read_returned(away) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00\xff\xfe", b"Content-Type: multipart/report; boundary=\n\n--", b"\n\n\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
        b"Content-Type: message/delivery-status\n\n\x80\x81\n\n--b--",
        b"From: mailer-daemon@x.vn\nSubject: =?utf-8?b?not base64?=\nContent-Type: text/plain; charset=no-such\n\nhi",
        b"From: " + b"a" * 100_000,
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 300,
    ],
)  # fmt: skip
def test_broken_mail_returns_nothing(raw):
    assert read_returned(raw) is None


def test_words_fit_the_ledger():
    long = POSTFIX.replace(b"User unknown", b"User unknown " + b"x" * 5000)
    assert len(read_returned(long).words) <= 300
