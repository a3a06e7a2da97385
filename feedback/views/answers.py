"""Written answers: those that wait for approval, one answer's page, writing, submitting, returning, approving."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.models import Attachment
from core.pages import act, go, paged, try_service
from core.states import Role
from feedback import rules, services
from feedback.forms import AnswerForm, ReasonForm
from feedback.models import Answer
from feedback.views.assignments import assignment_or_404
from feedback.views.petitions import WHO, with_badges
from feedback.views.sorting import form_page

TOO_LONG = 1500  # characters after which an answer is no longer brief (LP-104)


@guard(Role.OFFICE, Role.CHAIR)
def answer_list(request):
    """Answers that wait for the office, the oldest first."""
    rows = Answer.objects.visible_to(request.user).to_approve().select_related("petition", "unit")
    return render(
        request, "feedback/answer_list.html", {"page": paged(request, rows.order_by("submitted_on", "pk"))}
    )


@guard(*WHO)
def answer_detail(request, pk):
    answer = answer_or_404(request, pk)
    own = [answer.assignment] if answer.assignment_id else []
    badges = with_badges(own, request.user)
    context = {
        "answer": answer,
        "petition": answer.petition,
        "people": list(answer.petition.petitioners.all()),
        "badge": badges[0]["badge"] if badges else None,
        "attachments": Attachment.objects.about(answer).order_by("pk"),
        "actions": actions_for(request.user, answer),
        "may_edit": allowed(rules.check_can_edit_answer, request.user, answer),
        "is_long": len(answer.content) > TOO_LONG,
    }
    return render(request, "feedback/answer_detail.html", context)


@guard(*WHO)
def answer_add(request, pk):
    """Begin the answer of one assignment; where there is one already, go on with it."""
    assignment = assignment_or_404(request, pk)
    rules.check_can_write_answer(request.user, assignment)
    running = Answer.objects.visible_to(request.user).filter(assignment=assignment).first()
    if running is not None and request.method == "GET":
        return HttpResponseRedirect(reverse("answer_edit", args=[running.pk]))
    form = AnswerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        made = try_service(
            form, services.write_answer, assignment=assignment, values=form.texts(),
            files=form.cleaned_data["files"], actor=request.user,
        )  # fmt: skip
        if made:
            return saved(request, made)
    return form_page(
        request,
        assignment.petition,
        form,
        heading="Soạn trả lời",
        submit="Lưu bản soạn",
        assignment=assignment,
    )


@guard(*WHO)
def answer_edit(request, pk):
    answer = answer_or_404(request, pk)
    rules.check_can_edit_answer(request.user, answer)
    form = AnswerForm(request.POST or None, request.FILES or None, answer=answer)
    if form.is_valid() and try_service(
        form, services.edit_answer, answer=answer, values=form.texts(), files=form.cleaned_data["files"],
        version=form.cleaned_data["version"] or 0, actor=request.user,
    ):  # fmt: skip
        return saved(request, answer)
    return form_page(
        request, answer.petition, form, heading="Sửa bản trả lời", submit="Lưu bản soạn", answer=answer
    )


def saved(request, answer):
    messages.success(request, "Đã lưu bản soạn. Xem lại rồi bấm “Gửi văn phòng duyệt”.")
    if len(answer.content) > TOO_LONG:
        messages.warning(request, "Bản trả lời khá dài. Nên rút gọn để người dân dễ nghe, dễ nhớ.")
    return go(request, answer)


@guard(*WHO)
@require_POST
def answer_submit(request, pk):
    answer = answer_or_404(request, pk)
    return act(request, services.submit_answer, to=answer, done="Đã gửi Văn phòng duyệt.", answer=answer)


@guard(*WHO)
def answer_return(request, pk):
    answer = answer_or_404(request, pk)
    rules.check_can_return_answer(request.user, answer)
    form = ReasonForm(request.POST or None, label="Cần sửa điều gì")
    if form.is_valid() and try_service(
        form, services.return_answer, answer=answer, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã trả lại {answer.unit.short_name} để sửa.")
        return go(request, answer)
    return form_page(
        request,
        answer.petition,
        form,
        heading="Trả lại bản trả lời",
        submit="Trả lại",
        danger=True,
        answer=answer,
    )


@guard(*WHO)
@require_POST
def answer_approve(request, pk):
    answer = answer_or_404(request, pk)
    done = f"Đã duyệt. Kiến nghị {answer.petition.code} đã có trả lời."
    return act(request, services.approve_answer, to=answer, done=done, answer=answer)


def answer_or_404(request, pk):
    rows = Answer.objects.visible_to(request.user)
    names = (
        "petition__conference",
        "petition__commune",
        "assignment__unit",
        "assignment__petition",
        "unit",
        "commune",
        "written_by",
        "approved_by",
    )
    return get_object_or_404(rows.select_related(*names), pk=pk)
