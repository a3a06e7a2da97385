"""What closes the conference: the cover and index of its dossier, the list of news items. No files are read."""

from django.conf import settings
from django.utils.module_loading import import_string

from core.vietnamese import short_date
from dialogue.documents.facts import excerpt, facts_of, issuer_of, low
from dialogue.models import PublicNotice
from documents.catalogue import Begin, DraftField, OwnPaper, PaperType, all_types
from documents.drafting import draft_html
from documents.models import Paper
from documents.states import PaperKind, PaperStage, PaperState
from documents.templatetags.paper import lines

BLANK_ROWS = 6

# --- dossier (C-39) ----------------------------------------------------------------------------------------------


def begin_dossier(conference, about=""):
    """One dossier for each conference (LP-62, LP-99); number, shelf and period as the archive has them."""
    values = {"code": "", "kept": "", "box": "", "others": []} | import_string(settings.DOSSIER_FACTS)(
        conference
    )
    return Begin(excerpt(conference.title), values=values)


def dossier_html(draft, face):
    conference = draft.subject
    rows = index_rows(draft)
    # A sum of some of them would be a wrong number; dots are filled in by hand.
    pages = sum(row["pages"] for row in rows) if all(row["pages"] for row in rows) else None
    days = [row["day"] for row in rows if row["day"]]
    context = facts_of(conference) | {
        "rows": rows, "pages": pages, "year": conference.plan.year,
        "first": short_date(min(days)) if days else "", "last": short_date(max(days)) if days else "",
    }  # fmt: skip
    return draft_html(draft, face, template="dialogue/papers/dossier_index.html", **context)


def index_rows(draft):
    """Every issued paper of the conference in the order of the procedure, then what the office adds (QN-36 to QN-38)."""
    order = {PaperKind.PLAN: -1} | {paper_type.kind: place for place, paper_type in enumerate(all_types())}
    papers = sorted(
        issued_papers(draft.subject, draft.drafted_by),
        key=lambda paper: (order.get(paper.kind, len(order)), paper.issued_on, paper.pk),
    )
    rows = [
        {
            "number": paper.number_text, "day": paper.issued_on, "date": short_date(paper.issued_on),
            "name": f"{paper.get_kind_display()}: {' '.join(lines(paper.excerpt))}",
            "author": paper.get_body_display(), "pages": paper.pdf_pages,
        }
        for paper in papers
    ]  # fmt: skip
    for row in draft.values.get("others") or []:
        if row.get("name", "").strip():
            pages = row.get("pages", "")
            rows.append(
                {
                    "number": row.get("number", ""), "day": None, "date": row.get("date", ""), "name": row["name"],
                    "author": row.get("author", ""), "pages": int(pages) if pages.isdecimal() else None,
                }
            )  # fmt: skip
    start = 1
    for row in rows:
        row["from"] = start
        # Behind a paper whose pages nobody has counted the numbers are not known.
        start = start + row["pages"] if start and row["pages"] else None
    return rows


def issued_papers(conference, user):
    """The plan, the papers about the conference or its notices, and those with pages of their own in any room."""
    found = {}
    if conference.plan.paper_id:
        found[conference.plan.paper_id] = conference.plan.paper
    notices = PublicNotice.objects.filter(conference=conference).exclude(paper=None).values("paper")
    for paper in Paper.objects.about(conference).issued() | Paper.objects.filter(pk__in=notices).issued():
        found[paper.pk] = paper
    for paper_type in all_types() if user else ():
        if isinstance(paper_type, OwnPaper):
            for row in paper_type.rows(conference, user):
                if row.paper is not None and row.paper.state == PaperState.ISSUED:
                    found[row.paper.pk] = row.paper
    # The index does not list itself.
    return [paper for paper in found.values() if paper.kind != PaperKind.DOSSIER_INDEX]


# --- news items (C-42) -------------------------------------------------------------------------------------------


def begin_news(conference, about=""):
    return Begin(excerpt(f"Về {low(conference.title)}"), values={"items": []})


def news_html(draft, face):
    items = [
        row for row in draft.values.get("items") or [] if any(str(cell).strip() for cell in row.values())
    ]
    context = {"items": items or [{}] * BLANK_ROWS, "issuer": issuer_of(draft.subject)}
    return draft_html(draft, face, template="dialogue/papers/news_list.html", **context)


TYPES = (
    PaperType(
        PaperKind.DOSSIER_INDEX, 39, PaperStage.FOLLOW_UP, dossier_html, begin_dossier, heading="MỤC LỤC VĂN BẢN",
        has_text=False, has_signature=False,
        fields=(
            DraftField("code", "Số, ký hiệu hồ sơ"),
            DraftField("kept", "Thời hạn bảo quản", help="Theo bảng thời hạn bảo quản của cơ quan."),
            DraftField("box", "Hộp số"),
            DraftField(
                "others", "Tài liệu khác trong hồ sơ", "rows",
                columns=(
                    ("number", "Số, ký hiệu"), ("date", "Ngày"), ("name", "Tên, trích yếu"), ("author", "Tác giả"),
                    ("pages", "Số tờ"),
                ),
            ),
        ),
        help="Văn bản đã ban hành tự vào mục lục theo thứ tự thủ tục; thêm phiếu, ảnh, tài liệu giấy ở bảng.",
    ),
    PaperType(
        PaperKind.NEWS_LIST, 42, PaperStage.FOLLOW_UP, news_html, begin_news, heading="DANH MỤC TIN, BÀI, GHI HÌNH",
        has_text=False, has_signature=False,
        fields=(
            DraftField(
                "items", "Tin, bài", "rows",
                columns=(
                    ("date", "Ngày"), ("place", "Nơi đăng, phát"), ("title", "Tên tin, bài"), ("author", "Tác giả"),
                    ("link", "Đường dẫn"),
                ),
            ),
        ),
        help="Tuyên truyền trước, trong và sau hội nghị: nơi đăng, tác giả, đường dẫn.",
    ),
)  # fmt: skip
