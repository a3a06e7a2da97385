"""Which rows belong to a conference: found by the very links by which the seal finds them (core.sealing)."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import AutoField, BigAutoField, Q

from core.sealing import LINKS, path_of
from dialogue.models import Conference

# What is itself about any thing, but is no part of a dossier by that alone.
ASIDE = {"core.auditentry", "core.attachment", "core.delegation"}


def parts_of(conference):
    """[rows] of every model that belongs to this conference by foreign keys, the conference first."""
    found = [Conference.objects.filter(pk=conference.pk)]
    for model in apps.get_models():
        path = path_of(model) if has_counted_key(model) else ""
        if path:
            found.append(model._base_manager.filter(**{path: conference}))
    return found


def has_counted_key(model):
    """Rows with random keys (ballots) are nothing that a log or a file is about."""
    return isinstance(model._meta.pk, AutoField | BigAutoField)


def generic_models():
    """Models whose rows are about any thing: papers, drafts, deadlines, prints."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if "subject_type" in names and model._meta.label_lower not in ASIDE:
            yield model


def kinds_of(rows):
    """Keys of the kinds of things that these papers, drafts, files … are about: of the many that there are, a few."""
    return set(rows.order_by().values_list("subject_type", flat=True).distinct())


def about(parts, kinds=None):
    """A condition on `subject_type` and `subject_id`: about one of these rows, of one of these kinds if named."""
    wanted = Q(pk=None)
    for rows in parts:
        kind = ContentType.objects.get_for_model(rows.model)
        if kinds is None or kind.pk in kinds:
            wanted |= Q(subject_type=kind, subject_id__in=rows.values("pk"))
    return wanted


def those_about(parts, rows):
    """Of these rows (of one commune) those that are about something of the conference."""
    return rows.filter(about(parts, kinds_of(rows)))


def subjects_of(conference, kinds=None):
    """[rows] of all that a log line or a file of this conference may be about, of these kinds if named."""
    parts = parts_of(conference)
    models = [
        model
        for model in generic_models()
        if kinds is None or ContentType.objects.get_for_model(model).pk in kinds
    ]
    return parts + [
        those_about(parts, model._base_manager.filter(commune=conference.commune_id)) for model in models
    ]


def keys_of(conference):
    """{content type: [keys]} of the same, read once, for what is asked again and again."""
    parts = parts_of(conference)
    keys = {
        ContentType.objects.get_for_model(rows.model): list(rows.values_list("pk", flat=True))
        for rows in parts
    }
    for model in generic_models():
        kind = ContentType.objects.get_for_model(model)
        keys[kind] = sorted(
            pk
            for subject, some in list(keys.items())
            if some and subject != kind
            for pk in model._base_manager.filter(subject_type=subject, subject_id__in=some).values_list(
                "pk", flat=True
            )
        )
    for model, name, about_model in hangers_on():
        some = keys.get(ContentType.objects.get_for_model(about_model)) or []
        rows = model._base_manager.filter(**{f"{name}__in": some})
        keys[ContentType.objects.get_for_model(model)] = list(rows.values_list("pk", flat=True))
    return {kind: some for kind, some in keys.items() if some}


def hangers_on():
    """(model, link, what it hangs on) of rows of papers and prints: signatures, deliveries."""
    generic = list(generic_models())
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if (
                field.name in LINKS
                and field.related_model in generic
                and not path_of(model)
                and model not in generic
            ):
                yield model, field.name, field.related_model
