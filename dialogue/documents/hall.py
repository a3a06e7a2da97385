"""What lies and hangs in the hall: the programme, the rules, the list of papers. Plates and letters are in `stage`."""

from datetime import timedelta

from dialogue.documents.facts import (
    HANDED_OUT,
    excerpt,
    facts_of,
    handed_out,
    low,
    plan_words_in_full,
    speech_words,
    time_words,
)
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.models import PaperDraft
from documents.states import DraftState, PaperKind, PaperStage
from documents.templatetags.paper import lines

BLANK_STEPS = 7


# --- programme (C-2) -------------------------------------------------------------------------------------------


def begin_programme(conference, about=""):
    text = "Chương trình có thể được người chủ trì điều chỉnh cho phù hợp với diễn biến hội nghị."
    return Begin(excerpt(conference.title), text)


def programme_html(draft, face):
    conference = draft.subject
    context = facts_of(conference) | {"steps": programme_steps(conference)}
    return draft_html(draft, face, template="dialogue/papers/programme.html", **context)


def programme_steps(conference):
    """Ordered steps of the conference, else of its plan; blank rows where neither has any (ND, TM)."""
    steps = list(conference.steps.all()) or list(conference.plan.agenda_steps.all())
    rows = [
        {
            "at": getattr(step, "planned_at", None),
            "day": _day_of(conference, step),
            "contents": [line.lstrip("-+ ").rstrip(".;") for line in lines(step.contents)],
            "responsible": [line.rstrip(".;") for line in lines(step.responsible)],
        }
        for step in steps
    ]
    return rows or [{"at": None, "contents": [], "responsible": []}] * BLANK_STEPS


def _day_of(conference, step):
    """The date of a step of a later day than the first; a plan's own step has none."""
    later = getattr(step, "day", 1) - 1
    return conference.held_on + timedelta(days=later) if conference.held_on and later else None


# --- rules of the hall (C-8) -------------------------------------------------------------------------------------


def begin_rules(conference, about=""):
    """The seeds name the rules and leave their words to the office (LP-70, LP-75, LP-79, QN-46)."""
    speech = speech_words(conference) or "không quá 05 phút"
    text = (
        "1. Đối với đại biểu và Nhân dân dự hội nghị\n"
        "Có mặt trước giờ khai mạc 15 phút, ngồi đúng nơi bố trí, trang phục lịch sự.\n"
        "Giữ trật tự, tắt chuông điện thoại; không hút thuốc, không đi lại khi có người đang phát biểu.\n"
        "Không mang vào hội trường vũ khí, chất cháy nổ, băng rôn, khẩu hiệu; không ghi âm, ghi hình, phát trực tiếp khi "
        "người chủ trì chưa đồng ý.\n"
        "2. Đăng ký và thứ tự phát biểu\n"
        "Người muốn phát biểu đăng ký bằng phiếu với bộ phận tổng hợp, ghi rõ họ tên, thôn hoặc đơn vị, nội dung.\n"
        "Người chủ trì mời phát biểu theo thứ tự đăng ký, nội dung và thời gian đã đăng ký; người chưa đăng ký giơ tay xin "
        "phát biểu khi được mời.\n"
        f"Mỗi lượt phát biểu {speech}; mỗi người phát biểu không quá 02 lượt để nhiều người cùng được nêu ý kiến.\n"
        "3. Nội dung phát biểu\n"
        "Nói ngắn gọn, đúng trọng tâm, đúng sự thật; nêu rõ sự việc, địa điểm, thời gian và đề xuất cách giải quyết.\n"
        "Không nói lại ý kiến người trước đã nêu; không xúc phạm, đả kích, lợi dụng hội nghị để gây mất trật tự.\n"
        "Vụ việc khiếu nại, tố cáo thì gửi đơn đến nơi tiếp công dân để được xem xét theo pháp luật.\n"
        "4. Trả lời và tiếp thu\n"
        "Người chủ trì và thủ trưởng cơ quan, đơn vị được phân công trả lời trực tiếp, rõ nội dung, thời gian, biện pháp.\n"
        "Nội dung cần kiểm tra, làm rõ được ghi nhận và trả lời sau bằng văn bản; nội dung vượt thẩm quyền được báo cáo cấp "
        "trên.\n"
        "Người đã phát biểu chưa đồng ý với câu trả lời được trao đổi thêm khi người chủ trì cho phép.\n"
        "Thư ký ghi biên bản đầy đủ, trung thực; bộ phận tổng hợp nhận phiếu đăng ký, phiếu ý kiến và chuyển người chủ trì.\n"
        "Người vi phạm nội quy được nhắc nhở; nếu tái phạm thì người chủ trì mời ra khỏi hội trường."
    )
    return Begin(excerpt(conference.title), text)


