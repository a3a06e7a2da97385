"""Letters upwards that wait for a reply: the list, calling them to mind, recording what came back."""

from django.contrib import messages
from django.shortcuts import render

from core.access import guard
from core.clock import local_today
from core.pages import go, paged, try_service
from core.states import Role
from deadlines.services import calendar_for
from feedback import queries, rules, services
from feedback.forms import RemindForm, ReplyForm
from feedback.views.petitions import WHO, petition_or_404
from feedback.views.sorting import form_page


@guard(Role.OFFICE, Role.CHAIR)
def petition_upward_list(request):
    page = paged(request, queries.waiting_above(request.user).select_related("commune", "conference"))
    today, calendar = local_today(), calendar_for(request.user.commune)
    rows = [{"petition": row, "badge": queries.upward_badge(row, today, calendar)} for row in page]
    context = {"page": page, "rows": rows, "is_office": Role.OFFICE in request.user.roles}
    return render(request, "feedback/petition_upward_list.html", context)


@guard(*WHO)
def petition_remind_upward(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_remind_upward(request.user, petition)
    initial = {"waits_until": services.waits_until(petition, local_today())}
    form = RemindForm(request.POST or None, initial=initial)
    if form.is_valid() and try_service(
        form, services.remind_upward, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ghi việc nhắc {petition.upward_to}.")
        return go(request, petition)
    heading = f"Nhắc {petition.upward_to} trả lời"
    return form_page(request, petition, form, heading=heading, submit="Ghi nhận đã nhắc")


@guard(*WHO)
def petition_record_reply(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_record_reply_petition(request.user, petition)
    form = ReplyForm(request.POST or None, request.FILES or None)
    if form.is_valid() and try_service(
        form, services.record_reply_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ghi trả lời của {petition.upward_to}. Hãy gửi kết quả cho người dân.")
        return go(request, petition)
    heading = f"Trả lời của {petition.upward_to}"
    return form_page(request, petition, form, heading=heading, submit="Ghi nhận trả lời")
