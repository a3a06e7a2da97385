"""The consolidated report as HTML. Numbering and freezing are the documents room's."""

from core.vietnamese import short_date
from documents.render import paper_html
from feedback.models import Petition
from feedback.queries.report import report_classes, report_figures


def excerpt_of(report):
    """The two lines under the paper's name."""
    conference = report.conference
    day = f" ngày {short_date(conference.held_on)}" if conference.held_on else ""
    return f"ý kiến, kiến nghị của Nhân dân và nội dung chuẩn bị trả lời\n{conference.title}{day}"


def consolidated_report_html(report, face):
    """Landscape, six columns, the head repeated on each page; names but no phones or addresses (LP-63)."""
    petitions = Petition.objects.for_conference(report.conference)
    classes = report_classes(petitions)
    context = {
        "report": report,
        "conference": report.conference,
        "classes": classes,
        "figures": report_figures(classes),
        "recipients": [
            "Người chủ trì hội nghị",
            "Ban Xây dựng Đảng xã",
            f"Ủy ban MTTQ Việt Nam {report.commune}",
            "Các cơ quan, đơn vị được phân công",
            "Lưu: VT, hồ sơ hội nghị",
        ],
    }
    return paper_html("feedback/papers/consolidated_report.html", context, face)

# Papers of this room (documents.catalogue).
TYPES = ()
