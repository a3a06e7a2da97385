"""Warnings of requirements D that concern a plan: each with its place, a full sentence and what to do."""

from datetime import date

import pytest

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from deadlines.models import Rule
from deadlines.services import choose_rule
from plans import services
from plans.models import Plan
from plans.warnings import all_warnings, open_conflicts, warnings_of
from tests.factories.plans import DATA, a_plan, a_seed_plan, a_submitted_plan, an_issued_plan

pytestmark = pytest.mark.django_db
LP, ND, TM, QN, TD = (
    "lac_phuong_2026", "nghi_duong_2025", "thanh_mai_2025", "quang_nghiep_2023", "toa_dinh_2026",
)  # fmt: skip


def of(plan, code, **kwargs):
    """The sentences of one code, the plan read afresh."""
    fresh = Plan.objects.with_parts().select_related("regulation", "commune").get(pk=plan.pk)
    return [str(row) for row in all_warnings(fresh, **kwargs) if row.code == code]


def test_every_warning_is_a_full_sentence_with_place_and_advice(cast):
    plan = a_plan(cast=cast)
    found = all_warnings(plan, is_import=True)
    assert len(found) > 8
    for row in found:
        assert row.place and row.sentence.endswith(".") and row.advice.endswith("."), row
        assert "None" not in str(row)
    assert len({row.fingerprint for row in found}) == len(found)


def test_a_plan_begun_from_another_communes_tells_where_its_name_stands(cast):
    """D-04: nothing is renamed by itself, and nothing of it is overlooked."""
    plan = a_seed_plan(cast=cast, name=ND)
    plan.place, plan.authority = "Nghi Dương", "Ban Thường vụ Đảng ủy xã Nghi Dương"
    plan.save()
    found = [row for row in of(plan, "D-04") if "của xã khác" in row]
    assert found[0].startswith("Người, cơ quan xây dựng: còn ghi tên “Nghi Dương”")
    assert any(row.startswith("Tít chữ") for row in found)
    plan.place = plan.commune.name
    plan.save()
    assert not any("của xã khác" in row for row in of(plan, "D-04"))


def test_two_dates_for_one_act_of_one_agency(cast):
    """D-01, D-02: both stand, none runs, the later is proposed."""
    plan = a_seed_plan(cast=cast, name=TD)
    (report,) = of(plan, "D-01")
    (answers,) = of(plan, "D-02")
    assert "trước ngày 20/05/2026 và trước ngày 16/05/2026" in report
    assert "Chưa nhắc việc theo thời hạn nào" in report
    assert "gợi ý: trước ngày 20/05/2026 (mục II.3.1.2)" in report
    assert "gợi ý: trước ngày 18/05/2026 (mục II.3.1.2)" in answers


def test_a_conflict_is_settled_on_the_plans_own_rules_with_a_reason(cast):
    """D-01: reminders wait until the office chooses."""
    plan = a_seed_plan(cast=cast, name=TD)
    own = services.own_regulation(plan=plan, actor=cast.office)
    kept, rival = next(pair for pair in open_conflicts(list(own.rules.all())) if pair[0].kind == "report")
    assert (kept.source, rival.source) == ("II.3.1.2", "III.1")
    with pytest.raises(Refused, match="lý do"):
        choose_rule(rule=kept, reason=" ", actor=cast.office)
    choose_rule(rule=kept, reason="Phải sau hạn các đơn vị trả lời.", actor=cast.office)
    assert of(plan, "D-01") == []
    assert len(of(plan, "D-02")) == 1


def test_no_working_day_between_dependent_deadlines(cast):
    """D-03, E-33: hand-over by Friday 15/5, answers by Sunday 17/5."""
    (line,) = of(a_seed_plan(cast=cast, name=TD), "D-03")
    assert "thứ Sáu, 15/05/2026" in line and "Chủ nhật, 17/05/2026" in line
    assert "không còn ngày làm việc nào" in line


