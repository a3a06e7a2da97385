"""What the chair gives out of hand and takes into the hall: delegation, the prepared conclusion."""

from core.states import BodyKind
from core.vietnamese import paper_date
from dialogue.documents.facts import (
    DOTS,
    excerpt,
    facts_of,
    issuer_of,
    kind_of,
    low,
    place_words,
    plan_words,
    recipients_of,
    time_words,
)
from documents.catalogue import Begin, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from documents.templatetags.paper import lines

HEADS = {
    BodyKind.PARTY: "Bí thư",
    BodyKind.UBND: "Chủ tịch",
    BodyKind.HDND: "Chủ tịch",
    BodyKind.FRONT: "Chủ tịch",
}

# --- delegation (C-23) -------------------------------------------------------------------------------------------


def begin_delegation(conference, about=""):
    """Reason, conference, person (LP-68); what the recorded delegation says, dots where none was recorded."""
    row, kind = conference.delegation, kind_of(conference)
    head = (
        f"{conference.plan.signer_title.capitalize() or HEADS[conference.plan.body]} {issuer_of(conference)}"
    )
    giver = row.delegator.full_name if row else (conference.plan.signer_name or DOTS)
    taker = _person(row.delegate) if row else DOTS
    post = conference.chair_title if row else conference.plan.delegate_title
    until = (
        f"từ {paper_date(row.starts_on)} đến hết {paper_date(row.ends_on)}"
        if row
        else "đến khi hội nghị kết thúc"
    )
    reason = f"{row.reason[:1].lower()}{row.reason[1:].rstrip('.')}" if row else DOTS
    text = [
        f"Thực hiện {plan_words(conference)};",
        f"Do {reason}, {head} không chủ trì được hội nghị.",
        "1. Người ủy quyền",
        f"{giver}, {head}.",
        "2. Người được ủy quyền",
        f"{taker}, {post or DOTS}.",
        "3. Nội dung ủy quyền",
        f"Chủ trì {low(conference.title)}, tổ chức lúc {time_words(conference)}, tại {place_words(conference)}.",
        "Điều hành, trả lời, giao cơ quan, đơn vị trả lời ý kiến, kiến nghị và kết luận hội nghị.",
        "4. Thời hạn và trách nhiệm",
        f"Việc ủy quyền có hiệu lực {until}.",
        "Người được ủy quyền không ủy quyền lại cho người khác; chịu trách nhiệm về nội dung được ủy quyền và báo cáo kết "
        f"quả với {head} ngay sau hội nghị./.",
    ]
    recipients = (
        *recipients_of(conference)[:1],
        "Người được ủy quyền (để thực hiện)",
        f"Các cơ quan, đơn vị liên quan thuộc {kind}",
        recipients_of(conference)[-1],
    )
    return Begin(excerpt(f"Chủ trì {low(conference.title)}"), "\n".join(text), recipients=recipients)


def _person(user):
    return f"Ông/bà {user.full_name}"


def delegation_html(draft, face):
    return draft_html(draft, face, template="dialogue/papers/delegation.html")


# --- the conclusion, prepared before the day (C-25) ----------------------------------------------------------------


def begin_outline(conference, about=""):
    """What the chair is expected to conclude (TM-48), along the conclusion's own parts (QN-49 to QN-52)."""
    content = lines(conference.content)
    topics = "\n".join(f"- {line.lstrip('- ').rstrip('.;')}: {DOTS}" for line in content) or f"- {DOTS}"
    text = (
        "I. ĐÁNH GIÁ CHUNG\n"
        "Hội nghị diễn ra dân chủ, công khai, thẳng thắn, đúng chương trình; ý kiến tập trung, có trách nhiệm. Số ý kiến "
        "phát biểu: ………; đã trả lời tại hội nghị: ……….\n"
        "II. NỘI DUNG TIẾP THU, ĐÃ GIẢI QUYẾT, TRẢ LỜI\n"
        f"{topics}\n"
        "III. NỘI DUNG GIAO CƠ QUAN, ĐƠN VỊ KIỂM TRA, GIẢI QUYẾT\n"
        f"1. Giao {DOTS} (nội dung): {DOTS}; hoàn thành trước ngày ……/……/………; trả lời bằng văn bản cho người có ý kiến.\n"
        f"2. Giao {DOTS} (nội dung): {DOTS}; hoàn thành trước ngày ……/……/……….\n"
        "IV. NỘI DUNG VƯỢT THẨM QUYỀN, BÁO CÁO CẤP TRÊN\n"
        f"- {DOTS}\n"
        "V. TỔ CHỨC THỰC HIỆN\n"
        f"1. {conference.plan.organiser.official_name} tham mưu ban hành thông báo kết luận đúng thời hạn; theo dõi, đôn đốc.\n"
        f"2. Đề nghị Ủy ban MTTQ Việt Nam {kind_of(conference)} và các tổ chức chính trị - xã hội giám sát việc thực hiện."
    )
    return Begin(excerpt(f"tại {low(conference.title)}"), text)


def outline_html(draft, face):
    context = facts_of(draft.subject)
    return draft_html(draft, face, template="dialogue/papers/conclusion_outline.html", **context)


TYPES = (
    PaperType(
        PaperKind.DELEGATION, 23, PaperStage.PREPARE, delegation_html, begin_delegation, heading="GIẤY ỦY QUYỀN",
        sign="GUQ", needs_approval=True,
        help="Khi người chủ trì vắng mặt vì lý do bất khả kháng; lấy lý do và người từ mục Uỷ quyền chủ trì.",
    ),
    PaperType(
        PaperKind.CONCLUSION_OUTLINE, 25, PaperStage.HOLD, outline_html, begin_outline,
        heading="DỰ KIẾN NỘI DUNG KẾT LUẬN", has_signature=False,
        help="Văn phòng chuẩn bị trước để người chủ trì dùng khi kết luận hội nghị.",
    ),
)  # fmt: skip
