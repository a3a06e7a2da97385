"""Every write to a plan: making, editing part by part, submitting, approving, issuing."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.log import record
from core.models import Unit, User
from core.notices import notify
from core.refusals import Refused, StaleEdit
from core.states import Role
from core.workflow import move
from deadlines.models import Regulation
from deadlines.services import install_presets
from documents.services import issue_paper, print_draft
from documents.states import PaperKind
from plans import rules, writers
from plans.documents import plan_html
from plans.files import OUTLINE, fill_in, read_file
from plans.models import Plan
from plans.queries import units_of
from plans.sections import as_text, label_of, same, stamp_of, values_of


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


@transaction.atomic
def edit_plan(*, plan, section, values, stamp, actor):
    """Save one part of the plan. `stamp` is that of the values the person read (`sections.stamp_of`).

    Raises StaleEdit with both texts if the same part was saved meanwhile; other parts do not matter. Returns
    the plan; its version grows by one.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    rules.check_can_edit_plan(actor, plan)
    before = values_of(plan, section)
    if stamp_of(before) != stamp:
        raise StaleEdit(
            "Người khác vừa lưu phần này trong lúc anh/chị đang sửa. Hai bản được đặt cạnh nhau bên dưới: xem lại "
            "rồi bấm Lưu nếu muốn giữ bản của anh/chị.",
            saved={name: _pair(plan, name, before[name], value) for name, value in values.items() if not same(before[name], value)},
            version=stamp_of(before),
        )  # fmt: skip
    changed = {name: value for name, value in values.items() if not same(before[name], value)}
    if not changed:
        return plan
    if "year" in changed:
        check_year_is_free(plan.commune, changed["year"], plan.body)
    writers.write_values(plan, changed)
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    pairs = [_pair(plan, name, before[name], value) for name, value in changed.items()]
    changes = {label: [old, new] for label, old, new in pairs}
    record(
        actor=actor,
        action="plan.edit",
        subject=plan,
        sentence=f"đã sửa phần “{section.title}”",
        changes=changes,
    )
    return Plan.objects.get(pk=plan.pk)


def _pair(plan, name, before, after):
    return (label_of(plan, name), as_text(plan, name, before), as_text(plan, name, after))


@transaction.atomic
def submit_plan(*, plan, actor):
    """LP-49: to the chair, who hears of it."""
    rules.check_can_submit_plan(actor, plan)
    move(plan, "submit", actor=actor, submitted_by=actor, return_reason="")
    chairs = User.objects.holding(plan.commune, Role.CHAIR)
    _tell(chairs, plan, "submit", f"{plan} chờ anh/chị phê duyệt")
    return plan


@transaction.atomic
def return_plan(*, plan, reason, actor):
    """Back to the office with a reason, without which nobody knows what to change."""
    rules.check_can_return_plan(actor, plan)
    if not reason.strip():
        raise Refused("Hãy ghi lý do trả lại để Văn phòng biết cần sửa gì.")
    move(plan, "return", actor=actor, note=reason.strip(), return_reason=reason.strip())
    _tell(_drafters(plan), plan, "return", f"{plan} bị trả lại", reason.strip())
    return plan


@transaction.atomic
def approve_plan(*, plan, actor):
    """LP-49 to LP-51."""
    rules.check_can_approve_plan(actor, plan)
    move(plan, "approve", actor=actor, approved_by=actor, approved_at=timezone.now())
    _tell(_drafters(plan), plan, "approve", f"{plan} đã được phê duyệt, chờ ban hành")
    return plan


@transaction.atomic
def issue_plan(*, plan, issued_on, signer_name, actor):
    """Number, date and freeze the paper; tell every body that has a task or receives the plan (LP-01, LP-109)."""
    rules.check_can_issue_plan(actor, plan)
    rules.check_issue_date(plan, issued_on)
    paper = issue_paper(**_paper_fields(plan), signer_name=signer_name, issued_on=issued_on, actor=actor)
    move(
        plan, "issue", actor=actor, note=f"Số {paper.number_text}", paper=paper, issued_on=issued_on,
        signer_name=signer_name,
    )  # fmt: skip
    people = User.objects.active().filter(posts__unit__in=units_of(plan), commune=plan.commune).distinct()
    _tell(
        people,
        plan,
        "issue",
        f"{plan} đã ban hành, số {paper.number_text}",
        "Mở kế hoạch để xem việc của đơn vị.",
    )
    return plan


@transaction.atomic
def print_plan(*, plan, actor):
    """A draft print, with dots where number and date will stand."""
    rules.check_can_print_plan(actor, plan)
    return print_draft(**_paper_fields(plan), signer_name=plan.signer_name, actor=actor)


def _paper_fields(plan):
    return {
        "kind": PaperKind.PLAN, "subject": plan, "body": plan.body, "sign": plan.symbol, "excerpt": plan.title,
        "build": partial(plan_html, plan), "commune": plan.commune,
        "signer_title": f"{plan.signer_on_behalf}\n{plan.signer_title}".strip(),
    }  # fmt: skip


def _drafters(plan):
    return User.objects.active().filter(
        pk__in=[pk for pk in (plan.drafted_by_id, plan.submitted_by_id) if pk]
    )


def _tell(people, plan, what, title, body=""):
    key = f"plan-{what}-{plan.pk}-{plan.version}"
    notify(people, key=key, title=title, body=body, link=reverse("plan_detail", args=[plan.pk]))
