"""Plans as files: which the project has, a plan as a file's data and that data as text. Nothing is written here."""

import re
from copy import deepcopy
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

import yaml

from core.states import BodyKind, CommuneKind
from plans.marks import as_typed

FOLDER = Path(__file__).resolve().parent / "data"
OUTLINE = "outline"
BODY_WORDS = {BodyKind.UBND: "UBND", BodyKind.HDND: "HĐND", BodyKind.PARTY: "Đảng ủy"}


def read_file(name):
    """The data of one file of `plans/data` by its bare name ("lac_phuong_2026"); the caller may change them."""
    return deepcopy(_shipped(name))


@cache
def _shipped(name):
    """Parsed once in a process: the files come with the product and change only with it."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def outline_for(body):
    """The bare outline with the words of that issuing body."""
    data = read_file(OUTLINE)
    own = data.pop("bodies")[body]
    return data | {"plan": data["plan"] | own}


def file_names():
    """Files that hold a whole plan, not the bare outline."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != OUTLINE)


def file_choices():
    """(name, label) of each whole plan, for a form: "UBND xã Lạc Phượng, năm 2026"."""
    choices = []
    for name in file_names():
        data = read_file(name)
        plan, kind = data["plan"], CommuneKind(data["commune"]["kind"]).label
        choices.append((name, f"{BODY_WORDS[plan['body']]} {kind} {plan['place']}, năm {plan['year']}"))
    return choices


# Plain fields of a plan that its file holds; the rest is told by names and kinds instead of keys.
PLAN_FIELDS = (
    "year", "body", "authority", "place", "draft_month", "symbol", "title", "has_bases_run_in", "lead_in",
    "target_text", "closing", "delegate_title", "min_days", "max_days", "min_people", "max_people", "is_people_soft",
    "village", "deferred", "corrections", "signer_on_behalf", "signer_title", "signer_name",
)  # fmt: skip
# Written even where they are what a new row has.
SHOWN = {"kind", "count", "level", "year", "body", "role"}


def data_of(plan):
    """The plan as a file's data: what `plans.writers.write_file_parts` reads, nothing of its course or its people."""
    bases = [
        {"verb": row.verb, "text": row.text, "documents": [_row(paper) for paper in row.documents.all()]}
        for row in plan.bases.all()
    ]
    targets = [
        _row(row) | {"topics": [_row(topic) for topic in row.topics.all()]} for row in plan.targets.all()
    ]
    agenda = [_row(row) | {"contents": row.contents.splitlines()} for row in plan.agenda_steps.all()]
    data = {
        "commune": _commune(plan.commune),
        "plan": _plan_fields(plan),
        "people": {},
        "bases": bases,
        "outline": [_heading(row) for row in plan.headings.all()],
        "targets": targets,
        "venues": [_row(row) for row in plan.venues.all()],
        "groups": [_row(row) for row in plan.groups.all()],
        "agenda": agenda,
        "letterings": [_row(row) for row in plan.letterings.all()],
        "budget": [_row(row) for row in plan.budget_heads.all()],
        "recipients": [_row(row) for row in plan.recipients.all()],
    }
    return {key: value for key, value in data.items() if value or key in ("people", "outline")}


def _commune(commune):
    names = ("kind", "name", "province", "slug", "party_parent")
    return {name: getattr(commune, name) for name in names if getattr(commune, name)}


def _plan_fields(plan):
    fields = {name: value for name, value in _row(plan).items() if name in PLAN_FIELDS}
    own = {"organiser_kind": plan.organiser.kind}
    if plan.regulation:
        own["regulation"] = plan.regulation.code
    return {name: fields[name] for name in PLAN_FIELDS if name in fields} | own


def _row(obj):
    """The plain fields of a row that differ from those of a blank one."""
    row = {}
    for field in obj._meta.concrete_fields:
        value = getattr(obj, field.attname)
        if field.is_relation or field.primary_key or field.name == "order":
            continue
        if field.name in SHOWN or value != field.get_default():
            row[field.name] = _plain(value)
    return {name: value for name, value in row.items() if value != "" or name not in SHOWN}


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _heading(heading):
    row = _row(heading)
    paragraphs = [(paragraph.mark, paragraph.text) for paragraph in heading.paragraphs.all()]
    if paragraphs:
        row["body"] = as_typed(paragraphs)
    tasks = [task for task in heading.plan.tasks.all() if task.heading_id == heading.pk and not task.is_added]
    if tasks:
        row["tasks"] = [_body_tasks(list(rows)) for _, rows in groupby(tasks, key=_whose)]
    return row


def _whose(task):
    return task.unit_name, task.unit_id, task.mode, task.layout


def _body_tasks(tasks):
    first = tasks[0]
    body = {"unit": first.unit_name, "mode": first.mode, "layout": first.layout}
    if first.unit:
        body["unit_kind"] = first.unit.kind
    names = type(first).FILE_FIELDS
    items = []
    for task in tasks:
        row = _row(task)
        items.append({name: row[name] for name in names if name in row})
    return body | {"items": items}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as they are, so that people can read and mend a file; nothing is an alias."""

    def ignore_aliases(self, data):
        return True


def _text(dumper, text):
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(str, _text)  # values of TextChoices


def yaml_of(data):
    """A file's text of a plan's data."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def fill_in(text, *, people, names, commune, year):
    """Replace {chair} and the like by names, or take the comma away so that the title alone stands.

    "Đ/c {chair}, Chủ tịch UBND xã" reads "Đ/c Nguyễn Văn A, …" with names, "Đồng chí Chủ tịch UBND xã" without.
    """
    text = text.replace("{commune}", str(commune)).replace("{year}", str(year))
    for key, person in people.items():
        if names:
            text = text.replace(f"{{{key}}}", person["name"])
        else:
            text = re.sub(rf"Đ/c \{{{key}\}}, ?", "Đồng chí ", text).replace(
                f"{{{key}}}", person.get("title") or "người có trách nhiệm"
            )
    return text
