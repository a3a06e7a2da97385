"""How long dossiers are kept. Nothing is deleted by itself: a list says which ones are due."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.editing import save_edit
from core.log import record
from core.refusals import Refused
from reports import rules
from reports.models import Dossier, RetentionGroup

# The office's own table of periods decides; these are words to begin with.
FIRST = "Hồ sơ hội nghị đối thoại"
BASIS = "Bảng thời hạn lưu trữ của cơ quan (đối chiếu Thông tư 10/2022/TT-BNV)"


def default_group(commune):
    """The group of new dossiers, made the first time; kept for good until the office says otherwise."""
    group = RetentionGroup.objects.of_commune(commune).filter(is_default=True).first()
    if group is not None:
        return group
    # Two first sights at once make one.
    values = {"years": None, "basis": BASIS, "is_default": True}
    return RetentionGroup.objects.get_or_create(commune=commune, name=FIRST, defaults=values)[0]


def end_of_keeping(group, sealed_at):
    """The last day of keeping: so many years after the end of the year of sealing; None where it is for good."""
    if group is None or group.years is None:
        return None
    # The year as the office has it: at half past midnight on New Year's Day it is still the old one in UTC.
    return date(timezone.localdate(sealed_at).year + group.years, 12, 31)


@transaction.atomic
def save_retention_group(*, commune, group=None, version=None, values, actor):
    """Add or change a line of the table; dossiers already sealed under it count anew from their own year."""
    rules.check_can_set_retention(actor, commune)
    same = RetentionGroup.objects.of_commune(commune).filter(name=values["name"])
    if same.exclude(pk=group.pk if group else None).exists():
        raise Refused("Đã có nhóm hồ sơ mang tên này. Hãy đặt tên khác hoặc sửa nhóm đó.")
    if values.get("is_default"):
        others = RetentionGroup.objects.of_commune(commune).filter(is_default=True)
        others.exclude(pk=group.pk if group else None).update(is_default=False)
    if group is None:
        group = RetentionGroup.objects.create(commune=commune, **values)
        record(
            actor=actor, action="retention.add", subject=group, sentence=f"đã thêm nhóm thời hạn lưu {group}"
        )
        return group
    save_edit(
        group, actor=actor, version=version, values=values, action="retention.edit", sentence="đã sửa thời hạn lưu",
    )  # fmt: skip
    count_anew(group)
    return group


def count_anew(group):
    for dossier in Dossier.objects.sealed().filter(group=group):
        keep_until = end_of_keeping(group, dossier.last_seal.sealed_at)
        Dossier.objects.filter(pk=dossier.pk).update(keep_until=keep_until)
