"""Next year's plan by a review of every item; the plans of a year side by side, co-chaired conferences for both."""

from datetime import date

import pytest

from core.refusals import Refused
from dialogue import services as dialogue
from dialogue.states import ConferenceState
from plans import queries, services
from plans.models import Plan, PlanTask
from plans.renewal import items_of, shifted
from tests.factories.dialogue import a_conference
from tests.factories.plans import a_plan, a_seed_plan, an_issued_plan

pytestmark = pytest.mark.django_db


def test_years_and_dates_move_on_and_weekends_are_named():
    words, notes = shifted(
        "Năm 2026, trước ngày 16/5/2026, Quý IV/2026; số 12/2026/NQ; năm 2025.", 2026, 2027
    )
    assert words == "Năm 2027, trước ngày 16/5/2027, Quý IV/2027; số 12/2026/NQ; năm 2025."
    assert notes == ("16/5/2027 là Chủ nhật.",)
    assert shifted("29/02/2028", 2028, 2029)[1] == (
        "Ngày 29/02/2028 không có trong năm 2029: giữ nguyên, hãy sửa.",
    )


def answers(plan, **own):
    """The review's POST that keeps everything but what is said otherwise."""
    values = {"year": plan.year + 1, "signer_checked": "on", "signer_name": "A", "signer_title": "CHỦ TỊCH"}
    for item in items_of(plan, plan.year + 1):
        if item.kind == "signer":
            continue
        values[f"{item.key}-choice"] = "drop" if item.kind == "task" else "keep"
        if item.kind in ("basis", "text"):
            values[f"{item.key}-own"] = item.proposal
        if item.kind == "target":
            values |= {
                f"{item.key}-count": item.row.get("count") or "",
                f"{item.key}-quarters": item.row.get("quarters", []),
            }
    return values | own


def test_every_basis_target_text_and_dated_rule_is_asked(cast):
    items = items_of(a_plan(cast=cast), 2027)
    kinds = [item.kind for item in items]
    assert [kinds.count(kind) for kind in ("basis", "target", "rule")] == [3, 3, 1]
    places = {item.place: item.proposal for item in items if item.kind == "text"}
    assert "chính quyền địa phương với Nhân dân năm 2027" in places["Trích yếu"]
    assert any("quý II và IV năm 2027" in words for words in places.values())
    assert all("2026" in item.before or "/" in item.before for item in items if item.kind == "text")


def test_a_review_without_a_decision_is_refused_and_nothing_typed_is_lost(cast, sign_in):
    plan = an_issued_plan(cast=cast)
    client = sign_in(cast.office)
    url = f"/ke-hoach/{plan.pk}/nam-sau/"
    page = client.get(url).content.decode()
    assert (
        "Đề xuất" in page
        and "None" not in page
        and "checked" not in page.split("Căn cứ 1")[1].split("Căn cứ 2")[0]
    )
    values = answers(plan, **{"b2-choice": "", "b1-choice": "own", "b1-own": "Căn cứ mới tinh;"})
    refused = client.post(url, values).content.decode()
    assert "Chưa quyết định: Căn cứ 3." in refused and "Căn cứ mới tinh;" in refused
    assert not Plan.objects.filter(year=2027).exists()


def test_the_new_draft_is_what_was_decided(cast, sign_in):
    plan = an_issued_plan(cast=cast)
    PlanTask.objects.filter(plan=plan, unit=cast.units.office).update(unit=cast.units.culture)
    items = {item.place: item.key for item in items_of(plan, 2027)}
    rule = next(item for item in items_of(plan, 2027) if item.kind == "rule")
    new_basis = "Thực hiện Kế hoạch số 70-KH/ĐU ngày 20/01/2027 của Đảng ủy xã Lạc Phượng."
    values = answers(plan, **{
        "b2-choice": "own", "b2-own": new_basis, "b0-choice": "drop", "g2-choice": "drop", "g0-count": "2",
        "g0-quarters": [3], f"{items['Trích yếu']}-choice": "take", f"{rule.key}-choice": "take",
        "signer_name": "Lê Văn Mới",
    })  # fmt: skip
    assert sign_in(cast.office).post(f"/ke-hoach/{plan.pk}/nam-sau/", values).status_code == 302
    new = Plan.objects.get(year=2027)
    assert [basis.text for basis in new.bases.all()][-1] == new_basis and new.bases.count() == 2
    document = new.bases.last().documents.get()
    assert (document.number, document.dated_on) == ("70-KH/ĐU", date(2027, 1, 20))
    assert "năm 2027" in new.title and "2026" in new.lead_in
    assert [(row.count, row.quarters) for row in new.targets.all()] == [(2, [3]), (1, [2, 4])]
    assert new.signer_name == "Lê Văn Mới" and new.drafted_by == cast.office and new.state == "draft"
    assert new.tasks.filter(unit=cast.units.culture).count() == 10
    assert new.regulation.is_for_one_plan
    assert new.regulation.rules.get(kind="conference_window").periods[0] == ["2027-04-01", "2027-06-30"]
    assert plan.regulation.rules.get(kind="conference_window").periods[0] == ["2026-04-01", "2026-06-30"]


def test_dates_of_the_old_year_cannot_be_kept_for_a_target(cast, sign_in):
    plan = a_plan(cast=cast)
    plan.targets.update(not_after=date(2026, 11, 14))
    page = (
        sign_in(cast.office)
        .post(f"/ke-hoach/{plan.pk}/nam-sau/", answers(plan, **{"g0-not_after": "14/11/2026"}))
        .content.decode()
    )
    assert "Ngày này không thuộc năm 2027" in page