def rules_html(draft, face):
    return draft_html(draft, face, template="dialogue/papers/hall_rules.html")


# --- list of papers (C-22) ---------------------------------------------------------------------------------------


def begin_document_set(conference, about=""):
    copies = conference.invitations.count()
    text = f"Danh mục này kèm theo giấy mời {low(conference.title)}; tài liệu được phát cho đại biểu trước giờ khai mạc."
    return Begin(excerpt(conference.title), text, values={"copies": copies or None, "others": []})


def document_set_html(draft, face):
    rows = document_rows(draft.subject) + other_documents(draft.values.get("others") or [])
    return draft_html(
        draft, face, template="dialogue/papers/document_set.html", rows=rows, time=time_words(draft.subject)
    )


def document_rows(conference):
    """The plan and every paper that is handed out: issued, else under the pen (LP-88)."""
    rows = []
    plan = conference.plan
    if plan.paper_id:
        rows.append({"name": plan_words_in_full(conference), "number": plan.paper.number_text, "state": ""})
    issued = {paper.kind: paper for paper in handed_out(conference)}
    drafts = {
        row.kind: row for row in PaperDraft.objects.about(conference).unfinished().filter(kind__in=HANDED_OUT)
    }
    for kind in HANDED_OUT:
        paper, draft = issued.get(kind), drafts.get(kind)
        if paper is None and draft is None:
            continue
        rows.append(
            {
                "name": f"{PaperKind(kind).label}: {' '.join(lines((paper or draft).excerpt))}",
                "number": paper.number_text if paper else "",
                "state": "" if paper else DraftState(draft.state).label,
            }
        )
    return rows


def other_documents(others):
    """What the office adds by hand: names alone matter, blank rows are dropped."""
    return [
        {"name": row["name"], "number": row.get("number", ""), "state": row.get("note", "")}
        for row in others
        if row.get("name", "").strip()
    ]


TYPES = (
    PaperType(
        PaperKind.PROGRAMME, 2, PaperStage.PREPARE, programme_html, begin_programme, heading="CHƯƠNG TRÌNH",
        has_signature=False,
        help="Bảng các mục lấy từ trang Chương trình của hội nghị; sửa ở đó rồi in lại.",
    ),
    PaperType(
        PaperKind.HALL_RULES, 8, PaperStage.PREPARE, rules_html, begin_rules, heading="NỘI QUY", has_signature=False,
        help="In cỡ chữ lớn để dán tại hội trường; sửa số phút mỗi lượt phát biểu ngay trong nội dung.",
    ),
    PaperType(
        PaperKind.DOCUMENT_SET, 22, PaperStage.PREPARE, document_set_html, begin_document_set,
        heading="DANH MỤC TÀI LIỆU", has_signature=False,
        fields=(
            DraftField("copies", "Số bản in sao", "number", help="Gợi ý theo số khách mời."),
            DraftField(
                "others", "Tài liệu khác", "rows",
                columns=(("name", "Tên tài liệu"), ("number", "Số, ký hiệu"), ("note", "Ghi chú")),
            ),
        ),
        help="Văn bản đã lập của hội nghị tự vào danh mục; thêm tài liệu khác ở bảng bên dưới.",
    ),
)  # fmt: skip
