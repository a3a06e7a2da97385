"""Word files: the same words in the same order as the paper, for every kind of paper; Word's own headings and rows."""

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as parser
from pypdf import PdfReader

from conclusions.documents import extracts_of
from core.states import BodyKind
from documents.catalogue import PaperType, all_types
from documents.docx import docx_of
from documents.drafting import draft_face, draft_html
from documents.faces import PaperFace
from documents.models import Paper, PaperDraft
from documents.plaintext import lines_of
from documents.render import OutsidePaper, pdf_of
from documents.states import PaperKind
from documents.word.flow import VOCABULARY, UnknownElement
from feedback.services import draft_consolidated_report, print_consolidated_report
from tests.factories.conclusions import a_sent_notice
from tests.factories.documents import DAY, plain_build, text_build

pytestmark = pytest.mark.django_db
# Short, long, with tables, with sheets: the others are set in the same way.
IN_PDF = {
    "plan",
    "invitation",
    "public_notice",
    "consolidated_report",
    "conclusion_notice",
    "extract",
    "budget",
}


def lines_in(content):
    """Every paragraph and cell of a Word file in order, blank ones left out; a line break ends a line."""
    lines = []
    for paragraph in Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        words = "".join(
            "\n" if node.tag == qn("w:br") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        lines += [line.strip() for line in words.split("\n")]
    return [line for line in lines if line]


def face_of(commune, **more):
    fields = {
        "commune": commune, "kind": PaperKind.PLAN, "body": BodyKind.UBND, "sign": "KH", "number": 5,
        "excerpt": "Về việc\ntổ chức đối thoại", "issued_on": DAY, "signer_name": "Trần Chủ Tịch",
        "signer_title": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    }  # fmt: skip
    return PaperFace(**fields | more)


def drafts_of(conference):
    """Every kind of the catalogue as it begins, by a state body and by the Party."""
    for paper_type in all_types():
        if not isinstance(paper_type, PaperType):
            continue
        # The report of a period is the plan's, every other one the conference's.
        subject = conference.plan if paper_type.kind == PaperKind.PERIOD_REPORT else conference
        about = (paper_type.abouts(subject) or [("", "")])[0][0] if paper_type.abouts else ""
        begin = paper_type.begin(subject, about)
        draft = PaperDraft(
            commune=conference.commune, kind=paper_type.kind, subject=subject, about_key=about,
            body=paper_type.body or conference.plan.body, excerpt=begin.excerpt, text=begin.text,
            addressee=begin.addressee, values=begin.values, recipients="\n".join(begin.recipients),
            signer_title="CHỦ TỊCH",
        )  # fmt: skip
        yield paper_type.kind, paper_type.html(draft, draft_face(draft))
        yield paper_type.kind, paper_type.html(draft, replace(draft_face(draft), body=BodyKind.PARTY))


def all_papers(cast):
    """(kind, html) of every paper of one whole story: issued ones, the report, the extracts, all drafts."""
    notice = a_sent_notice(cast=cast)
    print_consolidated_report(
        report=draft_consolidated_report(conference=notice.conference, actor=cast.office), actor=cast.office
    )
    yield from ((paper.kind, paper.html) for paper in Paper.objects.order_by("pk"))
    yield from (("extract", html) for _, _, html in extracts_of(notice))
    yield from drafts_of(notice.conference)


def test_every_paper_keeps_to_the_vocabulary_and_has_the_same_words_in_word_and_pdf(cast):
    """One content model for page, PDF and Word: an element outside it would be refused here."""
    kinds = set()
    for kind, html in all_papers(cast):
        if kind in IN_PDF and kind not in kinds:
            check_pdf_reads_in_order(html, kind)
        kinds.add(str(kind))
        assert lines_in(docx_of(html)) == lines_of(html), kind
        body = parser.document_fromstring(html).body
        for drawing in list(body.iter("svg")):
            drawing.drop_tree()
        tags = {node.tag for node in body.iter() if isinstance(node.tag, str)}
        assert tags <= VOCABULARY, (kind, tags - VOCABULARY)
        assert not [node.tag for node in body.iter() if node.get("style")], kind
    assert {
        "plan",
        "invitation",
        "public_notice",
        "consolidated_report",
        "conclusion_notice",
        "extract",
    } <= kinds
    assert len(kinds) > 25


def bare(text):
    """Letters only: lines break elsewhere in a PDF, and pages have numbers."""
    return re.sub(r"[\s\d]+", "", text)


def check_pdf_reads_in_order(html, kind=""):
    """Every paragraph and cell stands in the PDF, one after the other."""
    pages = PdfReader(io.BytesIO(pdf_of(html, is_archival=False).content)).pages
    text, place = bare("".join(page.extract_text() for page in pages)), 0
    for line in lines_of(html):
        found = text.find(bare(line), place)
        assert found >= 0, (kind, line, text[place : place + 80])
        place = found + len(bare(line))


def test_an_unknown_element_is_refused(commune):
    html = text_build("x")(face_of(commune))
    for bad in (
        "<video></video>",
        "<p><a href='/x'>x</a></p>",
        "<table><tr><td>x</td></tr></table>x<dl></dl>",
    ):
        with pytest.raises(UnknownElement):
            docx_of(html.replace('<div class="foot">', f'{bad}<div class="foot">'))
    with pytest.raises(OutsidePaper):
        docx_of("<html><body><p>x</p></body></html>")


def test_the_page_is_set_as_the_decree_says(commune):
    document = Document(io.BytesIO(docx_of(text_build("Đoạn đầu.\nMột đoạn.")(face_of(commune)))))
    section = document.sections[0]
    millimetres = [round(side.mm) for side in (section.page_width, section.page_height, section.left_margin)]
    assert millimetres == [210, 297, 30]
    assert (round(section.top_margin.mm), round(section.right_margin.mm)) == (20, 18)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml
    defaults = etree.tostring(document.styles.element.find(qn("w:docDefaults")), encoding="unicode")
    assert defaults.count('"Times New Roman"') == 4 and 'w:val="28"' in defaults and "vi-VN" in defaults
    paragraph = next(row for row in document.paragraphs if row.text == "Một đoạn.")
    assert round(paragraph.paragraph_format.first_line_indent.cm, 2) == 1.27
    assert paragraph.paragraph_format.space_before.pt == 6
    assert paragraph.paragraph_format.alignment == 3  # justified
    assert document.core_properties.title == "Kế hoạch 05/KH-UBND Về việc tổ chức đối thoại"


def test_headings_rows_and_the_foot_are_words_own(commune):
    table = (
        "<h2>I. PHẦN</h2><table><thead><tr><th>TT</th><th>Việc</th></tr></thead><tbody>"
        '<tr><td class="num" rowspan="2">1</td><td>Một</td></tr><tr><td>Hai <span class="box"></span></td></tr></tbody></table>'
    )
    html = text_build("x")(face_of(commune)).replace("<p>x</p>", table)
    document = Document(io.BytesIO(docx_of(html)))
    assert [row.style.name for row in document.paragraphs if row.text in ("KẾ HOẠCH", "I. PHẦN")] == [
        "Heading 1", "Heading 2",
    ]  # fmt: skip
    head, rows, foot = document.tables
    assert [len(head.columns), len(foot.columns)] == [2, 2]
    assert "w:tblHeader" in rows.rows[0]._tr.xml and "w:cantSplit" in rows.rows[1]._tr.xml
    assert "w:cantSplit" in foot.rows[0]._tr.xml
    assert rows.cell(1, 0).text == rows.cell(2, 0).text == "1"
    assert "w:tblBorders" in rows._tbl.xml and "w:tblBorders" not in head._tbl.xml
    assert "w:sym" in rows.cell(2, 1)._tc.xml
    assert head.cell(0, 1).paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert "w:pBdr" in head.cell(0, 1).paragraphs[2]._p.xml


def test_a_draft_bears_its_mark_on_every_page(commune):
    html = plain_build(face_of(commune, number=None, issued_on=None))
    section = Document(io.BytesIO(docx_of(html))).sections[0]
    assert section.first_page_header.paragraphs[0].text.strip() == "DỰ THẢO"
    assert section.header.paragraphs[0].text.strip() == "DỰ THẢO"


def test_wide_papers_lie_across_and_sheets_begin_pages(commune):
    html = plain_build(face_of(commune)).replace('class="state"', 'class="state wide"')
    section = Document(io.BytesIO(docx_of(html))).sections[0]
    assert section.page_width > section.page_height
    sheets = '<article class="sheet"><p>A</p></article><article class="sheet"><p>B</p></article>'
    html = plain_build(face_of(commune)).replace('class="state"', 'class="state sheets"')
    html = re.sub("<main>.*</main>", f"<main>{sheets}</main>", html, flags=re.DOTALL)
    document = Document(io.BytesIO(docx_of(html)))
    assert [row.paragraph_format.page_break_before for row in document.paragraphs if row.text] == [None, True]
    assert document.sections[0].header.is_linked_to_previous


def test_a_draft_under_the_pen_becomes_word_too(cast, commune):
    draft = PaperDraft(
        commune=commune, kind=PaperKind.ASSIGNMENT, body=BodyKind.UBND, excerpt="Về việc x & y", text="1. Một\nHai < ba."
    )  # fmt: skip
    html = draft_html(draft, draft_face(draft))
    assert lines_in(docx_of(html)) == lines_of(html)


def test_the_national_title_stays_on_one_line(commune):
    """It is as wide as its half of the sheet: its letters stand closer instead of going to a second line."""
    document = Document(io.BytesIO(docx_of(plain_build(face_of(commune)))))
    (title,) = document.tables[0].cell(0, 1).paragraphs[0].runs
    assert title.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert int(title._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) < 0
