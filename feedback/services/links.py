"""One-petition links: making, revoking, finding one by its token. What is done by them is in by_link."""

import secrets
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from core.log import record
from core.models import User
from core.notices import notify
from core.vietnamese import long_date, short_date
from feedback import rules
from feedback.models import AnswerLink, PetitionSetting

SALT = "feedback.answer_link"
LONGEST = 200  # characters of a token; ours have about 80


def token_of(link):
    return signing.dumps([link.pk, link.nonce], salt=SALT)


def link_of(token):
    """The link of a token, or None where nobody signed it; what it still opens is the rules' to say."""
    try:
        pk, nonce = signing.loads(token[:LONGEST], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if not (isinstance(pk, int) and isinstance(nonce, str)):
        return None
    rows = AnswerLink.objects.select_related(
        "assignment__petition__conference",
        "assignment__petition__commune",
        "assignment__unit",
        "recipient",
        "commune",
    )
    link = rows.filter(pk=pk).first()
    return link if link and constant_time_compare(link.nonce, nonce) else None


def mail_readers(unit):
    """Who of a unit can be reached by mail."""
    return User.objects.of_unit(unit).filter(wants_email=True).exclude(email="").order_by("sort_key")


@transaction.atomic
def make_answer_links(*, assignment, actor, recipients=None):
    """Send everybody of the unit who reads mail, or those chosen, a link; older ones of theirs are revoked."""
    rules.check_can_make_answer_link(actor, assignment)
    people = list(mail_readers(assignment.unit))
    if recipients is not None:
        people = [person for person in people if person in recipients]
    rules.check_recipients(assignment, people)
    return [_make(assignment, person, actor) for person in people]


def _make(assignment, recipient, actor):
    now = timezone.now()
    AnswerLink.objects.live(now).filter(assignment=assignment, recipient=recipient).update(revoked_at=now)
    days = PetitionSetting.of(assignment.commune).link_days
    link = AnswerLink.objects.create(
        commune_id=assignment.commune_id, assignment=assignment, recipient=recipient, made_by=actor,
        nonce=secrets.token_hex(16), expires_at=now + timedelta(days=days),
    )  # fmt: skip
    until = timezone.localdate(link.expires_at)
    record(
        actor=actor, action="answer_link.make", subject=assignment,
        sentence=f"đã gửi {recipient.full_name} liên kết trả lời qua thư, hiệu lực đến {short_date(until)}",
    )  # fmt: skip
    _send(link, until)
    return link


def _send(link, until):
    """The words of the mail name the code and the field only; the petition itself is behind the link."""
    assignment = link.assignment
    act = "Trả lời" if assignment.is_lead else "Gửi ý kiến phối hợp cho"
    notify(
        [link.recipient],
        key=f"answer_link:{link.pk}",
        title=f"{act} {assignment.petition.public_label}",
        body=(
            f"Hạn trả lời: {long_date(assignment.due_on)}. Bấm liên kết dưới đây để xem và làm ngay, không cần đăng "
            f"nhập. Liên kết chỉ dành cho anh/chị, dùng một lần, đến hết ngày {short_date(until)}; xin đừng chuyển tiếp."
        ),
        link=reverse("answer_link_open", args=[token_of(link)]),
    )


@transaction.atomic
def revoke_answer_link(*, link, actor):
    rules.check_can_revoke_answer_link(actor, link)
    AnswerLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    record(
        actor=actor, action="answer_link.revoke", subject=link.assignment,
        sentence=f"đã thu hồi liên kết trả lời của {link.recipient.full_name}",
    )  # fmt: skip
    return link
