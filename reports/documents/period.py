"""The report of a quarter or a year: figures of every conference held in it (TD-78, ND-69, QN-81, LP-97)."""

from conclusions.documents.results import AS_OF, as_of
from conclusions.documents.words import CLOSING, front_of, party_board, upper_party
from core.clock import local_today
from core.states import BodyKind
from core.vietnamese import short_date
from dialogue.documents.facts import archive_line
from documents.catalogue import Begin, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from plans.models import Plan
from reports.figures import DEFINITIONS
from reports.periods import period_called, periods_of
from reports.queries.period import report_of

OWN = "rieng-"  # before the period's key: the conferences of this body's plan alone


def period_abouts(subject):
    """The periods that a plan's body reports on; a conference has no report of its own kind here."""
    if not isinstance(subject, Plan):
        return []
    body = subject.get_body_display()
    whole = [(one.key, f"{one.short}, mọi hội nghị của xã") for one in periods_of(subject.year)]
    own = [(f"{OWN}{one.key}", f"{one.short}, hội nghị của {body}") for one in periods_of(subject.year)]
    return whole + own


def period_of(plan, about):
    return period_called(about.removeprefix(OWN), plan.year)


def addressees_of(plan):
    """The body above and, of the Government's and the Council's, the Party's own board (TD-78, ND-69)."""
    commune = plan.commune
    upper = upper_party(commune)
    if plan.body == BodyKind.PARTY:
        return [f"Ban Thường vụ {upper}", f"Ban Tuyên giáo và Dân vận {upper}"]
    above = {BodyKind.HDND: f"Thường trực Hội đồng nhân dân {commune.province}"}
    return [
        above.get(BodyKind(plan.body), f"Ủy ban nhân dân {commune.province}"),
        f"Ban Thường vụ Đảng ủy {commune}", party_board(commune),
    ]  # fmt: skip


def period_begin(plan, about):
    period, body = period_of(plan, about), plan.get_body_display()
    return Begin(
        excerpt=f"Kết quả công tác đối thoại với Nhân dân\n{period.words}",
        addressee="\n".join(addressees_of(plan)),
        text=(
            "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO\n"
            f"Thực hiện kế hoạch tổ chức hội nghị đối thoại năm {plan.year}, {body} {plan.commune} đã chỉ đạo các cơ quan, "
            "đơn vị thông báo công khai, thu thập, phân loại ý kiến, kiến nghị của Nhân dân, chuẩn bị nội dung trả lời, tổ "
            f"chức hội nghị và theo dõi việc giải quyết sau hội nghị; phối hợp với {front_of(plan.commune)} giám sát."
        ),
        values={
            "as_of": local_today().isoformat(),
            "closing": "III. ĐÁNH GIÁ CHUNG\n"
            "1. Ưu điểm: các hội nghị được chuẩn bị chu đáo, dân chủ, công khai; kiến nghị được trả lời, giải quyết có địa chỉ "
            "và thời hạn rõ ràng.\n"
            "2. Hạn chế, nguyên nhân: một số việc còn trễ hạn như số liệu trên; có nội dung vượt thẩm quyền của xã.\n"
            "IV. PHƯƠNG HƯỚNG, KIẾN NGHỊ\n"
            "Tiếp tục giải quyết dứt điểm các nội dung còn lại, công khai kết quả để Nhân dân giám sát; đề nghị cấp trên sớm "
            "trả lời các nội dung vượt thẩm quyền đã báo cáo.\n"
            f"Trên đây là báo cáo kết quả công tác đối thoại với Nhân dân {period.words}./.",
        },
        recipients=("Như trên", front_of(plan.commune), archive_line(plan.body)),
    )


def period_html(draft, face):
    """Portrait: held and planned, petitions by field and outcome, duties, promises by unit, satisfaction."""
    plan, day = draft.subject, as_of(draft)
    scope = plan if draft.about_key.startswith(OWN) else None
    report = report_of(plan.commune, period_of(plan, draft.about_key), day, scope)
    return draft_html(
        draft, face, template="reports/papers/period_report.html", report=report, total=report.total,
        is_year=not report.period.quarter, as_of=short_date(day), definitions=DEFINITIONS,
    )  # fmt: skip


PERIOD_REPORT = PaperType(
    kind=PaperKind.PERIOD_REPORT,
    row=35,
    stage=PaperStage.FOLLOW_UP,
    html=period_html,
    begin=period_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    has_addressee=True,
    fields=(AS_OF, CLOSING),
    abouts=period_abouts,
    help="Báo cáo quý, năm của xã: số hội nghị, người dự, kiến nghị, thời hạn, cam kết, hài lòng; lập ở trang Báo cáo.",
)
