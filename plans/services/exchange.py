"""A plan made of a file's data: one of the project's own, or one that another commune passed on."""

from functools import partial

from django.db import transaction

from core.log import record
from core.models import Unit, User
from core.refusals import Refused
from core.states import BodyKind, Role, UnitKind
from deadlines.models import Regulation
from deadlines.services import install_presets
from plans import rules, writers
from plans.files import OUTLINE, fill_in, outline_for, read_file
from plans.models import Plan


@transaction.atomic
def load_plan_file(*, commune, data, actor, names=True):
    """Make a draft plan of a file's data (`plans.files.read_file`). `names=False` prints titles, not people.

    `actor=None` is the system (sample data, the command). Refuses a second plan of the same year and body.
    """
    if actor is not None:
        rules.check_can_create_plan(actor, commune)
    fields = data["plan"]
    check_year_is_free(commune, fields["year"], fields["body"], fields.get("village", ""))
    regulation = regulation_for(commune, fields.get("regulation", ""))
    plan = write_plan(commune=commune, data=data, regulation=regulation, actor=actor, names=names)
    record(actor=actor, action="plan.create", subject=plan, sentence="đã lập dự thảo kế hoạch")
    return plan


def write_plan(*, commune, data, regulation, actor, names=True):
    """The rows of a plan file as a draft; whether the year is free and who may was asked before."""
    fields = {name: value for name, value in data["plan"].items() if name != "regulation"}
    people = data.get("people") or {}
    fill = partial(fill_in, people=people, names=names, commune=commune, year=fields["year"])
    signer = people.get(fields.pop("signer", ""), {})
    own_signer = fields.pop("signer_name", "") or signer.get("name", "")
    organiser = organiser_of(commune, fields.pop("organiser_kind", "") or UnitKind.OFFICE)
    if organiser is None:
        raise Refused(
            "Chưa có đơn vị Văn phòng trong danh sách đơn vị. Hãy nhờ quản trị thêm đơn vị này trước."
        )
    plan = Plan(commune=commune, organiser=organiser, drafted_by=actor, regulation=regulation)
    plan.place = fields.pop("place", "") or commune.name
    plan.signer_name = own_signer if names and own_signer else chair_name(commune, fields["body"])
    for name, value in fields.items():
        setattr(plan, name, fill(value) if isinstance(value, str) else value)
    plan.save()
    writers.write_file_parts(plan, data, fill)
    return plan


@transaction.atomic
def create_plan(*, commune, year, actor, source=OUTLINE, body=""):
    """Begin a plan of that year from the outline, for a body, or from one of the project's files.

    Another commune's file is an example: its people's titles stand for their names.
    """
    data = outline_for(body or BodyKind.UBND) if source == OUTLINE else read_file(source)
    own_year = data["plan"].setdefault("year", year)
    if own_year != year:
        raise Refused(
            f"Kế hoạch có sẵn này là của năm {own_year}. Hãy nhập năm {own_year}, hoặc bắt đầu từ đề cương trống."
        )
    is_own = data.get("commune", {}).get("name", commune.name) == commune.name
    return load_plan_file(commune=commune, data=data, actor=actor, names=is_own)


def check_year_is_free(commune, year, body, village=""):
    """One plan of each body for a year; a plan for one village stands beside it (QN-04)."""
    if Plan.objects.of_commune(commune).for_year(year).filter(body=body, village=village).exists():
        raise Refused(f"Năm {year} đã có kế hoạch đối thoại. Hãy mở kế hoạch đó để sửa, hoặc chọn năm khác.")


def organiser_of(commune, kind):
    """The body that draws the plan up: the commune's only one of the kind (a Party office), else the Office."""
    units = Unit.objects.of_commune(commune).active()
    return units.filter(kind=kind).first() or units.filter(kind=UnitKind.OFFICE).first()


def regulation_for(commune, code):
    """The commune's own copy of a preset if its admin made one, else the preset itself."""
    if not code:
        return None
    if not Regulation.objects.filter(commune=None, code=code).exists():
        install_presets()
    own = (
        Regulation.objects.filter(commune=commune, code__startswith=code, is_for_one_plan=False)
        .order_by("pk")
        .last()
    )
    return own or Regulation.objects.get(commune=None, code=code)


def chair_name(commune, body=BodyKind.UBND):
    """Who signs for the People's Committee; of other bodies the software does not know it (D-14)."""
    if body != BodyKind.UBND:
        return ""
    chair = User.objects.holding(commune, Role.CHAIR).first()
    return chair.full_name if chair else ""
