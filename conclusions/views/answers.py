"""Answers to who asked, after the conference: recording that they were given, and the list of those still owed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render

from conclusions import rules, services
from conclusions.forms import AnswerFilter, AnswerForm
from conclusions.models import Commitment
from conclusions.queries.answers import answers_for, answers_part, first_words, owing_rows
from conclusions.queries.pages import answer_key, answer_letter_of
from core.access import guard, has_role
from core.log import record_reading
from core.pages import go, paged, try_service, typed_keys
from core.states import Role

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)


@guard(*WHO)
def answer_delivery_list(request):
    form = AnswerFilter(request.GET, user=request.user)
    page = paged(request, answers_for(request.user, form.values()))
    context = {"form": form, "page": page, "rows": owing_rows(page, request.user.commune)}
    return render(request, "conclusions/answer_delivery_list.html", context)


@guard(*WHO)
def answer_delivery_record(request, pk):
    """Opening it joins names to a matter, so it is logged."""
    rows = Commitment.objects.visible_to(request.user).with_names()
    commitment = get_object_or_404(rows.select_related("item__notice__paper", "conference__plan"), pk=pk)
    rules.check_can_record_answer(request.user, commitment)
    written, letter = rules.written_rule(commitment.conference), answer_letter_of(commitment)
    form = AnswerForm(
        request.POST or None, request.FILES or None, commitment=commitment, written_only=written is not None,
        initial=first_words(commitment, letter),
    )  # fmt: skip
    if form.is_valid() and try_service(
        form, services.record_answers, commitment=commitment, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi việc trả lời.")
        return go(request, commitment)
    part = answers_part(commitment, request.user)
    if part.has_names and request.method == "GET":
        record_reading(actor=request.user, subject=commitment, what="tên người kiến nghị cần trả lời")
    context = {
        "commitment": commitment, "form": form, "answers": part, "written": written, "letter": letter,
        "letter_key": answer_key(commitment), "chosen": chosen_rows(form, part),
        "writes_papers": has_role(request.user, commitment, Role.OFFICE),
    }  # fmt: skip
    return render(request, "conclusions/answer_delivery_record.html", context)


def chosen_rows(form, part):
    """Keys of the ticked boxes: as typed, else everybody who still waits."""
    if form.is_bound:
        return set(typed_keys(form.data.getlist("rows")))
    return {told.row.pk for told in part.rows if not told.row.is_done}
