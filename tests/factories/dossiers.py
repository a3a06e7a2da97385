"""Dossiers for tests: a conference whose conclusion is sent, whatever else is missing waived, sealed by the worker."""

from datetime import date

from django.core.files.base import ContentFile

from dialogue.queries.minutes import minutes_of
from documents.models import Paper
from documents.services import issue_paper_draft
from documents.states import PdfState
from reports import services
from reports.archive.completeness import missing_from
from reports.tasks import build_package
from tests.factories.conclusions import a_sent_notice
from tests.factories.dialogue import on_the
from tests.worlds import remembered

MINUTES_ON, SEALED_ON = date(2026, 5, 25), date(2026, 7, 6)
REASON = "Hội nghị trước khi dùng phần mềm, bản giấy kèm hồ sơ."


@remembered
def a_followed_conference(*, cast, **more):
    """Held, concluded, sent, its minutes issued."""
    conference = a_sent_notice_of(cast=cast, **more)
    with on_the(MINUTES_ON):
        draft = minutes_of(conference)
        issue_paper_draft(
            paper_draft=draft, issued_on=MINUTES_ON, signer_name="Trần Chủ Tịch", actor=cast.office
        )
    return conference


def a_sent_notice_of(*, cast, **more):
    rows = a_sent_notice(cast=cast, **more)
    notice = rows[0].notice if isinstance(rows, list) else rows
    return notice.conference


def with_files(conference):
    """Stand-ins for the PDFs that the worker lays out: what counts here is that they lie in the dossier."""
    for paper in Paper.objects.filter(commune=conference.commune).exclude(pdf_state=PdfState.DONE):
        paper.pdf.save(
            f"{paper.kind}-{paper.pk}.pdf", ContentFile(b"%PDF-1.7 " + str(paper.pk).encode()), save=False
        )
        paper.pdf_state, paper.pdf_pages = PdfState.DONE, 2
        paper.save(update_fields=["pdf", "pdf_state", "pdf_pages"])
    return conference


def a_dossier(*, cast, **more):
    """Open, whatever is missing in it waived where the rule allows: it may be sealed."""
    conference = with_files(a_followed_conference(cast=cast, **more))
    dossier = services.open_dossier(conference=conference)
    waive_all(cast=cast, dossier=dossier)
    return dossier


def waive_all(*, cast, dossier):
    for row in missing_from(dossier):
        services.waive_dossier(dossier=dossier, key=row.key, reason=REASON, actor=cast.office)


def a_sealed_dossier(*, cast, **more):
    dossier = a_dossier(cast=cast, **more)
    with on_the(SEALED_ON, 10):
        return seal(cast=cast, dossier=dossier)


def seal(*, cast, dossier):
    services.seal_dossier(dossier=dossier, actor=cast.office)
    build_package(dossier.pk)
    dossier.refresh_from_db()
    return dossier
