"""The admin's writes about the commune and its bodies."""

from django.db import transaction

from core import rules
from core.editing import save_plain
from core.log import record
from core.models import Commune, Post, Unit, UnitAlias, User
from core.passwords import initial_password
from core.states import CommuneKind, Role, UnitKind


@transaction.atomic
def edit_commune(*, commune, values, actor):
    """Names and addresses as later papers print them; papers already issued stay as they are."""
    rules.check_can_edit_commune(actor, commune, values)
    return save_plain(
        commune, actor=actor, values=values, action="commune.edit", sentence="đã sửa thông tin của xã"
    )


@transaction.atomic
def create_province(*, province, name, slug, full_name, username, title):
    """The body above the communes of a province and its first account; returns (user, initial password).

    Only for the server's own command: whoever is in reads the figures of every commune of the province.
    """
    rules.check_can_create_province(province, slug, username)
    place = Commune.objects.create(kind=CommuneKind.PROVINCE, name=name, province=province, slug=slug)
    unit = Unit.objects.create(
        commune=place, kind=UnitKind.HIGHER_BODY, official_name=name, short_name=name[:100]
    )
    user = User(commune=place, username=username, full_name=full_name, must_change_password=True)
    password = initial_password(user)
    user.set_password(password)
    user.save()
    for role, is_main in ((Role.PROVINCE, True), (Role.ADMIN, False)):
        Post.objects.create(commune=place, user=user, unit=unit, role=role, title=title, is_main=is_main)
    record(
        actor=None, action="province.create", subject=place, sentence=f"đã lập nơi xem số liệu của {province}"
    )
    return user, password


@transaction.atomic
def create_unit(*, commune, values, actor):
    rules.check_can_administer(actor, commune)
    unit = Unit.objects.create(commune=commune, **values)
    record(actor=actor, action="unit.create", subject=unit, sentence="đã thêm đơn vị")
    return unit


@transaction.atomic
def edit_unit(*, unit, values, actor):
    """A renamed unit keeps its former name as an alias, so that older papers still lead to it (D-28)."""
    rules.check_can_administer(actor, unit.commune)
    before = Unit.objects.get(pk=unit.pk)
    save_plain(unit, actor=actor, values=values, action="unit.edit", sentence="đã sửa thông tin đơn vị")
    if before.folded_name != unit.folded_name:
        UnitAlias.objects.get_or_create(
            unit=unit, folded=before.folded_name, defaults={"text": before.official_name}
        )
    return unit


@transaction.atomic
def deactivate_unit(*, unit, actor):
    """Nothing new is given to it; what it has stays its own."""
    rules.check_can_deactivate_unit(actor, unit)
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    record(actor=actor, action="unit.deactivate", subject=unit, sentence="đã ngừng hoạt động đơn vị")


@transaction.atomic
def activate_unit(*, unit, actor):
    rules.check_can_activate_unit(actor, unit)
    unit.is_active = True
    unit.save(update_fields=["is_active"])
    record(actor=actor, action="unit.activate", subject=unit, sentence="đã cho đơn vị hoạt động lại")


@transaction.atomic
def add_alias(*, unit, text, actor):
    """Another spelling that papers and imports use for the unit (D-28)."""
    rules.check_can_add_alias(actor, unit, text)
    alias = UnitAlias.objects.create(unit=unit, text=text)
    record(actor=actor, action="unit.add_alias", subject=unit, sentence=f"đã thêm tên khác “{text}”")
    return alias


@transaction.atomic
def remove_alias(*, alias, actor):
    rules.check_can_administer(actor, alias.unit.commune)
    record(
        actor=actor, action="unit.remove_alias", subject=alias.unit, sentence=f"đã bỏ tên khác “{alias.text}”"
    )
    alias.delete()
