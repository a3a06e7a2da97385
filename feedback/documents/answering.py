"""C-17 and C-19: what the hall is to be told, for the chair; what was answered before the conference, for all."""

from django.db.models import Prefetch

from core.clock import local_today
from core.vietnamese import lower_first, short_date
from dialogue.documents.facts import plan_words, recipients_of
from documents.catalogue import Begin, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from feedback.documents.assigning import CLOSING, OPENING
from feedback.documents.letterhead import letterhead_of
from feedback.documents.words import (
    NO_FIELD,
    RESTRICTED_WHO,
    before_conference,
    content_of,
    head_words,
    is_long,
    office_head,
    office_words,
    title_words,
)
from feedback.models import Answer, answer_of, lead_of
from feedback.states import AnswerResult, AnswerState, Field, PetitionState, Triage

STANDING = {
    AnswerState.SUBMITTED: "đơn vị đã gửi, đang duyệt",
    AnswerState.RETURNED: "đang sửa theo yêu cầu",
    AnswerState.FORWARDED: "đơn vị đã gửi, đang trình người chủ trì duyệt",
    AnswerState.APPROVED: "",
}
# The parts of the report on answers, in its order (C-19: settled or not).
SETTLED, DIRECTION, OPEN, UPWARD, REJECTED = "settled", "direction", "open", "upward", "rejected"
PARTS = {
    SETTLED: "Đã trả lời, đã giải quyết",
    DIRECTION: "Đã trả lời, đang giải quyết",
    OPEN: "Chưa có trả lời",
    UPWARD: "Vượt thẩm quyền, ghi nhận và báo cáo cấp trên",
    REJECTED: "Không tiếp thu (có lý do)",
}
RESULTS = {OPEN: "Chưa trả lời", UPWARD: "Báo cáo cấp trên", REJECTED: "Không tiếp thu"}


def _whole(row):
    return row | {"is_long": is_long(row["content"], row["answer"], row["measures"])}


# --- C-17: the expected answers, for who presides (ND-55, TM-59) ---------------------------------------------


def options_begin(conference, about):
    head, office = head_words(conference), office_words(conference)
    title, name = office_head(conference)
    return Begin(
        excerpt=f"trao đổi, trả lời ý kiến, kiến nghị của Nhân dân tại {title_words(conference)}",
        addressee=f"Đồng chí {head} - Chủ trì hội nghị",
        text=(
            f"Thực hiện {plan_words(conference)}, {office} tổng hợp nội dung các cơ quan, đơn vị dự kiến trao đổi, trả lời "
            f"tại {title_words(conference)}, báo cáo đồng chí như sau:"
        ),
        values={"closing": f"{office} kính trình đồng chí {head} xem xét, cho ý kiến./."},
        recipients=("Như trên", "Lưu: VT, hồ sơ hội nghị"),
        signer_title=title,
        signer_name=name,
    )


def options_html(draft, face):
    """Landscape, by field: the matter, the unit, what it means to say, on which grounds, by which measures."""
    sent = Answer.objects.sent().select_related("unit").order_by("-pk")
    petitions = before_conference(draft.subject).prefetch_related(
        Prefetch("answers", sent, to_attr="answers_sent")
    )
    rows = [_whole(_option(petition)) for petition in petitions if petition.state != PetitionState.REJECTED]
    groups = []
    for value, name in [*Field.choices, ("", NO_FIELD)]:
        if some := [row for row in rows if row["petition"].field == value]:
            groups.append({"name": name, "rows": some})
    return draft_html(
        draft, face, template="feedback/papers/answer_options.html", groups=groups,
        letterhead=letterhead_of(draft.subject.plan.organiser),
        figures={"all": len(rows), "ready": sum(row["is_ready"] for row in rows)},
    )  # fmt: skip


def _option(petition):
    answer = petition.answers_sent[0] if petition.answers_sent else answer_of(petition)
    lead = lead_of(petition)
    row = {
        "petition": petition,
        "content": content_of(petition),
        "unit": (answer and answer.unit and answer.unit.short_name) or (lead and lead.unit.short_name) or "",
        "answer": "", "grounds": "", "measures": "", "time": "", "note": "", "is_ready": answer is not None,
    }  # fmt: skip
    if petition.is_restricted:
        return row | {"answer": RESTRICTED_WHO}
    if answer is not None:
        return row | {
            "answer": answer.content.strip(), "grounds": answer.grounds.strip(), "measures": answer.measures.strip(),
            "time": answer.time_text, "note": STANDING.get(answer.state, ""),
        }  # fmt: skip
    if petition.triage == Triage.UPWARD:
        return row | {"answer": "Ghi nhận, báo cáo cấp có thẩm quyền.", "is_ready": True}
    return row | {"note": f"chưa gửi; hạn {short_date(lead.due_on)}" if lead else "chưa giao đơn vị"}


OPTIONS = PaperType(
    kind=PaperKind.ANSWER_OPTIONS,
    row=17,
    stage=PaperStage.COLLECT,
    html=options_html,
    begin=options_begin,
    heading="NỘI DUNG DỰ KIẾN",
    has_addressee=True,
    fields=(CLOSING,),
    text_label=OPENING,
    help="Câu trả lời dự kiến của từng kiến nghị, gồm cả bản đơn vị đã gửi đang chờ duyệt; trình người chủ trì.",
)


