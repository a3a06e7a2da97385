"""Every part of each seed's plan under the pen: headings, paragraphs with their marks, rows; nothing typed is lost."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.vietnamese import fold
from plans import services
from plans.coverage import printed_words
from plans.files import data_of, read_file
from plans.marks import as_typed, plain, typed_paragraphs
from plans.models import Plan
from plans.outline import blocks_of, labelled_headings
from plans.sections import documents_in, recipient_groups, recipient_of, sections_of
from plans.templatetags.plan import emphasis
from tests.factories.plans import a_plan
from tests.plans.test_seeds import FIVE
from tests.plans.test_views import edit_url, fields_of

pytestmark = pytest.mark.django_db


def loaded(cast, name):
    return services.load_plan_file(commune=cast.commune, data=read_file(name), actor=cast.office)


@pytest.mark.parametrize("name", FIVE)
def test_saving_each_part_unchanged_changes_nothing(client, sign_in, cast, name):
    plan = loaded(cast, name)
    before, words = data_of(plan), printed_words(plan)
    sign_in(cast.office)
    for section in sections_of(plan):
        page = client.get(edit_url(plan, section.key))
        assert page.status_code == 200
        assert "None" not in page.content.decode()
        answer = client.post(edit_url(plan, section.key), fields_of(page))
        assert answer.status_code == 302, (section.key, answer.context["form"].errors)
    plan = Plan.objects.get(pk=plan.pk)
    assert plan.version == 1
    assert not AuditEntry.objects.about(plan).filter(action="plan.edit").exists()
    assert (data_of(plan), printed_words(plan)) == (before, words)


# The outline


def test_a_plan_with_deadlines_of_its_own_keeps_them_when_its_general_part_is_saved(client, sign_in, cast):
    plan = a_plan(cast=cast)
    own = services.own_regulation(plan=plan, actor=cast.office)
    sign_in(cast.office)
    url = edit_url(plan, "thong-tin-chung")
    answer = client.post(url, fields_of(client.get(url)) | {"closing": "Câu kết mới."})
    assert answer.status_code == 302, answer.context["form"].errors
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.regulation, plan.closing) == (own, "Câu kết mới.")


def outline_page(client, plan):
    return edit_url(plan, "de-muc"), fields_of(client.get(edit_url(plan, "de-muc")))


def test_a_heading_is_added_renamed_and_moved(client, sign_in, cast):
    plan = loaded(cast, "quang_nghiep_2023")
    sign_in(cast.office)
    url, data = outline_page(client, plan)
    count = plan.headings.count()
    data |= {
        "outline-0-text": "MỤC TIÊU, YÊU CẦU",
        f"outline-{count}-ORDER": "9",
        f"outline-{count}-level": "2",
        f"outline-{count}-text": "Dự toán kinh phí",
        f"outline-{count}-label": "number",
        f"outline-{count}-slot": "budget",
    }
    assert client.post(url, data).status_code == 302
    labels = [
        f"{label} {heading.text}".strip()
        for heading, label in labelled_headings(Plan.objects.get(pk=plan.pk))
    ]
    assert labels[0] == "I. MỤC TIÊU, YÊU CẦU"
    assert labels[labels.index("2. Chương trình Hội nghị") + 1 :][0] == "3. Dự toán kinh phí"
    assert "4. Xử lý công việc sau tiếp xúc, đối thoại" in labels
    text = client.get(reverse("plan_detail", args=[plan.pk])).content.decode()
    assert "3. Dự toán kinh phí" in text
    assert "- Văn phòng phẩm;" in text
    assert "4.1. Chậm nhất 05 ngày" in text


def test_a_heading_that_holds_paragraphs_is_not_removed(client, sign_in, cast):
    plan = loaded(cast, "thanh_mai_2025")
    sign_in(cast.office)
    url, data = outline_page(client, plan)
    answer = client.post(url, data | {"outline-1-DELETE": "on", "outline-0-text": "KHÁC"})
    assert "Đề mục “Mục đích” còn 2 đoạn văn" in answer.content.decode()
    assert 'value="KHÁC"' in answer.content.decode()
    assert plan.headings.filter(text="Mục đích").exists()


def test_an_outline_never_skips_a_level(client, sign_in, cast):
    plan = loaded(cast, "thanh_mai_2025")
    sign_in(cast.office)
    url, data = outline_page(client, plan)
    answer = client.post(url, data | {"outline-1-level": "3"})
    assert "ở cấp 3 nhưng đề mục đứng trước ở cấp 1" in answer.content.decode()


def test_two_people_in_one_part_are_told_and_both_texts_shown(client, sign_in, cast):
    plan = loaded(cast, "nghi_duong_2025")
    part = next(section for section in sections_of(plan) if section.title.startswith("I."))
    sign_in(cast.office)
    first = fields_of(client.get(edit_url(plan, part.key)))
    body = next(name for name in part.names if name.startswith("body:") and first[name])
    assert client.post(edit_url(plan, part.key), first | {body: "Bản một."}).status_code == 302
    answer = client.post(edit_url(plan, part.key), first | {body: "Bản hai."})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Bản một." in text
    assert "Bản hai." in text


def test_tasks_print_under_the_heading_that_is_chosen(client, sign_in, cast):
    """ND V: three groups of tasks and a run-in one."""
    plan = loaded(cast, "nghi_duong_2025")
    second = plan.headings.get(text="Đối với Hội nghị đối thoại của người đứng đầu chính quyền")
    sign_in(cast.office)
    data = fields_of(client.get(edit_url(plan, "phan-cong")))
    assert (
        client.post(edit_url(plan, "phan-cong"), data | {"tasks-0-heading_id": str(second.pk)}).status_code
        == 302
    )
    lines = [
        f"{block.label} {block.lead} {block.text}".strip()
        for block in blocks_of(Plan.objects.get(pk=plan.pk))
    ]
    moved = next(line for line in lines if "Ban Xây dựng Đảng phối hợp" in line)
    assert moved.startswith("2.1.")
    assert [line for line in lines if line.startswith("4.  Giao Ban Xây dựng Đảng")]


# Marks


def test_typed_marks_begin_paragraphs_and_come_back():
    text = "Mở đầu\ncủa đoạn.\n\na) Một\nb) Hai\n1. Ba\n(1) Bốn\n+ Năm\n* Sáu"
    rows = typed_paragraphs(text)
    assert [mark for mark, _ in rows] == ["", "letter", "letter", "number", "bracket", "plus", "star"]
    assert rows[0][1] == "Mở đầu của đoạn."
    assert typed_paragraphs(as_typed(rows)) == rows
    assert typed_paragraphs("01 hội nghị\n\n½ ngày") == [("", "01 hội nghị"), ("", "½ ngày")]


def test_emphasis_is_escaped_and_plain_text_has_no_stars():
    text = "Gửi **trước ngày <16/5>** (*có mẫu*), 2 * 3"
    assert emphasis(text) == "Gửi <b>trước ngày &lt;16/5&gt;</b> (<i>có mẫu</i>), 2 * 3"
    assert plain(text) == "Gửi trước ngày <16/5> (có mẫu), 2 * 3"


def test_recipients_keep_their_purposes_and_share_a_brace():
    """LP-117, ND-71, TM-62, TM-63, TD-96."""
    lines = [
        "Sở Nội vụ (thay b/cáo)",
        "HĐND xã } (B/c)",
        "UBND tỉnh (b/c)",
        "Thường trực (để báo cáo)",
        "Lưu: VT",
    ]
    rows = [type("Row", (), recipient_of(line)) for line in lines]
    assert [row.purpose for row in rows] == ["thay b/cáo", "B/c", "b/c", "để báo cáo", ""]
    groups = recipient_groups(rows, extra=["Sở khác"])
    assert groups[0] == (["Sở Nội vụ (thay b/cáo)", "HĐND xã"], "B/c")
    assert groups[-2:] == [(["Sở khác"], ""), (["Lưu: VT"], "")]


def test_a_new_plan_of_each_body_has_its_own_words(cast):
    for body, words in (("hdnd", "TM. HỘI ĐỒNG NHÂN DÂN"), ("party", "T/M BAN THƯỜNG VỤ"), ("ubnd", "")):
        plan = services.create_plan(commune=cast.commune, year=2027, actor=cast.office, body=body)
        assert (plan.body, plan.signer_on_behalf) == (body, words)
        assert "{" not in plan.lead_in + plan.title + plan.authority
    assert fold(str(a_plan(cast=cast))).startswith("ke hoach")


@pytest.mark.parametrize("name", FIVE)
def test_papers_that_a_basis_names_are_read_off_its_text(name):
    """LP-05, LP-07, ND-05, QN-05, TD-05 to TD-12: number and date as the file has them."""
    for basis in read_file(name)["bases"]:
        told = [paper for paper in basis["documents"] if paper.get("number") or paper["kind"] == "Luật"]
        read = {(paper["kind"], paper["number"], paper["dated_on"]) for paper in documents_in(basis["text"])}
        assert {(paper["kind"], paper.get("number", ""), paper.get("dated_on")) for paper in told} <= read
    assert documents_in("Căn cứ Quy chế làm việc nhiệm kỳ 2021-2026;") == []
    assert documents_in("Căn cứ Nghị quyết số 12/NQ-HĐND ngày 31/2/2026 của HĐND xã")[0]["dated_on"] is None


def test_a_plan_of_a_village_cannot_become_a_second_plan_of_the_commune(client, sign_in, cast):
    """QN-04: the village's plan stands beside the commune's, not in its place."""
    data = read_file("quang_nghiep_2023")
    whole = data | {"plan": data["plan"] | {"village": ""}}
    services.load_plan_file(commune=cast.commune, data=whole, actor=cast.office)
    plan = loaded(cast, "quang_nghiep_2023")
    sign_in(cast.office)
    url = edit_url(plan, "thong-tin-chung")
    answer = client.post(url, fields_of(client.get(url)) | {"village": ""})
    assert "Năm 2023 đã có kế hoạch" in answer.content.decode()


def test_a_paper_costs_the_same_however_long_its_outline(cast, django_assert_max_num_queries):
    plan = loaded(cast, "toa_dinh_2026")
    with django_assert_max_num_queries(20):
        assert printed_words(plan)


def test_pages_and_paper_number_headings_alike(cast):
    """A heading after numbered tasks goes on from them, on the edit pages too."""
    plan = loaded(cast, "quang_nghiep_2023")
    plan.headings.create(order=99, level=2, text="Kinh phí")
    plan = Plan.objects.get(pk=plan.pk)
    label = next(label for heading, label in labelled_headings(plan) if heading.text == "Kinh phí")
    printed = next(block.label for block in blocks_of(plan) if block.text == "Kinh phí")
    assert label == printed == "6."
