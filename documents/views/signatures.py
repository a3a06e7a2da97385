"""Signing a paper, sealing it, keeping the scan of a signed one, and handing out each file."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django_htmx.http import HttpResponseClientRedirect

from core.access import guard
from core.pages import go, page_for, try_service
from documents import rules, services
from documents.models import PaperSignature
from documents.queries import places_left
from documents.signature_forms import KeyForm, ScanForm
from documents.views.papers import READERS, file_name, log_reading, paper_or_404

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@sensitive_post_parameters("secret")
@guard(*READERS)
def paper_sign(request, pk):
    paper = paper_or_404(request, pk)
    rules.check_can_sign_paper(request.user, paper)
    name = rules.sign_place_for(request.user, paper)["as"]
    return _with_key(request, paper, services.sign_paper, "sign", name, f"Đã ký số {paper}.")


@sensitive_post_parameters("secret")
@guard(*READERS)
def paper_seal(request, pk):
    paper = paper_or_404(request, pk)
    rules.check_can_seal_paper(request.user, paper)
    return _with_key(request, paper, services.seal_paper, "seal", "", f"Đã đóng dấu số lên {paper}.")


@sensitive_variables("key", "values")
def _with_key(request, paper, service, act, name, done):
    """The form of a key; sent by htmx only its errors come back, so that the chosen file and the password stay."""
    form = KeyForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        values = form.cleaned_data
        file = values["key_file"] if values.get("way", "file") == "file" else None
        key = services.Key(values["secret"], file.read() if file else None)
        if try_service(form, service, paper=paper, actor=request.user, key=key):
            messages.success(request, done)
            return HttpResponseClientRedirect(page_for(paper)) if request.htmx else go(request, paper)
    template = "documents/sign_answer.html" if request.htmx and form.is_bound else "documents/paper_sign.html"
    context = {"paper": paper, "form": form, "act": act, "name": name, **places_left(paper)}
    return render(request, template, context)


@guard(*READERS)
def scan_attach(request, pk):
    paper = paper_or_404(request, pk)
    rules.check_can_attach_scan(request.user, paper)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid() and try_service(
        form, services.attach_scan, paper=paper, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã lưu bản quét đã ký của {paper}.")
        return go(request, paper)
    return render(request, "documents/scan_attach.html", {"paper": paper, "form": form})


@guard(*READERS)
def signature_download(request, pk):
    """One signature's own file: the PDF as it was then, or the scan."""
    rows = PaperSignature.objects.visible_to(request.user).select_related("paper")
    row = get_object_or_404(rows, pk=pk)
    log_reading(request, row.paper)
    name = file_name(row.paper, ENDINGS.get(row.content_type, "bin"))
    stem, ending = name.rsplit(".", 1)
    return FileResponse(
        row.file.open("rb"), as_attachment=True, filename=f"{stem}-{row.kind}-{row.order}.{ending}"
    )
