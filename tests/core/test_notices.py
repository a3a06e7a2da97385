"""Notices: once per key, mailed by the worker in office hours, never twice, not lost by a broken server."""

import smtplib
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends import locmem
from django.urls import reverse

from core import notices
from core.models import Notice, User
from core.notices import deliver_waiting, in_office_hours, notify
from core.states import DeliveryState
from deadlines.tasks import deliver_notices

pytestmark = pytest.mark.django_db


class Server(locmem.EmailBackend):
    """A mail server whose answers the test sets: one exception or None per mail."""

    unreachable, answers, opened = False, [], 0

    def open(self):
        if Server.unreachable:
            raise ConnectionRefusedError("không có máy chủ thư")
        Server.opened += 1
        return True

    def send_messages(self, messages):
        answer = Server.answers.pop(0) if Server.answers else None
        if answer:
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.unreachable, Server.answers, Server.opened = False, [], 0
    return Server


NO = smtplib.SMTPDataError(550, b"hop thu day")


def tell(*people, key="k", **more):
    notify(people, key=key, **{"title": "Còn 3 ngày làm việc", "link": "/thoi-han/1/"} | more)


def states():
    return sorted(Notice.objects.values_list("email_state", flat=True))


def test_a_notice_is_written_once_per_person_and_key(cast):
    for _ in range(3):
        tell(cast.office, cast.office, cast.unit)
    tell(cast.office, key="khác")
    assert Notice.objects.count() == 3
    assert Notice.objects.filter(recipient=cast.office).count() == 2


def test_mail_waits_only_for_who_has_an_address_and_wants_mail(cast):
    User.objects.filter(pk=cast.unit.pk).update(wants_email=False)
    User.objects.filter(pk=cast.front.pk).update(email="")
    tell(*User.objects.filter(pk__in=[cast.office.pk, cast.unit.pk, cast.front.pk]))
    assert states() == ["none", "none", "waiting"]


def test_nothing_is_sent_inside_a_request(cast):
    tell(cast.office)
    assert mail.outbox == []


def test_a_mail_says_what_and_leads_to_the_page(cast, settings):
    tell(cast.office, body="Kiến nghị số 7", title="Hạn\r\nBcc: la@x.vn  hôm nay")
    assert deliver_waiting() == 1
    message = mail.outbox[0]
    assert message.subject == "Hạn Bcc: la@x.vn hôm nay"
    assert message.to == [cast.office.email]
    assert message.body == f"Kiến nghị số 7\n\n{settings.SITE_URL}/thoi-han/1/"


def test_each_mail_goes_out_once_however_often_the_worker_comes(cast):
    tell(cast.office, cast.unit)
    assert [deliver_waiting(), deliver_waiting()] == [2, 0]
    assert len(mail.outbox) == 2
    assert states() == ["sent", "sent"]


def test_a_notice_that_another_worker_claimed_is_left_alone(cast, monkeypatch):
    tell(cast.office)
    can_open = notices._can_open

    def claimed_meanwhile(connection, notice):
        Notice.objects.update(email_state=DeliveryState.SENT)
        return can_open(connection, notice)

    monkeypatch.setattr(notices, "_can_open", claimed_meanwhile)
    assert deliver_waiting() == 0
    assert mail.outbox == []


def test_a_refused_mail_is_tried_five_times_and_then_failed(cast, server):
    tell(cast.office)
    for attempt in range(1, 6):
        server.answers = [NO]
        assert deliver_waiting() == 0
        notice = Notice.objects.get()
        assert (notice.email_attempts, notice.emailed_at) == (attempt, None)
        assert "hop thu day" in notice.email_error
    assert notice.email_state == DeliveryState.FAILED
    assert deliver_waiting() == 0
    assert mail.outbox == []


def test_a_refused_mail_holds_up_no_other(cast, server):
    tell(cast.office)
    tell(cast.unit, key="zwei")
    server.answers = [NO, None]
    assert deliver_waiting() == 1
    assert deliver_waiting() == 1
    assert states() == ["sent", "sent"]
    assert [message.to for message in mail.outbox] == [[cast.unit.email], [cast.office.email]]
    assert set(Notice.objects.values_list("email_error", flat=True)) == {""}


def test_a_mail_that_may_have_gone_out_is_never_sent_again(cast, server):
    tell(cast.office)
    server.answers = [smtplib.SMTPServerDisconnected("mất kết nối giữa chừng")]
    assert deliver_waiting() == 0
    assert states() == ["failed"]
    assert deliver_waiting() == 0
    assert mail.outbox == []


def test_a_server_that_is_down_for_days_uses_up_no_attempts(cast, server):
    tell(cast.office, cast.unit)
    server.unreachable = True
    for _ in range(20):
        assert deliver_waiting() == 0
    assert states() == ["waiting", "waiting"]
    assert Notice.objects.filter(email_error__contains="không có máy chủ thư").count() == 1
    server.unreachable = False
    assert deliver_waiting() == 2


def test_a_connection_that_failed_is_begun_anew(cast, server):
    tell(cast.office, cast.unit, cast.front)
    server.answers = [smtplib.SMTPServerDisconnected("x"), None, None]
    assert deliver_waiting() == 2
    assert states() == ["failed", "sent", "sent"]


@pytest.mark.parametrize(
    ("now", "may"),
    [
        ("2026-11-16 00:29", False),  # 07:29 on a Monday in Vietnam
        ("2026-11-16 00:30", True),
        ("2026-11-16 09:59", True),
        ("2026-11-16 10:00", False),
        ("2026-11-14 03:00", False),  # Saturday
        ("2026-11-15 23:00", False),  # 06:00 on Monday: still night
    ],
)
def test_office_hours_are_local_and_on_working_days(now, may):
    instant = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert in_office_hours(instant, lambda day: day.weekday() < 5) is may


def test_the_job_sends_only_in_office_hours(cast):
    tell(cast.office)
    with time_machine.travel("2026-11-14 03:00:00+00:00", tick=False):
        assert deliver_notices() == 0
    with time_machine.travel("2026-11-16 03:00:00+00:00", tick=False):
        assert deliver_notices() == 1


def test_the_page_of_notices_shows_ones_own_and_marks_them_read(client, sign_in, cast):
    tell(cast.office)
    tell(cast.unit, title="Việc của đơn vị")
    sign_in(cast.office)
    text = client.get(reverse("notice_list")).content.decode()
    assert "1 thông báo chưa đọc" in text
    assert "Việc của đơn vị" not in text
    assert client.get(reverse("notice_read_all")).status_code == 405
    client.post(reverse("notice_read_all"))
    assert Notice.objects.unread().get().recipient == cast.unit


def test_the_page_of_notices_costs_the_same_with_many_rows(
    client, sign_in, cast, django_assert_max_num_queries
):
    sign_in(cast.office)
    counts = []
    for start, rows in ((0, 1), (100, 60)):
        for n in range(start, start + rows):
            tell(cast.office, key=f"k{n}")
        with django_assert_max_num_queries(10) as queries:
            client.get(reverse("notice_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
