"""Designing opinion forms: the list, one form as it will look, writing, editing, copying."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core.access import allowed, guard, refusal_of
from core.pages import go, paged, try_service
from core.states import Role
from feedback import rules, services
from feedback.forms import USUAL_HEAD, USUAL_QUESTIONS, FilledForm, OpinionFormForm, QuestionFormSet
from feedback.models import OpinionForm
from feedback.services.opinion_forms import ASKED

READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)
NEW_ROWS = 1


@guard(*READERS)
def opinion_form_list(request):
    rows = OpinionForm.objects.visible_to(request.user).annotate(
        questions_count=Count("questions", distinct=True), rounds_count=Count("rounds", distinct=True)
    )
    context = {
        "page": paged(request, rows.order_by("-pk")),
        "can_add": allowed(rules.check_can_add_opinion_form, request.user, request.user.commune),
    }
    return render(request, "feedback/opinion_form_list.html", context)


@guard(*READERS)
def opinion_form_detail(request, pk):
    """The form as the people will see it; nothing typed here goes anywhere."""
    opinion_form = form_or_404(request, pk)
    context = {
        "opinion_form": opinion_form,
        "form": FilledForm(request=request, opinion_form=opinion_form),
        "rounds": opinion_form.rounds.order_by("-pk")[:10],
        "why_not_edit": refusal_of(rules.check_can_edit_opinion_form, request.user, opinion_form),
        "may_copy": allowed(rules.check_can_copy_opinion_form, request.user, opinion_form),
    }
    return render(request, "feedback/opinion_form_detail.html", context)


@guard(*READERS)
def opinion_form_add(request):
    rules.check_can_add_opinion_form(request.user, request.user.commune)
    form = OpinionFormForm(request.POST or None, initial=USUAL_HEAD)
    questions = questions_of(request, USUAL_QUESTIONS)
    if is_saving(request) and form.is_valid() & questions.is_valid():
        made = try_service(
            form, services.add_opinion_form, commune=request.user.commune, values=form.values(),
            questions=questions.questions(), actor=request.user,
        )  # fmt: skip
        if made:
            messages.success(request, "Đã lưu mẫu phiếu. Dưới đây là phiếu như người dân sẽ thấy.")
            return go(request, made)
    return design_page(request, form, questions)


@guard(*READERS)
def opinion_form_edit(request, pk):
    opinion_form = form_or_404(request, pk)
    rules.check_can_edit_opinion_form(request.user, opinion_form)
    form = OpinionFormForm(request.POST or None, instance=opinion_form)
    questions = questions_of(request, list(opinion_form.questions.values(*ASKED)))
    if is_saving(request) and form.is_valid() & questions.is_valid():
        if try_service(
            form, services.edit_opinion_form, opinion_form=opinion_form, values=form.values(),
            questions=questions.questions(), version=form.cleaned_data["version"] or 0, actor=request.user,
        ):  # fmt: skip
            messages.success(request, "Đã lưu mẫu phiếu.")
            return go(request, opinion_form)
    return design_page(request, form, questions, opinion_form)


@guard(*READERS)
@require_POST
def opinion_form_copy(request, pk):
    copy = services.copy_opinion_form(opinion_form=form_or_404(request, pk), actor=request.user)
    messages.success(request, "Đã sao chép. Bản này sửa được cho đến khi có phiếu thu về.")
    return go(request, copy)


def is_saving(request):
    return request.method == "POST" and "more_questions" not in request.POST


def questions_of(request, asked):
    """The formset of questions; one more row when the person asked for it."""
    if request.method != "POST":
        numbered = [{**row, "order": place} for place, row in enumerate(asked, 1)]
        return QuestionFormSet(prefix="q", initial=[*numbered, {"order": len(numbered) + 1}])
    data = request.POST.copy()
    if not is_saving(request):
        total = data.get("q-TOTAL_FORMS", "")[:3]
        data["q-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() else NEW_ROWS)
    return QuestionFormSet(data, prefix="q")


def design_page(request, form, questions, opinion_form=None):
    if request.method == "POST" and not is_saving(request):
        # Asking for a row is no attempt to save: nothing is wrong yet.
        for one in (form, *questions.forms):
            one._errors, one.cleaned_data = {}, {}
    context = {"form": form, "questions": questions, "opinion_form": opinion_form}
    return render(request, "feedback/opinion_form_form.html", context)


def form_or_404(request, pk):
    return get_object_or_404(OpinionForm.objects.visible_to(request.user), pk=pk)
