"""The dossier while it is open: made with its conference, its number and shelf, why something is missing."""

from django.db import transaction

from core.editing import save_edit
from core.log import record
from core.refusals import Refused
from reports import rules
from reports.archive.completeness import requirements_of
from reports.models import Dossier, DossierWaiver
from reports.services.retention import default_group, end_of_keeping


@transaction.atomic
def open_dossier(*, conference, actor=None):
    """The one dossier of a conference (LP-62): made with it, or at first sight of an older one."""
    group = default_group(conference.commune)
    values = {"commune_id": conference.commune_id, "group": group}
    dossier, is_new = Dossier.objects.get_or_create(conference=conference, defaults=values)
    if is_new and actor is not None:
        record(actor=actor, action="dossier.open", subject=dossier, sentence="đã lập hồ sơ hội nghị")
    return dossier


@transaction.atomic
def edit_dossier(*, dossier, version, values, actor):
    """Number, box and group of retention; the group may change after sealing: it is about the dossier."""
    rules.check_can_take_package(actor, dossier)
    if dossier.is_sealed:
        keep_until = end_of_keeping(values.get("group"), dossier.last_seal.sealed_at)
        values = values | {"keep_until": keep_until}
    return save_edit(
        dossier, actor=actor, version=version, values=values, action="dossier.edit",
        sentence="đã sửa thông tin lưu trữ của hồ sơ",
    )  # fmt: skip


@transaction.atomic
def waive_dossier(*, dossier, key, reason, actor):
    """Say why the dossier may be sealed without something that the rule lets be missing (LP-99)."""
    rules.check_can_waive_dossier(actor, dossier)
    row = next((row for row in requirements_of(dossier) if row.key == key), None)
    if row is None or not row.is_waivable:
        raise Refused("Nội dung này bắt buộc phải có, không ghi lý do thay được.")
    if row.is_met:
        raise Refused("Nội dung này đã có trong hồ sơ, không cần ghi lý do thiếu.")
    waiver, _ = DossierWaiver.objects.update_or_create(
        dossier=dossier, key=key,
        defaults={"commune": dossier.commune, "label": row.label, "reason": reason, "waived_by": actor},
    )  # fmt: skip
    record(
        actor=actor, action="dossier.waive", subject=dossier, sentence=f"đã ghi lý do thiếu: {row.label}",
        note=reason,
    )  # fmt: skip
    return waiver


@transaction.atomic
def unwaive_dossier(*, dossier, key, actor):
    """Take the reason back: what is missing is asked for again."""
    rules.check_can_waive_dossier(actor, dossier)
    waiver = dossier.waivers.filter(key=key).first()
    if waiver is not None:
        waiver.delete()
        record(
            actor=actor, action="dossier.unwaive", subject=dossier,
            sentence=f"đã bỏ lý do thiếu: {waiver.label}", note=waiver.reason,
        )  # fmt: skip
