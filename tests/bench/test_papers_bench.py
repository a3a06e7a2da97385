"""How long the press takes: 200 invitations into one file, a report of 500 petitions; against reportlab's bare table.

Prints figures (pytest -s); asserts only what holds on a busy machine too. What bounds the report: half of it is
Pango setting and drawing some nine thousand lines of text, which the bare table pays too; then the tags for screen
readers (an eighth) and rows that are not cut in two (a tenth), which are the paper's own.
"""

import gc
import io
import time
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle
from weasyprint import HTML

from core.states import BodyKind
from documents import services, tasks
from documents.docx import docx_of
from documents.faces import PaperFace
from documents.fonts import font_folder
from documents.models import Batch
from documents.render import no_garbage_collection, paper_html, pdf_of
from documents.states import PaperKind
from tests.factories.documents import DAY, a_subject, text_build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PETITIONS, INVITATIONS = 500, 200
HEADS = [
    "TT",
    "Tổ chức, cá nhân",
    "Nội dung kiến nghị",
    "Nội dung trả lời",
    "Kết quả",
    "Thời gian",
    "Cấp giải quyết",
]
SHARES = (4, 12, 26, 26, 16, 10, 6)
ASKED = "Đề nghị Ủy ban nhân dân xã sửa đoạn đường liên thôn dài 300 m đã hư hỏng, mùa mưa đi lại khó khăn."
SAID = (
    "Xã đã kiểm tra, đưa vào kế hoạch sửa chữa quý III; trong lúc chờ sẽ rải đá cấp phối những đoạn lầy lội."
)


def timed(work, times=3):
    """The result and the best of some runs in seconds: others use this machine too."""
    best = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        result = work()
        best.append(time.perf_counter() - start)
    return result, min(best)


def cells(number):
    return [
        str(number), f"Ông Nguyễn Văn Bình {number}, thôn Đông", ASKED, SAID, "Đang giải quyết", "Trước 30/6/2026",
        "Xã",
    ]  # fmt: skip


def the_report(commune):
    """The real template with rows made by hand: what is measured is the press, not the database."""
    face = PaperFace(
        commune=commune, kind=PaperKind.CONSOLIDATED_REPORT, body=BodyKind.UBND, sign="BC", number=7, issued_on=DAY,
        excerpt="ý kiến, kiến nghị của Nhân dân", signer_name="Trần Chủ Tịch", signer_title="CHỦ TỊCH",
    )  # fmt: skip
    rows = [
        SimpleNamespace(
            number=n, who=row[1], content=ASKED, answer=SAID, result=row[4], time=row[5], level=row[6],
            petition=SimpleNamespace(is_urgent=n % 9 == 0),
        )
        for n in range(1, PETITIONS + 1)
        for row in [cells(n)]
    ]  # fmt: skip
    groups = [{"label": f"Lĩnh vực {n}", "rows": rows[n * 50 : n * 50 + 50]} for n in range(10)]
    context = {
        "report": SimpleNamespace(opening=""), "conference": SimpleNamespace(title="Hội nghị đối thoại"),
        "office": "Văn phòng", "classes": [{"title": "Kiến nghị", "count": PETITIONS, "groups": groups}],
        "figures": {"all": PETITIONS, "answered": 1, "assigned": 1, "upward": 1}, "recipients": ["Lưu: VT"],
    }  # fmt: skip
    return paper_html("feedback/papers/consolidated_report.html", context, face)


def reportlab_table():
    pdfmetrics.registerFont(TTFont("Serif", str(font_folder() / "LiberationSerif-Regular.ttf")))
    style, file = ParagraphStyle("cell", fontName="Serif", fontSize=11, leading=12.7), io.BytesIO()
    width = landscape(A4)[0] - 113
    rows = [[Paragraph(text, style) for text in row] for row in [HEADS, *map(cells, range(1, PETITIONS + 1))]]
    table = LongTable(rows, colWidths=[width * share / 100 for share in SHARES], repeatRows=1)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    SimpleDocTemplate(file, pagesize=landscape(A4), leftMargin=56, rightMargin=56).build([table])
    return file.getvalue()


def bare_table():
    """The same words in WeasyPrint's plainest table: no head and foot, no tags, the machine's serif."""
    columns = "".join(f'<col style="width:{share}%">' for share in SHARES)
    rows = "".join(
        f"<tr>{''.join(f'<td>{text}</td>' for text in cells(n))}</tr>" for n in range(1, PETITIONS + 1)
    )
    html = (
        "<style>@page {size: A4 landscape; margin: 20mm} td {border: 1px solid; font: 11pt Liberation Serif}"
        " table {table-layout: fixed; width: 100%; border-collapse: collapse}</style>"
        f"<table><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>"
    )
    return HTML(string=html).write_pdf()


def test_a_report_of_five_hundred_petitions(commune):
    pdf_of(text_build("x")(PaperFace(commune, PaperKind.PLAN, BodyKind.UBND, "KH", "x")), is_archival=False)
    html = the_report(commune)
    theirs, lab = timed(reportlab_table)
    with no_garbage_collection():  # as the worker does: the file is stored before the collector looks
        ours, press = timed(lambda: pdf_of(html, is_archival=True))
        plain, bare = timed(bare_table)
    word, docx = timed(lambda: docx_of(html))
    pages = [len(PdfReader(io.BytesIO(pdf)).pages) for pdf in (theirs, plain)]
    print(
        f"\n{PETITIONS} petitions: report {press:.2f} s ({ours.pages} pages, {len(ours.content) // 1024} KB), "
        f"reportlab's table {lab:.2f} s ({pages[0]} pages), bare WeasyPrint table {bare:.2f} s ({pages[1]} pages); "
        f"report / reportlab = {press / lab:.2f}, report / bare = {press / bare:.2f}; "
        f"DOCX {docx:.2f} s ({len(word) // 1024} KB)"
    )
    assert press < 3 * bare
    assert docx < press


def test_two_hundred_invitations_into_one_file(cast, commune, monkeypatch):
    monkeypatch.setattr(tasks, "async_task", lambda name, pk: None)
    face = PaperFace(
        commune=commune, kind=PaperKind.INVITATION, body=BodyKind.UBND, sign="GM", number=7, issued_on=DAY,
        excerpt="dự Hội nghị đối thoại", signer_name="Trần Chủ Tịch", signer_title="CHỦ TỊCH",
    )  # fmt: skip
    html = text_build("\n".join(["Trân trọng kính mời: TÊN"] + [ASKED] * 6))(face)
    sheets = [
        (f"k{n}", f"Ông Nguyễn Văn {n}", html.replace("TÊN", f"Ông Nguyễn Văn {n}"))
        for n in range(INVITATIONS)
    ]
    batch = services.start_batch(
        subject=a_subject(commune=commune), title="Giấy mời", sheets=sheets, actor=cast.office, has_personal_data=False
    )  # fmt: skip
    _, first = timed(lambda: pdf_of(html, is_archival=False))

    def to_the_end():
        while not tasks.run_batch(batch.pk):
            pass

    _, took = timed(to_the_end, times=1)
    batch = Batch.objects.get()
    print(
        f"\n{INVITATIONS} invitations: {took:.1f} s, {took / INVITATIONS * 1000:.0f} ms each with ZIP and merged file "
        f"({batch.archive.size // 1024} and {batch.merged.size // 1024} KB); the first paper of a worker {first:.2f} s"
    )
    assert batch.pages == INVITATIONS
