"""A paper's HTML as a Word file (DOCX). The words come from `word.flow`, the look from the papers' style sheet."""

import io
from dataclasses import replace

import cssselect2
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import html as parser

from documents.render import BASE_URL, LINK, OutsidePaper, local_path
from documents.word.flow import START, Flow
from documents.word.looks import style_sheet_at
from documents.word.parts import Paragraph, run, twips

FACE, LANGUAGE = "Times New Roman", "vi-VN"
NUMBER_SIZE = 26  # half-points
STYLES = ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Header")


def docx_of(html):
    """The bytes of a Word file with the same words in the same order as frozen HTML or a preview.

    Raises UnknownElement for elements outside the papers' vocabulary (word.flow), OutsidePaper where the style
    sheet is missing.
    """
    root = parser.document_fromstring(html)
    sheet = _sheet_of(html)
    page_of = {"name": ""}
    document = Document()
    _set_defaults(document)
    _set_properties(document, root)
    wrapper = cssselect2.ElementWrapper.from_html_root(root)
    look, key = sheet.look_of(wrapper, START, -1)
    body = next(child for child in wrapper.iter_children() if child.etree_element.tag == "body")
    look, key = sheet.look_of(body, look, key)
    home = sheet.page(look.page)
    headers = _headers(document, home)

    def changes_page(flow, name):
        """The section so far ends here; `name` "" goes back to the paper's own page."""
        flow.nodes.append(Paragraph(exactly=1, section=_section(page_of["page"], headers)))
        page_of["page"] = sheet.page(name) if name else home
        flow.width = _text_width(page_of["page"])

    page_of["page"] = home
    flow = Flow(sheet, _text_width(home), changes_page=changes_page)
    flow.fill(body, look, key)
    _write(document, flow.nodes, _section(page_of["page"], headers))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _sheet_of(html):
    found = LINK.search(html)
    if not found:
        raise OutsidePaper("the paper names no style sheet")
    path = local_path(BASE_URL.rstrip("/") + found[1])
    return style_sheet_at(str(path), path.stat().st_mtime_ns)


def _text_width(page):
    return page.width - page.margins[1] - page.margins[3]


def _write(document, nodes, section):
    if not nodes or not isinstance(nodes[-1], Paragraph):
        # Word wants a paragraph at the end; this one takes no room.
        nodes = [*nodes, Paragraph(exactly=1)]
    inside = "".join(node.xml() for node in nodes)
    made = parse_xml(f"<w:body {nsdecls('w', 'r')}>{inside}{section}</w:body>")
    # The body as a whole: moving its children one by one costs a long report two seconds.
    document.element.replace(document.element.body, made)


def _section(page, headers):
    """Size, margins and headers of a section of this kind of page."""
    names = ("top", "right", "bottom", "left")
    margins = " ".join(f'w:{name}="{twips(m)}"' for name, m in zip(names, page.margins, strict=True))
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    shown = headers if page.has_number or page.mark else ""
    return (
        f"<w:sectPr {nsdecls('w', 'r')}>{shown}"
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(page.margins[0] * 0.55)}" w:footer="400" w:gutter="0"/>'
        f"{'<w:titlePg/>' if shown else ''}</w:sectPr>"
    )


def _headers(document, page):
    """References to the page's two headers: the first page has no number, every page the mark of a draft."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for header, has_number in ((section.first_page_header, False), (section.header, page.has_number)):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph._p.getparent().replace(paragraph._p, parse_xml(_header(page, has_number)))
    kept = [child for child in section._sectPr if child.tag == qn("w:headerReference")]
    return "".join(
        f'<w:headerReference w:type="{child.get(qn("w:type"))}" r:id="{child.get(qn("r:id"))}"/>'
        for child in kept
    )


def _header(page, has_number):
    width = _text_width(page)
    size = f'<w:sz w:val="{NUMBER_SIZE}"/>'
    number = (
        f'<w:r><w:rPr>{size}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr>{size}</w:rPr><w:instrText>'
        f'PAGE</w:instrText></w:r><w:r><w:rPr>{size}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )
    tabs = (
        f'<w:tabs><w:tab w:val="center" w:pos="{twips(width / 2)}"/>'
        f'<w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
    )
    mark = run(page.mark, replace(START, size=11, is_bold=True)) if page.mark else ""
    middle = number if has_number else ""
    tab = "<w:r><w:tab/></w:r>"
    return f"<w:p {nsdecls('w')}><w:pPr>{tabs}</w:pPr>{tab}{middle}{tab + mark if mark else ''}</w:p>"


def _set_defaults(document):
    """Face, language and headings without the template's own colours."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, parse_xml(_DEFAULTS))
    for name in STYLES:
        style = document.styles[name].element
        for part in ("w:rPr", "w:pPr"):
            found = style.find(qn(part))
            if found is not None:
                style.remove(found)
        if name.startswith("Heading"):
            level = int(name[-1]) - 1
            style.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:outlineLvl w:val="{level}"/></w:pPr>'))
    settings = document.settings.element
    for found in settings.findall(qn("w:themeFontLang")):
        found.set(qn("w:val"), LANGUAGE)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            # Word 2013 and later: a table's edge stands on the margin, not left of it.
            found.set(qn("w:val"), "15")


_DEFAULTS = (
    f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
    f'<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
)


def _set_properties(document, root):
    core = document.core_properties
    core.title = (root.findtext(".//title") or "").strip()[:255]
    author = root.xpath("string(//meta[@name='author']/@content)")
    core.author, core.last_modified_by, core.comments, core.language = author[:255], "", "", LANGUAGE
