"""The chair's page, made for a phone: what changed, what units say, remarks at lines, the decision."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.forms import RemarkTextForm, ResolutionForm, ReturnForm
from conclusions.models import ConclusionItem, ConclusionNotice, ItemRemark
from conclusions.queries.clocks import clock_of
from conclusions.queries.drafting import (
    coverage_of,
    general_remarks,
    last_change,
    lines_of_notice,
    voices_summary,
)
from conclusions.views.notices import notice_or_404
from core.access import actions_for, guard, refusal_of
from core.clock import local_today
from core.pages import act, go, page_for, typed_key
from core.states import Role


@guard(Role.CHAIR)
def conclusion_notice_review(request, pk):
    notice = deciding_or_404(request, pk)
    user, conference = request.user, notice.conference
    clock, parts = clock_of(conference, notice), lines_of_notice(notice, user)
    remarks = rules.open_remarks(notice).count()
    context = {
        "notice": notice,
        "conference": conference,
        "clock": clock,
        "coverage": coverage_of(notice),
        "parts": parts,
        "voices": voices_summary(parts),
        "general_remarks": general_remarks(notice),
        "limit": rules.answer_limit(conference, notice.issued_on or local_today(), clock.deadlines),
        "change": last_change(notice),
        "open_remarks": remarks,
        "remark_refusal": refusal_of(rules.check_can_remark_conclusion_notice, user, notice),
        "actions": {action.name: action for action in actions_for(user, notice)},
        "return_form": ReturnForm(remarks=remarks),
    }
    return render(request, "conclusions/conclusion_notice_review.html", context)


@guard(Role.CHAIR)
@require_POST
def conclusion_notice_remark(request, pk):
    notice = deciding_or_404(request, pk)
    key = typed_key(request.POST.get("muc"))
    item = get_object_or_404(ConclusionItem, pk=key, notice=notice) if key else None
    form = RemarkTextForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    services.remark_conclusion_notice(notice=notice, actor=request.user, text=text, item=item)
    messages.success(request, "Đã ghi ý kiến. Ý kiến tới văn phòng khi anh/chị trả lại.")
    return go(request, notice)


@guard(Role.CHAIR, Role.OFFICE)
@require_POST
def item_remark_resolve(request, pk):
    notices = ConclusionNotice.objects.visible_to(request.user)
    remark = get_object_or_404(ItemRemark.objects.filter(notice__in=notices).select_related("notice"), pk=pk)
    words = ResolutionForm(request.POST).words()
    done = "Đã ghi nhận."
    return act(
        request, services.resolve_item_remark, to=_where(remark), done=done, remark=remark, resolution=words
    )


def _where(remark):
    """The line that the remark stands at, else the notice's page."""
    page = page_for(remark.notice)
    return f"{page}#muc-{remark.item_id}" if remark.item_id else page


def deciding_or_404(request, pk):
    """Only what this person may decide on: another conference's delegate finds nothing."""
    notice_or_404(request, pk)
    rows = ConclusionNotice.objects.for_decider(request.user).with_names()
    return get_object_or_404(rows.select_related("conference__plan", "submitted_by", "drafted_by"), pk=pk)
