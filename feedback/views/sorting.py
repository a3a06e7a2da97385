"""What the office does with petitions: classify, assign, report upwards, reject; one or many at once."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.access import guard
from core.clock import local_today
from core.pages import go, try_service, typed_keys
from core.refusals import Refused
from core.states import Role
from feedback import queries, rules, services
from feedback.forms import AssignForm, ClassifyForm, ReasonForm, ReportUpForm, SplitForm
from feedback.models import Petition
from feedback.queries.gathered import gathered_around
from feedback.queries.suggest import suggestions_for
from feedback.views.petitions import WHO, petition_or_404

MANY = 100
CLASSES = ("field", "competence", "triage", "is_urgent", "names_official", "other_fields")


def form_page(request, petition, form, **context):
    """The one layout of a form about one petition: its words and those read with it on top, the form below."""
    gathered = gathered_around(request.user, petition)
    context |= {"petition": petition, "form": form, "gathered": gathered}
    return render(request, "feedback/petition_act.html", context)


@guard(*WHO)
def petition_classify(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_classify_petition(request.user, petition)
    initial = {name: getattr(petition, name) for name in CLASSES}
    suggestion = suggestions_for([petition], petition.commune)[petition.pk]
    if "goi-y" in request.GET:
        initial |= suggestion.values
    form = ClassifyForm(request.POST or None, initial=initial)
    if form.is_valid() and try_service(
        form, services.classify_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã phân loại {petition.code}.")
        return go(request, petition)
    return form_page(
        request, petition, form, heading="Phân loại kiến nghị", submit="Phân loại", suggestion=suggestion
    )


@guard(*WHO)
def petition_assign(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_assign_petition(request.user, petition)
    due_on, hint = queries.suggested_due(petition.conference)
    unit_hint = suggestions_for([petition], petition.commune)[petition.pk].unit
    proposed = request.GET.get("don-vi") or refused_towards(petition)
    form = AssignForm(
        request.POST or None,
        commune=petition.commune,
        hint=hint,
        initial={"due_on": due_on, "lead": proposed},
    )
    if form.is_valid() and try_service(
        form, services.assign_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã giao {form.cleaned_data['lead'].short_name} trả lời {petition.code}.")
        return go(request, petition)
    return form_page(
        request, petition, form, heading="Giao đơn vị trả lời", submit="Giao đơn vị", unit_hint=unit_hint
    )


def refused_towards(petition):
    """The unit that the last refusal proposed."""
    last = petition.assignments.order_by("-pk").first()
    return last.proposed_unit_id if last else None


@guard(*WHO)
def petition_report_up(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_report_up_petition(request.user, petition)
    today = local_today()
    initial = {
        "upward_on": today, "upward_to": petition.upward_to, "upward_due_on": services.waits_until(petition, today),
    }  # fmt: skip
    form = ReportUpForm(request.POST or None, initial=initial)
    if form.is_valid() and try_service(
        form, services.report_up_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ghi nhận báo cáo cấp trên của {petition.code}.")
        return go(request, petition)
    return form_page(request, petition, form, heading="Báo cáo cấp trên", submit="Ghi nhận đã báo cáo")


@guard(*WHO)
def petition_reject(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_reject_petition(request.user, petition)
    form = ReasonForm(
        request.POST or None, label="Lý do không tiếp thu",
        help_text="Lý do được lưu trong hồ sơ, in trong báo cáo tổng hợp và trả lời người kiến nghị.",
    )  # fmt: skip
    if form.is_valid() and try_service(
        form, services.reject_petition, petition=petition, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã kết luận không tiếp thu {petition.code}.")
        return go(request, petition)
    return form_page(
        request, petition, form, heading="Không tiếp thu kiến nghị", submit="Không tiếp thu", danger=True
    )


@guard(*WHO)
def petition_split(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_split_petition(request.user, petition)
    form = SplitForm(request.POST or None, initial={"kept": petition.content, "version": petition.version})
    if form.is_valid():
        new = try_service(
            form, services.split_petition, petition=petition, actor=request.user, **form.cleaned_data
        )
        if new:
            messages.success(request, f"Đã tách {new.code} từ {petition.code}. Hãy phân loại kiến nghị mới.")
            return go(request, new)
    return form_page(request, petition, form, heading="Tách kiến nghị thành hai", submit="Tách kiến nghị")


# --- many at once ------------------------------------------------------------------------------------------


def chosen(request):
    """The ticked petitions that this person may see, and the keys as typed."""
    keys = typed_keys((request.POST or request.GET).getlist("chon"))
    rows = Petition.objects.visible_to(request.user).filter(pk__in=keys[:MANY])
    rows = list(rows.select_related("conference__plan__regulation", "commune").order_by("code"))
    if not rows:
        raise Refused(
            "Chưa chọn kiến nghị nào. Hãy quay lại danh sách, đánh dấu các kiến nghị cần làm rồi bấm lại."
        )
    return rows


def bulk_page(request, petitions, form, **context):
    """After a refusal the petitions are read again: some hold in memory what was undone in the database."""
    petitions = chosen(request) if form.errors else petitions
    return render(request, "feedback/petition_bulk.html", {"petitions": petitions, "form": form, **context})


@guard(Role.OFFICE)
def petition_classify_many(request):
    petitions = chosen(request)
    form = ClassifyForm(request.POST or None)
    if form.is_valid():
        # What is not ticked for all stays as each petition has it: nothing is opened to more readers in bulk.
        values = {name: value or None for name, value in form.cleaned_data.items()} | {
            "is_urgent": form.cleaned_data["is_urgent"]
        }
        done = try_service(
            form, services.classify_petitions, petitions=petitions, actor=request.user, **values
        )
        if done:
            messages.success(request, f"Đã phân loại {done} kiến nghị.")
            return HttpResponseRedirect(reverse("petition_list"))
    return bulk_page(
        request, petitions, form, heading=f"Phân loại {len(petitions)} kiến nghị", submit="Phân loại tất cả"
    )


def suggested_for_all(petitions):
    """(day or None, why) that suits every one of them: the earliest of their conferences' days."""
    conferences = {one.conference_id: one.conference for one in petitions}.values()
    found = [queries.suggested_due(conference) for conference in conferences]
    due_on, why = min((pair for pair in found if pair[0]), default=found[0])
    if due_on and len(found) > 1:
        why = f"Các kiến nghị thuộc {len(found)} hội nghị; đây là hạn của hội nghị sớm nhất. {why}"
    return due_on, why


@guard(Role.OFFICE)
def petition_assign_many(request):
    petitions = chosen(request)
    due_on, hint = suggested_for_all(petitions)
    form = AssignForm(
        request.POST or None, commune=request.user.commune, hint=hint, initial={"due_on": due_on}
    )
    if form.is_valid():
        done = try_service(
            form, services.assign_petitions, petitions=petitions, actor=request.user, **form.cleaned_data
        )
        if done:
            messages.success(
                request, f"Đã giao {form.cleaned_data['lead'].short_name} trả lời {done} kiến nghị."
            )
            return HttpResponseRedirect(reverse("petition_list"))
    return bulk_page(
        request,
        petitions,
        form,
        heading=f"Giao đơn vị trả lời {len(petitions)} kiến nghị",
        submit="Giao tất cả",
    )
