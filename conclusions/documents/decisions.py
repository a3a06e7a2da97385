"""C-27 and C-29: the decision that lengthens the conclusion's period; the letter that gives units their matters."""

from conclusions.documents.notice import head_lines
from conclusions.documents.words import (
    CLOSING,
    front_of,
    notice_words,
    party_board,
    promises_of,
    units_given,
)
from conclusions.models import ExtensionRequest
from conclusions.queries.pages import extension_key
from conclusions.states import ExtensionState
from core.states import BodyKind
from core.vietnamese import lower_first, paper_date
from dialogue.documents.facts import archive_line, kind_of, plan_words, recipients_of
from documents.catalogue import COMMON, Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.faces import LETTER
from documents.states import PaperKind, PaperStage
from feedback.documents.assigning import unit_key, unit_of
from feedback.documents.words import body_words, day_words, head_words, office_words, title_words

MANY = 8  # units named one by one after "Kính gửi:"

# --- C-27: the extension (LP-98, TD-64, D-23) -------------------------------------------------------------------


def extension_abouts(conference):
    """Each extension that the chair granted; in practice one."""
    rows = ExtensionRequest.objects.filter(conference=conference, state=ExtensionState.APPROVED)
    return [
        (extension_key(row), f"Kéo dài đến {row.deadline.due_on:%d/%m/%Y}")
        for row in rows.select_related("deadline").order_by("pk")
    ]


def _request_of(conference, about):
    pk = (about or "").removeprefix("extension-")
    rows = ExtensionRequest.objects.filter(conference=conference).select_related("deadline")
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


def decider_of(conference):
    """Who decides, in the line above "QUYẾT ĐỊNH:"; of the Party its standing board."""
    if conference.plan.body == BodyKind.PARTY:
        return body_words(conference).upper()
    return f"{head_words(conference)} {conference.commune.name}".upper()


def first_basis(conference):
    """The first paragraph of the plan's own bases; the law or the Party's rules of work where it has none."""
    basis = conference.plan.bases.filter(verb="Căn cứ").first()
    if basis and basis.text.strip():
        return " ".join(basis.text.split())
    if conference.plan.body == BodyKind.PARTY:
        return "Căn cứ Quy chế làm việc của Ban Chấp hành, Ban Thường vụ, Thường trực Đảng ủy"
    return "Căn cứ Luật Tổ chức chính quyền địa phương"


def extension_begin(conference, about):
    office, title = office_words(conference), title_words(conference)
    commune = conference.commune
    bases = [
        first_basis(conference),
        f"Căn cứ {plan_words(conference)}",
        f"Xét đề nghị của {office}",
    ]
    return Begin(
        excerpt=f"Về việc kéo dài thời hạn ban hành, gửi thông báo kết luận\n{title}",
        text=(
            f"**Điều 2.** {office} hoàn thiện, trình ban hành và gửi thông báo kết luận trong thời hạn nêu tại Điều 1; thông "
            "báo lý do kéo dài tới tập thể, cá nhân có kiến nghị. Thời hạn này chỉ kéo dài một lần.\n"
            f"**Điều 3.** {office}, các cơ quan, đơn vị, tập thể, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định "
            "này. Quyết định có hiệu lực kể từ ngày ký./."
        ),
        values={"bases": "\n".join(bases), "decider": decider_of(conference)},
        recipients=(
            "Như Điều 3",
            f"{party_board(commune)}, {front_of(commune)} (để theo dõi, giám sát)",
            "Tập thể, cá nhân có kiến nghị tại hội nghị",
            archive_line(conference.plan.body),
        ),
        # The head decides in person, so no "TM." stands above the title; the Party's board decides as a body.
        signer_title=None if conference.plan.body == BodyKind.PARTY else head_lines(conference)[1],
    )


