"""The list of petitions, one petition's page, entering and editing."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.models import Attachment
from core.pages import act, go, try_service
from core.states import Role
from deadlines.models import Deadline
from deadlines.services import badge
from feedback import rules, services
from feedback.forms import FilesForm, PetitionerFormSet, PetitionForm
from feedback.models import Answer, Assignment, Petition
from feedback.services.petitions import PERSON

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)
COLLECTORS = (Role.OFFICE, Role.FRONT)
NEW_PEOPLE = 2


@guard(*WHO)
def petition_detail(request, pk):
    petition = petition_or_404(request, pk)
    assignments = list(
        Assignment.objects.visible_to(request.user).filter(petition=petition)
        .select_related("unit", "proposed_unit", "petition__conference").order_by("-pk")
    )  # fmt: skip
    context = {
        "petition": petition,
        "people": list(petition.petitioners.all()),
        "relatives": relatives_of(request.user, petition),
        "assignments": with_badges(assignments, request.user),
        "answers": Answer.objects.visible_to(request.user)
        .filter(petition=petition)
        .select_related("unit")
        .order_by("-pk"),
        "attachments": Attachment.objects.about(petition).order_by("pk"),
        "actions": petition_actions(request.user, petition),
        "may_edit": allowed(rules.check_can_edit_petition, request.user, petition),
        "may_attach": allowed(rules.check_can_attach_to_petition, request.user, petition),
        "may_read_contacts": allowed(rules.check_can_read_contacts, request.user, petition),
        "files_form": FilesForm(),
    }
    return render(request, "feedback/petition_detail.html", context)


def relatives_of(user, petition):
    """The petition that this one was taken out of and those taken out of it, as far as the person may see them."""
    near = Petition.objects.visible_to(user).filter(Q(pk=petition.origin_id) | Q(origin=petition))
    return [(row, row.pk == petition.origin_id) for row in near.order_by("pk")]


def petition_actions(user, petition):
    """One primary button at most: what is classified already may be classified anew, but its turn is to be given out."""
    actions = actions_for(user, petition)
    live = [one.name for one in actions if one.enabled]
    return [
        replace(one, tone="normal") if one.name == "classify" and "assign" in live else
        replace(one, tone="primary") if one.name == "report_up" and one.enabled and "assign" not in live else one
        for one in actions
    ]  # fmt: skip


def with_badges(assignments, user):
    """Assignments with the badge of their deadline; two queries for all."""
    found = {}
    for deadline in Deadline.objects.about_any(assignments).select_related("commune").order_by("pk"):
        found[deadline.subject_id] = badge(deadline)
    return [
        {"assignment": row, "badge": found.get(row.pk), "is_own": rules.is_own(user, row)}
        for row in assignments
    ]


@guard(*COLLECTORS)
def petition_add(request):
    rules.check_can_add_petition(request.user, request.user.commune)
    initial = {"conference": request.GET.get("conference", "")}
    form = PetitionForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    people = people_of(request, [{}] * NEW_PEOPLE)
    if wants_more(request):
        return petition_form(request, form, people, None)
    if request.method == "POST" and form.is_valid() & people.is_valid():
        made = try_service(
            form, services.add_petition, conference=form.cleaned_data["conference"], values=form.texts(),
            petitioners=people.cleaned_data, files=form.cleaned_data["files"], actor=request.user,
        )  # fmt: skip
        if made:
            messages.success(request, f"Đã nhập kiến nghị {made.code}.")
            again = f"{reverse('petition_add')}?conference={made.conference_id}"
            return HttpResponseRedirect(again) if "next_one" in request.POST else go(request, made)
    return petition_form(request, form, people, None)


@guard(*COLLECTORS)
def petition_edit(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_edit_petition(request.user, petition)
    form = PetitionForm(request.POST or None, user=request.user, petition=petition)
    people = people_of(request, [*petition.petitioners.values(*PERSON), {}])
    if request.method == "GET":
        services.read_contacts(petition=petition, actor=request.user)
    if wants_more(request):
        return petition_form(request, form, people, petition)
    if request.method == "POST" and form.is_valid() & people.is_valid():
        values = form.texts() | {"conference": form.cleaned_data["conference"]}
        version = form.cleaned_data["version"] or 0
        if try_service(
            form, services.edit_petition, petition=petition, values=values, petitioners=people.cleaned_data,
            version=version, actor=request.user,
        ):  # fmt: skip
            messages.success(request, "Đã lưu kiến nghị.")
            return go(request, petition)
    return petition_form(request, form, people, petition)


def people_of(request, initial):
    """The formset of petitioners; one more row when the person asked for it."""
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        if wants_more(request):
            total = data.get("p-TOTAL_FORMS", "")[:3]
            data["p-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() else NEW_PEOPLE)
    # Bound, a row that equals its initial would count as untouched and lose its name.
    formset = PetitionerFormSet(data, prefix="p", initial=initial if data is None else None)
    for form in formset.forms[:1]:
        form.fields["name"].required = True
    return formset


def wants_more(request):
    return request.method == "POST" and "more_people" in request.POST


def petition_form(request, form, people, petition):
    if wants_more(request):
        # Asking for a row is no attempt to save: nothing is wrong yet.
        form = _unchecked(form)
    context = {"form": form, "people": people, "petition": petition}
    return render(request, "feedback/petition_form.html", context)


def _unchecked(form):
    form._errors = {}
    form.cleaned_data = {}
    return form


@guard(Role.OFFICE, Role.CHAIR, Role.FRONT)
def petition_contacts(request, pk):
    petition = petition_or_404(request, pk)
    people = services.read_contacts(petition=petition, actor=request.user)
    return render(request, "feedback/petition_contacts.html", {"petition": petition, "people": people})


@guard(*COLLECTORS)
@require_POST
def petition_attach(request, pk):
    petition = petition_or_404(request, pk)
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        for message in form.errors.get("files", []):
            messages.error(request, message)
        return go(request, petition)
    return act(
        request, services.attach_to_petition, to=petition, done="Đã đính kèm tệp.",
        petition=petition, files=form.cleaned_data["files"],
    )  # fmt: skip


def petition_or_404(request, pk):
    rows = Petition.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("conference__plan__regulation", "commune", "collector", "entered_by"), pk=pk
    )
