"""The day: one page for the desk in the hall, and its acts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, guard
from core.models import Unit
from core.pages import act, try_service
from core.states import Role, UnitKind
from dialogue import rules, services
from dialogue.forms import AttendanceForm, SpeakerForm
from dialogue.queries import hall
from dialogue.views.fetch import WHO, conference_or_404, frame, step_or_404


def _url(conference):
    return reverse("conference_hall", args=[conference.pk])


def _page(request, conference, speaker_form=None, attendance_form=None):
    may_record = conference.is_live and Role.OFFICE in request.user.roles
    places = Unit.objects.of_commune(conference.commune).active().filter(kind=UnitKind.VILLAGE).sorted()
    context = frame(
        request, conference, may_record=may_record, actions=_day_actions(request.user, conference),
        speaker_form=speaker_form or SpeakerForm(), places=places,
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
    done = "Hội nghị đã khai mạc."
    return act(request, services.open_conference, to=_url(conference), done=done, conference=conference)


@guard(*WHO)
@require_POST
def conference_close(request, pk):
    conference = conference_or_404(request, pk)
    done = "Hội nghị đã bế mạc. Thời hạn ban hành thông báo kết luận bắt đầu tính."
    return act(request, services.close_conference, to=conference, done=done, conference=conference)


@guard(*WHO)
@require_POST
def agenda_step_start(request, pk):
    step = step_or_404(request, pk)
    to = _url(step.conference)
    return act(request, services.start_agenda_step, to=to, done=f"Bắt đầu: {step.heading}", agenda_step=step)


@guard(*WHO)
@require_POST
def agenda_step_finish(request, pk):
    step = step_or_404(request, pk)
    to = _url(step.conference)
    return act(request, services.finish_agenda_step, to=to, done=f"Đã xong: {step.heading}", agenda_step=step)


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
