"""The issued plan as a PDF: everything that the data file says is there, and stays there."""

import io

import pytest
from pypdf import PdfReader

from documents.tasks import render_pdf
from plans.marks import plain, typed_paragraphs
from plans.models import Plan, PlanParagraph, PlanTarget
from plans.services import print_plan
from tests.factories.plans import DATA, a_plan, an_issued_plan

pytestmark = pytest.mark.django_db
PEOPLE = {key: person["name"] for key, person in DATA["people"].items()}


def squeeze(text):
    """Letters only, for lines of a PDF break where they like."""
    return "".join(text.split())


def pdf_text(paper):
    render_pdf(paper.pk)
    paper.refresh_from_db()
    reader = PdfReader(io.BytesIO(paper.pdf.open("rb").read()))
    pages = [page.extract_text() for page in reader.pages]
    # The page number stands alone on the first line of every page but the first.
    cleaned = [
        page if number == 1 else "\n".join(line for line in page.splitlines() if line.strip() != str(number))
        for number, page in enumerate(pages, start=1)
    ]
    return "\n".join(cleaned)


def every_sentence():
    """All that the file says and the paper must say, in the file's order."""
    plan = DATA["plan"]
    yield from plan["title"].splitlines()
    yield from (plan["lead_in"], plan["target_text"], plan["closing"], plan["signer_title"])
    yield from (row["text"] for row in DATA["bases"])
    for heading in DATA["outline"]:
        yield heading["text"]
        yield from (plain(words) for _, words in typed_paragraphs(heading.get("body", "")))
    for target in DATA["targets"]:
        yield from (topic["text"] for topic in target["topics"])
    for step in DATA["agenda"]:
        yield from step["contents"]
        yield step["responsible"].format(**PEOPLE)
    for body in (body for heading in DATA["outline"] for body in heading.get("tasks", [])):
        yield body["unit"]
        yield from (item["text"] for item in body["items"])
    yield from (row["text"] for row in DATA["recipients"])


HEADINGS = [
    "ỦY BAN NHÂN DÂN", "XÃ LẠC PHƯỢNG", "Số: 01/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Lạc Phượng, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH", "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích:", "2. Yêu cầu:", "II. CHỈ TIÊU, NỘI DUNG, HÌNH THỨC ĐỐI THOẠI",
    "1. Chỉ tiêu: 01 hội nghị định kỳ; 02 hội nghị chuyên đề.", "2. Nội dung đối thoại:", "2.1. Đối thoại định kỳ",
    "2.2. Đối thoại theo chuyên đề", "* Hội Nông dân xã:", "* Các nhà trường:", "3. Hình thức đối thoại:",
    "4. Thời gian: Dự kiến", "5. Thành phần tham dự: Tùy vào", "III. QUY TRÌNH TỔ CHỨC",
    "1. Chuẩn bị tổ chức Hội nghị đối thoại", "1.1. Chủ tịch UBND xã chỉ đạo", "1.2. Văn phòng", "1.3. Văn phòng",
    "1.4. Trong trường hợp bất khả kháng", "2. Trình tự Hội nghị đối thoại:", "IV. TỔ CHỨC THỰC HIỆN",
    "1. Văn phòng HĐND và UBND xã", "2. Công an xã", "3. Trung tâm Dịch vụ sự nghiệp công xã",
    "4. Các cơ quan, đơn vị có liên quan", "5. Đề nghị Ủy ban Mặt trận Tổ quốc", "triển khai thực hiện./.",
]  # fmt: skip


@pytest.fixture
def issued(cast):
    return an_issued_plan(cast=cast)


def test_pdf_says_everything_that_the_file_says(issued):
    """LP-01 to LP-118, as far as they are words of the plan."""
    text = squeeze(pdf_text(issued.paper))
    missing = [sentence for sentence in every_sentence() if squeeze(sentence) not in text]
    assert missing == []
    assert "Nơinhận:" in text
    assert squeeze(PEOPLE["chair"]) in text
    assert "None" not in text
    assert "{" not in text


def test_pdf_has_the_seeds_headings_in_its_order(issued):
    text, place = squeeze(pdf_text(issued.paper)), 0
    for heading in HEADINGS[6:]:
        found = text.find(squeeze(heading), place)
        assert found >= 0, heading
        place = found
    for heading in HEADINGS[:6]:
        assert squeeze(heading) in text


def test_pdf_labels_purposes_without_a_double(issued):
    """LP-13, D-17: the seed has c) twice."""
    text = pdf_text(issued.paper)
    for label, start in zip(
        "abcd", ("Tổ chức đối thoại", "Tuyên truyền", "Phát huy", "Giải quyết"), strict=True
    ):
        assert squeeze(f"{label}) {start}") in squeeze(text)


def test_paper_never_changes_with_the_plan(issued):
    before = (issued.paper.html, issued.paper.html_sha256)
    Plan.objects.filter(pk=issued.pk).update(title="Khác", closing="Khác")
    PlanParagraph.objects.all().delete()
    PlanTarget.objects.update(audience="Khác")
    text = squeeze(pdf_text(issued.paper))
    assert all(squeeze(sentence) in text for sentence in every_sentence())
    assert (issued.paper.html, issued.paper.html_sha256) == before


def test_paper_without_names_prints_titles(cast):
    """Sample data never names real officials."""
    paper = an_issued_plan(cast=cast, names=False).paper
    for person in PEOPLE.values():
        assert person not in paper.html
    assert "Đồng chí Chánh Văn phòng HĐND và UBND xã." in paper.html
    assert "Đồng chí Chủ tịch UBND xã - Chủ trì hội nghị" in paper.html
    assert "Trần Chủ Tịch" in paper.html


def test_state_plan_never_has_the_partys_heading(issued):
    """LP-03."""
    assert "ĐẢNG CỘNG SẢN" not in issued.paper.html


def test_draft_prints_a_gap_for_the_day_and_the_month_that_is_known(cast):
    """LP-01, LP-02, D-46."""
    paper = print_plan(plan=a_plan(cast=cast), actor=cast.office)
    assert "Số: ……/KH-UBND" in paper.html
    assert "Lạc Phượng, ngày …… tháng 3 năm 2026" in paper.html
    assert "DỰ THẢO" in paper.html
    assert "None" not in paper.html


def test_signer_without_on_behalf_line(issued):
    """LP-118: CHỦ TỊCH alone, no TM. UBND."""
    assert '<p class="post">CHỦ TỊCH</p>' in issued.paper.html
    assert "TM." not in issued.paper.html
