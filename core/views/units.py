"""Pages of the commune's bodies: list, one unit with its people, other names."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core import services
from core.access import guard
from core.admin_forms import AliasForm, UnitFilter, UnitForm
from core.models import Unit, UnitAlias
from core.pages import act, go, paged, try_service
from core.queries import people_in, units_of
from core.states import Role

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


@guard(Role.ADMIN)
def unit_list(request):
    form = UnitFilter(request.GET)
    page = paged(request, units_of(request.user.commune, **form.values()))
    return render(request, "core/unit_list.html", {"form": form, "page": page})


@guard(*READERS)
def unit_detail(request, pk):
    """Anyone of the commune may see who works where; only the admin sees acts and the log."""
    unit = unit_or_404(request, pk)
    may_edit = Role.ADMIN in request.user.roles
    context = {
        "unit": unit,
        "aliases": unit.aliases.order_by("text"),
        "posts": people_in(unit),
        "may_edit": may_edit,
        "form": AliasForm() if may_edit else None,
    }
    return render(request, "core/unit_detail.html", context)


@guard(Role.ADMIN)
def unit_create(request):
    form = UnitForm(request.POST or None, commune=request.user.commune)
    unit = form.is_valid() and try_service(
        form,
        services.create_unit,
        commune=request.user.commune,
        values=form.cleaned_data,
        actor=request.user,
    )
    if unit:
        messages.success(request, "Đã thêm đơn vị.")
        return go(request, unit)
    return render(request, "core/unit_form.html", {"form": form})


@guard(Role.ADMIN)
def unit_edit(request, pk):
    unit = unit_or_404(request, pk)
    form = UnitForm(request.POST or None, instance=unit_or_404(request, pk), commune=request.user.commune)
    if form.is_valid() and try_service(
        form, services.edit_unit, unit=unit, values=form.cleaned_data, actor=request.user
    ):
        return go(request, unit)
    return render(request, "core/unit_form.html", {"form": form, "unit": unit})


@guard(Role.ADMIN)
@require_POST
def unit_deactivate(request, pk):
    unit = unit_or_404(request, pk)
    return act(request, services.deactivate_unit, unit=unit, to=unit, done="Đã ngừng hoạt động đơn vị.")


@guard(Role.ADMIN)
@require_POST
def unit_activate(request, pk):
    unit = unit_or_404(request, pk)
    return act(request, services.activate_unit, unit=unit, to=unit, done="Đơn vị hoạt động lại.")


@guard(Role.ADMIN)
def alias_add(request, pk):
    unit = unit_or_404(request, pk)
    form = AliasForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.add_alias, unit=unit, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã thêm tên khác.")
        return go(request, unit)
    return render(request, "core/alias_add.html", {"form": form, "unit": unit})


@guard(Role.ADMIN)
@require_POST
def alias_remove(request, pk):
    aliases = UnitAlias.objects.filter(unit__commune_id=request.user.commune_id)
    alias = get_object_or_404(aliases.select_related("unit__commune"), pk=pk)
    return act(request, services.remove_alias, alias=alias, to=alias.unit, done="Đã bỏ tên khác.")


def unit_or_404(request, pk):
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("commune"), pk=pk)
