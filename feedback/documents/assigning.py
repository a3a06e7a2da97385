"""C-16: the letter that gives units the petitions to answer before the conference (LP-61, QN-28, TD-43)."""

from core.models import Unit
from core.vietnamese import lower_first
from dialogue.documents.facts import kind_of, plan_words, recipients_of
from documents.catalogue import COMMON, Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.faces import LETTER
from documents.states import PaperKind, PaperStage
from feedback.documents.words import (
    before_conference,
    content_of,
    day_words,
    field_of,
    head_words,
    is_long,
    office_words,
    supporting_of,
    title_words,
    units_words,
)
from feedback.models import Assignment, assignments_of, lead_of
from feedback.states import Source, Triage

MANY = 8  # units named one by one after "Kính gửi:"
FORMS = {Triage.AT_CONFERENCE: "Văn bản; trả lời tại hội nghị"}


def unit_key(unit):
    return f"unit-{unit.pk}"


def unit_of(commune, key):
    """The unit of "unit-5" in this commune; None for the paper to all, or a key of nobody."""
    pk = (key or "").removeprefix("unit-")
    return Unit.objects.filter(commune=commune, pk=pk).first() if pk.isdecimal() else None


def units_at_work(conference, **which):
    """Units that hold assignments of this conference's petitions from before the day."""
    held = Assignment.objects.in_force().filter(petition__conference=conference, **which)
    held = held.exclude(petition__source=Source.AT_CONFERENCE)
    return list(Unit.objects.filter(pk__in=held.values("unit")).sorted())


def abouts(conference):
    units = units_at_work(conference)
    return [(COMMON, "Tất cả đơn vị"), *((unit_key(unit), unit.short_name) for unit in units)]


def begin(conference, about):
    unit = unit_of(conference.commune, about)
    units = [unit] if unit else units_at_work(conference)
    names = [one.official_name for one in units]
    if not 0 < len(names) <= MANY:
        names = [f"Các cơ quan, đơn vị được phân công ({kind_of(conference)} {conference.commune.name})"]
    receiver = unit.official_name if unit else "các cơ quan, đơn vị"
    return Begin(
        excerpt=f"phân công chuẩn bị nội dung trả lời ý kiến, kiến nghị trước {title_words(conference)}",
        addressee="\n".join(names),
        text=(
            f"Thực hiện {plan_words(conference)}; trên cơ sở tổng hợp, phân loại ý kiến, kiến nghị của Nhân dân gửi đến "
            f"{title_words(conference)}, {head_words(conference)} phân công {receiver} chuẩn bị nội dung trả lời như sau:"
        ),
        values={"closing": closing_of(conference)},
        recipients=("Như trên", *recipients_of(conference)),
    )


def closing_of(conference):
    """What every assigned unit has to keep to (LP-54, LP-103, LP-104, TM-13, TM-58)."""
    office = office_words(conference)
    return "\n".join([
        "1. Đơn vị chủ trì trả lời bằng văn bản, ngắn gọn, nêu rõ nội dung vấn đề, căn cứ, biện pháp và thời gian giải "
        f"quyết; thủ trưởng đơn vị ký, gửi {office} đúng hạn ghi trong bảng.",
        "2. Đơn vị phối hợp gửi ý kiến cho đơn vị chủ trì. Nội dung vượt thẩm quyền, đơn vị chủ trì nêu rõ lý do và đề "
        "xuất báo cáo cấp có thẩm quyền.",
        f"3. Lãnh đạo các đơn vị dự hội nghị ({day_words(conference)}) để giải thích, trả lời trực tiếp khi người chủ trì "
        "yêu cầu.",
        f"4. {office} theo dõi, đôn đốc, tổng hợp nội dung trả lời, báo cáo {head_words(conference)} trước hội nghị./.",
    ])  # fmt: skip


def rows_of(conference, unit=None):
    """One row a petition that is assigned, to this unit or to any; urgent ones first, then by the last day."""
    found = [petition for petition in before_conference(conference) if lead_of(petition)]
    if unit is not None:
        found = [one for one in found if any(row.unit_id == unit.pk for row in assignments_of(one))]
    return [
        _row(petition) for petition in sorted(found, key=lambda one: (not one.is_urgent, lead_of(one).due_on))
    ]


def _row(petition):
    lead = lead_of(petition)
    return {
        "petition": petition,
        "content": content_of(petition),
        "is_long": is_long(petition.content),
        "field": lower_first(field_of(petition)),
        "lead": lead.unit.short_name,
        "supporting": units_words(supporting_of(petition)),
        "form": _form(petition),
        "due_on": lead.due_on,
    }


def _form(petition):
    words = FORMS.get(petition.triage, "Văn bản")
    return f"{words}; trả lời chung với {petition.answered_with.code}" if petition.answered_with else words


def html(draft, face):
    """Portrait; the table follows the opening, what is asked of the units follows the table."""
    unit = unit_of(draft.commune, draft.about_key)
    return draft_html(
        draft, face, template="feedback/papers/assignment.html", rows=rows_of(draft.subject, unit), unit=unit
    )


CLOSING = DraftField(
    "closing", "Đoạn sau bảng", "text", help="Câu cuối kết thúc bằng ./. như thể thức.", is_after_text=True
)
OPENING = "Đoạn mở đầu"
ASSIGNMENT = PaperType(
    kind=PaperKind.ASSIGNMENT,
    row=16,
    stage=PaperStage.COLLECT,
    html=html,
    begin=begin,
    sign=LETTER,
    needs_approval=True,
    has_addressee=True,
    fields=(CLOSING,),
    text_label=OPENING,
    abouts=abouts,
    help="Bảng kiến nghị, đơn vị chủ trì, phối hợp, hạn trả lời lấy từ việc giao khi in; người chủ trì duyệt rồi mới ban hành.",
)
