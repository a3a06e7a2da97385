"""Acts of the speakers' queue and the floor: POST only, for every desk of the hall; their pages are elsewhere."""

from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import typed_key
from core.refusals import Refused
from dialogue import rules, services
from dialogue.acts import form_refused, hall_act, is_by_script, refused
from dialogue.forms.queue import DirectForm, LimitForm, PlaceForm, QueueForm, SecondsForm, WithdrawForm
from dialogue.states import RequestSource
from dialogue.views.fetch import (
    WHO,
    conference_or_404,
    contribution_or_404,
    speaker_request_or_404,
    step_or_404,
)


def _to(conference):
    return reverse("conference_hall", args=[conference.pk])


def _act(request, service, conference, done, **kwargs):
    return hall_act(request, service, conference=conference, to=_to(conference), done=done, **kwargs)


def _typed_wrong(request, form, check):
    """Whether the person may do it at all comes first; then what was typed wrong, each box named."""
    try:
        check()
        if is_by_script(request):
            return form_refused(request, form)
        said = [f"{form.fields[name].label}: {words[0]}" for name, words in form.errors.items()]
        raise Refused(" ".join(said))
    except Refused as refusal:
        return refused(request, refusal)


def _over(request):
    """The speech that the desk saw on the floor, 0 for nobody; None where it does not say."""
    return typed_key(request.POST["over"]) or 0 if "over" in request.POST else None


# The queue


@guard(*WHO)
@require_POST
def speaker_register(request, pk):
    conference = conference_or_404(request, pk)
    form = QueueForm(request.POST, conference=conference)
    if not form.is_valid():
        check = partial(rules.check_can_register_speaker, request.user, conference, RequestSource.DESK)
        return _typed_wrong(request, form, check)
    done = f"{form.cleaned_data['speaker']} đã vào hàng chờ."
    service = partial(services.register_speaker, conference=conference)
    return _act(request, service, conference, done, **form.cleaned_data)


@guard(*WHO)
@require_POST
def speaker_request_call(request, pk):
    row = speaker_request_or_404(request, pk)
    return _act(
        request, services.call_speaker_request, row.conference, f"Mời {row.speaker} phát biểu.",
        speaker_request=row, over=_over(request),
    )  # fmt: skip


@guard(*WHO)
@require_POST
def speaker_request_withdraw(request, pk):
    row = speaker_request_or_404(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _typed_wrong(
            request, form, partial(rules.check_can_withdraw_speaker_request, request.user, row)
        )
    done = f"{row.speaker} đã rút khỏi hàng chờ."
    return _act(
        request, services.withdraw_speaker_request, row.conference, done, speaker_request=row,
        **form.cleaned_data,
    )  # fmt: skip


@guard(*WHO)
@require_POST
def speaker_request_restore(request, pk):
    row = speaker_request_or_404(request, pk)
    done = f"{row.speaker} đã trở lại hàng chờ."
    return _act(request, services.restore_speaker_request, row.conference, done, speaker_request=row)


@guard(*WHO)
@require_POST
def speaker_request_place(request, pk):
    row = speaker_request_or_404(request, pk)
    form = PlaceForm(request.POST, conference=row.conference)
    if not form.is_valid():
        return _typed_wrong(request, form, partial(rules.check_can_place_speaker_request, request.user, row))
    done = f"Đã xếp lại chỗ của {row.speaker}."
    return _act(
        request, services.place_speaker_request, row.conference, done, speaker_request=row,
        **form.cleaned_data,
    )  # fmt: skip


@guard(*WHO)
@require_POST
def queue_arrange(request, pk):
    conference = conference_or_404(request, pk)
    done = "Đã xếp hàng chờ theo gợi ý; mỗi chỗ có ghi lý do."
    return _act(request, partial(services.arrange_queue, conference=conference), conference, done)


@guard(*WHO)
@require_POST
def agenda_step_open_queue(request, pk):
    step = step_or_404(request, pk)
    done = "Đã mở đăng ký phát biểu trên điện thoại."
    return _act(request, services.open_queue, step.conference, done, agenda_step=step)


@guard(*WHO)
@require_POST
def agenda_step_close_queue(request, pk):
    step = step_or_404(request, pk)
    done = "Đã đóng đăng ký trên điện thoại; bàn thư ký vẫn ghi thêm được."
    return _act(request, services.close_queue, step.conference, done, agenda_step=step)


@guard(*WHO)
@require_POST
def agenda_step_raise_limit(request, pk):
    step = step_or_404(request, pk)
    form = LimitForm(request.POST)
    if not form.is_valid():
        return _typed_wrong(request, form, partial(rules.check_can_raise_limit, request.user, step))
    done = "Đã đổi thời gian mỗi lượt cho mọi người đang chờ."
    return _act(request, services.raise_limit, step.conference, done, agenda_step=step, seconds=form.total())


# The floor


@guard(*WHO)
@require_POST
def contribution_begin(request, pk):
    conference = conference_or_404(request, pk)
    form = QueueForm(request.POST, conference=conference)
    if not form.is_valid():
        return _typed_wrong(request, form, partial(rules.check_is_live, request.user, conference))
    values = form.floor_values()
    service = partial(services.begin_contribution, conference=conference)
    done = f"{values['speaker']} bắt đầu phát biểu."
    return _act(request, service, conference, done, over=_over(request), **values)


@guard(*WHO)
@require_POST
def contribution_pause(request, pk):
    row = contribution_or_404(request, pk)
    return _act(
        request, services.pause_contribution, row.conference, "Đã tạm dừng đồng hồ.", contribution=row
    )


@guard(*WHO)
@require_POST
def contribution_resume(request, pk):
    row = contribution_or_404(request, pk)
    return _act(request, services.resume_contribution, row.conference, "Đồng hồ chạy tiếp.", contribution=row)


@guard(*WHO)
@require_POST
def contribution_extend(request, pk):
    row = contribution_or_404(request, pk)
    form = SecondsForm(request.POST)
    if not form.is_valid():
        return _typed_wrong(request, form, partial(rules.check_can_extend_contribution, request.user, row))
    done = f"Đã thêm thời gian cho {row.speaker}."
    return _act(
        request, services.extend_contribution, row.conference, done, contribution=row, **form.cleaned_data
    )


@guard(*WHO)
@require_POST
def contribution_direct(request, pk):
    row = contribution_or_404(request, pk)
    form = DirectForm(request.POST, conference=row.conference)
    if not form.is_valid():
        return _typed_wrong(request, form, partial(rules.check_can_direct_contribution, request.user, row))
    done = f"Đã ghi chỉ đạo về ý kiến của {row.speaker}."
    return _act(
        request, services.direct_contribution, row.conference, done, contribution=row, **form.cleaned_data
    )


@guard(*WHO)
@require_POST
def contribution_end(request, pk):
    row = contribution_or_404(request, pk)
    done = f"{row.speaker} đã phát biểu xong." + ("" if row.is_answer else " Hãy ghi kết quả.")
    return _act(request, services.end_contribution, row.conference, done, contribution=row)


@guard(*WHO)
@require_POST
def contribution_requeue(request, pk):
    row = contribution_or_404(request, pk)
    done = f"{row.speaker} trở lại đầu hàng chờ."
    return _act(request, services.requeue_contribution, row.conference, done, contribution=row)
