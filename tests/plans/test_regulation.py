"""The deadlines of one plan: its own copy, the law beside it, figures taken over and named as what they are."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from deadlines.models import Regulation, Rule
from deadlines.services import copy_regulation, start_deadline
from deadlines.wording import citation
from plans import services
from tests.factories.plans import a_plan, a_seed_plan, an_issued_plan

pytestmark = pytest.mark.django_db


def url_of(plan, rest=""):
    return f"/ke-hoach/{plan.pk}/thoi-han/{rest}"


def test_a_plan_gets_its_own_copy_that_its_office_may_edit(cast, sign_in):
    plan = a_plan(cast=cast)
    preset = plan.regulation
    client = sign_in(cast.office)
    rule = preset.rules.get(kind="notice")
    assert client.get(reverse("regulation_detail", args=[preset.pk])).status_code == 200
    assert client.post(url_of(plan, "rieng/")).status_code == 302
    plan.refresh_from_db()
    own = plan.regulation
    assert own.is_for_one_plan and own.commune == cast.commune and own.rules.count() == preset.rules.count()
    assert services.own_regulation(plan=plan, actor=cast.office) == own
    assert own not in Regulation.objects.for_commune(cast.commune)
    copied = own.rules.get(code=rule.code)
    assert client.get(reverse("rule_edit", args=[copied.pk])).status_code == 200
    assert client.get(reverse("rule_edit", args=[rule.pk])).status_code == 403
    assert sign_in(cast.unit).get(reverse("rule_edit", args=[copied.pk])).status_code == 403
    assert AuditEntry.objects.about(plan).filter(action="plan.regulation").count() == 1


def test_an_edited_figure_binds_the_next_deadline_of_this_plan_only(cast):
    plan = an_issued_plan(cast=cast)
    preset = plan.regulation
    own = services.own_regulation(plan=plan, actor=cast.office)
    own.rules.filter(kind="notice").update(amount=9)
    assert preset.rules.get(kind="notice").amount == 7
    common = copy_regulation(regulation=preset, commune=cast.commune, actor=cast.admin)
    assert services.regulation_for(cast.commune, "LP") == common


def test_the_laws_minimum_is_switched_on_as_the_laws(cast, sign_in):
    """D-31, P16."""
    plan = a_plan(cast=cast)
    client = sign_in(cast.office)
    assert client.post(url_of(plan, "muc-luat/"), {"is_on": "1"}).status_code == 302
    plan.refresh_from_db()
    assert plan.regulation.is_for_one_plan and plan.regulation.has_statutory_overlay
    page = client.get(url_of(plan)).content.decode()
    assert "Đang bật" in page and "cần đối chiếu văn bản" in page and "None" not in page
    assert client.post(url_of(plan, "muc-luat/"), {"is_on": "1"}).status_code == 409
    assert client.post(url_of(plan, "muc-luat/"), {"is_on": "0"}).status_code == 302
    plan.refresh_from_db()
    assert not plan.regulation.has_statutory_overlay


def test_what_the_plan_leaves_open_is_filled_and_labelled(cast, sign_in):
    """D-11, D-31: copied from another plan, never shown as the plan's own."""
    plan = a_seed_plan(cast=cast, name="thanh_mai_2025")
    client = sign_in(cast.office)
    page = client.get(url_of(plan)).content.decode()
    assert "Chưa cấu hình" in page and "Kế hoạch không nêu số ngày" in page
    form = client.get(url_of(plan, "them/")).content.decode()
    assert "ít nhất 07 ngày làm việc trước ngày hội nghị (chép từ kế hoạch khác" in form
    assert "(mức tối thiểu của luật" in form
    source = Rule.objects.get(code="LP-R2")
    assert (
        client.post(url_of(plan, "them/"), {"source": source.pk, "reason": "Cùng căn cứ 1155."}).status_code
        == 302
    )
    plan.refresh_from_db()
    rule = plan.regulation.rules.get(kind="conclusion")
    assert (rule.amount, rule.origin, rule.source) == (10, "copied", "chép từ kế hoạch khác: IV.1")
    assert citation(rule) == "chép từ kế hoạch khác: IV.1"
    assert "Chép từ kế hoạch khác" in client.get(url_of(plan)).content.decode()
    with pytest.raises(Refused, match="đã có thời hạn"):
        services.fill_plan_rule(plan=plan, source=source, reason="x", actor=cast.office)
    notice = Rule.objects.get(code="LAW-2")
    filled = services.fill_plan_rule(plan=plan, source=notice, reason="Chưa có mức riêng.", actor=cast.office)
    assert (filled.origin, filled.code) == ("law", "TM-R4")
    deadline = start_deadline(
        rule=filled,
        subject=plan,
        subject_label="x",
        anchor_on=plan.created_at.date(),
        actor=None,
        commune=cast.commune,
    )
    assert deadline.legal_basis == "mức tối thiểu của luật: Điều 43"


def test_another_regulation_is_chosen_with_a_log_line(cast, sign_in):
    plan = a_plan(cast=cast)
    other = Regulation.objects.get(code="QN", commune=None)
    client = sign_in(cast.office)
    assert client.post(url_of(plan, "chon-bo/"), {"regulation": other.pk}).status_code == 302
    plan.refresh_from_db()
    assert plan.regulation == other
    with pytest.raises(Refused, match="đang dùng"):
        services.choose_regulation(plan=plan, regulation=other, actor=cast.office)
    with pytest.raises(NotYourRole):
        services.choose_regulation(plan=plan, regulation=other, actor=cast.chair)


def test_pages_of_a_plans_deadlines_ask_for_the_right_person(cast, neighbours, sign_in):
    plan = an_issued_plan(cast=cast)
    assert sign_in(neighbours.office).get(url_of(plan)).status_code == 404
    seen = sign_in(cast.unit).get(url_of(plan))
    assert seen.status_code == 200 and "Sửa riêng" not in seen.content.decode()
    for rest in ("rieng/", "muc-luat/"):
        assert sign_in(cast.unit).post(url_of(plan, rest)).status_code == 403
        assert sign_in(cast.office).get(url_of(plan, rest)).status_code == 405
    for rest in ("chon-bo/", "them/"):
        assert sign_in(cast.front).get(url_of(plan, rest)).status_code == 403
        assert sign_in(cast.office).get(url_of(plan, rest)).status_code == 200


def test_conflicts_are_shown_with_their_default(cast, sign_in):
    """D-01, D-02."""
    plan = a_seed_plan(cast=cast, name="toa_dinh_2026")
    page = sign_in(cast.office).get(url_of(plan)).content.decode()
    assert page.count("Hai thời hạn cho cùng một việc") == 2
    assert "Gợi ý: trước ngày 20/05/2026" in page
