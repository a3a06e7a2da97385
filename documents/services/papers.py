"""Freezing a paper and making its PDF. Numbers are taken in `registers`."""

import hashlib
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from core.attempts import revive
from core.log import record
from core.models import TaskAttempt
from core.refusals import Refused
from documents import rules
from documents.drafting import plain_face, setting_of
from documents.faces import PaperFace, heading_style_of
from documents.models import Paper
from documents.render import pdf_of
from documents.services.registers import enter_paper, period_of, take_number
from documents.states import PaperEffect, PaperState, PdfState

RENDER_TASK = "documents.tasks.render_pdf"
ATTEMPT_NAME = "render_pdf"


@transaction.atomic
def issue_paper(
    *, kind, subject, body, sign, build, excerpt, issued_on, signer_name, signer_title, commune, actor,
    corrects=None, effect="", has_personal_data=False,
):  # fmt: skip
    """Number, build, freeze and log a paper in one transaction; its PDF follows from the worker.

    Without a `sign` the paper takes no number (forms, plates, lists): its date alone says that it is issued.

    `build(face)` returns the whole HTML (`render.paper_html`). `sign`: "KH", "TB", "GM", "BC", "BB".
    `signer_title` and `excerpt` may have several lines. `corrects`: the issued paper that this one corrects,
    replaces or withdraws (`effect`, a PaperEffect; corrects by default). Raises Refused where a signer or a date
    is missing, or where that paper was already replaced or withdrawn.
    """
    effect = (effect or PaperEffect.CORRECTS) if corrects else ""
    if issued_on is None or (sign and not signer_name.strip()):
        raise Refused("Chưa ban hành được: văn bản cần có ngày ban hành và họ tên người ký.")
    if corrects:
        old = Paper.objects.light().select_for_update().get(pk=corrects.pk)
        rules.check_can_be_named(old, commune, issued_on)
    register, number = None, None
    if sign:
        period = period_of(body=body, commune=commune, issued_on=issued_on)
        register, number = take_number(commune=commune, body=body, sign=sign, period=period)
    face = PaperFace(
        commune=commune, kind=kind, body=body, sign=sign, excerpt=excerpt, number=number, issued_on=issued_on,
        signer_name=signer_name, signer_title=signer_title, setting=setting_of(commune, body),
    )  # fmt: skip
    paper = _freeze(
        face, subject, build, state=PaperState.ISSUED, register=register, number=number,
        number_text=face.number_text if sign else "", issued_on=issued_on, issued_at=timezone.now(), issued_by=actor,
        signer_name=signer_name, signer_title=signer_title, corrects=corrects, effect=effect,
        has_personal_data=has_personal_data,
    )  # fmt: skip
    if sign:
        enter_paper(paper=paper, actor=actor)
    note = f"{PaperEffect(effect).label} {corrects}." if corrects else ""
    record(
        actor=actor, action="paper.issue", subject=paper, sentence=f"đã ban hành {_words(paper)}", note=note
    )
    return paper


@transaction.atomic
def print_draft(
    *, kind, subject, body, sign, build, excerpt, commune, actor, signer_name="", signer_title="",
    has_personal_data=False,
):  # fmt: skip
    """Freeze a print that bears DỰ THẢO and no number; its PDF follows from the worker."""
    face = plain_face(
        commune=commune, kind=kind, body=body, sign=sign, excerpt=excerpt, signer_name=signer_name,
        signer_title=signer_title,
    )  # fmt: skip
    paper = _freeze(
        face, subject, build, state=PaperState.DRAFT, issued_by=actor, signer_name=signer_name,
        signer_title=signer_title, has_personal_data=has_personal_data,
    )  # fmt: skip
    record(actor=actor, action="paper.print_draft", subject=paper, sentence=f"đã in dự thảo {_words(paper)}")
    return paper


def _words(paper):
    number = f" số {paper.number_text}" if paper.number_text else ""
    return f"{paper.get_kind_display().lower()}{number}: {paper.excerpt}"


def _freeze(face, subject, build, **fields):
    html = build(face)
    paper = Paper(
        commune=face.commune, kind=face.kind, body=face.body, heading_style=heading_style_of(face.body),
        excerpt=" ".join(face.excerpt_lines), html=html, html_sha256=_sha256(html.encode()),
        subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk, **fields,
    )  # fmt: skip
    paper.save()
    transaction.on_commit(partial(async_task, RENDER_TASK, paper.pk))
    return paper


def render_paper(*, paper):
    """Make the PDF from the frozen HTML, once; returns whether there is one. The worker's part.

    The PDF of an issued paper is PDF/A-2b. Errors of the renderer are kept on the paper and raised again, so
    that the queue tries anew.
    """
    if paper.pdf_state == PdfState.DONE:
        return True
    if _sha256(paper.html.encode()) != paper.html_sha256:
        raise ValueError(f"paper {paper.pk}: the frozen HTML does not match its hash")
    Paper.objects.filter(pk=paper.pk).update(pdf_state=PdfState.RUNNING, pdf_error="")
    try:
        rendered = pdf_of(paper.html, is_archival=paper.state == PaperState.ISSUED)
    except Exception as error:
        fail_paper(paper=paper, error=f"{type(error).__name__}: {error}")
        raise
    paper.pdf.save(f"{paper.kind}-{paper.pk}.pdf", ContentFile(rendered.content), save=False)
    paper.pdf_sha256, paper.pdf_pages = _sha256(rendered.content), rendered.pages
    paper.sign_places = rendered.places
    paper.pdf_state, paper.pdf_error, paper.pdf_done_at = PdfState.DONE, "", timezone.now()
    paper.save(update_fields=[
        "pdf", "pdf_sha256", "pdf_pages", "pdf_state", "pdf_error", "pdf_done_at", "sign_places",
    ])  # fmt: skip
    return True


def fail_paper(*, paper, error):
    """Show on the paper's page that its PDF could not be made; one that is done stays done."""
    unfinished = Paper.objects.filter(pk=paper.pk).exclude(pdf_state=PdfState.DONE)
    unfinished.update(pdf_state=PdfState.FAILED, pdf_error=error[:250])


@transaction.atomic
def retry_paper(*, paper, actor):
    """Let the worker try again, with its attempts counted anew."""
    rules.check_can_retry_paper(actor, paper)
    for letter in TaskAttempt.objects.filter(key=f"{ATTEMPT_NAME}:{paper.pk}"):
        revive(letter)
    Paper.objects.filter(pk=paper.pk).update(
        pdf_state=PdfState.WAITING, pdf_error="", pdf_asked_at=timezone.now()
    )
    record(actor=actor, action="paper.retry", subject=paper, sentence="đã cho tạo lại tệp PDF")
    transaction.on_commit(partial(async_task, RENDER_TASK, paper.pk))
    return paper


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
