"""A mail server and letters for tests; the server answers as the test sets."""

from django.core.mail.backends import locmem

from conclusions import services
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the

ADDRESS = "binh@example.vn"


class Server(locmem.EmailBackend):
    """One exception or None per letter; `unreachable` as a whole."""

    unreachable, answers = False, []

    def open(self):
        if Server.unreachable:
            raise ConnectionRefusedError("no mail server")
        return True

    def send_messages(self, messages):
        answer = Server.answers.pop(0) if Server.answers else None
        if answer:
            raise answer
        return super().send_messages(messages)


def use(settings, *answers):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.unreachable, Server.answers = False, list(answers)
    return Server


def a_reachable_petitioner(*, cast, notice=None):
    """(notice, the row of a petitioner with an address), issued and not sent; the clock is the test's."""
    notice = notice or make.an_issued_notice(cast=cast)
    row = notice.dispatches.exclude(petitioner=None).first()
    services.set_dispatch_address(dispatch=row, email=ADDRESS, actor=cast.office)
    return notice, row


def a_sent_letter(*, cast, sent_on=make.SENT_ON):
    """A letter that the server took; everybody else had the notice by hand that day."""
    with on_the(sent_on):
        notice, row = a_reachable_petitioner(cast=cast)
        rest = list(notice.dispatches.missing().exclude(pk=row.pk))
        make.send(cast=cast, notice=notice, rows=rest, sent_on=sent_on)
        services.mail_dispatches(notice=notice, rows=[row], actor=cast.office)
        services.send_mails()
    return row.mails.get()
