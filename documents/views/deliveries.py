"""Sending an issued paper to the commune's own bodies."""

from django.contrib import messages
from django.shortcuts import render

from core.access import guard
from core.pages import go, try_service
from documents import rules, services
from documents.forms import DeliverForm
from documents.plaintext import lines_of
from documents.queries import units_named_in, units_to_deliver
from documents.views.papers import READERS, paper_or_404


@guard(*READERS)
def paper_deliver(request, pk):
    """Bodies that the paper's own text names are ticked beforehand; the office decides."""
    paper = paper_or_404(request, pk, whole=True)
    rules.check_can_deliver_paper(request.user, paper)
    named = units_named_in(paper.commune, " ".join(lines_of(paper.html)))
    form = DeliverForm(request.POST or None, units=units_to_deliver(paper), named=named)
    if form.is_valid():
        count = try_service(
            form, services.deliver_paper, paper=paper, units=form.cleaned_data["units"], actor=request.user
        )
        if count:
            messages.success(request, f"Đã gửi tới {count} nơi; người ở đó được báo ngay.")
            return go(request, paper)
    return render(request, "documents/paper_deliver.html", {"paper": paper, "form": form})
