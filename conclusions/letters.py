"""The letter that carries a notice by mail: its words and its PDF. Nothing is stored or sent here."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from conclusions.documents import extract_html
from conclusions.queries.pages import matters_of
from documents.queries import signed_pdf_of
from documents.render import pdf_of
from feedback.documents.words import body_words

EXTRACT_NAME = "trich-thong-bao-ket-luan.pdf"


def letter_of(attempt):
    """An unsent EmailMessage, or None while the paper's PDF is not made yet.

    A petitioner gets the sheet with only their own matters (LP-95), everybody else the whole signed notice.
    """
    row = attempt.dispatch
    notice = row.notice
    enclosed = _extract(row) if row.petitioner_id else _whole(notice)
    if enclosed is None:
        return None
    sender = body_words(notice.conference)
    context = {"dispatch": row, "notice": notice, "conference": notice.conference, "sender": sender}
    mail = EmailMessage(
        subject=" ".join(f"{notice.paper}: {notice.conference.title}".split()),
        body=render_to_string("conclusions/mail/notice.txt", context),
        # To this address the letter comes back.
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        to=[attempt.address],
        reply_to=[notice.commune.email] if notice.commune.email else None,
        headers={
            "From": formataddr((sender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
            "Message-ID": attempt.message_id,
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach(*enclosed, "application/pdf")
    return mail


def _extract(row):
    return EXTRACT_NAME, pdf_of(extract_html(row, matters_of(row)), is_archival=False).content


def _whole(notice):
    file = signed_pdf_of(notice.paper)
    if not file:
        return None
    with file.open("rb") as content:
        return f"thong-bao-{notice.paper.number_text.replace('/', '-')}.pdf", content.read()
