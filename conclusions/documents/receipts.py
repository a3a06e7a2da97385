"""The list on which recipients of the conclusion notice sign that they have it. No freezing, no pages."""

from django.urls import reverse

from conclusions.models import ConclusionNotice
from conclusions.states import RecipientKind
from core.states import Role
from documents.catalogue import OwnPaper, OwnRow
from documents.models import Paper
from documents.render import paper_html
from documents.states import PaperKind, PaperStage

TEMPLATE = "conclusions/papers/receipt_list.html"
BLANKS = 3
SENDS = {Role.OFFICE}


def receipt_list_html(notice, rows, copies, face):
    """One line each in the order of the kinds; blank lines for who comes as well."""
    order = {kind: place for place, kind in enumerate(RecipientKind.values)}
    rows = sorted(rows, key=lambda row: (order[row.kind], row.pk))
    context = {
        "notice": notice, "rows": rows, "copies": copies, "total": copies * len(rows), "blanks": range(BLANKS),
        "paper": notice.paper,
    }  # fmt: skip
    return paper_html(TEMPLATE, context, face)


def receipt_rows(conference, user):
    """The lists that were printed, the newest first; names stand in them."""
    notices = ConclusionNotice.objects.visible_to(user).issued().filter(conference=conference)
    rows = []
    for notice in notices:
        printed = Paper.objects.visible_to(user).light().about(notice).filter(kind=PaperKind.RECEIPT_LIST)
        rows += [
            OwnRow(
                "issued",
                f"in ngày {paper.issued_on:%d/%m/%Y}",
                reverse("paper_detail", args=[paper.pk]),
                paper=paper,
            )
            for paper in printed.newest_first()
        ]
        if not rows and user.roles & SENDS:
            url = reverse("dispatch_list", args=[notice.pk])
            rows.append(OwnRow("none", "Chưa in; chọn nơi nhận ở sổ gửi rồi in", url))
    return rows or [OwnRow("none", "Có khi thông báo kết luận đã ban hành")]


RECEIPTS = OwnPaper(
    kind=PaperKind.RECEIPT_LIST,
    row=28,
    stage=PaperStage.CONCLUDE,
    rows=receipt_rows,
    help="In từ sổ gửi của thông báo kết luận cho các nơi đã chọn; ký xong thì ghi lại người nhận, ngày nhận ở đó.",
)
