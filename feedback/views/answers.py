"""Written answers: by whose turn it is, one answer's page, writing, submitting, returning, approving, endorsing."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard, roles_with_delegation
from core.models import Attachment
from core.pages import act, go, paged, try_service, typed_keys
from core.refusals import Refused
from core.states import Role
from documents.queries import compares_versions
from feedback import queries, rules, services
from feedback.forms import AnswerForm, ReasonForm
from feedback.models import Answer
from feedback.views.assignments import assignment_or_404
from feedback.views.petitions import WHO, with_badges
from feedback.views.sorting import form_page

PARTS = (
    "petition__conference",
    "petition__commune",
    "assignment__unit",
    "assignment__petition",
    "unit",
    "commune",
    "written_by",
    "approved_by",
)
MANY = 100
TOO_LONG = 1500  # characters after which an answer is no longer brief (LP-104)


@guard(Role.OFFICE, Role.CHAIR, Role.UNIT)
def answer_list(request):
    """Answers by whose turn it is; a person's own turn comes first."""
    groups = queries.groups_for(request.user)
    words = [word for word, _ in groups]
    word = request.GET.get("xem") if request.GET.get("xem") in words else first_group(request.user, words)
    page = paged(request, queries.answers_in(request.user, word))
    base = reverse("answer_list")
    context = {
        "page": page,
        "word": word,
        "tabs": [
            {"label": label, "url": f"{base}?xem={one}", "active": one == word} for one, label in groups
        ],
        "may_endorse": word == "trinh" and bool(roles_with_delegation(request.user) & {Role.CHAIR}),
        "may_forward": word == "doc" and Role.OFFICE in request.user.roles and "trinh" in words,
        "is_office": Role.OFFICE in request.user.roles,
    }
    return render(request, "feedback/answer_list.html", context)


def first_group(user, words):
    """Where a person's own turn is: the chair's before the office's before the unit's."""
    roles = roles_with_delegation(user)
    order = (("trinh", Role.CHAIR), ("doc", Role.OFFICE), ("soan", Role.UNIT))
    return next((word for word, role in order if role in roles and word in words), words[0])


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
        "actions": answer_actions(request.user, answer),
        "may_compare": bool(answer.submitted_on) and compares_versions(request.user, answer),
        "may_edit": allowed(rules.check_can_edit_answer, request.user, answer),
        "is_long": len(answer.content) > TOO_LONG,
    }
    return render(request, "feedback/answer_detail.html", context)


def answer_actions(user, answer):
    """One way to approval: the office's own, or through the chair where the commune wants that."""
    actions = actions_for(user, answer)
    live = {one.name for one in actions if one.enabled}
    left_out = {"approve"} if "forward" in live else {"forward"}
    return [one for one in actions if one.enabled or one.name not in left_out]


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
        parts=queries.parts_for(assignment.petition),
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
        request,
        answer.petition,
        form,
        heading="Sửa bản trả lời",
        submit="Lưu bản soạn",
        answer=answer,
        parts=queries.parts_for(answer.petition),
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


@guard(*WHO)
@require_POST
def answer_forward(request, pk):
    answer = answer_or_404(request, pk)
    return act(
        request, services.forward_answer, to=answer, done="Đã trình người chủ trì duyệt.", answer=answer
    )


@guard(*WHO)
@require_POST
def answer_endorse(request, pk):
    answer = answer_or_404(request, pk)
    done = f"Đã duyệt. Kiến nghị {answer.petition.code} đã có trả lời."
    return act(request, services.endorse_answer, to=answer, done=done, answer=answer)


@guard(Role.OFFICE)
@require_POST
def answer_forward_many(request):
    answers = chosen_answers(request)
    done = f"Đã trình người chủ trì {len(answers)} bản trả lời."
    return act(request, services.forward_answers, to=reverse("answer_list"), done=done, answers=answers)


@guard(Role.CHAIR)
@require_POST
def answer_endorse_many(request):
    answers = chosen_answers(request)
    done = f"Đã duyệt {len(answers)} bản trả lời."
    return act(request, services.endorse_answers, to=reverse("answer_list"), done=done, answers=answers)


def chosen_answers(request):
    """The ticked answers that this person may see."""
    keys = typed_keys(request.POST.getlist("chon"))[:MANY]
    rows = list(
        Answer.objects.visible_to(request.user).filter(pk__in=keys).select_related(*PARTS).order_by("pk")
    )
    if not rows:
        raise Refused("Chưa chọn bản trả lời nào. Hãy quay lại, đánh dấu các bản cần làm rồi bấm lại.")
    return rows


def answer_or_404(request, pk):
    return get_object_or_404(Answer.objects.visible_to(request.user).select_related(*PARTS), pk=pk)
