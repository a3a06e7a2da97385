"""The project's own plan files in communes of their own names: to show, to print, to hold against the seeds."""

from contextlib import contextmanager

from django.db import transaction

from core.models import Commune, Unit
from core.states import UnitKind
from plans.files import file_names, read_file
from plans.models import Plan
from plans.services.exchange import load_plan_file

OFFICE_NAME = "Văn phòng HĐND và UBND"


@transaction.atomic
def load_every_plan(*, actor, names=True):
    """Each file as a draft in the commune that it names, which is made if there is none; [(plan, is new)].

    For demonstration and for the head office only: a commune of its own takes a file on screen, without names.
    """
    return [load_own_plan(name=name, actor=actor, names=names) for name in file_names()]


@transaction.atomic
def load_own_plan(*, name, actor, names=True):
    """One file in the commune that it names. Loading it again changes nothing: (the plan, False)."""
    data = read_file(name)
    commune = commune_of_file(data)
    fields = data["plan"]
    same = Plan.objects.of_commune(commune).for_year(fields["year"]).filter(body=fields["body"])
    known = same.filter(village=fields.get("village", "")).first()
    if known:
        return known, False
    return load_plan_file(commune=commune, data=data, actor=actor, names=names), True


def commune_of_file(data, **changes):
    """The commune that a file names with the bodies that it tasks; made where there is none of that name."""
    fields = data["commune"] | changes
    commune = Commune.objects.filter(name=fields["name"], province=fields.get("province", "")).first()
    if commune is None:
        commune = Commune.objects.create(**fields)
    for name, kind in _bodies(data):
        if not Unit.objects.of_commune(commune).named(name).exists():
            Unit.objects.create(commune=commune, kind=kind, official_name=name, short_name=name[:100])
    return commune


def _bodies(data):
    """(name, kind) of the single bodies that the file tasks, the Office always among them."""
    tasked = [body for heading in data["outline"] for body in heading.get("tasks", [])]
    bodies = {body["unit"]: body["unit_kind"] for body in tasked if "unit_kind" in body}
    bodies = {name: kind for name, kind in bodies.items() if "," not in name and ";" not in name}
    if UnitKind.OFFICE not in bodies.values():
        bodies[OFFICE_NAME] = UnitKind.OFFICE
    return bodies.items()


@contextmanager
def rehearsed_plan(name, data=None):
    """The plan of a file (or of such data), loaded with names in a commune made for it; gone when the block ends."""
    data = data or read_file(name)
    with transaction.atomic():
        own = data["commune"]
        commune = commune_of_file(data, slug=f"doi-chieu-{own['slug']}", province=f"đối chiếu {name}")
        yield load_plan_file(commune=commune, data=data, actor=None), data.get("original")
        transaction.set_rollback(True)
