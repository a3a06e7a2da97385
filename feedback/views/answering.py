"""Results to the people: publishing one or many, taking back, satisfaction, opening again; supporting parts."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.models import Attachment
from core.pages import act, go, paged, try_service
from core.states import Role
from feedback import queries, rules, services
from feedback.forms import (
    ContributeForm,
    LinkForm,
    PublishForm,
    RateOnBehalfForm,
    ReasonForm,
    UnpublishForm,
)
from feedback.models import AnswerLink
from feedback.views.assignments import assignment_or_404
from feedback.views.petitions import WHO, petition_or_404
from feedback.views.sorting import chosen, form_page


@guard(*WHO)
def petition_publish(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_publish_petition(request.user, petition)
    content, answer = queries.proposed_public(petition)
    form = PublishForm(
        request.POST or None,
        may_be_public=not petition.is_restricted,
        initial={"is_public": petition.is_public, "public_content": content, "public_answer": answer},
    )
    if request.method == "POST" and (form.is_valid() or not form.fields):
        values = form.cleaned_data if form.fields else {}
        if try_service(form, services.publish_petition, petition=petition, actor=request.user, **values):
            messages.success(
                request, f"Đã gửi kết quả {petition.code} lên trang tra cứu của người kiến nghị."
            )
            return go(request, petition)
    context = {"petition": petition, "form": form, "result": queries.result_of(petition)}
    return render(request, "feedback/petition_publish.html", context)


@guard(Role.OFFICE)
def petition_publish_list(request):
    """Settled petitions whose result nobody has sent yet: read, tick, send."""
    page = paged(request, queries.to_send(request.user))
    rows = [{"petition": row, "result": result} for row, result in queries.results_of(list(page))]
    return render(request, "feedback/petition_publish_list.html", {"page": page, "rows": rows})


@guard(Role.OFFICE)
@require_POST
def petition_publish_many(request):
    petitions = chosen(request)
    done = services.publish_petitions(petitions=petitions, actor=request.user)
    messages.success(request, f"Đã gửi {done} kết quả lên trang tra cứu của người kiến nghị.")
    return HttpResponseRedirect(reverse("petition_publish_list"))


@guard(*WHO)
def petition_unpublish(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_unpublish_petition(request.user, petition)
    form = UnpublishForm(request.POST or None, petition=petition)
    if form.is_valid() and try_service(
        form, services.unpublish_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(
            request, "Đã thôi công khai." if petition.published_at else "Đã thu hồi kết quả đã gửi."
        )
        return go(request, petition)
    heading = "Thôi công khai" if petition.is_public else "Thu hồi kết quả đã gửi"
    return form_page(request, petition, form, heading=heading, submit=heading, danger=True)


@guard(*WHO)
def petition_rate(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_rate_petition(request.user, petition)
    form = RateOnBehalfForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.rate_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        again = (
            " Kiến nghị được mở lại để giải quyết tiếp."
            if petition.reopened_on and not petition.published_at
            else ""
        )
        messages.success(request, f"Đã ghi mức hài lòng của người kiến nghị.{again}")
        return go(request, petition)
    return form_page(
        request, petition, form, heading="Ghi mức hài lòng của người kiến nghị", submit="Ghi nhận"
    )


@guard(*WHO)
def petition_reopen(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_reopen_petition(request.user, petition)
    form = ReasonForm(
        request.POST or None, label="Lý do giải quyết lại",
        help_text="Mỗi kiến nghị mở lại một lần. Trả lời cũ giữ trong hồ sơ và không còn tính là kết quả.",
    )  # fmt: skip
    if form.is_valid() and try_service(
        form, services.reopen_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã mở lại {petition.code}. Hãy giao đơn vị giải quyết.")
        return go(request, petition)
    return form_page(
        request, petition, form, heading="Mở lại để giải quyết tiếp", submit="Mở lại", danger=True
    )


@guard(*WHO)
def assignment_contribute(request, pk):
    assignment = assignment_or_404(request, pk)
    rules.check_can_contribute_assignment(request.user, assignment)
    form = ContributeForm(request.POST or None, request.FILES or None, initial={"text": assignment.part_text})
    if form.is_valid() and try_service(
        form, services.contribute_assignment, assignment=assignment, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã gửi ý kiến phối hợp cho đơn vị chủ trì.")
        return go(request, assignment)
    return form_page(
        request,
        assignment.petition,
        form,
        heading="Ý kiến phối hợp",
        submit="Gửi đơn vị chủ trì",
        assignment=assignment,
        files_so_far=Attachment.objects.about(assignment).order_by("pk"),
    )


@guard(*WHO)
@require_POST
def assignment_reassign(request, pk):
    """One click: the petition goes to the unit that the refusing one proposed."""
    assignment = assignment_or_404(request, pk)
    rules.check_can_reassign_petition(request.user, assignment)
    done = f"Đã giao {assignment.proposed_unit.short_name} trả lời {assignment.petition.code}."
    return act(
        request, services.reassign_as_proposed, to=assignment.petition, done=done, assignment=assignment
    )


@guard(*WHO)
@require_POST
def answer_link_make(request, pk):
    """Send the unit's people, or one of them, a link by which they answer from their mail."""
    assignment = assignment_or_404(request, pk)
    rules.check_can_make_answer_link(request.user, assignment)
    form = LinkForm(request.POST, people=services.mail_readers(assignment.unit))
    one = form.cleaned_data["recipient"] if form.is_valid() else None
    return act(
        request, services.make_answer_links, to=assignment,
        done="Thư kèm liên kết sẽ được gửi trong giờ hành chính.",
        assignment=assignment, recipients=[one] if one else None,
    )  # fmt: skip


@guard(*WHO)
@require_POST
def answer_link_revoke(request, pk):
    rows = AnswerLink.objects.visible_to(request.user).select_related("assignment__petition", "recipient")
    link = get_object_or_404(rows, pk=pk)
    done = f"Đã thu hồi liên kết của {link.recipient.full_name}."
    return act(request, services.revoke_answer_link, to=link.assignment, done=done, link=link)