def test_near_identical_place_names_are_named_and_not_changed(cast):
    """D-04: Tòa Đình and Tà Dinh."""
    plan = a_seed_plan(cast=cast, name=TD)
    line = " ".join(of(plan, "D-04"))
    assert "Tòa Đình" in line and "Tà Dinh" in line and "không tự đổi" in line
    assert of(a_plan_of_2027(cast), "D-04") == []


def test_a_basis_whose_term_ends_in_or_before_the_year(cast):
    """D-06: Quy chế làm việc 2021-2026."""
    plan = a_seed_plan(cast=cast, name=TD)
    assert any("2021–2026" in line for line in of(plan, "D-06"))


def test_a_dialogue_with_staff_alone_does_not_count_for_the_people(cast):
    """D-07."""
    assert len(of(a_seed_plan(cast=cast, name=TD), "D-07")) == 1
    assert of(a_seed_plan(cast=cast, name=ND), "D-07") == []


def test_an_agenda_step_without_presenter(cast):
    """D-08: TD step 3."""
    lines = of(a_seed_plan(cast=cast, name=TD), "D-08")
    assert any(line.startswith("Trình tự, mục 3:") for line in lines)


def test_one_number_with_two_dates_and_a_basis_after_the_plan(cast):
    """D-10, ND-06: as the seed's raw text has it."""

    def as_raw(data):
        data["bases"][1]["text"] = data["bases"][1]["text"].replace("20/10/2023", "20/10/2025")
        for document in data["bases"][1].get("documents", []):
            document["dated_on"] = date(2025, 10, 20)

    plan = a_seed_plan(cast=cast, name=ND, change=as_raw)
    lines = of(plan, "D-10", issued_on=date(2025, 9, 22))
    assert any("đề ngày 20/10/2025, sau ngày ban hành 22/09/2025" in line for line in lines)
    assert any("cùng một số văn bản" in line and "20/10/2023" in line for line in lines)


def test_a_basis_dated_after_the_issue(cast):
    """LP-06."""
    plan = a_plan(cast=cast)
    assert of(plan, "D-10", issued_on=date(2026, 3, 5)) == []
    (line,) = of(plan, "D-10", issued_on=date(2026, 1, 21))
    assert "“Kế hoạch 66-KH/ĐU” đề ngày 22/01/2026, sau ngày ban hành 21/01/2026." in line


def test_figures_by_reference_and_absent_read_not_configured(cast):
    """D-11, D-31."""
    plan = a_seed_plan(cast=cast, name=ND)
    assert any("dẫn chiếu văn bản khác" in line and "chưa cấu hình" in line for line in of(plan, "D-11"))
    tm = a_seed_plan(cast=cast, name=TM, change=lambda data: data["plan"].update(year=2024))
    assert any(
        "thông báo trước hội nghị, thông báo kết luận, trả lời sau hội nghị" in line
        for line in of(tm, "D-31")
    )


def test_a_last_day_on_a_day_off(cast):
    """D-12: "trước ngày 18/5/2026" ends on a Sunday."""
    assert any("Chủ nhật, 17/05/2026" in line for line in of(a_seed_plan(cast=cast, name=TD), "D-12"))


def test_both_heads_at_least_once(cast):
    """D-13."""
    (line,) = of(a_seed_plan(cast=cast, name=ND), "D-13")
    assert "đồng chủ trì tính cho cả hai kế hoạch" in line


def test_a_signer_without_title(cast):
    """D-14."""
    assert len(of(a_seed_plan(cast=cast, name=ND), "D-14")) == 1
    assert of(a_plan(cast=cast), "D-14") == []


def test_soft_numbers_and_a_figure_on_the_last_group(cast):
    """D-16, D-29."""
    assert "150–200" in of(a_seed_plan(cast=cast, name=ND), "D-16")[0]
    assert (
        "(60)"
        in of(a_seed_plan(cast=cast, name=TM, change=lambda data: data["plan"].update(year=2024)), "D-29")[0]
    )


def test_targets_without_a_quarter_or_with_two(cast):
    """D-19."""
    plan = a_plan(cast=cast)
    assert len(of(plan, "D-19")) == 3
    plan.targets.update(quarters=[])
    lines = of(plan, "D-19")
    assert len(lines) == 3 and all("chưa ghi quý dự kiến" in line for line in lines)
    plan.targets.update(count=None)
    assert of(plan, "D-19") == []


