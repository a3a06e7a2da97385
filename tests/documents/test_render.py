"""From frozen HTML to PDF: the format of Nghị định 30/2020 and of the Party, nothing fetched from outside."""

import gc
import io

import pytest
from pypdf import PdfReader

from core.states import BodyKind
from documents import fonts, render
from documents.faces import PaperFace
from documents.fonts import check_paper_font, needed_letters
from documents.render import OutsidePaper, local_path, pdf_of
from documents.states import PaperKind
from tests.factories.documents import DAY, plain_build, text_build

pytestmark = pytest.mark.django_db
PANGRAM = "Do bạch kim rất quý, sẽ để lắp vô xương. ẮẰẲẴẶ ỨỪỬỮỰ ỶỸỴ đ ₫ – “tiếng Việt”…"


@pytest.fixture
def face(commune):
    return PaperFace(
        commune=commune, kind=PaperKind.PLAN, body=BodyKind.UBND, sign="KH", excerpt="Về việc\ntổ chức đối thoại",
        number=5, issued_on=DAY, signer_name="Trần Chủ Tịch", signer_title="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    )  # fmt: skip


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_state_heading_has_all_its_lines(face):
    text = text_of(read(pdf_of(plain_build(face), is_archival=True).content))
    for words in (
        "ỦY BAN NHÂN DÂN XÃ LẠC PHƯỢNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/KH-UBND", "Lạc Phượng, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH Về việc tổ chức đối thoại",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "Trần Chủ Tịch",
    ):  # fmt: skip
        assert words in text
    assert "ĐẢNG CỘNG SẢN" not in text
    assert "DỰ THẢO" not in text


def test_party_heading_has_no_national_title(commune):
    face = PaperFace(
        commune=commune, kind=PaperKind.PLAN, body=BodyKind.PARTY, sign="KH", excerpt="x", number=20, issued_on=DAY,
        signer_name="A", signer_title="T/M BAN THƯỜNG VỤ\nBÍ THƯ",
    )  # fmt: skip
    text = text_of(read(pdf_of(plain_build(face), is_archival=True).content))
    assert "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG ĐẢNG ỦY XÃ LẠC PHƯỢNG * Số 20-KH/ĐU" in text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text
    assert "T/M BAN THƯỜNG VỤ" in text


def test_a_draft_says_so_and_has_dots_for_what_is_missing(commune):
    face = PaperFace(
        commune=commune, kind=PaperKind.PLAN, body=BodyKind.UBND, sign="KH", excerpt="x", draft_year=2026
    )
    html = plain_build(face)
    text = text_of(read(pdf_of(html, is_archival=False).content))
    assert "DỰ THẢO" in text
    assert "Số: ……/KH-UBND" in text
    assert "ngày …… tháng …… năm 2026" in text
    assert "None" not in html


def test_pdf_is_tagged_archival_and_in_vietnamese(face):
    reader = read(pdf_of(plain_build(face), is_archival=True).content)
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "vi"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    xmp = catalogue["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp or 'pdfaid:part="2"' in xmp
    assert reader.metadata.title == "Kế hoạch 05/KH-UBND Về việc tổ chức đối thoại"


def test_only_the_papers_own_face_is_embedded_with_all_letters(face):
    reader = read(pdf_of(text_build(PANGRAM)(face), is_archival=True).content)
    names = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all("Paper-Serif" in name or "Liberation-Serif" in name for name in names), names
    assert PANGRAM in text_of(reader)


def test_page_number_stands_from_the_second_page_on(face):
    long = "\n".join(f"Đoạn {n} của một văn bản dài để sang trang thứ hai." for n in range(60))
    reader = read(pdf_of(text_build(long)(face), is_archival=True).content)
    assert len(reader.pages) > 1
    first, second = (page.extract_text().split() for page in reader.pages[:2])
    assert "2" in second[:1] + second[-1:]
    assert "1" not in first[:1]


def test_signature_is_never_cut_apart(face):
    """The foot goes to the next page as a whole, with the last paragraph."""
    for rows in range(18, 30):
        html = text_build("\n".join(["Một đoạn."] * rows + ["Đoạn cuối của văn bản./."]))(face)
        last = read(pdf_of(html, is_archival=False).content).pages[-1].extract_text()
        for words in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Chủ Tịch", "Đoạn cuối của văn bản./."):
            assert words in last, rows


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a.png", "file:///etc/passwd", "ftp://x/y", "https://papers.invalid/etc/passwd",
        "https://papers.invalid/static/../../etc/passwd", "https://papers.invalid/static/%2e%2e/manage.py",
        "https://papers.invalid/static//etc/passwd", "https://papers.invalid/fonts/../../etc/passwd",
        "https://papers.invalid/fonts/Other.ttf", "data:text/plain,x", "https://papers.invalid.example/static/x",
    ],
)  # fmt: skip
def test_nothing_outside_the_static_folder_is_read(url):
    with pytest.raises((OutsidePaper, Exception)):
        assert local_path(url) is None


def test_static_files_and_the_faces_are_found():
    assert local_path("https://papers.invalid/static/documents/paper-1.css").name == "paper-1.css"
    assert local_path("https://papers.invalid/fonts/LiberationSerif-Bold.ttf").exists()


def test_a_foreign_picture_is_left_out_but_a_missing_style_sheet_fails(face):
    html = plain_build(face)
    assert (
        pdf_of(html.replace("</body>", '<img src="http://192.0.2.1/x.png"></body>'), is_archival=False).pages
        == 1
    )
    with pytest.raises(OutsidePaper, match="paper-9"):
        pdf_of(html.replace("paper-1.css", "paper-9.css"), is_archival=False)


def test_garbage_collection_is_off_during_a_render_and_on_again_after(face, monkeypatch):
    seen = []
    real = render.local_path
    monkeypatch.setattr(render, "local_path", lambda url: seen.append(gc.isenabled()) or real(url))
    assert gc.isenabled()
    pdf_of(plain_build(face), is_archival=False)
    assert gc.isenabled()
    assert seen
    assert not any(seen)


def test_the_face_has_every_vietnamese_letter_and_the_check_says_which_package(settings, tmp_path):
    assert len(needed_letters()) > 180
    assert check_paper_font(None) == []
    settings.PAPER_FONT_FOLDER = str(tmp_path)
    fonts.font_folder.cache_clear()
    try:
        (error,) = check_paper_font(None)
        assert error.id == "documents.E001"
        assert "apt-get install fonts-liberation2" in error.hint
    finally:
        fonts.font_folder.cache_clear()
