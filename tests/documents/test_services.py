"""Freezing, the PDF's making in the worker, failures, retries."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AuditEntry, TaskAttempt
from core.refusals import NotYourRole, Refused
from documents import services
from documents.models import Paper
from documents.states import PaperState, PdfState
from documents.tasks import render_pdf
from tests.factories.documents import a_draft_paper, an_issued_paper, text_build

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(cast):
    return an_issued_paper(commune=cast.commune, actor=cast.office)


def queued(callbacks):
    """The tasks that the commit would put into the queue."""
    return [callback.args for callback in callbacks]


def test_issue_paper_freezes_hashes_logs_and_queues_after_commit(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        paper = an_issued_paper(commune=cast.commune, actor=cast.office)
    assert paper.state == PaperState.ISSUED
    assert paper.html_sha256 == hashlib.sha256(paper.html.encode()).hexdigest()
    assert queued(callbacks) == [("documents.tasks.render_pdf", paper.pk)]
    (entry,) = AuditEntry.objects.about(paper)
    assert "đã ban hành thông báo số 01/TB-UBND" in entry.sentence


def test_an_issued_paper_is_never_changed_or_deleted(paper):
    paper.html = "other"
    for write in (paper.save, paper.delete):
        with pytest.raises(Refused):
            write()
    with pytest.raises(Refused):
        paper.save(update_fields=["excerpt"])
    paper.refresh_from_db()
    assert "other" not in paper.html


def test_a_correction_names_the_paper_that_it_corrects(cast, paper):
    correction = an_issued_paper(commune=cast.commune, actor=cast.office, corrects=paper)
    assert list(paper.corrections.all()) == [correction]
    assert "Đính chính Thông báo số 01/TB-UBND" in AuditEntry.objects.about(correction).get().note


def test_render_pdf_stores_bytes_pages_and_hash_from_the_frozen_html(cast):
    paper = an_issued_paper(
        commune=cast.commune, actor=cast.office, build=text_build("Nội dung lúc ban hành.")
    )
    assert render_pdf(paper.pk) is True
    paper.refresh_from_db()
    content = paper.pdf.open("rb").read()
    assert content.startswith(b"%PDF")
    assert (paper.pdf_state, paper.pdf_pages) == (PdfState.DONE, 1)
    assert paper.pdf_sha256 == hashlib.sha256(content).hexdigest()


def test_render_pdf_twice_makes_one_file(paper, monkeypatch):
    render_pdf(paper.pk)
    monkeypatch.setattr(services.papers, "pdf_of", lambda *args, **kwargs: pytest.fail("rendered again"))
    before = Paper.objects.values().get()
    render_pdf(paper.pk)
    assert Paper.objects.values().get() == before


def test_render_pdf_refuses_html_that_does_not_match_its_hash(paper):
    Paper.objects.filter(pk=paper.pk).update(html="tampered")
    with pytest.raises(ValueError, match="does not match its hash"):
        render_pdf(paper.pk)
    paper.refresh_from_db()
    assert paper.pdf_state != PdfState.DONE


def test_render_pdf_of_a_vanished_paper_is_harmless():
    assert render_pdf(123456) is False


def broken(*args, **kwargs):
    raise OSError("the disk is full")


def test_a_failed_render_shows_and_counts_and_is_given_up_after_three(paper, monkeypatch):
    monkeypatch.setattr(services.papers, "pdf_of", broken)
    for _ in range(3):
        with pytest.raises(OSError, match="disk"):
            render_pdf(paper.pk)
    paper.refresh_from_db()
    assert (paper.pdf_state, paper.pdf_error) == (PdfState.FAILED, "OSError: the disk is full")
    assert render_pdf(paper.pk) is False
    assert TaskAttempt.objects.get().is_dead
    paper.refresh_from_db()
    assert paper.pdf_error == "Đã thử ba lần không được."


def test_retry_paper_gives_attempts_back(cast, paper, monkeypatch, django_capture_on_commit_callbacks):
    with monkeypatch.context() as patch:
        patch.setattr(services.papers, "pdf_of", broken)
        for _ in range(3):
            with pytest.raises(OSError):
                render_pdf(paper.pk)
        render_pdf(paper.pk)
    paper.refresh_from_db()
    with django_capture_on_commit_callbacks() as callbacks:
        services.retry_paper(paper=paper, actor=cast.office)
    assert queued(callbacks) == [("documents.tasks.render_pdf", paper.pk)]
    assert render_pdf(paper.pk) is True


def test_retry_paper_is_refused_to_others_and_while_it_runs(cast, paper):
    with pytest.raises(NotYourRole, match="Chỉ Văn phòng"):
        services.retry_paper(paper=paper, actor=cast.unit)
    with pytest.raises(Refused, match="đang được tạo"):
        services.retry_paper(paper=paper, actor=cast.office)
    Paper.objects.filter(pk=paper.pk).update(pdf_asked_at=timezone.now() - timedelta(hours=1))
    paper.refresh_from_db()
    services.retry_paper(paper=paper, actor=cast.chair)
    render_pdf(paper.pk)
    paper.refresh_from_db()
    with pytest.raises(Refused, match="đã có tệp PDF"):
        services.retry_paper(paper=paper, actor=cast.office)


def test_print_draft_takes_no_number_and_may_be_deleted(cast):
    paper = a_draft_paper(commune=cast.commune, actor=cast.office)
    assert (paper.number, paper.number_text, paper.issued_on) == (None, "", None)
    assert "DỰ THẢO" in paper.html
    assert "None" not in paper.html
    paper.delete()