def extension_html(draft, face):
    """Điều 1 is read from the granted request and its deadline: first day, new day, ground, reason."""
    conference = draft.subject
    request = _request_of(conference, draft.about_key)
    deadline = request.deadline if request else None
    bases = [line.strip().rstrip(";.") for line in draft.values.get("bases", "").splitlines() if line.strip()]
    return draft_html(
        draft, face, template="conclusions/papers/extension.html", bases=bases, title=title_words(conference),
        ground=lower_first(request.ground.strip().rstrip(".")) if request else "",
        reason=lower_first(request.reason.strip().rstrip(".")) if request else "",
        original=paper_date(deadline.original_due_on if deadline else None),
        new=paper_date(deadline.due_on if deadline and deadline.is_extended else None),
    )  # fmt: skip


EXTENSION = PaperType(
    kind=PaperKind.EXTENSION,
    row=27,
    stage=PaperStage.CONCLUDE,
    html=extension_html,
    begin=extension_begin,
    heading="QUYẾT ĐỊNH",
    sign="QĐ",
    needs_approval=True,
    fields=(
        DraftField("bases", "Căn cứ", "text", help="Mỗi dòng một căn cứ; dấu cuối dòng tự in."),
        DraftField("decider", "Người, cơ quan quyết định", help="In trên dòng QUYẾT ĐỊNH:"),
    ),
    abouts=extension_abouts,
    help="Lập được khi người chủ trì đã cho kéo dài; lý do, hạn cũ, hạn mới lấy từ đề nghị đã duyệt.",
)


# --- C-29: who settles what by when, after the conference (LP-92, QN-55, TM-53, TD-65) ----------------------------


def assignment_abouts(conference):
    units = units_given(conference)
    named = [(unit_key(unit), unit.short_name) for unit in units]
    return [(COMMON, "Tất cả đơn vị"), *named] if named else []


def assignment_begin(conference, about):
    unit = unit_of(conference.commune, about)
    units = [unit] if unit else units_given(conference)
    names = [one.official_name for one in units]
    if not 0 < len(names) <= MANY:
        names = [f"Các cơ quan, đơn vị được phân công ({kind_of(conference)} {conference.commune.name})"]
    receiver = unit.official_name if unit else "các cơ quan, đơn vị"
    return Begin(
        excerpt=f"phân công giải quyết, trả lời ý kiến, kiến nghị sau {title_words(conference)}",
        addressee="\n".join(names),
        text=(
            f"Thực hiện {notice_words(conference)} về kết luận tại {title_words(conference)} {day_words(conference)}, "
            f"{head_words(conference)} phân công {receiver} giải quyết, trả lời các ý kiến, kiến nghị như sau:"
        ),
        values={"closing": assignment_closing(conference)},
        recipients=("Như trên", *recipients_of(conference)),
    )


def assignment_closing(conference):
    """What is asked of every unit (LP-17, LP-18, QN-62, TD-70, TD-71)."""
    office, head = office_words(conference), head_words(conference)
    return "\n".join([
        "1. Đơn vị chủ trì giải quyết dứt điểm nội dung được giao, trả lời người có kiến nghị và báo cáo kết quả bằng văn "
        f"bản về {office} đúng thời hạn ghi trong bảng.",
        "2. Nội dung có vướng mắc, vượt thẩm quyền, đơn vị chủ trì báo cáo ngay, nêu rõ lý do và đề xuất hướng giải quyết.",
        f"3. {office} theo dõi, đôn đốc, tổng hợp kết quả, báo cáo {head}; đề nghị {front_of(conference.commune)} và các tổ "
        "chức chính trị - xã hội giám sát việc thực hiện./.",
    ])  # fmt: skip


def assignment_html(draft, face):
    unit = unit_of(draft.commune, draft.about_key)
    return draft_html(
        draft, face, template="conclusions/papers/assignment_after.html",
        rows=promises_of(draft.subject, unit), unit=unit,
    )  # fmt: skip


ASSIGNMENT_AFTER = PaperType(
    kind=PaperKind.ASSIGNMENT_AFTER,
    row=29,
    stage=PaperStage.FOLLOW_UP,
    html=assignment_html,
    begin=assignment_begin,
    sign=LETTER,
    needs_approval=True,
    has_addressee=True,
    fields=(CLOSING,),
    abouts=assignment_abouts,
    help="Chỉ cần khi còn nội dung phải giải quyết tiếp; nội dung, đơn vị, thời hạn lấy từ cam kết hoặc mục II của thông báo "
    "kết luận.",
)
