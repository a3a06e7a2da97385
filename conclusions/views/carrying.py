"""What former conferences left open: the list, and carrying it into the next conference's papers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.queries.carrying import leftovers_of, words_of
from core.access import guard, refusal_of
from core.pages import page_for, typed_key
from core.states import Role
from dialogue.models import Conference

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)
LIMIT = 50


@guard(*WHO)
def leftover_list(request):
    """Everything that is left, or what was left before one conference; each list with its first rows."""
    key = typed_key(request.GET.get("hoi_nghi"))
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=key) if key else None
    left = leftovers_of(request.user, before=conference)
    counts = left.counts()
    context = {
        "conference": conference, "words": words_of(counts), "limit": LIMIT,
        "counts": dict(zip(("commitments", "submissions", "petitions"), counts, strict=True)),
        "commitments": left.commitments[:LIMIT], "submissions": left.submissions[:LIMIT],
        "petitions": left.petitions[:LIMIT],
        "carry_refusal": refusal_of(rules.check_can_carry_leftovers, request.user, conference) if conference else "-",
    }  # fmt: skip
    return render(request, "conclusions/leftover_list.html", context)


@guard(Role.OFFICE)
@require_POST
def leftover_carry(request, pk):
    """Into the programme, or into the consolidated report's opening."""
    conference = get_object_or_404(Conference.objects.visible_to(request.user).with_people(), pk=pk)
    if request.POST.get("vao") == "bao-cao":
        report = services.carry_into_report(conference=conference, actor=request.user)
        messages.success(request, "Đã đưa việc kỳ trước vào phần nhận định chung của báo cáo tổng hợp.")
        return redirect(page_for(report))
    services.carry_into_agenda(conference=conference, actor=request.user)
    messages.success(request, "Đã đưa việc kỳ trước vào chương trình hội nghị.")
    return redirect("conference_agenda", pk=conference.pk)
