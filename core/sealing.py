"""The one gate of what is sealed: while a dossier is sealed nothing of its conference is written (LP-99).

Every write of the product logs what it did (core.log.record), in its own transaction. So the log asks here first, and
what belongs to something sealed is refused whole. Core knows no conference: sealable is what has `sealed_at`, and a
thing belongs to it through the links named below.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType

from core.refusals import Refused

SEALED = (
    "Hồ sơ của hội nghị này đã niêm phong nên không ghi thêm, không sửa được gì. "
    "Cần bổ sung, hãy nhờ Văn phòng hoặc người chủ trì mở lại hồ sơ, nêu lý do."
)
# Links towards what a thing is part of, the nearest first.
LINKS = (
    "conference", "notice", "item", "commitment", "submission", "dispatch", "petition", "assignment", "petition_import",
    "round", "form_return", "survey", "ballot", "invitation", "paper", "batch",
)  # fmt: skip


class Sealed(Refused):
    """What the act is about belongs to a sealed dossier."""


def check_unsealed(subject):
    """Refuse with a sentence if `subject` belongs to something that is sealed now."""
    if is_sealed(subject):
        raise Sealed(SEALED)


def is_sealed(subject):
    """Whether what it belongs to is sealed as the database stands, whatever this request read before."""
    found = sealable_of(subject)
    return found is not None and found[0]._base_manager.filter(pk=found[1], sealed_at__isnull=False).exists()


def looks_sealed(subject):
    """The same for what a page shows: from what this request has read already, asking only for what it has not."""
    if getattr(subject, "OUTLIVES_SEAL", False):
        return False
    if hasattr(subject, "sealed_at"):
        return subject.sealed_at is not None
    known = (name for name in LINKS if subject._state.fields_cache.get(name) is not None)
    nearest = next((name for name in known if name in path_of(type(subject)).split("__")[:1]), None)
    return looks_sealed(getattr(subject, nearest)) if nearest else is_sealed(subject)


def sealable_of(subject, seen=()):
    """(model, key) of what can be sealed and this row belongs to, or None."""
    if subject is None or getattr(subject, "OUTLIVES_SEAL", False) or (type(subject), subject.pk) in seen:
        return None
    seen = (*seen, (type(subject), subject.pk))
    fields = {field.name: field for field in subject._meta.concrete_fields}
    if "sealed_at" in fields:
        return type(subject), subject.pk
    for name in LINKS:
        field = fields.get(name)
        if field is None or not field.is_relation or getattr(subject, field.attname) is None:
            continue
        if _can_be_sealed(field.related_model):
            return field.related_model, getattr(subject, field.attname)
        found = sealable_of(getattr(subject, name), seen)
        if found is not None:
            return found
    return _through_subject(subject, fields, seen)


@cache
def path_of(model):
    """The lookup that leads from rows of this model to what can be sealed ("item__notice__conference"), or ""."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    for name in LINKS:
        if name not in fields or not fields[name].is_relation or fields[name].related_model is model:
            continue
        if _can_be_sealed(fields[name].related_model):
            return name
        further = path_of(fields[name].related_model)
        if further:
            return f"{name}__{further}"
    return ""


def _can_be_sealed(model):
    outlives = getattr(model, "OUTLIVES_SEAL", False)
    return not outlives and any(field.name == "sealed_at" for field in model._meta.concrete_fields)


def _through_subject(subject, fields, seen):
    """What papers, drafts, deadlines and files are about, which any model may be."""
    if "subject_type" not in fields or subject.subject_id is None:
        return None
    model = ContentType.objects.get_for_id(subject.subject_type_id).model_class()
    if model is None:
        return None
    if _can_be_sealed(model):
        return model, subject.subject_id
    return sealable_of(model._base_manager.filter(pk=subject.subject_id).first(), seen)
