"""Rows of a plan's parts, written from values or from a file. Who may, and what is logged, is in services."""

from core.models import Unit
from plans.marks import paragraphs_of, typed_paragraphs
from plans.models import (
    BasisDocument,
    LegalBasis,
    Plan,
    PlanAgendaStep,
    PlanBudgetHead,
    PlanGroup,
    PlanHeading,
    PlanLettering,
    PlanParagraph,
    PlanRecipient,
    PlanTarget,
    PlanTask,
    PlanVenue,
    TargetTopic,
)
from plans.sections import documents_in, heading_named, recipient_of, verb_of
from plans.states import Mark


def write_values(plan, values):
    """Write name -> value; plain fields of the plan in one update, the rest part by part."""
    fields = {}
    for name, value in values.items():
        what, heading = heading_named(plan, name)
        if name in WRITERS:
            WRITERS[name](plan, value)
        elif what == "title":
            PlanHeading.objects.filter(pk=heading.pk).update(text=" ".join(value.split()))
        elif what == "body":
            write_paragraphs(heading, value)
        else:
            field = Plan._meta.get_field(name)
            fields[field.attname] = getattr(value, "pk", value) if field.is_relation else value
    if fields:
        Plan.objects.filter(pk=plan.pk).update(**fields)


def write_paragraphs(heading, text):
    heading.paragraphs.all().delete()
    PlanParagraph.objects.bulk_create(_paragraphs(heading, text))


def _paragraphs(heading, text):
    return [
        PlanParagraph(heading=heading, mark=mark, text=words, order=order)
        for order, (mark, words) in enumerate(typed_paragraphs(text))
    ]


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
            TargetTopic(
                target=target, order=order, mark=mark or Mark.DASH, text=text, fields=known.get(text, [])
            )
            for order, (mark, text) in enumerate(typed_paragraphs(row["topics"]))
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
    "recipients": write_recipients,
    "targets": write_targets,
    "outline": _rows_of(PlanHeading),
    "venues": _rows_of(PlanVenue),
    "groups": _rows_of(PlanGroup),
    "agenda": _rows_of(PlanAgendaStep),
    "tasks": _rows_of(PlanTask),
    "letterings": _rows_of(PlanLettering),
    "budget": _rows_of(PlanBudgetHead),
}

# --- from a file -------------------------------------------------------------------------------------------

FILE_ROWS = {
    "venues": PlanVenue, "groups": PlanGroup, "letterings": PlanLettering, "budget": PlanBudgetHead,
    "recipients": PlanRecipient,
}  # fmt: skip


def write_file_parts(plan, data, fill):
    """Every part of a plan file's data (`plans.files`); `fill(text)` puts names or titles in."""
    data = filled({key: value for key, value in data.items() if key != "people"}, fill)
    _write_with_children(plan, LegalBasis, data.get("bases", []), BasisDocument, "basis", "documents")
    _write_with_children(plan, PlanTarget, data.get("targets", []), TargetTopic, "target", "topics")
    PlanAgendaStep.objects.bulk_create(
        PlanAgendaStep(plan=plan, order=order, **row | {"contents": "\n".join(row["contents"])})
        for order, row in enumerate(data.get("agenda", []))
    )
    for name, model in FILE_ROWS.items():
        model.objects.bulk_create(
            model(plan=plan, order=order, **row) for order, row in enumerate(data.get(name, []))
        )
    _write_file_outline(plan, data.get("outline", []))


def filled(part, fill):
    """The same data with every text filled in."""
    if isinstance(part, dict):
        return {key: filled(value, fill) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(value, fill) for value in part]
    return fill(part) if isinstance(part, str) else part


def _write_with_children(plan, model, rows, child, parent, name):
    """Rows of the plan and what hangs under each, in two statements."""
    made = model.objects.bulk_create(
        model(plan=plan, order=order, **{key: value for key, value in row.items() if key != name})
        for order, row in enumerate(rows)
    )
    child.objects.bulk_create(
        child(order=place, **{parent: obj}, **values)
        for obj, row in zip(made, rows, strict=True)
        for place, values in enumerate(row.get(name, []))
    )


def _write_file_outline(plan, rows):
    """Headings, their paragraphs and their tasks: three statements, however long the plan is."""
    headings = PlanHeading.objects.bulk_create(
        PlanHeading(
            plan=plan,
            order=place,
            **{key: value for key, value in row.items() if key not in ("body", "tasks")},
        )
        for place, row in enumerate(rows)
    )
    pairs = list(zip(headings, rows, strict=True))
    PlanParagraph.objects.bulk_create(
        paragraph for heading, row in pairs for paragraph in _paragraphs(heading, row.get("body", ""))
    )
    tasks = [task for heading, row in pairs for task in _file_tasks(heading, row.get("tasks", []))]
    for order, task in enumerate(tasks):
        task.order = order
    PlanTask.objects.bulk_create(tasks)


def _file_tasks(heading, bodies):
    """Tasks body by body; the body itself is found by its name, else as the only one of its kind (D-28)."""
    for body in bodies:
        own = {name: body[name] for name in ("mode", "layout") if name in body}
        unit = unit_called(heading.plan.commune, body["unit"], body.get("unit_kind"))
        for item in body["items"]:
            yield PlanTask(
                plan=heading.plan, heading=heading, unit_name=body["unit"], unit=unit, **own, **item
            )


def unit_called(commune, name, kind=None):
    """The commune's body of that name or alias, else its only one of the kind, else none."""
    units = Unit.objects.of_commune(commune).active()
    found = units.named(name).first()
    if found is None and kind:
        of_kind = list(units.filter(kind=kind)[:2])
        found = of_kind[0] if len(of_kind) == 1 else None
    return found
