"""Interruption and continuation of a conference."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import try_service
from dialogue import rules, services
from dialogue.acts import form_refused, hall_act, is_by_script
from dialogue.forms import ContinuationForm
from dialogue.views.fetch import WHO, conference_or_404, frame


def _hall(conference):
    return reverse("conference_hall", args=[conference.pk])


def _warn(request, conference):
    for sentence in rules.warnings_about_continuation(conference, conference.resumes_on):
        messages.warning(request, sentence)


@guard(*WHO)
def conference_interrupt(request, pk):
    """Ask why and until when; the desk's script may send the same as an act of the hall."""
    conference = conference_or_404(request, pk)
    form = ContinuationForm(request.POST or None, conference=conference)
    done = "Hội nghị đang tạm nghỉ. Nhật ký và hàng chờ phát biểu được giữ nguyên."
    if is_by_script(request):
        if not form.is_valid():
            return form_refused(request, form)
        service = partial(services.interrupt_conference, conference=conference, **form.values())
        return hall_act(request, service, conference=conference, to=_hall(conference), done=done)
    rules.check_can_interrupt_conference(request.user, conference)
    if form.is_valid() and try_service(
        form, services.interrupt_conference, conference=conference, actor=request.user, **form.values()
    ):
        messages.success(request, done)
        _warn(request, conference)
        return redirect(_hall(conference))
    return render(request, "dialogue/conference_interrupt.html", frame(request, conference, form=form))


@guard(*WHO)
@require_POST
def conference_resume(request, pk):
    conference = conference_or_404(request, pk)
    service = partial(services.resume_conference, conference=conference)
    done = "Hội nghị đã họp tiếp."
    return hall_act(request, service, conference=conference, to=_hall(conference), done=done)


@guard(*WHO)
def continuation_edit(request, pk):
    """Say or move the day on which it goes on."""
    conference = conference_or_404(request, pk)
    rules.check_can_edit_continuation(request.user, conference)
    form = ContinuationForm(request.POST or None, conference=conference)
    if form.is_valid() and try_service(
        form, services.edit_continuation, conference=conference, actor=request.user, **form.values()
    ):
        messages.success(request, "Đã đổi ngày họp tiếp; đơn vị được mời đã được báo.")
        _warn(request, conference)
        return redirect(_hall(conference))
    return render(request, "dialogue/continuation_edit.html", frame(request, conference, form=form))
