"""The five plans of the seeds: loaded with one command, approved, issued and printed with nothing lost."""

from datetime import date
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from core.models import Commune
from core.refusals import Refused
from documents.plaintext import lines_of
from documents.services import period_of, set_register
from plans import services
from plans.coverage import coverage_of, printed_words, rows_of, words_of
from plans.files import data_of, file_names, read_file, yaml_of
from plans.models import Plan, PlanParagraph
from plans.outline import blocks_of
from plans.services.seeds import rehearsed_plan
from plans.states import ChairMode, PlanState

pytestmark = pytest.mark.django_db
FIVE = ["lac_phuong_2026", "nghi_duong_2025", "quang_nghiep_2023", "thanh_mai_2025", "toa_dinh_2026"]
each_file = pytest.mark.parametrize("name", FIVE)


def loaded(cast, name):
    """The file in the cast's commune, so that its people can act on it."""
    return services.load_plan_file(commune=cast.commune, data=read_file(name), actor=cast.office)


def approved(cast, name):
    plan = services.submit_plan(plan=loaded(cast, name), actor=cast.office)
    return services.approve_plan(plan=plan, actor=cast.chair)


def issued(cast, name):
    """Issued with the number and on the day that the seed bears, else with the first number."""
    original, plan = read_file(name).get("original", {}), approved(cast, name)
    day = original.get("issued_on") or plan.approved_at.date()
    number = original.get("number", 1)
    if number > 1:
        period = period_of(body=plan.body, commune=cast.commune, issued_on=day)
        set_register(
            commune=cast.commune, body=plan.body, sign=plan.symbol, period=period, last_number=number - 1,
            reason="Sổ giấy đã tới số này.", actor=cast.office,
        )  # fmt: skip
    return services.issue_plan(
        plan=plan, issued_on=day, signer_name=plan.signer_name, signer_title="BÍ THƯ", actor=cast.office
    )


# One command


