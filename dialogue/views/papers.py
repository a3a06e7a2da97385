"""All papers of one conference: what is made, what is under the pen, what is still to be made."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.access import guard
from core.states import Role
from dialogue.views.fetch import WHO, conference_or_404, frame
from documents.catalogue import type_of
from documents.queries import slate_of
from documents.services import start_draft, start_each_draft

FOR_EACH = "each"


@guard(*WHO)
def conference_papers(request, pk):
    """Every paper of requirements C by stage, with its state."""
    conference = conference_or_404(request, pk)
    context = frame(request, conference, slate=slate_of(conference, request.user), for_each=FOR_EACH)
    return render(request, "dialogue/conference_papers.html", context)


@guard(Role.OFFICE, Role.CHAIR, Role.FRONT)
@require_POST
def conference_paper_start(request, pk, kind):
    """Begin one paper, or one for each body that gets its own."""
    conference = conference_or_404(request, pk)
    paper_type = type_or_404(kind)
    about = request.POST.get("about", "")
    if about != FOR_EACH or paper_type.abouts is None:
        draft = start_draft(kind=kind, subject=conference, about=about, actor=request.user)
        return redirect("paper_draft_detail", pk=draft.pk)
    count = start_each_draft(kind=kind, subject=conference, actor=request.user)
    messages.success(request, f"Đã lập {count} bản soạn: {paper_type.name}. Bản đang soạn có sẵn giữ nguyên.")
    return redirect("conference_papers", pk=conference.pk)


def type_or_404(kind):
    try:
        return type_of(kind)
    except KeyError:
        raise Http404 from None
