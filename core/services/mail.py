"""Writes about notices: read, and mails that failed given another try."""

from django.db import transaction
from django.utils import timezone

from core import rules
from core.log import record
from core.models import Notice
from core.states import DeliveryState


def read_all_notices(*, user):
    """The person has seen what was there; nobody else is concerned, so the log is silent."""
    user.notices.unread().update(read_at=timezone.now())


@transaction.atomic
def retry_failed_mails(*, commune, actor):
    """After the mail server was set right: failed mails wait again with fresh attempts; returns how many."""
    rules.check_can_administer(actor, commune)
    failed = Notice.objects.filter(commune=commune, email_state=DeliveryState.FAILED)
    count = failed.update(email_state=DeliveryState.WAITING, email_attempts=0, email_error="")
    if count:
        record(
            actor=actor, action="mail.retry", subject=commune, sentence=f"đã cho gửi lại {count} thư bị lỗi"
        )
    return count