def test_totals_that_do_not_add_up(cast):
    """LP-21."""
    plan = a_plan(cast=cast)
    assert of(plan, "LP-21") == []
    Plan.objects.filter(pk=plan.pk).update(target_text="01 hội nghị định kỳ; 03 hội nghị chuyên đề.")
    (line,) = of(plan, "LP-21")
    assert "ghi 03 hội nghị chuyên đề nhưng các chỉ tiêu cộng lại là 02" in line


def test_several_venues(cast):
    """D-27."""
    assert "2 địa điểm" in of(a_plan(cast=cast), "D-27")[0]


def test_a_yearly_basis_dated_in_another_year(cast):
    """D-33: 55-KH/HU of 21/02/2022, "năm 2023"."""
    (line,) = of(a_seed_plan(cast=cast, name=QN), "D-33")
    assert "21/02/2022 nhưng nội dung ghi năm 2023" in line


def test_notice_after_the_collection_and_briefing_not_before_it(cast):
    """D-36."""
    lines = of(a_seed_plan(cast=cast, name=QN), "D-36")
    assert len(lines) == 2
    assert "trước khi người dân được báo" in lines[0] and "quán triệt" in lines[1]


def test_dates_of_another_year_bind_nobody(cast):
    """A plan renewed or imported with last year's dates."""
    (line,) = of(a_plan_of_2027(cast), "NĂM")
    assert "không thuộc năm kế hoạch 2027" in line and "từ 01/04/2026 đến hết 30/06/2026" in line


def test_a_survey_before_any_content(cast):
    """D-37."""
    assert of(a_seed_plan(cast=cast, name=QN), "D-37")[0].startswith("Trình tự, mục 2:")


def test_tasked_bodies_that_are_not_told(cast):
    """D-42: the service centre, the Party board, the organisations."""
    words = " ".join(of(a_plan(cast=cast), "D-42"))
    for body in ("Trung tâm Dịch vụ sự nghiệp công", "Ban Xây dựng Đảng", "Các tổ chức chính trị - xã hội"):
        assert body in words
    for body in ("Công an", "Ủy ban Mặt trận Tổ quốc được", "nhà trường", "Văn phòng"):
        assert body not in words
    others = " ".join(of(a_seed_plan(cast=cast, name=QN), "D-42"))
    assert "Khối Dân vận" in others


def test_an_import_says_that_number_and_day_are_blank(cast):
    """D-46."""
    assert of(a_plan(cast=cast), "D-46") == []
    assert len(of(a_plan_of_2027(cast), "D-46", is_import=True)) == 1


def a_plan_of_2027(cast):
    return a_seed_plan(cast=cast, name=LP, change=lambda data: data["plan"].update(year=2027))


def test_the_laws_ten_days_beside_the_plans_ten_working_days(cast):
    """D-47."""
    (line,) = of(a_plan(cast=cast), "D-47")
    assert "chậm nhất 10 ngày làm việc sau ngày hội nghị" in line and "cần đối chiếu" in line


def test_a_notice_shorter_than_the_laws(cast):
    """D-48: a warning for a UBND, a note for others."""
    plan = a_seed_plan(cast=cast, name=QN)
    assert [row.is_note for row in all_warnings(plan) if row.code == "D-48"] == [True]
    Plan.objects.filter(pk=plan.pk).update(body="ubnd")
    plan.refresh_from_db()
    assert [row.is_note for row in all_warnings(plan) if row.code == "D-48"] == [False]
    assert of(a_plan(cast=cast), "D-48") == []


# What is done about them


