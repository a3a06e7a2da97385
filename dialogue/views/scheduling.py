"""Pages that ask for a day or a reason: schedule, reschedule, exempt, delegate, cancel."""

from django.contrib import messages
from django.shortcuts import render

from core.access import guard
from core.pages import go, try_service
from deadlines.services import calendar_for
from dialogue import rules, services
from dialogue.forms import DelegateForm, ReasonForm, RescheduleForm, ScheduleForm
from dialogue.views.fetch import WHO, conference_or_404, frame


def _ask(request, conference, form, service, template, done, **context):
    """Show the form, run the service, warn of what does not forbid the day."""
    if form.is_valid() and try_service(
        form, service, conference=conference, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, done)
        if "held_on" in form.cleaned_data:
            for warning in rules.warnings_about(
                conference, held_on=conference.held_on, last_day_on=conference.last_day_on
            ):
                messages.warning(request, warning)
        return go(request, conference)
    return render(request, f"dialogue/{template}.html", frame(request, conference, form=form, **context))


def _known(conference):
    return {
        "session": conference.session,
        "starts_at": conference.starts_at,
        "held_on": None,
    }


def _first_days(conference):
    """The first lawful day, and the first one that is also a working day."""
    earliest = rules.earliest_day(conference)
    return {"earliest": earliest, "working": calendar_for(conference.commune).next_working(earliest)}


@guard(*WHO)
def conference_schedule(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_schedule_conference(request.user, conference)
    form = ScheduleForm(request.POST or None, initial=_known(conference))
    done = "Đã ấn định ngày hội nghị. Các thời hạn trước hội nghị đã bắt đầu tính."
    return _ask(
        request, conference, form, services.schedule_conference, "conference_schedule", done,
        **_first_days(conference),
    )  # fmt: skip


@guard(*WHO)
def conference_reschedule(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_reschedule_conference(request.user, conference)
    form = RescheduleForm(request.POST or None, initial=_known(conference))
    done = "Đã dời ngày hội nghị. Thông báo và giấy mời ghi ngày cũ không còn được tính, cần làm lại."
    return _ask(
        request, conference, form, services.reschedule_conference, "conference_reschedule", done,
        **_first_days(conference),
    )  # fmt: skip


@guard(*WHO)
def conference_exempt(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_exempt_conference(request.user, conference)
    form = ReasonForm(request.POST or None)
    return _ask(
        request,
        conference,
        form,
        services.exempt_conference,
        "conference_exempt",
        "Đã miễn thời hạn thông báo.",
    )


@guard(*WHO)
def conference_cancel(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_cancel_conference(request.user, conference)
    form = ReasonForm(request.POST or None)
    return _ask(
        request, conference, form, services.cancel_conference, "conference_cancel", "Đã huỷ hội nghị."
    )


@guard(*WHO)
def conference_delegate(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_delegate_conference(request.user, conference)
    form = DelegateForm(request.POST or None, conference=conference)
    return _ask(
        request,
        conference,
        form,
        services.delegate_conference,
        "conference_delegate",
        "Đã uỷ quyền chủ trì hội nghị.",
    )
