"""Plan files that somebody uploaded: kept, looked at as the plan they would become, confirmed, thrown away."""

from dataclasses import dataclass

from django.db import transaction

from core.log import record
from core.refusals import Refused
from deadlines.models import Regulation
from deadlines.services import create_regulation, regulation_data
from plans import rules
from plans.exchange import FROM_FILE, PlanFileError, checked, text_of, without_names
from plans.files import data_of, yaml_of
from plans.models import Plan, PlanTask, PlanUpload
from plans.services.exchange import check_year_is_free, write_plan
from plans.warnings import PlanWarning, all_warnings

KEPT = 5  # uploads of one person that wait for confirmation


@transaction.atomic
def upload_plan(*, file, actor):
    """Keep an uploaded file that can become a plan; raises Refused with all that is wrong with it."""
    rules.check_can_create_plan(actor, actor.commune)
    try:
        text = text_of(file)
        checked(text)
    except PlanFileError as error:
        raise Refused(" ".join(error.sentences)) from error
    upload = PlanUpload.objects.create(commune=actor.commune, user=actor, name=file.name[-200:], text=text)
    old = PlanUpload.objects.visible_to(actor).newest_first().values_list("pk", flat=True)[KEPT:]
    PlanUpload.objects.filter(pk__in=list(old)).delete()
    return upload


def file_data(upload):
    """The data of a kept file; refused where a later edition of the software no longer reads it."""
    try:
        return checked(upload.text)
    except PlanFileError as error:
        raise Refused(
            f"Tệp đã gửi không còn đọc được: {error.sentences[0]} Hãy bỏ tệp này và gửi lại."
        ) from error


@transaction.atomic
def choose_for_upload(*, upload, choices, actor):
    """Remember what was chosen at the preview: it survives a refused confirmation and a closed page."""
    rules.check_can_create_plan(actor, upload.commune)
    upload.choices = choices
    upload.save(update_fields=["choices"])
    return upload


@dataclass(frozen=True)
class Preview:
    """What a plan file would become: made of the very rows that a confirmation would write."""

    html: str
    warnings: list
    progress: dict


def preview_upload(*, upload, choices, actor, render):
    """Write the plan, read it as `render(plan) -> html` and its warnings, and take everything back."""
    rules.check_can_create_plan(actor, upload.commune)
    with transaction.atomic():
        plan = _written(upload, choices, actor)
        plan = Plan.objects.with_parts().select_related("commune", "regulation").get(pk=plan.pk)
        found = Preview(
            render(plan),
            [*_import_warnings(upload, choices), *all_warnings(plan, is_import=True)],
            {"targets": len(plan.targets.all()), "tasks": len(plan.tasks.all())},
        )
        transaction.set_rollback(True)
    return found


@transaction.atomic
def import_plan(*, upload, choices, actor):
    """The draft, as the preview showed it; the upload has done its duty and goes."""
    rules.check_can_create_plan(actor, upload.commune)
    check_year_is_free(upload.commune, choices["year"], choices["body"], choices.get("village", ""))
    plan = _written(upload, choices, actor)
    record(
        actor=actor,
        action="plan.import",
        subject=plan,
        sentence="đã lập dự thảo kế hoạch từ tệp nhập",
        note=upload.name,
    )
    upload.delete()
    return plan


@transaction.atomic
def discard_upload(*, upload, actor):
    rules.check_can_create_plan(actor, upload.commune)
    upload.delete()


def _written(upload, choices, actor):
    """The plan of an upload with the choices made: year, body, place, names, rules, units."""
    data = chosen_data(upload, choices)
    plan = write_plan(
        commune=upload.commune, data=data, regulation=_regulation(upload, data, choices, actor), actor=actor,
        names=choices.get("names", False),
    )  # fmt: skip
    for name, unit in choices.get("units", {}).items():
        PlanTask.objects.filter(plan=plan, unit_name=name).update(unit=unit or None)
    return plan


def chosen_data(upload, choices):
    """The file's data with what was chosen instead of its own: nothing else is changed."""
    data = file_data(upload)
    own = {name: choices[name] for name in ("year", "body", "place") if choices.get(name)}
    data = {**data, "plan": data["plan"] | own}
    old = (data.get("commune") or {}).get("name", "")
    new = upload.commune.name
    if choices.get("rename") and old and old != new:
        data = _replaced(data, old, new)
    return data


def _replaced(part, old, new):
    if isinstance(part, dict):
        return {key: _replaced(value, old, new) for key, value in part.items()}
    if isinstance(part, list):
        return [_replaced(value, old, new) for value in part]
    return part.replace(old, new) if isinstance(part, str) else part


def _regulation(upload, data, choices, actor):
    """The regulation that was chosen: one of ours, the file's own rules, or none."""
    wanted = choices.get("regulation", "")
    if wanted == FROM_FILE and "regulation" in data:
        return create_regulation(commune=upload.commune, data=data["regulation"], actor=actor)
    if wanted:
        return Regulation.objects.for_commune(upload.commune).filter(pk=wanted).first()
    return None


def _import_warnings(upload, choices):
    """What the file says otherwise than was chosen; the words of its texts are never changed silently."""
    data, found = file_data(upload), []
    own = data["plan"]
    if choices.get("year") and choices["year"] != own["year"]:
        sentence = f"tệp là kế hoạch năm {own['year']}, anh/chị chọn năm {choices['year']}: chữ và ngày trong văn bản không tự đổi."
        advice = "Hãy rà từng ngày sau khi nhập, hoặc nhập đúng năm rồi dùng “Lập kế hoạch năm sau”."
        found.append(PlanWarning("NĂM", "Năm", sentence, advice))
    if choices.get("body") and choices["body"] != own["body"]:
        sentence = (
            "cơ quan ban hành chọn khác cơ quan trong tệp: thể thức, ký hiệu và dòng ký có thể không khớp."
        )
        found.append(
            PlanWarning(
                "CQ", "Cơ quan ban hành", sentence, "Hãy sửa ký hiệu, dòng thay mặt và người ký sau khi nhập."
            )
        )
    old = (data.get("commune") or {}).get("name", "")
    if old and old != upload.commune.name and not choices.get("rename"):
        sentence = f"tệp của xã khác ({old}): tên xã trong văn bản không tự đổi."
        advice = (
            f"Đánh dấu “Thay tên xã” để thay “{old}” bằng “{upload.commune.name}”, hoặc sửa tay sau khi nhập."
        )
        found.append(PlanWarning("XÃ", "Tên xã", sentence, advice))
    if own.get("regulation") and not choices.get("regulation"):
        sentence = (
            f"tệp dùng bộ quy định “{own['regulation']}”, chưa chọn bộ quy định thời hạn cho kế hoạch này."
        )
        found.append(
            PlanWarning(
                "QĐ", "Thời hạn", sentence, "Hãy chọn một bộ, nếu không sẽ không có thời hạn nào được tính."
            )
        )
    return found


def exported_text(*, plan, people, actor):
    """A plan as a file's text; `people` (name -> title) None keeps the names. Logged, for it leaves the house."""
    rules.check_can_export_plan(actor, plan)
    data = data_of(plan)
    if plan.regulation and not plan.regulation.is_preset:
        # A commune's own figures are known nowhere else: they travel with the plan.
        data["plan"].pop("regulation", None)
        data["regulation"] = regulation_data(plan.regulation)
    if people is not None:
        data = without_names(data, people)
    what = "đã tải tệp kế hoạch" + (", có tên người" if people is None else ", không có tên người")
    record(actor=actor, action="plan.export", subject=plan, sentence=what)
    return yaml_of(data)
