"""C-18: a unit's written answer before the conference, signed by its own head (LP-103, LP-104, TM-13)."""

from core.vietnamese import lower_first
from dialogue.documents.facts import plan_words
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from feedback.documents.assigning import OPENING, unit_key, unit_of, units_at_work
from feedback.documents.letterhead import face_of, letterhead_of
from feedback.documents.words import (
    RESTRICTED,
    content_of,
    ended,
    head_of,
    head_words,
    office_words,
    title_words,
)
from feedback.models import Answer

GATHERED = ("petition__merged", "petition__followers")


def abouts(conference):
    """Every unit that leads on a petition: it answers under its own head's name."""
    return [(unit_key(unit), unit.short_name) for unit in units_at_work(conference, is_lead=True)]


def answers_of(conference, unit):
    """The unit's approved written answers, in the order of the petitions' codes; not what was said in the hall."""
    rows = Answer.objects.approved().filter(
        petition__conference=conference, unit=unit, assignment__isnull=False
    )
    return rows.select_related("petition").prefetch_related(*GATHERED).order_by("petition__code")


def begin(conference, about):
    unit = unit_of(conference.commune, about)
    name = unit.official_name if unit else "Đơn vị"
    office, head = office_words(conference), head_words(conference)
    head_title, head_name = head_of(unit) if unit else ("THỦ TRƯỞNG ĐƠN VỊ", "")
    lines = letterhead_of(unit) if unit else None
    return Begin(
        excerpt=f"trả lời ý kiến, kiến nghị của Nhân dân trước {title_words(conference)}",
        addressee=office,
        text=(
            f"Thực hiện {plan_words(conference)} và phân công của {head} về chuẩn bị nội dung trả lời ý kiến, kiến nghị "
            f"trước {title_words(conference)}, {name} trả lời như sau:"
        ),
        values={
            "closing": f"{name} kính gửi {office} tổng hợp, báo cáo {head}./.",
            "number": next((one.number_text for one in answers_of(conference, unit) if one.number_text), ""),
            "parent": lines.parent if lines else "",
            "issuer": lines.issuer if lines else "",
        },
        recipients=("Như trên", f"{head} (để báo cáo)", "Lưu: VT"),
        signer_title=head_title,
        signer_name=head_name,
    )


def _codes(petition):
    """The petition's code, with those that the one answer is for as well."""
    others = [row.code for row in (*petition.merged.all(), *petition.followers.all())]
    return f"{petition.code} (cùng {', '.join(sorted(others))})" if others else petition.code


def _item(answer):
    petition = answer.petition
    is_closed = petition.is_restricted
    return {
        "code": _codes(petition),
        "question": content_of(petition),
        "content": RESTRICTED if is_closed else answer.content.strip(),
        "grounds": "" if is_closed else answer.grounds.strip(),
        "measures": "" if is_closed else answer.measures.strip(),
        "time": ended(answer.time_text),
        "result": answer.get_result_display(),
        "level": lower_first(answer.get_level_display()),
    }


def html(draft, face):
    """The unit's own letter: its heading, its number from its own register, its head's signature."""
    unit = unit_of(draft.commune, draft.about_key)
    items = [_item(answer) for answer in answers_of(draft.subject, unit)]
    return draft_html(
        draft, face_of(unit, face), template="feedback/papers/answer_letter.html", items=items, unit=unit
    )


ANSWER = PaperType(
    kind=PaperKind.ANSWER,
    row=18,
    stage=PaperStage.COLLECT,
    html=html,
    begin=begin,
    has_addressee=True,
    fields=(
        DraftField(
            "closing",
            "Câu kết",
            "text",
            help="In sau các câu trả lời; kết thúc bằng ./. như thể thức.",
            is_after_text=True,
        ),
        DraftField(
            "number",
            "Số, ký hiệu của đơn vị",
            help="Theo sổ của đơn vị, ví dụ 12/PKT. Để trống thì in dấu chấm.",
        ),
        DraftField(
            "parent", "Dòng cơ quan cấp trên", "text", help="Dòng trên tên đơn vị, ví dụ ỦY BAN NHÂN DÂN XÃ …"
        ),
        DraftField("issuer", "Tên đơn vị ở đầu văn bản"),
    ),
    abouts=abouts,
    text_label=OPENING,
    help="In từ các câu trả lời đã duyệt của đơn vị để thủ trưởng đơn vị ký; số lấy theo sổ của đơn vị nên phần mềm không cấp số.",
)