def test_a_warning_set_aside_with_a_reason_comes_back_when_its_words_change(cast):
    plan = a_plan(cast=cast)
    warning = next(row for row in all_warnings(plan) if row.code == "D-42")
    with pytest.raises(Refused, match="lý do"):
        services.dismiss_warning(plan=plan, fingerprint=warning.fingerprint, reason=" ", actor=cast.office)
    dismissal = services.dismiss_warning(
        plan=plan, fingerprint=warning.fingerprint, reason="Đã gửi riêng.", actor=cast.office
    )
    standing, aside = warnings_of(plan)
    assert warning.fingerprint not in {row.fingerprint for row in standing}
    assert [row.reason for _, row in aside] == ["Đã gửi riêng."]
    entry = AuditEntry.objects.about(plan).newest_first()[0]
    assert (entry.action, entry.note) == ("plan.dismiss_warning", "Đã gửi riêng.")
    with pytest.raises(Refused, match="đã được bỏ qua"):
        services.dismiss_warning(plan=plan, fingerprint=warning.fingerprint, reason="Lại.", actor=cast.office)
    services.restore_warning(dismissal=dismissal, actor=cast.office)
    assert warnings_of(plan)[1] == []


def test_a_total_that_was_set_aside_warns_anew_with_other_figures(cast):
    plan = a_plan(cast=cast)
    Plan.objects.filter(pk=plan.pk).update(target_text="03 hội nghị chuyên đề.")
    plan.refresh_from_db()
    (warning,) = [row for row in all_warnings(plan) if row.code == "LP-21"]
    services.dismiss_warning(
        plan=plan, fingerprint=warning.fingerprint, reason="Tính cả cụm.", actor=cast.office
    )
    Plan.objects.filter(pk=plan.pk).update(target_text="04 hội nghị chuyên đề.")
    plan.refresh_from_db()
    assert "LP-21" in {row.code for row in warnings_of(plan)[0]}


def test_only_the_office_settles_warnings_and_not_after_the_issue(cast, neighbours):
    plan = a_submitted_plan(cast=cast)
    warning = all_warnings(plan)[0]
    for person in (cast.chair, cast.unit, neighbours.office):
        with pytest.raises(NotYourRole):
            services.dismiss_warning(plan=plan, fingerprint=warning.fingerprint, reason="x", actor=person)
    issued = an_issued_plan(cast=cast, plan=_of_year(2027))
    with pytest.raises(Refused, match="đã ban hành"):
        services.dismiss_warning(plan=issued, fingerprint=warning.fingerprint, reason="x", actor=cast.office)


def _of_year(year):
    return DATA["plan"] | {"year": year}


def test_a_tasked_body_becomes_a_recipient_with_one_click(cast, sign_in):
    """D-42: before the archive's line; the warning is then gone."""
    plan = a_plan(cast=cast)
    warning = next(row for row in all_warnings(plan) if row.code == "D-42")
    client = sign_in(cast.office)
    page = client.get(f"/ke-hoach/{plan.pk}/").content.decode()
    assert "Thêm vào Nơi nhận" in page
    client.post(f"/ke-hoach/{plan.pk}/noi-nhan/them/", {"text": warning.recipient})
    lines = [row.text for row in plan.recipients.order_by("order", "pk")]
    assert lines[-2] == warning.recipient and lines[-1].startswith("Lưu")
    assert warning.recipient not in " ".join(of(plan, "D-42"))
    again = client.post(f"/ke-hoach/{plan.pk}/noi-nhan/them/", {"text": warning.recipient})
    assert again.status_code == 409


def test_pages_of_warnings_ask_for_the_right_person(cast, neighbours, sign_in):
    plan = a_plan(cast=cast)
    warning = all_warnings(plan)[0]
    url = f"/ke-hoach/{plan.pk}/luu-y/{warning.fingerprint}/bo-qua/"
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.chair).get(url).status_code == 403
    client = sign_in(cast.office)
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Đã rõ."}).status_code == 302
    page = client.get(f"/ke-hoach/{plan.pk}/").content.decode()
    assert "1 lưu ý đã bỏ qua" in page and "Đã rõ." in page
    assert client.get(f"/ke-hoach/{plan.pk}/noi-nhan/them/").status_code == 405


def test_rules_of_the_law_are_there(cast):
    a_plan(cast=cast)
    assert Rule.objects.filter(regulation__is_statutory=True).count() == 4
