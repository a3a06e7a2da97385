"""One paper under the pen: as it would print, under the pen, and the acts that carry it to its number."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.log import record_reading
from core.pages import act, go, page_for_key, try_service
from core.states import Role
from core.vietnamese import fold
from documents import rules, services
from documents.draft_forms import DraftForm, IssueForm, ReasonForm
from documents.drafting import preview_html
from documents.models import PaperDraft
from documents.queries import correctable_papers, next_number_text, versions_of
from documents.views.papers import docx_response, file_name

# A delegate counts as chair here and sees only what is about the delegated conference.
WRITERS = (Role.OFFICE, Role.CHAIR, Role.FRONT)


@guard(*WRITERS)
def paper_draft_detail(request, pk):
    draft = draft_or_404(request, pk)
    kind = draft.subject_type
    context = {
        "draft": draft,
        "actions": [
            row
            for row in actions_for(request.user, draft)
            if row.name != "submit" or draft.type.needs_approval
        ],
        "may_print": allowed(rules.check_can_print_paper_draft, request.user, draft),
        "may_edit": allowed(rules.check_can_edit_paper_draft, request.user, draft),
        "subject_url": page_for_key(f"{kind.app_label}.{kind.model}", draft.subject_id),
        "versions": versions_of(draft).count(),
        "version_url": reverse("version_list", args=["documents.paperdraft", draft.pk]),
    }
    return render(request, "documents/draft_detail.html", context)


@guard(*WRITERS)
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def paper_draft_preview(request, pk):
    """The paper as it would print now, or as it was issued; the draft's own page shows it in a frame."""
    draft = draft_or_404(request, pk)
    log_reading(request, draft)
    return HttpResponse(draft.paper.html if draft.paper else preview_html(draft))


@guard(*WRITERS)
def paper_draft_docx(request, pk):
    """The same as a Word file, for whoever must add by hand what no form holds."""
    draft = draft_or_404(request, pk)
    log_reading(request, draft)
    if draft.paper:
        return docx_response(draft.paper.html, file_name(draft.paper, "docx"))
    return docx_response(preview_html(draft), f"du-thao-{slugify(fold(str(draft)))}.docx")


@guard(*WRITERS)
def paper_draft_edit(request, pk):
    draft = draft_or_404(request, pk)
    rules.check_can_edit_paper_draft(request.user, draft)
    form = DraftForm(request.POST or None, draft=draft, papers=correctable_papers(draft))
    if form.is_valid() and try_service(
        form, services.edit_paper_draft, draft=draft, values=form.values(), actor=request.user,
        version=form.cleaned_data["version"],
    ):  # fmt: skip
        messages.success(request, "Đã lưu bản soạn.")
        return go(request, draft)
    return render(request, "documents/draft_edit.html", {"draft": draft, "form": form})


@guard(*WRITERS)
@require_POST
def paper_draft_print(request, pk):
    paper = services.print_paper_draft(paper_draft=draft_or_404(request, pk), actor=request.user)
    messages.success(request, "Đã chốt một bản in dự thảo. Tệp PDF đang được tạo.")
    return redirect("paper_detail", pk=paper.pk)


@guard(*WRITERS)
@require_POST
def paper_draft_submit(request, pk):
    draft = draft_or_404(request, pk)
    return act(request, services.submit_paper_draft, to=draft, done="Đã trình phê duyệt.", paper_draft=draft)


@guard(*WRITERS)
@require_POST
def paper_draft_approve(request, pk):
    draft = draft_or_404(request, pk)
    return act(request, services.approve_paper_draft, to=draft, done="Đã phê duyệt.", paper_draft=draft)


@guard(*WRITERS)
def paper_draft_return(request, pk):
    draft = draft_or_404(request, pk)
    rules.check_can_return_paper_draft(request.user, draft)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.return_paper_draft, paper_draft=draft, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã trả lại kèm nhận xét.")
        return go(request, draft)
    words = {"title": "Trả lại", "lede": "Người soạn được báo ngay, kèm nhận xét.", "submit": "Trả lại"}
    return render(request, "documents/draft_reason.html", {"draft": draft, "form": form, **words})


@guard(*WRITERS)
def paper_draft_abandon(request, pk):
    draft = draft_or_404(request, pk)
    rules.check_can_abandon_paper_draft(request.user, draft)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.abandon_paper_draft, paper_draft=draft, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã bỏ bản soạn. Nhật ký vẫn giữ lý do.")
        return go(request, draft)
    words = {
        "title": "Bỏ bản soạn",
        "lede": "Bản soạn không dùng nữa; có thể lập bản mới.",
        "submit": "Bỏ bản soạn",
    }
    return render(request, "documents/draft_reason.html", {"draft": draft, "form": form, **words})


@guard(*WRITERS)
def paper_draft_issue(request, pk):
    draft = draft_or_404(request, pk)
    rules.check_can_issue_paper_draft(request.user, draft)
    form = IssueForm(request.POST or None, draft=draft)
    if form.is_valid():
        values = {"signer_name": "", **form.cleaned_data}
        paper = try_service(form, services.issue_paper_draft, paper_draft=draft, actor=request.user, **values)
        if paper:
            messages.success(request, "Đã ban hành. Tệp PDF đang được tạo.")
            return redirect("paper_detail", pk=paper.pk)
    return render(
        request, "documents/draft_issue.html", {"draft": draft, "form": form, "number": number_of(draft)}
    )


def number_of(draft):
    """What the paper would be numbered now, "" for kinds without numbers."""
    if not draft.type.is_numbered:
        return ""
    today = IssueForm(draft=draft).fields["issued_on"].initial
    period = services.period_of(body=draft.body, commune=draft.commune, issued_on=today)
    return next_number_text(commune=draft.commune, body=draft.body, sign=draft.type.sign, period=period)


def log_reading(request, draft):
    if draft.type.has_personal_data:
        record_reading(actor=request.user, subject=draft, what=f"bản soạn có dữ liệu cá nhân: {draft}")


def draft_or_404(request, pk):
    rows = PaperDraft.objects.visible_to(request.user).select_related(
        "commune", "subject_type", "paper", "corrects"
    )
    return get_object_or_404(rows, pk=pk)
