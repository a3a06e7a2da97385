"""The archive: its list, one dossier with what is missing, sealing, the package, opening again."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.pages import act, go, paged, try_service
from core.refusals import Refused
from core.states import Role
from dialogue.models import Conference
from reports import queries, rules, services
from reports.archive.completeness import requirements_of
from reports.forms.dossiers import DossierFilter, ReopenForm, ShelfForm, WaiveForm
from reports.models import Dossier, DossierSeal

WHO = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)
KEEPERS = (Role.OFFICE, Role.CHAIR)


@guard(*WHO)
def dossier_list(request):
    form = DossierFilter(request.GET)
    page = paged(request, queries.dossiers_for(request.user, form.values()))
    context = {
        "form": form,
        "page": page,
        "may_set": allowed(rules.check_can_set_retention, request.user, request.user.commune),
    }
    return render(request, "reports/dossier_list.html", context)


@guard(*WHO)
def conference_dossier(request, pk):
    """From a conference to its dossier; an older one gets its dossier at first sight (LP-62)."""
    conference = get_object_or_404(
        Conference.objects.visible_to(request.user).select_related("commune"), pk=pk
    )
    return redirect("dossier_detail", pk=services.open_dossier(conference=conference).pk)


@guard(*WHO)
def dossier_detail(request, pk):
    dossier = dossier_or_404(request, pk)
    is_keeper = allowed(rules.check_can_take_package, request.user, dossier)
    requirements = requirements_of(dossier)
    context = {
        "dossier": dossier,
        "requirements": requirements,
        # What is missing stands first, then what is missing for a reason.
        "lacking": sorted(
            (row for row in requirements if not row.is_met), key=lambda row: not row.is_missing
        ),
        "present": [row for row in requirements if row.is_met],
        "missing": sum(row.is_missing for row in requirements),
        "parts": queries.index_of(dossier, is_keeper=is_keeper),
        "seals": dossier.seals.select_related("sealed_by", "reopened_by").order_by("-number"),
        "actions": actions_for(request.user, dossier),
        "is_keeper": is_keeper,
        "may_waive": allowed(rules.check_can_waive_dossier, request.user, dossier),
        "poll_url": reverse("dossier_progress", args=[dossier.pk]),
    }
    return render(request, "reports/dossier_detail.html", context)


@guard(*WHO)
def dossier_progress(request, pk):
    """The part of the page that waits; asked for every two seconds while the worker packs."""
    dossier = dossier_or_404(request, pk)
    context = {
        "dossier": dossier,
        "poll_url": reverse("dossier_progress", args=[dossier.pk]),
        "is_poll": True,
    }
    return render(request, "reports/dossier_progress.html", context)


@guard(*WHO)
@require_POST
def dossier_seal(request, pk):
    dossier = dossier_or_404(request, pk)
    done = "Đã khoá hội nghị và đang đóng gói hồ sơ. Từ giờ không ghi thêm được gì vào hội nghị này."
    return act(request, services.seal_dossier, to=dossier, done=done, dossier=dossier)


@guard(*WHO)
@require_POST
def dossier_retry(request, pk):
    dossier = dossier_or_404(request, pk)
    return act(request, services.retry_dossier, to=dossier, done="Đã cho đóng gói lại.", dossier=dossier)


@guard(*WHO)
def dossier_reopen(request, pk):
    dossier = dossier_or_404(request, pk)
    rules.check_can_reopen_dossier(request.user, dossier)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and try_service(
        form, services.reopen_dossier, dossier=dossier, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã mở lại hồ sơ. Bổ sung xong, hãy niêm phong lại.")
        return go(request, dossier)
    return render(request, "reports/dossier_reopen.html", {"dossier": dossier, "form": form})


@guard(*WHO)
def dossier_edit(request, pk):
    dossier = dossier_or_404(request, pk)
    rules.check_can_take_package(request.user, dossier)
    form = ShelfForm(request.POST if request.method == "POST" else None, dossier=dossier)
    if form.is_valid() and try_service(
        form, services.edit_dossier, dossier=dossier, version=form.cleaned_data["version"], values=form.values(),
        actor=request.user,
    ):  # fmt: skip
        messages.success(request, "Đã lưu.")
        return go(request, dossier)
    may_set = allowed(rules.check_can_set_retention, request.user, request.user.commune)
    context = {"dossier": dossier, "form": form, "may_set": may_set}
    return render(request, "reports/dossier_edit.html", context)


@guard(*WHO)
def dossier_waive(request, pk, key):
    dossier = dossier_or_404(request, pk)
    rules.check_can_waive_dossier(request.user, dossier)
    requirement = next((row for row in requirements_of(dossier) if row.key == key), None)
    if requirement is None or not requirement.is_waivable:
        raise Refused("Nội dung này bắt buộc phải có, không ghi lý do thay được.")
    initial = {"reason": requirement.waiver.reason if requirement.waiver else ""}
    form = WaiveForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and try_service(
        form, services.waive_dossier, dossier=dossier, key=key, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi lý do.")
        return go(request, dossier)
    context = {"dossier": dossier, "form": form, "requirement": requirement}
    return render(request, "reports/dossier_waive.html", context)


@guard(*WHO)
@require_POST
def dossier_unwaive(request, pk, key):
    dossier = dossier_or_404(request, pk)
    return act(request, services.unwaive_dossier, to=dossier, done="Đã bỏ lý do.", dossier=dossier, key=key)


@guard(*KEEPERS)
def dossier_package(request, pk):
    seal = seal_or_404(request, pk)
    try:
        content = services.read_package(seal=seal, actor=request.user).open("rb")
    except FileNotFoundError as error:
        raise Refused(
            "Tệp của gói hồ sơ không còn trong kho lưu. Hãy báo quản trị tìm trong bản sao lưu."
        ) from error
    return FileResponse(content, as_attachment=True, filename=seal.file_name, content_type="application/zip")


@guard(*KEEPERS)
def dossier_slip(request, pk):
    """One page to print and put on top of the paper dossier: the sum by which the package is checked."""
    return render(request, "reports/dossier_slip.html", {"seal": seal_or_404(request, pk)})


def dossier_or_404(request, pk):
    return get_object_or_404(
        Dossier.objects.visible_to(request.user).with_names().select_related("sealed_by"), pk=pk
    )


def seal_or_404(request, pk):
    rows = DossierSeal.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("dossier__conference", "dossier__commune", "dossier__group", "sealed_by"), pk=pk
    )
