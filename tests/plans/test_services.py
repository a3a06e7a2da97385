"""Loading, the four moves, who may and when, what a plan must state, who hears of it."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.clock import local_today
from core.models import AuditEntry, Notice, UnitAlias
from core.refusals import NotYourRole, Refused, StaleEdit
from core.states import Role, UnitKind
from deadlines.services import copy_regulation
from documents.models import NumberRegister, Paper
from plans import services
from plans.files import fill_in, read_file
from plans.models import BasisDocument, LegalBasis, Plan, PlanParagraph, PlanTask
from plans.sections import SECTIONS, sections_of, stamp_of, values_of
from plans.services import edit_plan, issue_plan, load_plan_file
from plans.states import PlanState
from tests.factories.plans import (
    DATA,
    ISSUED_ON,
    a_plan,
    a_returned_plan,
    a_submitted_plan,
    an_approved_plan,
    an_issued_plan,
)

pytestmark = pytest.mark.django_db
CHAIR = DATA["people"]["chair"]["name"]


# Loading


def test_load_plan_file_loses_nothing(cast):
    plan = a_plan(cast=cast)
    assert plan.state == PlanState.DRAFT
    counts = {
        "bases": 3, "headings": 13, "targets": 3, "venues": 2, "groups": 4, "agenda_steps": 5, "tasks": 17,
        "recipients": 8,
    }  # fmt: skip
    assert {name: getattr(plan, name).count() for name in counts} == counts
    assert PlanParagraph.objects.filter(heading__plan=plan).count() == 17
    assert BasisDocument.objects.filter(basis__plan=plan).count() == 4
    assert [target.topics.count() for target in plan.targets.all()] == [3, 3, 3]
    assert [target.quarters for target in plan.targets.all()] == [[2, 4]] * 3
    assert (plan.authority, plan.signer_on_behalf) == ("Chủ tịch UBND xã Lạc Phượng", "")
    assert (plan.min_days, plan.max_days) == (0.5, 1)


def test_load_plan_file_mends_the_seeds_slips(cast):
    """D-18."""
    words = str({key: part for key, part in DATA.items() if key != "plan"})
    assert "để dán" in words
    assert "tít chữ" in words
    assert "tỉnh Hải Dương”;" in words
    assert "gián tiếp theo quy định." in words


def test_load_plan_file_finds_units_by_name_alias_and_kind(cast):
    """D-28: the office is written in several ways."""
    UnitAlias.objects.create(unit=cast.units.office, text="Văn phòng HĐND và UBND xã")
    plan = a_plan(cast=cast)
    named = {task.unit_name: task.unit for task in plan.tasks.select_related("unit")}
    assert named["Văn phòng HĐND và UBND xã"] == cast.units.office
    assert named["Công an xã"] == cast.units.police
    assert named["Trung tâm Dịch vụ sự nghiệp công xã"] is None
    assert named["Các cơ quan, đơn vị có liên quan"] is None


def test_load_plan_file_takes_the_communes_copy_of_the_regulation(cast):
    first = a_plan(cast=cast)
    assert first.regulation.is_preset
    first.delete()
    own = copy_regulation(regulation=first.regulation, commune=cast.commune, actor=cast.admin)
    assert a_plan(cast=cast).regulation == own


def test_load_plan_file_refuses_a_second_plan_of_the_year_and_strangers(cast, neighbours):
    a_plan(cast=cast)
    with pytest.raises(Refused, match="Năm 2026 đã có kế hoạch"):
        a_plan(cast=cast)
    for person in (cast.chair, cast.unit, neighbours.office):
        with pytest.raises(NotYourRole):
            load_plan_file(commune=cast.commune, data=DATA, actor=person)


def test_names_are_filled_in_or_left_out():
    people = DATA["people"]
    words = {"people": people, "commune": "xã X", "year": 2026}
    assert fill_in("Đ/c {chair}, Chủ tịch UBND xã", names=True, **words) == f"Đ/c {CHAIR}, Chủ tịch UBND xã"
    assert fill_in("Đ/c {chair}, Chủ tịch UBND xã", names=False, **words) == "Đồng chí Chủ tịch UBND xã"
    assert fill_in("{commune} năm {year}", names=True, **words) == "xã X năm 2026"


def test_load_plan_command(cast):
    out = StringIO()
    call_command("load_plan", "lac-phuong", "--no-names", stdout=out)
    assert "Đã lập dự thảo: Kế hoạch đối thoại năm 2026" in out.getvalue()
    assert not PlanTask.objects.filter(text__contains="{").exists()
    for wrong in (("nowhere",), ("lac-phuong", "nothing"), ("lac-phuong",)):
        with pytest.raises(CommandError):
            call_command("load_plan", *wrong)


def test_create_plan_of_another_year_from_a_file_is_refused(cast):
    with pytest.raises(Refused, match="là của năm 2026"):
        services.create_plan(commune=cast.commune, year=2027, actor=cast.office, source="lac_phuong_2026")


# Editing


def test_edit_plan_reads_documents_off_a_new_basis(cast):
    """LP-07: several documents in one paragraph stay searchable."""
    plan, section = a_plan(cast=cast), SECTIONS["can-cu"]
    values = values_of(plan, section)
    line = (
        "Căn cứ Quyết định số 1155-QĐ/TU, ngày 20/10/2023 của Ban Thường vụ Thành ủy Hải Phòng ban hành “Quy chế A”; "
        "Quy chế số 03-QC/TU, ngày 18/3/2021 của Ban Thường vụ Tỉnh ủy Hải Dương về “Tiếp xúc B”;"
    )
    edit_plan(plan=plan, section=section, values={"bases": line}, stamp=stamp_of(values), actor=cast.office)
    first, second = LegalBasis.objects.get(plan=plan).documents.all()
    assert (first.kind, first.number, first.dated_on) == ("Quyết định", "1155-QĐ/TU", date(2023, 10, 20))
    assert (first.issuer, first.name) == ("Ban Thường vụ Thành ủy Hải Phòng", "Quy chế A")
    assert (second.number, second.name) == ("03-QC/TU", "Tiếp xúc B")


def test_edit_plan_keeps_the_documents_of_a_basis_that_stays(cast):
    plan, section = a_plan(cast=cast), SECTIONS["can-cu"]
    values = values_of(plan, section)
    text = "Căn cứ mới;\n\n" + values["bases"]
    edit_plan(plan=plan, section=section, values={"bases": text}, stamp=stamp_of(values), actor=cast.office)
    assert BasisDocument.objects.filter(basis__plan=plan).count() == 4
    assert [basis.verb for basis in plan.bases.all()] == ["Căn cứ", "Căn cứ", "Căn cứ", "Thực hiện"]


def test_edit_plan_keeps_the_procedures_shape(cast):
    plan = a_plan(cast=cast)
    heading = plan.headings.get(text="Chuẩn bị tổ chức Hội nghị đối thoại")
    section = next(part for part in sections_of(plan) if f"body:{heading.pk}" in part.names)
    before = list(heading.paragraphs.values_list("mark", "text"))
    values = values_of(plan, section)
    changed = values[f"body:{heading.pk}"] + "\n- Ý thêm."
    edit_plan(
        plan=plan,
        section=section,
        values={f"body:{heading.pk}": changed},
        stamp=stamp_of(values),
        actor=cast.office,
    )
    after = list(heading.paragraphs.values_list("mark", "text"))
    assert after == [*before, ("dash", "Ý thêm.")]


def test_edit_plan_with_a_stale_stamp_names_both_texts(cast):
    plan, section = a_plan(cast=cast), SECTIONS["noi-nhan"]
    with pytest.raises(StaleEdit) as stale:
        edit_plan(plan=plan, section=section, values={"recipients": "A"}, stamp="old", actor=cast.office)
    label, saved, typed = stale.value.saved["recipients"]
    assert (label, typed) == ("Nơi nhận", "A")
    assert "Lưu VP" in saved
    plan.refresh_from_db()
    assert plan.version == 1


# The moves


def test_submit_plan_tells_the_chair(cast):
    plan = a_submitted_plan(cast=cast)
    assert (plan.state, plan.submitted_by) == (PlanState.SUBMITTED, cast.office)
    assert Notice.objects.get(recipient=cast.chair).title.endswith("chờ anh/chị phê duyệt")
    assert AuditEntry.objects.about(plan).filter(action="plan.submit").count() == 1


def test_return_plan_needs_a_reason_and_tells_the_drafter(cast):
    plan = a_submitted_plan(cast=cast)
    with pytest.raises(Refused, match="lý do"):
        services.return_plan(plan=plan, reason=" ", actor=cast.chair)
    services.return_plan(plan=plan, reason="Thêm thôn.", actor=cast.chair)
    assert (plan.state, plan.return_reason) == (PlanState.RETURNED, "Thêm thôn.")
    assert Notice.objects.get(recipient=cast.office).body == "Thêm thôn."
    assert AuditEntry.objects.about(plan).get(action="plan.return").note == "Thêm thôn."


def test_submit_plan_again_after_return_forgets_the_reason(cast):
    plan = services.submit_plan(plan=a_returned_plan(cast=cast), actor=cast.clerk)
    assert (plan.state, plan.return_reason) == (PlanState.SUBMITTED, "")


def test_approve_plan_is_the_chairs(cast):
    """LP-49."""
    plan = a_submitted_plan(cast=cast)
    for person in (cast.office, cast.unit, cast.front, cast.admin):
        with pytest.raises(NotYourRole, match="Chỉ người chủ trì"):
            services.approve_plan(plan=plan, actor=person)
    services.approve_plan(plan=plan, actor=cast.chair)
    assert (plan.state, plan.approved_by) == (PlanState.APPROVED, cast.chair)


def test_approve_plan_is_refused_to_who_drafted_it(cast):
    cast.office.posts.create(
        commune=cast.commune,
        unit=cast.units.leadership,
        role=Role.CHAIR,
        title="Quyền Chủ tịch",
        is_main=False,
    )
    plan = a_submitted_plan(cast=cast)
    with pytest.raises(Refused, match="không tự phê duyệt"):
        services.approve_plan(plan=plan, actor=type(cast.office).objects.get(pk=cast.office.pk))


def without(what):
    """The outline with nothing under the heading that states it; tasks stay."""
    return [row | ({"body": ""} if what in row.get("states", []) else {}) for row in DATA["outline"]]


def no_tasks():
    return [{key: value for key, value in row.items() if key != "tasks"} for row in DATA["outline"]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"venues": []}, "địa điểm"),
        ({"outline": no_tasks()}, "phân công nhiệm vụ cho cơ quan, đơn vị"),
        ({"targets": []}, "nội dung"),
        ({"outline": without("form")}, "hình thức"),
        ({"outline": without("participants"), "groups": []}, "thành phần tham gia"),
        (
            {"outline": without("time"), "targets": [row | {"quarters": []} for row in DATA["targets"]]},
            "thời gian",
        ),
    ],
)
def test_approve_plan_is_refused_naming_what_is_missing(cast, change, words):
    """LP-50, LP-51."""
    plan = a_submitted_plan(cast=cast, **change)
    with pytest.raises(Refused) as refusal:
        services.approve_plan(plan=plan, actor=cast.chair)
    assert refusal.value.sentence == (
        f"Chưa phê duyệt được: kế hoạch còn thiếu {words}. Hãy trả lại để Văn phòng bổ sung."
    )


def test_approve_plan_names_all_that_is_missing_at_once(cast):
    plan = a_submitted_plan(cast=cast, venues=[], targets=[], groups=[], outline=[])
    with pytest.raises(Refused) as refusal:
        services.approve_plan(plan=plan, actor=cast.chair)
    assert refusal.value.sentence.count(", ") == 6


def test_issue_plan_numbers_dates_freezes_and_links(cast):
    """LP-01, LP-02."""
    plan = an_issued_plan(cast=cast)
    assert (plan.state, plan.issued_on, plan.paper.number_text) == (PlanState.ISSUED, ISSUED_ON, "01/KH-UBND")
    assert (plan.paper.signer_name, plan.paper.signer_title) == (CHAIR, "CHỦ TỊCH")
    assert AuditEntry.objects.about(plan).get(action="plan.issue").note == "Số 01/KH-UBND"


def test_issue_plan_tells_tasked_units_and_recipients_once(cast):
    """LP-109, LP-112: the Front has its access from the issue on."""
    plan = an_issued_plan(cast=cast)
    told = set(Notice.objects.filter(key__startswith="plan-issue").values_list("recipient", flat=True))
    assert {cast.front.pk, cast.unit.pk, cast.other_unit.pk, cast.office.pk, cast.chair.pk} <= told
    assert cast.province.pk not in told
    assert Plan.objects.visible_to(cast.front).get() == plan
    assert len(told) == Notice.objects.filter(key__startswith="plan-issue").count()


def test_issue_plan_is_refused_in_the_future_and_takes_no_number(cast):
    plan = an_approved_plan(cast=cast)
    with pytest.raises(Refused, match="chưa đến"):
        issue_plan(plan=plan, issued_on=local_today() + timedelta(days=1), signer_name="A", actor=cast.office)
    with pytest.raises(Refused, match="họ tên người ký"):
        issue_plan(plan=plan, issued_on=ISSUED_ON, signer_name=" ", actor=cast.office)
    assert not NumberRegister.objects.exists()


def test_issue_plan_twice_leaves_one_paper(cast):
    plan = an_approved_plan(cast=cast)
    second = Plan.objects.get(pk=plan.pk)
    issue_plan(plan=plan, issued_on=ISSUED_ON, signer_name="A", actor=cast.office)
    with pytest.raises(Refused):
        issue_plan(plan=second, issued_on=ISSUED_ON, signer_name="A", actor=cast.office)
    assert Paper.objects.issued().count() == 1
    assert NumberRegister.objects.get().last_number == 1


def test_an_empty_outline_prints_dots_and_no_none(cast):
    plan = services.create_plan(commune=cast.commune, year=2027, actor=cast.office)
    paper = services.print_plan(plan=plan, actor=cast.office)
    assert "None" not in paper.html
    assert "…………………" in paper.html
    assert read_file("outline")["agenda"]


def test_unit_kinds_of_the_plan_are_all_known(cast):
    bodies = [body for row in DATA["outline"] for body in row.get("tasks", [])]
    kinds = {body["unit_kind"] for body in bodies if "unit_kind" in body}
    assert kinds <= set(UnitKind.values)
