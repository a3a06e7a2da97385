"""The list of papers, one paper with the making of its PDF, its text as a page, its file."""

import io

from django.contrib import messages
from django.http import FileResponse
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.log import record_reading
from core.pages import go, page_for_key, paged
from core.refusals import Refused
from core.states import Role
from core.vietnamese import fold
from documents import rules, services
from documents.docx import docx_of
from documents.forms import PaperFilter
from documents.models import BATCH_READERS, Paper
from documents.queries import deliveries_of, papers_for, signed_pdf_of
from documents.states import PdfState

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


@guard(*READERS)
def paper_list(request):
    form = PaperFilter(request.GET, user=request.user)
    page = paged(request, papers_for(request.user, form.values()))
    context = {
        "form": form,
        "page": page,
        "may_print": bool(request.user.roles & set(BATCH_READERS)),
        "may_set": allowed(rules.check_can_edit_paper_setting, request.user, request.user.commune),
    }
    return render(request, "documents/paper_list.html", context)


@guard(*READERS)
def paper_detail(request, pk):
    paper = paper_or_404(request, pk)
    note_opening(request, paper)
    kind = paper.subject_type
    context = {
        "deliveries": deliveries_of(paper),
        "may_deliver": allowed(rules.check_can_deliver_paper, request.user, paper),
        "paper": paper,
        "subject_url": page_for_key(f"{kind.app_label}.{kind.model}", paper.subject_id),
        "subject_name": kind.name,
        "corrections": paper.corrections.all(),
        "may_retry": allowed(rules.check_can_retry_paper, request.user, paper),
        "poll_url": reverse("paper_progress", args=[paper.pk]),
    }
    return render(request, "documents/paper_detail.html", context)


@guard(*READERS)
def paper_progress(request, pk):
    """The part of the paper's page that waits for the PDF; asked for every two seconds."""
    paper = paper_or_404(request, pk)
    context = {
        "paper": paper,
        "may_retry": allowed(rules.check_can_retry_paper, request.user, paper),
        "poll_url": reverse("paper_progress", args=[paper.pk]),
    }
    return render(request, "documents/paper_file.html", context)


@guard(*READERS)
def paper_preview(request, pk):
    """The frozen text itself as a page, under the same policy as every other."""
    paper = paper_or_404(request, pk, whole=True)
    log_reading(request, paper)
    return HttpResponse(paper.html)


@guard(*READERS)
def paper_pdf(request, pk):
    """The newest signed file where there is one; `?ban=goc` gives the PDF as it was frozen."""
    paper = paper_or_404(request, pk)
    if paper.pdf_state != PdfState.DONE:
        raise Refused("Tệp PDF của văn bản này chưa có. Mở trang văn bản để xem việc tạo tệp đến đâu.")
    log_reading(request, paper)
    file = paper.pdf if request.GET.get("ban") == "goc" else signed_pdf_of(paper)
    return FileResponse(file.open("rb"), as_attachment=True, filename=file_name(paper))


@guard(*READERS)
def paper_docx(request, pk):
    """The frozen text as a Word file, made on the spot; `./run bench` says what a long report costs."""
    paper = paper_or_404(request, pk, whole=True)
    log_reading(request, paper)
    return docx_response(paper.html, file_name(paper, "docx"))


def docx_response(html, name):
    """A paper's HTML (frozen, or a draft's preview) as a download in Word's format; `name` with its ending."""
    file = io.BytesIO(docx_of(html))
    return FileResponse(file, as_attachment=True, filename=name, content_type=DOCX_TYPE)


@guard(*READERS)
@require_POST
def paper_retry(request, pk):
    paper = paper_or_404(request, pk)
    services.retry_paper(paper=paper, actor=request.user)
    messages.success(request, "Đã cho tạo lại tệp PDF. Trang này tự báo khi có tệp.")
    return go(request, paper)


def paper_or_404(request, pk, *, whole=False):
    rows = Paper.objects.visible_to(request.user).select_related(
        "commune", "subject_type", "corrects", "issued_by"
    )
    return get_object_or_404(rows if whole else rows.light().with_fate(), pk=pk)


def note_opening(request, paper):
    """The first opening by somebody of a body that the paper was sent to; opening it again changes nothing."""
    services.mark_delivery_read(paper=paper, actor=request.user)


def log_reading(request, paper):
    if paper.has_personal_data:
        record_reading(actor=request.user, subject=paper, what=f"văn bản có dữ liệu cá nhân: {paper}")


def file_name(paper, ending="pdf"):
    """ "05-kh-ubnd-ke-hoach.pdf": number and kind, as an office files it."""
    number = "du thao" if paper.is_draft else paper.number_text.replace("/", "-")
    words = f"{number} {paper.get_kind_display()}"
    return f"{slugify(fold(words))}.{ending}"
