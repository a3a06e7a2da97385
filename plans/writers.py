"""Rows of a plan's parts, written from values or from a file. Who may, and what is logged, is in services."""

from core.models import Unit
from plans.models import (
    BasisDocument,
    LegalBasis,
    Plan,
    PlanAgendaStep,
    PlanGroup,
    PlanParagraph,
    PlanRecipient,
    PlanTarget,
    PlanTask,
    PlanVenue,
    TargetTopic,
)
from plans.sections import PROCEDURE, documents_in, paragraphs_of, procedure_rows, recipient_of, verb_of
from plans.states import ParagraphSection


def write_values(plan, values):
    """Write name -> value; plain fields of the plan in one update, the rest part by part."""
    fields = {}
    for name, value in values.items():
        if name in WRITERS:
            WRITERS[name](plan, value)
        elif name in ParagraphSection.values:
            write_paragraphs(plan, name, value)
        else:
            field = Plan._meta.get_field(name)
            fields[field.attname] = getattr(value, "pk", value) if field.is_relation else value
    if fields:
        Plan.objects.filter(pk=plan.pk).update(**fields)


def write_paragraphs(plan, section, text):
    plan.paragraphs.filter(section=section).delete()
    PlanParagraph.objects.bulk_create(
        PlanParagraph(plan=plan, section=section, text=words, order=order)
        for order, words in enumerate(paragraphs_of(text))
    )


def write_procedure(plan, text):
    plan.paragraphs.filter(section__in=PROCEDURE).delete()
    PlanParagraph.objects.bulk_create(
        PlanParagraph(plan=plan, section=section, mark=mark, text=words, order=order)
        for order, (section, mark, words) in enumerate(procedure_rows(text))
    )


def write_bases(plan, text):
    """A basis whose text stays keeps its documents; a new one has those that its text names."""
    kept = {basis.text: basis for basis in plan.bases.all()}
    lines = paragraphs_of(text)
    plan.bases.exclude(text__in=lines).delete()
    for order, line in enumerate(lines):
        basis = kept.get(line)
        if basis is not None:
            LegalBasis.objects.filter(pk=basis.pk).update(order=order)
            continue
        basis = LegalBasis.objects.create(plan=plan, verb=verb_of(line), text=line, order=order)
        BasisDocument.objects.bulk_create(
            BasisDocument(basis=basis, order=place, **document)
            for place, document in enumerate(documents_in(line))
        )


def write_recipients(plan, text):
    plan.recipients.all().delete()
    lines = [line for line in text.splitlines() if line.strip()]
    PlanRecipient.objects.bulk_create(
        PlanRecipient(plan=plan, order=order, **recipient_of(line)) for order, line in enumerate(lines)
    )


def write_targets(plan, rows):
    """Targets keep their keys, for conferences point to them; topics whose text stays keep their fields."""
    known = _known_fields(plan)
    for target, row in _write_rows(plan, PlanTarget, rows, without=("topics",)):
        target.topics.all().delete()
        TargetTopic.objects.bulk_create(
            TargetTopic(target=target, order=order, text=text, fields=known.get(text, []))
            for order, text in enumerate(paragraphs_of(row["topics"]))
        )


def _known_fields(plan):
    return {topic.text: topic.fields for topic in TargetTopic.objects.filter(target__plan=plan)}


def _write_rows(plan, model, rows, without=()):
    """Update rows by key, make new ones, remove the rest; yields (object, row) in order."""
    now = {obj.pk: obj for obj in model.objects.filter(plan=plan)}
    kept = {row.get("pk") for row in rows}
    model.objects.filter(plan=plan).exclude(pk__in=[pk for pk in kept if pk]).delete()
    written = []
    for order, row in enumerate(rows):
        obj = now.get(row.get("pk")) or model(plan=plan)
        obj.order = order
        for name, value in row.items():
            if name != "pk" and name not in without:
                setattr(obj, name, value)
        obj.save()
        written.append((obj, row))
    return written


def _rows_of(model):
    return lambda plan, rows: _write_rows(plan, model, rows)


WRITERS = {
    "bases": write_bases,
    "procedure": write_procedure,
    "recipients": write_recipients,
    "targets": write_targets,
    "venues": _rows_of(PlanVenue),
    "groups": _rows_of(PlanGroup),
    "agenda": _rows_of(PlanAgendaStep),
    "tasks": _rows_of(PlanTask),
}

# --- from a file -------------------------------------------------------------------------------------------


def write_file_parts(plan, data, fill):
    """Every part of a plan file's data; `fill(text)` puts names or titles in."""
    for order, row in enumerate(data["bases"]):
        basis = LegalBasis.objects.create(plan=plan, verb=row["verb"], text=fill(row["text"]), order=order)
        for place, document in enumerate(row.get("documents", [])):
            BasisDocument.objects.create(basis=basis, order=place, **document)
    for order, row in enumerate(data["paragraphs"]):
        PlanParagraph.objects.create(plan=plan, order=order, **row | {"text": fill(row["text"])})
    for order, row in enumerate(data["targets"]):
        row = dict(row)
        topics = row.pop("topics")
        target = PlanTarget.objects.create(plan=plan, order=order, **row)
        for place, topic in enumerate(topics):
            TargetTopic.objects.create(target=target, order=place, **topic)
    for model, rows in ((PlanVenue, data["venues"]), (PlanGroup, data["groups"])):
        for order, row in enumerate(rows):
            model.objects.create(plan=plan, order=order, **row)
    for order, row in enumerate(data["agenda"]):
        words = {"contents": fill("\n".join(row["contents"])), "responsible": fill(row["responsible"])}
        PlanAgendaStep.objects.create(plan=plan, order=order, **row | words)
    write_file_tasks(plan, data["tasks"], fill)
    for order, row in enumerate(data["recipients"]):
        PlanRecipient.objects.create(
            plan=plan,
            order=order,
            text=fill(row["text"]),
            purpose=row.get("purpose", ""),
            is_archive=row.get("archive", False),
        )


def write_file_tasks(plan, bodies, fill):
    """Tasks body by body; the body itself is found by its name, else as the only one of its kind (D-28)."""
    order = 0
    for body in bodies:
        unit = unit_called(plan.commune, body["unit"], body.get("unit_kind"))
        for item in body["items"]:
            PlanTask.objects.create(
                plan=plan, order=order, unit_name=body["unit"], unit=unit, mode=body["mode"], stage=item["stage"],
                text=fill(item["text"]), is_joined=item.get("joined", False),
            )  # fmt: skip
            order += 1


def unit_called(commune, name, kind=None):
    """The commune's body of that name or alias, else its only one of the kind, else none."""
    units = Unit.objects.of_commune(commune).active()
    found = units.named(name).first()
    if found is None and kind:
        of_kind = list(units.filter(kind=kind)[:2])
        found = of_kind[0] if len(of_kind) == 1 else None
    return found
