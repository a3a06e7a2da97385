"""The office's table of periods for which dossiers are kept."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from core.access import guard
from core.pages import try_service
from core.states import Role
from reports import rules, services
from reports.forms.dossiers import RetentionForm
from reports.models import RetentionGroup

WHO = (Role.OFFICE, Role.ADMIN)


@guard(*WHO)
def retention_list(request):
    services.default_group(request.user.commune)
    groups = RetentionGroup.objects.visible_to(request.user).order_by("-is_default", "name")
    return render(request, "reports/retention_list.html", {"groups": groups})


@guard(*WHO)
def retention_add(request):
    return _asking(request, None)


@guard(*WHO)
def retention_edit(request, pk):
    return _asking(request, get_object_or_404(RetentionGroup.objects.visible_to(request.user), pk=pk))


def _asking(request, group):
    rules.check_can_set_retention(request.user, request.user.commune)
    form = RetentionForm(request.POST if request.method == "POST" else None, instance=group)
    if form.is_valid():
        # The form has written into its instance: the service compares with the row as it stands.
        fresh = RetentionGroup.objects.get(pk=group.pk) if group else None
        if try_service(
            form, services.save_retention_group, commune=request.user.commune, group=fresh,
            version=form.cleaned_data["version"], values=form.values(), actor=request.user,
        ):  # fmt: skip
            messages.success(request, "Đã lưu thời hạn lưu.")
            return redirect("retention_list")
    return render(request, "reports/retention_edit.html", {"form": form, "group": group})
