"""C-34, C-35, C-36: reports after the conference: what was settled, the result upwards, strong and weak points."""

from datetime import date

from django.db.models import Q

from conclusions.documents.words import (
    CLOSING,
    front_of,
    notice_of,
    notice_words,
    party_board,
    upper_body,
    upper_party,
)
from conclusions.models import Commitment
from conclusions.queries.figures import (
    breaches_of,
    by_unit,
    conferences_of_year,
    held_with_figures,
    results_of,
    total_of,
)
from conclusions.states import CommitmentState
from core.clock import local_today
from core.states import BodyKind
from core.vietnamese import short_date
from dialogue.documents.facts import archive_line, kind_of, plan_words, recipients_of
from documents.catalogue import COMMON, Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from feedback.documents.words import body_words, day_words, head_words, office_words, title_words
from plans.queries.progress import target_progress

# A report that waits for its approval must not read otherwise the day after: its figures have a day of their own.
AS_OF = DraftField("as_of", "Số liệu tính đến ngày", "date", is_required=True)


def as_of(draft):
    return date.fromisoformat(draft.values["as_of"]) if draft.values.get("as_of") else local_today()


# --- C-34: results of settling and answering (LP-93, QN-81, TD-69) -----------------------------------------------


def results_begin(conference, about=""):
    office, head = office_words(conference), head_words(conference)
    return Begin(
        excerpt=f"Kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân\nsau {title_words(conference)}",
        text=(
            f"Thực hiện {plan_words(conference)} và {notice_words(conference)} về kết luận tại {title_words(conference)} "
            f"{day_words(conference)}, {body_words(conference)} báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân "
            "dân như sau:"
        ),
        values={
            "as_of": local_today().isoformat(),
            "closing": "III. ĐÁNH GIÁ, PHƯƠNG HƯỚNG\n"
            "1. Các cơ quan, đơn vị được giao đã chủ động giải quyết, trả lời người có kiến nghị; nội dung còn lại đang được "
            "giải quyết theo thời hạn.\n"
            f"2. {office} tiếp tục theo dõi, đôn đốc các đơn vị chưa hoàn thành, báo cáo {head}; đề nghị "
            f"{front_of(conference.commune)} tiếp tục giám sát.\n"
            f"Trên đây là báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị sau {title_words(conference)}./.",
        },
        recipients=recipients_of(conference, "Các cơ quan, đơn vị được phân công"),
    )


def results_html(draft, face):
    """Landscape: figures by unit, then each matter with its last day, day of the answer, days late and state."""
    rows = results_of(draft.subject, as_of(draft))
    units = by_unit(rows)
    return draft_html(
        draft, face, template="conclusions/papers/results_report.html", rows=rows, units=units,
        total=total_of(units), as_of=short_date(as_of(draft)),
    )  # fmt: skip


RESULTS_REPORT = PaperType(
    kind=PaperKind.RESULTS_REPORT,
    row=34,
    stage=PaperStage.FOLLOW_UP,
    html=results_html,
    begin=results_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    fields=(AS_OF, CLOSING),
    help="Đơn vị, kiến nghị, thời hạn, ngày trả lời, số ngày trễ, tình trạng; số liệu lấy từ cam kết và việc giao khi in.",
)


# --- C-35: the result upwards (ND-69, TD-78, LP-97, D-24) --------------------------------------------------------

ONE, YEAR = "conference", COMMON


def upward_abouts(conference):
    return [
        (ONE, "Kết quả hội nghị này"),
        (YEAR, f"Kết quả theo kế hoạch năm {conference.plan.year} đến nay"),
    ]


def addressees_of(conference):
    """Whom the seeds name: of the Party the city's boards, of the others the body above and the Party's board."""
    commune = conference.commune
    if conference.plan.body == BodyKind.PARTY:
        upper = upper_party(commune)
        return [f"Ban Thường vụ {upper}", f"Ban Tuyên giáo và Dân vận {upper}"]
    return [upper_body(conference), f"Ban Thường vụ Đảng ủy {commune}", party_board(commune)]


def upward_begin(conference, about):
    plan, body = conference.plan, body_words(conference)
    is_year = about == YEAR
    what = f"đối thoại với Nhân dân\nnăm {plan.year}" if is_year else f"\n{title_words(conference)}"
    told = " ".join(what.split())
    return Begin(
        excerpt=f"Kết quả tổ chức {what}",
        addressee="\n".join(addressees_of(conference)),
        text=(
            "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO\n"
            f"Thực hiện {plan_words(conference)}, {body} đã chỉ đạo các cơ quan, đơn vị thông báo công khai, thu thập, phân "
            f"loại ý kiến, kiến nghị của Nhân dân; phân công chuẩn bị nội dung trả lời; phối hợp với "
            f"{front_of(conference.commune)} và các tổ chức chính trị - xã hội tổ chức đối thoại đúng quy định."
        ),
        values={
            "as_of": local_today().isoformat(),
            "closing": "III. ĐÁNH GIÁ CHUNG\n"
            "1. Ưu điểm: hội nghị được chuẩn bị chu đáo, diễn ra dân chủ, công khai; nhiều kiến nghị được trả lời, giải quyết "
            "ngay tại hội nghị, tạo đồng thuận trong Nhân dân.\n"
            "2. Hạn chế: một số nội dung liên quan nhiều cơ quan, cần thời gian kiểm tra, xác minh hoặc vượt thẩm quyền.\n"
            "IV. PHƯƠNG HƯỚNG, KIẾN NGHỊ\n"
            "Tiếp tục chỉ đạo giải quyết dứt điểm các kiến nghị còn lại, công khai kết quả để Nhân dân giám sát; kiến nghị cấp "
            "trên sớm xem xét, trả lời các nội dung vượt thẩm quyền đã báo cáo.\n"
            f"Trên đây là báo cáo kết quả tổ chức {told}./.",
        },
        recipients=("Như trên", *recipients_of(conference)),
    )


