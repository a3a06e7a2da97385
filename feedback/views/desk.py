"""The desk: entering what people bring and say, who came before, the receipt that they take home; the settings."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.codes import spoken
from core.pages import go, try_service
from core.public import unkept
from core.qr import qr_svg
from core.states import Role
from feedback import rules, services
from feedback.forms import PetitionerFormSet, PetitionForm, SuggestForm
from feedback.forms.settings import PetitionSettingForm
from feedback.models import PetitionSetting
from feedback.queries.desk import hamlets_of, known_people, next_conference
from feedback.services.petitions import PERSON
from feedback.states import COLLECTORS
from feedback.views.petitions import petition_or_404
from feedback.views.public import tracking_address

KEPT = ("conference", "source", "kind", "hamlet", "collector", "received_on")
ASKS = ("more_people", "more_matters", "look_up")


@guard(*COLLECTORS)
def petition_add(request):
    rules.check_can_add_petition(request.user, request.user.commune)
    form = PetitionForm(
        request.POST or None, request.FILES or None, user=request.user, initial=_defaults(request)
    )
    people = people_of(request, [{}])
    if asks(request):
        return petition_form(request, form, people, None)
    if request.method == "POST" and form.is_valid() & people.is_valid():
        made = try_service(
            form, services.add_petitions, conference=form.cleaned_data["conference"], matters=form.matters(),
            values=form.texts(), petitioners=[*people.cleaned_data, *form.cleaned_data["signers"]],
            files=form.cleaned_data["files"], actor=request.user,
        )  # fmt: skip
        if made:
            codes = ", ".join(petition.code for petition in made)
            messages.success(
                request, f"Đã nhập {'kiến nghị' if len(made) == 1 else f'{len(made)} kiến nghị:'} {codes}."
            )
            return (
                HttpResponseRedirect(_next_form(form)) if "next_one" in request.POST else go(request, made[0])
            )
    return petition_form(request, form, people, None)


def _defaults(request):
    """What the form before, or a link, says of this one; nothing about a person."""
    given = {name: request.GET[name][:120] for name in KEPT if name in request.GET}
    return given if "conference" in given else given | {"conference": next_conference(request.user) or ""}


def _next_form(form):
    """The same form again, empty, with what stays the same from one visitor to the next."""
    said = {name: form[name].value() for name in KEPT}
    return f"{reverse('petition_add')}?{urlencode({name: value for name, value in said.items() if value})}"


@guard(*COLLECTORS)
def petition_edit(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_edit_petition(request.user, petition)
    rows, signers = _in_two([*petition.petitioners.values(*PERSON)])
    form = PetitionForm(
        request.POST or None, user=request.user, petition=petition, initial={"signers": signers}
    )
    people = people_of(request, [*rows, {}])
    if request.method == "GET":
        services.read_contacts(petition=petition, actor=request.user)
    if asks(request):
        return petition_form(request, form, people, petition)
    if request.method == "POST" and form.is_valid() & people.is_valid():
        values = form.texts() | {"conference": form.cleaned_data["conference"]}
        if try_service(
            form, services.edit_petition, petition=petition, values=values,
            petitioners=[*people.cleaned_data, *form.cleaned_data["signers"]],
            version=form.cleaned_data["version"] or 0, actor=request.user,
        ):  # fmt: skip
            messages.success(request, "Đã lưu kiến nghị.")
            return go(request, petition)
    return petition_form(request, form, people, petition)


def _in_two(people):
    """Rows for those with particulars; the run of mere names at the end, from the third on, as lines of the list."""
    end = len(people)
    while end > 2 and not any(people[end - 1][name] for name in PERSON if name not in ("name", "hamlet")):
        end -= 1
    lines = [f"{one['name']}; {one['hamlet']}".strip("; ") for one in people[end:]]
    return people[:end], "\n".join(lines)


def people_of(request, initial):
    """The formset of petitioners; one more row when the person asked for it."""
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        if "more_people" in request.POST:
            total = data.get("p-TOTAL_FORMS", "")[:3]
            data["p-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() else 1)
    # Bound, a row that equals its initial would count as untouched and lose its name.
    formset = PetitionerFormSet(data, prefix="p", initial=initial if data is None else None)
    for form in formset.forms[:1]:
        form.fields["name"].required = True
    return formset


def asks(request):
    """Whether a button was pressed that asks for another box, and not to save."""
    return request.method == "POST" and any(name in request.POST for name in ASKS)


def petition_form(request, form, people, petition):
    known = []
    if asks(request):
        # Asking is no attempt to save: nothing is wrong yet.
        for one in (form, *people.forms):
            one._errors, one.cleaned_data = {}, {}
        form.blank_matters = int("more_matters" in request.POST)
        known = _known(request) if "look_up" in request.POST else []
    elif request.method == "GET" and petition is None:
        people.forms[0].fields["name"].widget.attrs["data-focus"] = True
    context = {
        "form": form,
        "people": people,
        "petition": petition,
        "hamlets": hamlets_of(request.user),
        "known": known,
        "has_looked": "look_up" in request.POST,
    }
    return render(request, "feedback/petition_form.html", context)


def _known(request):
    return known_people(request.user, **SuggestForm(request.POST, prefix="p-0").values())


@guard(*COLLECTORS)
@require_POST
def petition_people_suggest(request):
    """By POST, for names and numbers do not belong into the web server's log."""
    context = {"known": _known(request), "has_looked": True}
    return render(request, "feedback/people_known.html", context)


@guard(*COLLECTORS)
@unkept
def petition_receipt(request, pk):
    petition = petition_or_404(request, pk)
    person = services.read_receipt(petition=petition, actor=request.user)
    address = tracking_address(petition)
    context = {
        "petition": petition,
        "person": person,
        "others": petition.petitioners.count() - 1,
        "code": spoken(petition.tracking_code),
        "address": address,
        "qr": qr_svg(address, "Mã QR mở trang tra cứu kiến nghị này"),
    }
    return render(request, "feedback/petition_receipt.html", context)


@guard(Role.OFFICE, Role.ADMIN)
def petition_setting_edit(request):
    commune = request.user.commune
    rules.check_can_edit_petition_setting(request.user, commune)
    form = PetitionSettingForm(request.POST or None, instance=PetitionSetting.of(commune))
    if request.method == "POST" and form.is_valid():
        if try_service(
            form, services.edit_petition_setting, commune=commune, values=form.cleaned_data, actor=request.user
        ):  # fmt: skip
            messages.success(request, "Đã lưu quy định về kiến nghị.")
            return redirect("petition_setting_edit")
    return render(request, "feedback/petition_setting.html", {"form": form, "commune": commune})