def test_renew_asks_for_the_right_person_and_a_free_year(cast, neighbours, sign_in):
    plan = an_issued_plan(cast=cast)
    url = f"/ke-hoach/{plan.pk}/nam-sau/"
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.chair).get(url).status_code == 403
    keep = {"decisions": {}, "signer_name": "A", "signer_title": "B", "actor": cast.office}
    services.renew_plan(plan=plan, year=2027, **keep)
    with pytest.raises(Refused, match="Năm 2027 đã có"):
        services.renew_plan(plan=plan, year=2027, **keep)


@pytest.mark.parametrize("name", ["nghi_duong_2025", "thanh_mai_2025", "quang_nghiep_2023", "toa_dinh_2026"])
def test_every_seed_plan_can_be_reviewed(cast, sign_in, name):
    plan = a_seed_plan(cast=cast, name=name)
    client = sign_in(cast.office)
    assert client.get(f"/ke-hoach/{plan.pk}/nam-sau/").status_code == 200
    values = answers(plan)
    assert client.post(f"/ke-hoach/{plan.pk}/nam-sau/", values).status_code == 302, values
    assert Plan.objects.filter(year=plan.year + 1).count() == 1


# The plans of a year


def two_plans(cast):
    ubnd = an_issued_plan(cast=cast)

    def this_year(data):
        data["plan"].update(year=2026, signer_title="BÍ THƯ")
        data["targets"][0].update(not_after=None)

    party = a_seed_plan(cast=cast, name="nghi_duong_2025", change=this_year)
    Plan.objects.filter(pk=party.pk).update(state="issued", issued_on=date(2026, 3, 6))
    return ubnd, party


def test_a_co_chaired_conference_counts_for_both_plans(cast):
    """ND-42, D-13."""
    ubnd, party = two_plans(cast)
    mine, theirs = ubnd.targets.first(), party.targets.first()
    conference = a_conference(
        cast=cast, plan=ubnd, target=mine, co_chair=cast.party, shared_target=theirs, chair=cast.chair
    )
    assert conference.is_co_chaired
    assert conference.chair_words == (
        "Chủ tịch UBND xã Trần Chủ Tịch và Trưởng Ban Xây dựng Đảng Vũ Xây Dựng (đồng chủ trì)"
    )
    dialogue.schedule_conference(conference=conference, held_on=date(2027, 5, 20), actor=cast.office)
    for plan, shared in ((ubnd, 0), (party, 1)):
        row = queries.target_progress(plan)[0]
        assert (row.planned, row.scheduled, row.held, row.shared) == (1, 1, 0, shared)
    type(conference).objects.filter(pk=conference.pk).update(state=ConferenceState.CLOSED)
    assert [queries.target_progress(plan)[0].held for plan in (ubnd, party)] == [1, 1]
    assert queries.target_progress(party)[0].is_reached
    heads, with_people = queries.year_counts(cast.office, 2026)
    assert [(row.title, row.scheduled, row.held) for row in heads] == [
        ("Chủ tịch UBND xã", 0, 1), ("Trưởng Ban Xây dựng Đảng", 0, 1),
    ]  # fmt: skip
    assert with_people == 1


def test_plans_of_a_year_stand_side_by_side_each_with_its_rules(cast, neighbours, sign_in):
    """ND-54, B.3."""
    two_plans(cast)
    client = sign_in(cast.party)
    page = client.get("/ke-hoach/trong-nam/?nam=2026").content.decode()
    assert page.index("Đảng ủy</a>") < page.index("Ủy ban nhân dân</a>")
    assert "ít nhất 07 ngày làm việc trước ngày hội nghị" in page and "chưa cấu hình" in page
    assert "ít nhất 01" in page and "Khi cần thiết" in page and "None" not in page
    assert "Chưa có kế hoạch nào của năm này" in client.get("/ke-hoach/trong-nam/?nam=2031").content.decode()
    assert (
        "Đảng ủy</a>" not in sign_in(neighbours.office).get("/ke-hoach/trong-nam/?nam=2026").content.decode()
    )


def test_the_page_of_a_year_costs_the_same_with_more_plans(cast, sign_in, django_assert_max_num_queries):
    two_plans(cast)
    client = sign_in(cast.office)
    client.get("/ke-hoach/trong-nam/?nam=2026")
    with django_assert_max_num_queries(10):
        client.get("/ke-hoach/trong-nam/?nam=2026")


def test_the_form_of_a_conference_asks_for_both_heads(cast, sign_in):
    """ND-42, D-07."""
    ubnd, party = two_plans(cast)
    client = sign_in(cast.office)
    conference = a_conference(cast=cast, plan=ubnd, target=ubnd.targets.first(), chair=cast.chair)
    url = f"/hoi-nghi/{conference.pk}/sua/"
    page = client.get(url).content.decode()
    assert "người đồng chủ trì" in page.lower() and "Đảng ủy: " in page
    values = {
        "version": conference.version, "title": "Hội nghị", "audience": "Nhân dân", "form": "direct", "session": "morning",
        "chair": cast.chair.pk, "shared_target": party.targets.first().pk,
    }  # fmt: skip
    assert "phải có người đồng chủ trì" in client.post(url, values).content.decode()
    assert (
        "phải khác người chủ trì" in client.post(url, values | {"co_chair": cast.chair.pk}).content.decode()
    )
    assert client.post(url, values | {"co_chair": cast.party.pk}).status_code == 302
    conference.refresh_from_db()
    assert conference.co_chair_title == "Trưởng Ban Xây dựng Đảng" and not conference.is_with_people


def test_staff_conferences_are_not_with_the_people_by_default():
    """D-07."""
    assert not queries.is_with_people("cán bộ, công chức, viên chức, người lao động")
    assert queries.is_with_people("cán bộ, đảng viên và Nhân dân")
    assert queries.is_with_people("Hội Nông dân xã")