def upward_html(draft, face):
    """Portrait: conferences with attendance, petitions by field and by what became of them, promises kept."""
    conference = draft.subject
    is_year = draft.about_key == YEAR
    held, total, fields = held_with_figures(conferences_of_year(conference.plan) if is_year else [conference])
    kept = Commitment.objects.filter(conference__in=[row.conference for row in held])
    done = kept.filter(state=CommitmentState.CONFIRMED).count()
    return draft_html(
        draft, face, template="conclusions/papers/upward_report.html", held=held, total=total, fields=fields,
        people=sum(row.attendance or 0 for row in held),
        targets=target_progress(conference.plan) if is_year else [],
        kept={"all": kept.count(), "done": done, "late": kept.overdue(as_of(draft)).count()}, as_of=short_date(as_of(draft)),
    )  # fmt: skip


UPWARD_REPORT = PaperType(
    kind=PaperKind.UPWARD_REPORT,
    row=35,
    stage=PaperStage.FOLLOW_UP,
    html=upward_html,
    begin=upward_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    has_addressee=True,
    fields=(AS_OF, CLOSING),
    abouts=upward_abouts,
    help="Số hội nghị, số người dự, kiến nghị theo lĩnh vực, đã và chưa giải quyết; cho hội nghị này hoặc cả kế hoạch năm.",
)


# --- C-36: strong points, shortcomings, lessons (QN-11, QN-53, QN-54) ---------------------------------------------


def lessons_begin(conference, about=""):
    notice = notice_of(conference)
    late = [f"{row.label} ({short_date(row.original_due_on)})" for row in breaches_of(conference)]
    weak = f"Còn việc chưa bảo đảm thời hạn: {'; '.join(late)}." if late else (
        "Một số ý kiến trùng lặp, chưa đúng trọng tâm; một số nội dung phải kiểm tra, xác minh nên chưa trả lời ngay được."
    )  # fmt: skip
    lessons = (notice.lessons.strip() if notice else "") or (
        "Thông báo sớm, rõ nội dung để Nhân dân chuẩn bị ý kiến; phân loại kỹ kiến nghị trước hội nghị; giao rõ đơn vị, thời "
        "hạn và theo dõi đến cùng từng việc."
    )
    return Begin(
        excerpt=f"Đánh giá, rút kinh nghiệm việc tổ chức\n{title_words(conference)}",
        text=(
            f"{body_words(conference)} đánh giá, rút kinh nghiệm việc tổ chức {title_words(conference)} "
            f"{day_words(conference)} như sau:"
        ),
        values={
            "closing": "II. ƯU ĐIỂM\n"
            "Công tác chuẩn bị chu đáo, đúng kế hoạch; hội nghị diễn ra dân chủ, công khai, thẳng thắn; người chủ trì và các cơ "
            "quan trả lời rõ nội dung, đúng thẩm quyền.\n"
            f"III. HẠN CHẾ\n{weak}\n"
            f"IV. BÀI HỌC KINH NGHIỆM\n{lessons}\n"
            f"Trên đây là báo cáo đánh giá, rút kinh nghiệm việc tổ chức {title_words(conference)}./."
        },
        recipients=(
            f"Thường trực Đảng ủy, Thường trực HĐND, lãnh đạo UBND {kind_of(conference)}",
            front_of(conference.commune),
            "Các cơ quan, đơn vị có liên quan",
            archive_line(conference.plan.body),
        ),
    )


def lessons_html(draft, face):
    """The conference's figures are read when printing; the judgement is the office's."""
    conference = draft.subject
    held, total, _ = held_with_figures([conference])
    talks = conference.contributions.count()
    on_the_spot = (
        conference.petitions.matters().filter(Q(conclusion_items__group="answered")).distinct().count()
    )
    return draft_html(
        draft, face, template="conclusions/papers/lessons.html", held=held[0], total=total, talks=talks,
        on_the_spot=on_the_spot, notice=notice_words(conference), breaches=list(breaches_of(conference)),
    )  # fmt: skip


LESSONS = PaperType(
    kind=PaperKind.LESSONS,
    row=36,
    stage=PaperStage.CONCLUDE,
    html=lessons_html,
    begin=lessons_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    fields=(CLOSING,),
    help="Ưu điểm, hạn chế, bài học; gửi cùng thông báo kết luận. Số liệu hội nghị lấy từ phần mềm.",
)
