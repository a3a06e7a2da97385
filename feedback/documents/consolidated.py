"""C-14: the consolidated report as HTML, and where it stands among a conference's papers."""

from django.urls import reverse

from core.states import Role
from core.vietnamese import short_date
from dialogue.documents.facts import archive_line, kind_of
from documents.catalogue import OwnPaper, OwnRow
from documents.render import paper_html
from documents.states import PaperKind, PaperStage
from feedback.documents.words import RESTRICTED, RESTRICTED_WHO
from feedback.models import ConsolidatedReport, Petition
from feedback.queries.report import report_classes, report_figures
from feedback.states import Triage

READERS = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}
# What a cell says that the law leaves empty: a matter of this class is not answered before the conference.
NO_ANSWER = {
    Triage.LATER: "Kiểm tra, làm rõ, trả lời sau.",
    Triage.UPWARD: "Ghi nhận, báo cáo cấp có thẩm quyền.",
}


def excerpt_of(report):
    """The two lines under the paper's name."""
    conference = report.conference
    day = f" ngày {short_date(conference.held_on)}" if conference.held_on else ""
    return f"ý kiến, kiến nghị của Nhân dân và nội dung chuẩn bị trả lời\n{conference.title}{day}"


def consolidated_report_html(report, face):
    """Landscape, six columns, the head repeated on each page; names but no phones or addresses (LP-63)."""
    conference = report.conference
    classes = report_classes(Petition.objects.for_conference(conference))
    for row in (row for one in classes for group in one["groups"] for row in group["rows"]):
        _for_print(row)
    context = {
        "report": report,
        "conference": conference,
        "office": conference.plan.organiser.official_name,
        "classes": classes,
        "figures": report_figures(classes),
        "recipients": recipients_of_report(conference),
    }
    return paper_html("feedback/papers/consolidated_report.html", context, face)


def _for_print(row):
    """Words for cells that may be empty, and none of what is restricted (LP-29)."""
    row.answer = row.answer or NO_ANSWER.get(row.petition.triage, "")
    if row.petition.is_restricted:
        row.who, row.content = RESTRICTED_WHO, RESTRICTED
        row.answer = RESTRICTED_WHO if row.answer else ""
        row.result = row.petition.get_state_display()


def recipients_of_report(conference):
    kind = kind_of(conference)
    return [
        "Người chủ trì hội nghị (để báo cáo)",
        f"Ban Xây dựng Đảng, Ủy ban MTTQ Việt Nam {kind}",
        "Các cơ quan, đơn vị được phân công trả lời",
        f"{archive_line(conference.plan.body)}, hồ sơ hội nghị",
    ]


def rows_of(conference, user):
    """One line for each report of the conference; who may not read it is told only how far it is."""
    reports = ConsolidatedReport.objects.filter(conference=conference).select_related("paper").order_by("pk")
    may_read = bool(user.roles & READERS) or user.delegations_now != []
    url = reverse("conference_report", args=[conference.pk]) if may_read else ""
    rows = [_row(report, may_read) for report in reports]
    return rows or [OwnRow("none", "Chưa lập", url, "Mở bảng tổng hợp" if url else "")]


def _row(report, may_read):
    is_issued = report.paper is not None and report.issued_on is not None
    words = (
        f"Số {report.paper.number_text}, ngày {short_date(report.issued_on)}"
        if is_issued
        else "Đang tổng hợp"
    )
    state = "issued" if is_issued else "draft"
    if not may_read:
        return OwnRow(state, words)
    return OwnRow(
        state, words, reverse("consolidated_report_detail", args=[report.pk]), "Mở báo cáo", report.paper
    )


CONSOLIDATED_REPORT = OwnPaper(
    kind=PaperKind.CONSOLIDATED_REPORT,
    row=14,
    stage=PaperStage.COLLECT,
    rows=rows_of,
    help="Ai kiến nghị, việc gì, trả lời ra sao, kết quả, thời gian, cấp giải quyết; xếp theo chuyên đề và ba loại.",
)
