"""The day: the page from which its other pages are reached, with its record, and the acts of the day itself."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.pages import try_service
from core.states import Role
from dialogue import rules, services
from dialogue.acts import hall_act
from dialogue.forms import AttendanceForm
from dialogue.queries import hall
from dialogue.queries.hall import links_of
from dialogue.views.fetch import WHO, conference_or_404, frame, step_or_404


def _url(conference):
    return reverse("conference_hall", args=[conference.pk])


def _page(request, conference, attendance_form=None):
    may_record = conference.is_live and Role.OFFICE in request.user.roles
    context = frame(
        request, conference, may_record=may_record, actions=_day_actions(request.user, conference),
        may_continue=allowed(rules.check_can_edit_continuation, request.user, conference),
        links=links_of(conference, request.user),
        attendance_form=attendance_form or AttendanceForm(conference=conference), **hall(conference, request.user),
    )  # fmt: skip
    return render(request, "dialogue/conference_hall.html", context)


def _day_actions(user, conference):
    names = ("open", "interrupt", "resume", "close")
    return [action for action in actions_for(user, conference) if action.name in names]


@guard(*WHO)
def conference_hall(request, pk):
    return _page(request, conference_or_404(request, pk))


@guard(*WHO)
@require_POST
def conference_open(request, pk):
    conference = conference_or_404(request, pk)
    service = partial(services.open_conference, conference=conference)
    done = "Hội nghị đã khai mạc."
    return hall_act(request, service, conference=conference, to=_url(conference), done=done)


@guard(*WHO)
@require_POST
def conference_close(request, pk):
    conference = conference_or_404(request, pk)
    service = partial(services.close_conference, conference=conference)
    done = "Hội nghị đã bế mạc. Dự thảo kết luận và biên bản đã có sẵn; thời hạn ban hành thông báo kết luận bắt đầu tính."
    return hall_act(request, service, conference=conference, to=conference, done=done)


@guard(*WHO)
@require_POST
def agenda_step_start(request, pk):
    step = step_or_404(request, pk)
    return hall_act(
        request, services.start_agenda_step, conference=step.conference, to=_url(step.conference),
        done=f"Bắt đầu: {step.heading}", agenda_step=step,
    )  # fmt: skip


@guard(*WHO)
@require_POST
def agenda_step_finish(request, pk):
    step = step_or_404(request, pk)
    return hall_act(
        request, services.finish_agenda_step, conference=step.conference, to=_url(step.conference),
        done=f"Đã xong: {step.heading}", agenda_step=step,
    )  # fmt: skip


@guard(*WHO)
@require_POST
def conference_attendance(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_is_live(request.user, conference)
    form = AttendanceForm(request.POST, conference=conference)
    if form.is_valid() and try_service(
        form, services.record_attendance, conference=conference, actor=request.user, **form.values()
    ):
        messages.success(request, "Đã ghi số người dự.")
        return redirect(_url(conference))
    return _page(request, conference, attendance_form=form)
