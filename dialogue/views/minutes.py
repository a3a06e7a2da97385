"""The minutes: their page, the course in the secretary's words, taken from the log again; a speech's words mended."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.log import record_reading
from core.pages import go, try_service, typed_key
from core.states import Role
from dialogue import rules, services
from dialogue.documents.minutes import COURSE, course_text
from dialogue.forms import ContributionForm, CourseForm
from dialogue.queries.minutes import course_differences, minutes_of, minutes_page
from dialogue.views.fetch import WHO, conference_or_404, contribution_or_404, frame

WRITERS = (Role.OFFICE, Role.CHAIR)


def _page(conference):
    return reverse("conference_minutes", args=[conference.pk])


@guard(*WHO)
def conference_minutes(request, pk):
    conference = conference_or_404(request, pk)
    context = frame(request, conference, **minutes_page(conference, request.user))
    return render(request, "dialogue/conference_minutes.html", context)


@guard(*WRITERS)
@require_POST
def minutes_start(request, pk):
    conference = conference_or_404(request, pk)
    services.start_minutes(conference=conference, actor=request.user)
    return redirect(_page(conference))


def _under_the_pen(request, pk):
    """The conference and its minutes, which this person may word now."""
    conference = conference_or_404(request, pk)
    draft = minutes_of(conference)
    rules.check_can_edit_minutes(request.user, conference, draft)
    return conference, draft


def _log_reading(request, draft):
    record_reading(actor=request.user, subject=draft, what=f"bản soạn có dữ liệu cá nhân: {draft}")


@guard(*WRITERS)
def minutes_edit(request, pk):
    """The course as text: the log's telling, until the secretary words it."""
    conference, draft = _under_the_pen(request, pk)
    _log_reading(request, draft)
    course = draft.values.get(COURSE) or course_text(conference)
    form = CourseForm(request.POST or None, initial={"course": course, "version": draft.version})
    if form.is_valid() and try_service(
        form, services.edit_minutes, draft=draft, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã lưu diễn biến.")
        return redirect(_page(conference))
    return render(request, "dialogue/minutes_edit.html", frame(request, conference, form=form))


@guard(*WRITERS)
def minutes_compare(request, pk):
    """What the log tells beside the secretary's wording; which of the two prints is the secretary's choice."""
    conference, draft = _under_the_pen(request, pk)
    _log_reading(request, draft)
    context = frame(request, conference, draft=draft, **course_differences(draft))
    return render(request, "dialogue/minutes_compare.html", context)


def _choose(request, pk, service, done):
    conference, draft = _under_the_pen(request, pk)
    version = typed_key(request.POST.get("version", "")) or 0
    service(draft=draft, version=version, actor=request.user)
    messages.success(request, done)
    return redirect(_page(conference))


@guard(*WRITERS)
@require_POST
def minutes_retake(request, pk):
    done = "Diễn biến lại lấy từ nhật ký. Lời đã sửa trước đó còn trong quá trình của bản soạn."
    return _choose(request, pk, services.retake_minutes, done)


@guard(*WRITERS)
@require_POST
def minutes_keep(request, pk):
    return _choose(request, pk, services.keep_minutes, "Giữ nguyên lời đã sửa.")


@guard(*WHO)
def contribution_edit(request, pk):
    """What was written of a speech, mended until the close (TM-14)."""
    contribution = contribution_or_404(request, pk)
    rules.check_can_edit_contribution(request.user, contribution)
    conference = conference_or_404(request, contribution.conference_id)
    form = ContributionForm(
        request.POST or None, instance=contribution_or_404(request, pk), initial={"version": contribution.version}
    )  # fmt: skip
    if form.is_valid() and try_service(
        form, services.edit_contribution, contribution=contribution, version=form.cleaned_data["version"],
        values=form.values(), actor=request.user,
    ):  # fmt: skip
        messages.success(request, f"Đã sửa lời ghi lượt của {contribution.speaker}.")
        return go(request, _page(conference))
    context = frame(request, conference, contribution=contribution, form=form)
    return render(request, "dialogue/contribution_edit.html", context)
