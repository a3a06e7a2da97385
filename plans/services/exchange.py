"""A plan made of a file's data: one of the project's own, or one that another commune passed on."""

from functools import partial

from django.db import transaction

from core.log import record
from core.models import Unit, User
from core.refusals import Refused
from core.states import Role
from deadlines.models import Regulation
from deadlines.services import install_presets
from plans import rules, writers
from plans.files import OUTLINE, fill_in, read_file
from plans.models import Plan


@transaction.atomic
def load_plan_file(*, commune, data, actor, names=True):
    """Make a draft plan of a file's data (`plans.files.read_file`). `names=False` prints titles, not people.

    `actor=None` is the system (sample data, the command). Refuses a second plan of the same year and body.
    """
    if actor is not None:
        rules.check_can_create_plan(actor, commune)
    fields = dict(data["plan"])
    words = {"people": data["people"], "names": names, "commune": commune, "year": fields["year"]}
    fill = partial(fill_in, **words)
    check_year_is_free(commune, fields["year"], fields["body"])
    signer = data["people"].get(fields.pop("signer", ""), {})
    organiser = Unit.objects.of_commune(commune).filter(kind=fields.pop("organiser_kind")).first()
    if organiser is None:
        raise Refused(
            "Chưa có đơn vị Văn phòng trong danh sách đơn vị. Hãy nhờ quản trị thêm đơn vị này trước."
        )
    plan = Plan(commune=commune, organiser=organiser, drafted_by=actor)
    plan.regulation = regulation_for(commune, fields.pop("regulation"))
    plan.place = fields.pop("place", commune.name)
    plan.signer_name = signer["name"] if names and signer else chair_name(commune)
    for name, value in fields.items():
        setattr(plan, name, fill(value) if isinstance(value, str) else value)
    plan.save()
    writers.write_file_parts(plan, data, fill)
    record(actor=actor, action="plan.create", subject=plan, sentence="đã lập dự thảo kế hoạch")
    return plan


@transaction.atomic
def create_plan(*, commune, year, actor, source=OUTLINE):
    """Begin a plan of that year from the outline or from one of the project's files."""
    data = read_file(source)
    own_year = data["plan"].setdefault("year", year)
    if own_year != year:
        raise Refused(
            f"Kế hoạch có sẵn này là của năm {own_year}. Hãy nhập năm {own_year}, hoặc bắt đầu từ đề cương trống."
        )
    return load_plan_file(commune=commune, data=data, actor=actor)


def check_year_is_free(commune, year, body):
    if Plan.objects.of_commune(commune).for_year(year).filter(body=body).exists():
        raise Refused(f"Năm {year} đã có kế hoạch đối thoại. Hãy mở kế hoạch đó để sửa, hoặc chọn năm khác.")


def regulation_for(commune, code):
    """The commune's own copy of a preset if its admin made one, else the preset itself."""
    if not Regulation.objects.filter(commune=None, code=code).exists():
        install_presets()
    own = Regulation.objects.filter(commune=commune, code__startswith=code).order_by("pk").last()
    return own or Regulation.objects.get(commune=None, code=code)


def chair_name(commune):
    chair = User.objects.holding(commune, Role.CHAIR).first()
    return chair.full_name if chair else ""