# --- C-19: the report on answers before the conference (LP, TD step 3, TM-52) ---------------------------------


def report_begin(conference, about):
    head, office = head_words(conference), office_words(conference)
    return Begin(
        excerpt=f"Kết quả trả lời, giải quyết ý kiến, kiến nghị của Nhân dân\ntrước {title_words(conference)}",
        text=(
            f"Thực hiện {plan_words(conference)}, {office} đã tiếp nhận, tổng hợp, phân loại ý kiến, kiến nghị của Nhân dân; "
            f"{head} đã phân công các cơ quan, đơn vị trả lời. Kết quả như sau:"
        ),
        values={"closing": report_closing(conference)},
        recipients=recipients_of(conference, "Các cơ quan, đơn vị được phân công"),
    )


def report_closing(conference):
    """The appraisal's first words: who still owes an answer is urged, only where somebody does."""
    head, office = head_words(conference), office_words(conference)
    is_open = any(part_of(petition) == OPEN for petition in before_conference(conference))
    urge = "Đề nghị các đơn vị chưa trả lời khẩn trương gửi văn bản; " if is_open else ""
    follow = f"{office} tiếp tục theo dõi, đôn đốc việc thực hiện, báo cáo {head}."
    return "\n".join([
        "III. ĐÁNH GIÁ, KIẾN NGHỊ",
        "1. Các cơ quan, đơn vị đã chuẩn bị nội dung trả lời theo phân công; việc cần kiểm tra, xác minh hoặc vượt thẩm "
        "quyền được ghi nhận để trả lời sau.",
        f"2. {urge}{follow}",
        f"Trên đây là báo cáo kết quả trả lời, giải quyết ý kiến, kiến nghị của Nhân dân trước {title_words(conference)}./.",
    ])  # fmt: skip


def part_of(petition):
    """Which part of the report a petition stands in."""
    if petition.state == PetitionState.REJECTED:
        return REJECTED
    answer = answer_of(petition)
    if answer is not None:
        return SETTLED if answer.result == AnswerResult.SETTLED else DIRECTION
    is_upward = petition.state == PetitionState.REPORTED_UP or petition.triage == Triage.UPWARD
    return UPWARD if is_upward else OPEN


def report_html(draft, face):
    """Landscape: figures by unit, then each petition with its unit, answer, measures, time and result."""
    rows = [_whole(_answered(petition)) for petition in before_conference(draft.subject)]
    parts = [
        {"name": name, "rows": some}
        for key, name in PARTS.items()
        if (some := [row for row in rows if row["part"] == key])
    ]
    counts = {key: sum(row["part"] == key for row in rows) for key in PARTS}
    return draft_html(
        draft, face, template="feedback/papers/answering_report.html", parts=parts, units=units_table(rows),
        counts=counts | {"all": len(rows), "answered": counts[SETTLED] + counts[DIRECTION]},
    )  # fmt: skip


def _answered(petition):
    part, lead = part_of(petition), lead_of(petition)
    row = {
        "petition": petition, "part": part, "content": content_of(petition), "lead": lead,
        "unit": lead.unit.short_name if lead else "", "answer": "", "measures": "", "result": RESULTS.get(part, ""),
    }  # fmt: skip
    if petition.is_restricted:
        return row | {"answer": RESTRICTED_WHO}
    if part in (SETTLED, DIRECTION):
        answer = answer_of(petition)
        measures = [answer.measures.strip(), answer.time_text.strip()]
        return row | {
            "unit": answer.unit.short_name if answer.unit else row["unit"], "answer": answer.content.strip(),
            "measures": "\n".join(text for text in measures if text), "result": answer.get_result_display(),
        }  # fmt: skip
    if part == REJECTED:
        return row | {"answer": petition.reject_reason.strip()}
    if part == UPWARD:
        done = petition.state == PetitionState.REPORTED_UP
        where = petition.upward_to or "cấp có thẩm quyền"
        return row | {
            "answer": f"{'Đã' if done else 'Sẽ'} báo cáo {lower_first(where) if not done else where}."
        }
    return row | {"measures": f"Hạn trả lời: {short_date(lead.due_on)}" if lead else "Chưa giao đơn vị"}


def units_table(rows):
    """[{unit, given, answered, settled, open, late}] by lead unit, the most laden first."""
    today, table = local_today(), {}
    for row in rows:
        lead = row["lead"]
        if lead is None:
            continue
        line = table.setdefault(
            lead.unit_id,
            {"unit": lead.unit.official_name, "given": 0, "answered": 0, "settled": 0, "open": 0, "late": 0},
        )
        is_open = row["part"] == OPEN
        line["given"] += 1
        line["answered"] += row["part"] in (SETTLED, DIRECTION)
        line["settled"] += row["part"] == SETTLED
        line["open"] += is_open
        line["late"] += is_open and lead.due_on < today
    return sorted(table.values(), key=lambda line: -line["given"])


ANSWERING_REPORT = PaperType(
    kind=PaperKind.ANSWERING_REPORT,
    row=19,
    stage=PaperStage.COLLECT,
    html=report_html,
    begin=report_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    fields=(CLOSING,),
    text_label=OPENING,
    help="Từng kiến nghị, đơn vị, nội dung trả lời, kết quả; đã và chưa giải quyết. Trình bày tại hội nghị.",
)
