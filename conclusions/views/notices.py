"""Conclusion notices: list, one notice, its texts, and the way from draft to issue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.forms import NoticeFilter, NoticeForm, ReturnForm
from conclusions.models import ConclusionNotice
from conclusions.queries.clocks import clock_of
from conclusions.queries.drafting import coverage_of, general_remarks, lines_of_notice, voices_summary
from conclusions.queries.pages import (
    badges_of,
    notice_history,
    notices_for,
    without_notice,
)
from conclusions.queries.parts import parts_for
from core.access import actions_for, guard, has_role, refusal_of
from core.clock import local_today
from core.pages import act, go, paged, try_service, typed_key
from core.states import Role
from deadlines.states import DeadlineKind
from dialogue.models import Conference
from documents.queries import reads_drafts

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)
WAITING_SHOWN = 25


@guard(*READERS)
def conclusion_notice_list(request):
    form = NoticeFilter(request.GET)
    page = paged(request, notices_for(request.user, form.values()))
    waiting = (
        list(without_notice(request.user)[:WAITING_SHOWN])
        if has_role(request.user, request.user.commune, Role.OFFICE)
        else []
    )
    conferences = [notice.conference for notice in page] + waiting
    badges = badges_of(conferences, [DeadlineKind.CONCLUSION], request.user.commune)
    context = {
        "form": form,
        "page": page,
        "rows": [{"notice": notice, "badge": badges.get(notice.conference_id)} for notice in page],
        "waiting": [
            {
                "conference": row,
                "draft_pk": row.draft_pk,
                "badge": badges.get(row.pk),
            }
            for row in waiting
        ],
    }
    return render(request, "conclusions/conclusion_notice_list.html", context)


@guard(*READERS)
def conclusion_notice_detail(request, pk):
    notice = notice_or_404(request, pk)
    user, conference = request.user, notice.conference
    clock = clock_of(conference, notice)
    parts = lines_of_notice(notice, user)
    sees_draft = has_role(user, notice, Role.OFFICE, Role.CHAIR)
    coverage = coverage_of(notice) if sees_draft else None
    context = {
        "notice": notice,
        "conference": conference,
        "clock": clock,
        "parts": parts,
        "limit": rules.answer_limit(conference, notice.issued_on or local_today(), clock.deadlines),
        "coverage": coverage,
        "sees_draft": sees_draft,
        "voices": voices_summary(parts) if sees_draft else {},
        "general_remarks": general_remarks(notice) if sees_draft else [],
        "may_review": has_role(user, notice, Role.CHAIR),
        "defer_refusal": refusal_of(rules.check_may_defer, notice) if coverage and coverage.missing else "",
        "omitted": omitted(coverage),
        "later": rules.later_words(notice) if notice.main_id or (coverage and coverage.deferred) else "",
        "is_late": clock.deadline is not None and clock.deadline.due_on < local_today(),
        "supplement": supplement_seen(user, notice),
        "supplement_refusal": refusal_of(rules.check_can_draft_supplement, user, notice),
        "places": parts_for(notice, user),
        "requests": conference.extension_requests.select_related("deadline", "requested_by", "decided_by"),
        "actions": actions_for(user, notice),
        "edit_refusal": refusal_of(rules.check_can_edit_conclusion_notice, user, notice),
        "print_refusal": refusal_of(rules.check_can_print_conclusion_notice, user, notice),
        "may_compare": notice.submitted_by_id and reads_drafts(user, notice),
        "is_late_request": clock.deadline is not None and rules.is_late_request(clock.deadline),
        "ask_refusal": refusal_of(rules.check_can_request_extension, user, conference),
        "history": notice_history(notice, sees_draft=sees_draft),
    }
    return render(request, "conclusions/conclusion_notice_detail.html", context)


def omitted(coverage):
    """The petitions that stand in no line, under two headings."""
    if coverage is None:
        return []
    return [
        ("Để lại cho thông báo bổ sung", coverage.deferred),
        ("Không đưa vào thông báo", coverage.left_out),
    ]


def supplement_seen(user, notice):
    """The supplement to this notice, where there is one that the person may see."""
    return ConclusionNotice.objects.visible_to(user).filter(main=notice.pk).select_related("paper").first()


def notice_or_404(request, pk):
    rows = ConclusionNotice.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows.select_related("conference__plan", "approved_by", "main__paper"), pk=pk)


@guard(Role.OFFICE)
@require_POST
def conclusion_notice_draft(request, pk):
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    notice = services.draft_conclusion_notice(conference=conference, actor=request.user)
    return redirect("conclusion_notice_edit", pk=notice.pk)


@guard(Role.OFFICE)
@require_POST
def conclusion_notice_supplement(request, pk):
    supplement = services.draft_supplement(notice=notice_or_404(request, pk), actor=request.user)
    return redirect("conclusion_notice_detail", pk=supplement.pk)


@guard(Role.OFFICE)
def conclusion_notice_edit(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_edit_conclusion_notice(request.user, notice)
    form = NoticeForm(request.POST or None, instance=notice_or_404(request, pk))
    if form.is_valid() and try_service(
        form,
        services.edit_conclusion_notice,
        conclusion_notice=notice,
        actor=request.user,
        **form.cleaned_data,
    ):
        messages.success(request, "Đã lưu lời văn của thông báo.")
        return go(request, notice)
    context = {"notice": notice, "form": form}
    return render(request, "conclusions/conclusion_notice_edit.html", context)


@guard(Role.OFFICE, Role.CHAIR)
@require_POST
def conclusion_notice_submit(request, pk):
    notice = notice_or_404(request, pk)
    done = "Đã trình thông báo kết luận."
    return act(request, services.submit_conclusion_notice, to=notice, done=done, conclusion_notice=notice)


@guard(Role.OFFICE, Role.CHAIR)
def conclusion_notice_return(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_return_conclusion_notice(request.user, notice)
    is_sent = request.method == "POST"
    form = ReturnForm(request.POST if is_sent else None, remarks=rules.open_remarks(notice).count())
    if form.is_valid() and try_service(
        form,
        services.return_conclusion_notice,
        conclusion_notice=notice,
        actor=request.user,
        **form.cleaned_data,
    ):
        return go(request, notice)
    return render(request, "conclusions/conclusion_notice_return.html", {"notice": notice, "form": form})


@guard(Role.OFFICE, Role.CHAIR)
@require_POST
def conclusion_notice_approve(request, pk):
    notice = notice_or_404(request, pk)
    done = "Đã phê duyệt. Văn phòng có thể ban hành."
    return act(
        request, services.approve_conclusion_notice, to=notice, done=done, conclusion_notice=notice,
        version=typed_key(request.POST.get("version")),
    )  # fmt: skip


@guard(Role.OFFICE, Role.CHAIR)
@require_POST
def conclusion_notice_issue(request, pk):
    notice = notice_or_404(request, pk)
    done = "Đã ban hành. Tiếp theo: ghi nhận việc gửi tới từng nơi nhận."
    return act(request, services.issue_conclusion_notice, to=notice, done=done, conclusion_notice=notice)


@guard(Role.OFFICE, Role.CHAIR)
@require_POST
def conclusion_notice_print(request, pk):
    notice = notice_or_404(request, pk)
    paper = services.print_conclusion_notice(conclusion_notice=notice, actor=request.user)
    return redirect("paper_detail", pk=paper.pk)
