"""A unit's task: its page, accepting, refusing; the office takes it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard, refusal_of
from core.models import Attachment
from core.pages import act, go, try_service
from core.states import Role
from feedback import queries, rules, services
from feedback.forms import LinkForm, ReasonForm, RefuseForm
from feedback.models import Answer, Assignment, Petition
from feedback.queries.gathered import gathered_around
from feedback.views.petitions import WHO, with_badges
from feedback.views.sorting import form_page


@guard(*WHO)
def assignment_detail(request, pk):
    assignment = assignment_or_404(request, pk)
    services.see_assignment(assignment=assignment, actor=request.user)
    petition = assignment.petition
    may_send_link = allowed(rules.check_can_make_answer_link, request.user, assignment)
    context = {
        "assignment": assignment,
        "petition": petition,
        "badge": with_badges([assignment], request.user)[0]["badge"],
        "people": list(petition.petitioners.all()),
        "gathered": gathered_around(request.user, petition),
        "answer": Answer.objects.visible_to(request.user).filter(assignment=assignment).first(),
        "attachments": Attachment.objects.about(petition).order_by("pk"),
        "actions": assignment_actions(request.user, assignment),
        "may_write": allowed(rules.check_can_write_answer, request.user, assignment),
        "is_petition_visible": Petition.objects.visible_to(request.user).filter(pk=petition.pk).exists(),
        "parts": queries.parts_for(petition) if assignment.is_lead else [],
        "own_files": Attachment.objects.about(assignment).order_by("pk"),
        "is_office": Role.OFFICE in request.user.roles,
        "links": links_of(request.user, assignment),
        "link_form": LinkForm(people=services.mail_readers(assignment.unit)) if may_send_link else None,
        "no_link": refusal_of(rules.check_can_make_answer_link, request.user, assignment),
        "others": petition.assignments.in_force().exclude(pk=assignment.pk).select_related("unit"),
    }
    return render(request, "feedback/assignment_detail.html", context)


def assignment_actions(user, assignment):
    """The lead writes the answer: that it has no part to hand in need not be said to it."""
    return [one for one in actions_for(user, assignment) if one.enabled or not (assignment.is_lead and one.name == "contribute")]  # fmt: skip


def links_of(user, assignment):
    """The links that were sent for it, the newest first; the office's to see."""
    if Role.OFFICE not in user.roles:
        return []
    now = timezone.now()
    rows = assignment.links.select_related("recipient").order_by("-pk")[:20]
    return [
        {"link": row, "is_live": not (row.used_at or row.revoked_at) and row.expires_at > now} for row in rows
    ]


@guard(*WHO)
@require_POST
def assignment_accept(request, pk):
    assignment = assignment_or_404(request, pk)
    done = f"Đã nhận việc. Hạn trả lời: {assignment.due_on:%d/%m/%Y}."
    return act(request, services.accept_assignment, to=assignment, done=done, assignment=assignment)


@guard(*WHO)
def assignment_refuse(request, pk):
    assignment = assignment_or_404(request, pk)
    rules.check_can_refuse_assignment(request.user, assignment)
    form = RefuseForm(request.POST or None, assignment=assignment)
    if form.is_valid() and try_service(
        form, services.refuse_assignment, assignment=assignment, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã từ chối và báo Văn phòng giao lại.")
        return redirect("petition_list")
    return form_page(
        request, assignment.petition, form, heading="Từ chối việc được giao", submit="Từ chối", danger=True
    )


@guard(*WHO)
def assignment_withdraw(request, pk):
    assignment = assignment_or_404(request, pk)
    rules.check_can_withdraw_assignment(request.user, assignment)
    form = ReasonForm(request.POST or None, label="Lý do rút lại")
    if form.is_valid() and try_service(
        form, services.withdraw_assignment, assignment=assignment, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã rút lại việc giao {assignment.unit.short_name}.")
        return go(request, assignment.petition)
    heading = f"Rút lại việc giao {assignment.unit.short_name}"
    return form_page(request, assignment.petition, form, heading=heading, submit="Rút lại", danger=True)


def assignment_or_404(request, pk):
    rows = Assignment.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("petition__conference", "unit", "commune", "assigned_by", "proposed_unit"), pk=pk
    )