def test_seed_coverage_ends_at_all_rows_of_the_matrix():
    out = StringIO()
    call_command("seed_coverage", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[-1] == "covered 462 of 462"
    assert not [line for line in lines if "mất" in line or "thiếu" in line or "không dòng nào dẫn" in line]
    assert not Plan.objects.exists()


def test_seed_coverage_says_what_to_do_before_the_tables_are_there(monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {})
    with pytest.raises(CommandError, match="Run “manage.py migrate” first"):
        call_command("seed_coverage")


def test_coverage_falls_when_a_paragraph_a_number_or_a_row_of_data_is_gone():
    with rehearsed_plan("thanh_mai_2025") as (plan, original):
        whole = coverage_of(plan, "thanh_mai_2025", original)
        PlanParagraph.objects.filter(heading__plan=plan, text__startswith="Chủ trì đối thoại").delete()
        plan.targets.filter(kind="ad_hoc").delete()
        less = coverage_of(Plan.objects.get(pk=plan.pk), "thanh_mai_2025", original)
    assert whole.covered == len(whole.rows) == 68
    missing = {row.key for row in less.rows if not row.is_covered}
    assert missing == {"TM-19", "TM-28", "TM-29", "TM-37"}
    assert any("chủ trì đối thoại chủ tịch" in words for words in less.lost)


def test_every_row_of_the_matrix_is_there_once():
    counts = {"LP": 118, "ND": 78, "TM": 68, "QN": 93, "TD": 105}
    keys = [key for name in file_names() for key in rows_of(name)]
    assert sorted(keys) == sorted(
        f"{seed}-{n:02d}" for seed, count in counts.items() for n in range(1, count + 1)
    )


def test_words_ignore_set_up_but_no_word():
    assert words_of("**1.2 Văn phòng** – <i>Ngày 05</i>") == words_of("1.2. văn phòng, ngày 5")
    assert words_of("để dán") != words_of("đề dán")


def test_load_plan_all_makes_five_drafts_in_communes_of_their_own_names_once():
    out = StringIO()
    call_command("load_plan", "--all", stdout=out)
    call_command("load_plan", "--all", stdout=out)
    assert Plan.objects.count() == Commune.objects.count() == 5
    assert out.getvalue().count("Đã lập dự thảo") == out.getvalue().count("Đã có từ trước") == 5
    names = {plan.commune.name: plan.regulation.code for plan in Plan.objects.select_related("commune")}
    assert names == {
        "Lạc Phượng": "LP",
        "Nghi Dương": "ND",
        "Quảng Nghiệp": "QN",
        "Thanh Mai": "TM",
        "Tòa Đình": "TD",
    }


# There and back


@each_file
def test_a_plan_given_back_as_a_file_reads_the_same(name):
    with rehearsed_plan(name) as (plan, original):
        first, text = data_of(plan), printed_words(plan, original)
    with rehearsed_plan(name, first | {"commune": read_file(name)["commune"]}) as (plan, _):
        again = data_of(plan)
        assert printed_words(plan, original) == text
    assert again == first
    file = read_file(name)
    parts = (
        "bases",
        "outline",
        "targets",
        "venues",
        "groups",
        "agenda",
        "letterings",
        "budget",
        "recipients",
    )
    assert {part: len(first.get(part, [])) for part in parts} == {
        part: len(file.get(part, [])) for part in parts
    }
    assert yaml.safe_load(yaml_of(first)) == first


# Approved, issued, printed


@each_file
def test_each_plan_is_approved_issued_and_its_paper_holds_every_row(cast, name):
    """LP-50, LP-51: what is announced later (TM-31, TD-37) or elsewhere (ND) does not bar the approval."""
    plan = issued(cast, name)
    assert plan.state == PlanState.ISSUED
    lines = lines_of(plan.paper.html)
    assert "None" not in plan.paper.html
    assert "{" not in " ".join(lines)
    found = coverage_of(plan, name, html=plan.paper.html)
    # The first three rows are number, date and heading: the cast's commune has its own.
    missing = [row for row in found.rows if not row.is_covered and row.key[3:] not in ("01", "02", "03")]
    # The signer's title was given at the issue (D-14).
    assert [row.key for row in missing] == (["ND-78"] if name == "nghi_duong_2025" else [])


@each_file
def test_the_archive_stands_last_among_the_recipients(cast, name):
    """LP-117, ND-77, TM-67, QN-92, TD-104: the line of the file copy, as each plan words it."""
    lines = lines_of(issued(cast, name).paper.html)
    listed = [line for line in lines[lines.index("Nơi nhận:") :] if line.startswith("- ")]
    archived = [line for line in listed if line.startswith("- Lưu")]
    assert archived == listed[-1:] and archived[0].endswith(".")


def test_party_plan_has_the_partys_form(cast):
    """ND-01 to ND-03, ND-72, ND-78: no Quốc hiệu, a hyphen in the number, commas in Nơi nhận, T/M."""
    plan = issued(cast, "nghi_duong_2025")
    lines = lines_of(plan.paper.html)
    assert "Số 20-KH/ĐU" in lines
    assert lines.count("ĐẢNG CỘNG SẢN VIỆT NAM") == lines.count("*") == 1
    assert not [line for line in lines if "CỘNG HÒA XÃ HỘI" in line]
    assert "- Thường trực Thành ủy (để báo cáo)," in lines
    assert "- Lưu Văn phòng Đảng ủy." in lines
    place = lines.index("T/M BAN THƯỜNG VỤ")
    assert lines[place + 1] == "BÍ THƯ"
    assert any(
        line.startswith("Thực hiện Quyết định 218-QĐ/TW") and line.endswith("năm 2025.") for line in lines
    )


def test_council_plan_has_the_councils_heading(cast):
    """QN-01, QN-02, QN-93."""
    lines = lines_of(issued(cast, "quang_nghiep_2023").paper.html)
    assert lines[0] == "HỘI ĐỒNG NHÂN DÂN"
    assert {
        "Số: 06/KH-HĐND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TM. HỘI ĐỒNG NHÂN DÂN",
        "CHỦ TỊCH",
    } <= set(lines)
    assert [line for line in lines if line.startswith("2.3. Đồng chí Chủ tịch HĐND xã chủ trì")]


def test_plans_of_three_bodies_stand_side_by_side_in_one_year(cast):
    """ND V.2: a Party plan and a UBND plan; a village's plan of the Council beside them."""
    years = {"year": 2026}
    for name in ("lac_phuong_2026", "nghi_duong_2025", "quang_nghiep_2023"):
        data = read_file(name)
        services.load_plan_file(
            commune=cast.commune, data=data | {"plan": data["plan"] | years}, actor=cast.office
        )
    plans = Plan.objects.of_commune(cast.commune).for_year(2026)
    assert {plan.regulation.code for plan in plans} == {"LP", "ND", "QN"}
    assert "thôn Kiêm Tân" in str(plans.get(body="hdnd"))
    with pytest.raises(Refused, match="đã có kế hoạch"):
        data = read_file("toa_dinh_2026")
        services.load_plan_file(commune=cast.commune, data=data, actor=cast.office)


def test_issue_plan_is_refused_while_the_signers_title_is_unknown(cast):
    """D-14."""
    plan = approved(cast, "nghi_duong_2025")
    with pytest.raises(Refused, match="Chưa ghi chức vụ người ký"):
        services.issue_plan(plan=plan, issued_on=plan.approved_at.date(), signer_name="A", actor=cast.office)
    draft = services.print_plan(plan=loaded_again(cast), actor=cast.office)
    assert "T/M BAN THƯỜNG VỤ" in draft.html


def loaded_again(cast):
    data = read_file("nghi_duong_2025")
    return services.load_plan_file(
        commune=cast.commune, data=data | {"plan": data["plan"] | {"year": 2027}}, actor=cast.office
    )


def test_title_lettering_has_both_wordings_line_by_line():
    """ND-39 to ND-41."""
    with rehearsed_plan("nghi_duong_2025") as (plan, _):
        either = plan.letterings.get(mode=ChairMode.EITHER).lines.splitlines()
        joint = plan.letterings.get(mode=ChairMode.JOINT).lines.splitlines()
        lines = [line for block in blocks_of(plan) if block.kind == "lettering" for line in block.rows]
    assert lines == [*either, *joint]
    assert (len(either), len(joint)) == (5, 5)
    assert either[0] == "ĐẢNG ỦY (UBND XÃ) NGHI DƯƠNG"
    assert joint[0] == "ĐẢNG ỦY - UBND XÃ NGHI DƯƠNG"
    assert joint[2] == "GIỮA ĐỒNG CHÍ BÍ THƯ ĐẢNG ỦY - CHỦ TỊCH UBND XÃ"


def test_before_a_day_is_the_day_before_it():
    """D-12, D-44: "trước ngày 15/11/2025" ends with the 14th; the words are kept."""
    with rehearsed_plan("nghi_duong_2025") as (plan, _):
        target = plan.targets.get(kind="periodic")
    assert target.not_after == date(2025, 11, 14)
    assert target.window_words == "Quý IV/2025, kết thúc trước ngày 15/11/2025"
    assert target.count_text == "ít nhất 01"


def test_groups_of_a_conference_are_not_the_briefings():
    """QN-66, QN-73; TM-44: an ad-hoc conference's participants come later."""
    with rehearsed_plan("quang_nghiep_2023") as (plan, _):
        names = [row.name for row in plan.groups_for("periodic")]
    assert len(names) == 8
    assert not [name for name in names if name.startswith("Ban Chấp hành")]
    with rehearsed_plan("thanh_mai_2025") as (plan, _):
        assert (len(plan.groups_for("periodic")), plan.groups_for("ad_hoc")) == (6, [])


def test_the_issue_page_asks_for_a_title_that_is_not_known(client, sign_in, cast):
    """D-14."""
    plan = approved(cast, "nghi_duong_2025")
    sign_in(cast.office)
    url = reverse("plan_issue", args=[plan.pk])
    assert "Chức vụ người ký" in client.get(url).content.decode()
    data = {"issued_on": plan.approved_at.date().strftime("%d/%m/%Y"), "signer_name": "Người Ký"}
    assert client.post(url, data).status_code == 200
    assert client.post(url, data | {"signer_title": "PHÓ BÍ THƯ"}).status_code == 302
    plan.refresh_from_db()
    assert plan.signer_title == "PHÓ BÍ THƯ"
    assert "PHÓ BÍ THƯ" in plan.paper.html


def test_a_row_left_out_with_a_reason_counts_as_not_covered(monkeypatch):
    rows = rows_of("thanh_mai_2025") | {"TM-67": {"reason": "chữ không đọc được"}}
    monkeypatch.setattr("plans.coverage.rows_of", lambda name: rows)
    out = StringIO()
    call_command("seed_coverage", "thanh_mai_2025", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[-1] == "covered 67 of 68"
    assert "  TM-67: không đưa vào, vì chữ không đọc được" in lines
    assert any("không dòng nào dẫn" in line and "tờ" in line for line in lines)
