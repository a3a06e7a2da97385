"""Public notices: the tab, one notice, its draft, its issue, its publications."""

from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_POST

from core.access import guard
from core.models import Attachment
from core.pages import act, go, try_service
from core.refusals import Refused
from dialogue import rules, services
from dialogue.documents import facts_of
from dialogue.forms import NoticeTextForm, PublicationForm
from dialogue.views.fetch import WHO, conference_or_404, frame, notice_or_404


@guard(*WHO)
def conference_notices(request, pk):
    conference = conference_or_404(request, pk)
    notices = conference.notices.select_related("paper").prefetch_related("publications").order_by("-pk")
    reason = _refusal(rules.check_can_draft_public_notice, request.user, conference)
    context = frame(
        request, conference, notices=notices, refusal=reason, obstacle=rules.notice_obstacle(conference),
        has_current=any(notice.is_draft or notice.is_in_force for notice in notices),
    )  # fmt: skip
    return render(request, "dialogue/conference_notices.html", context)


def _refusal(check, user, subject):
    """The sentence that refuses, or an empty one."""
    try:
        check(user, subject)
    except Refused as refusal:
        return refusal.sentence
    return ""


@guard(*WHO)
@require_POST
def public_notice_draft(request, pk):
    conference = conference_or_404(request, pk)
    notice = services.draft_public_notice(conference=conference, actor=request.user)
    messages.success(request, "Đã soạn thông báo từ thông tin hội nghị. Xem lại rồi ban hành.")
    return go(request, notice)


@guard(*WHO)
def public_notice_detail(request, pk):
    notice = notice_or_404(request, pk)
    may_record = not _refusal(rules.check_can_record_publication, request.user, notice)
    form = PublicationForm(request.POST or None, request.FILES or None) if may_record else None
    context = frame(
        request, notice.conference, notice=notice, facts=facts_of(notice.conference), form=form,
        publications=notice.publications.select_related("recorded_by"), files=Attachment.objects.about(notice),
        obstacle=rules.notice_obstacle(notice.conference),
        may_edit=not _refusal(rules.check_can_edit_public_notice, request.user, notice),
    )  # fmt: skip
    return render(request, "dialogue/public_notice_detail.html", context)


@guard(*WHO)
def public_notice_edit(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_edit_public_notice(request.user, notice)
    form = NoticeTextForm(request.POST or None, initial={"text": notice.text, "version": notice.version})
    if form.is_valid() and try_service(
        form, services.edit_public_notice, public_notice=notice, actor=request.user, **form.cleaned_data
    ):
        return go(request, notice)
    context = frame(request, notice.conference, notice=notice, form=form, facts=facts_of(notice.conference))
    return render(request, "dialogue/public_notice_edit.html", context)


@guard(*WHO)
@require_POST
def public_notice_issue(request, pk):
    notice = notice_or_404(request, pk)
    done = "Đã ban hành thông báo. Tiếp theo: công bố và ghi nhận lần công khai."
    return act(request, services.issue_public_notice, to=notice, done=done, public_notice=notice)


@guard(*WHO)
@require_POST
def public_notice_publish(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_record_publication(request.user, notice)
    form = PublicationForm(request.POST, request.FILES)
    if form.is_valid() and try_service(
        form, services.record_publication, public_notice=notice, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi nhận lần công khai.")
        return go(request, notice)
    context = frame(
        request, notice.conference, notice=notice, facts=facts_of(notice.conference), form=form,
        publications=notice.publications.select_related("recorded_by"), files=Attachment.objects.about(notice),
        obstacle=rules.notice_obstacle(notice.conference), may_edit=False,
    )  # fmt: skip
    return render(request, "dialogue/public_notice_detail.html", context)
