"""C-33: what a unit answers after the conference: result of receipt and direction (QN-60 to 62, TD-70 to 72)."""

from conclusions.documents.words import CLOSING, due_words, notice_words
from conclusions.models import Commitment
from conclusions.queries.pages import answer_key
from conclusions.states import DONE, Standing
from core.vietnamese import lower_first
from dialogue.documents.facts import plan_words
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from feedback.documents.letterhead import face_of, letterhead_of
from feedback.documents.words import (
    RESTRICTED,
    RESTRICTED_WHO,
    day_words,
    head_of,
    head_words,
    office_words,
    title_words,
)
from feedback.models import people_of

NOT_YET = "not_yet"
# The words of the unit's own reports and of what is recorded as told (TD-72), and one more for a letter.
STANDINGS = (*Standing.choices, (NOT_YET, "Chưa giải quyết được, nêu rõ lý do"))


def abouts(conference):
    """Each promise of the notice: one letter, signed by the head of the unit that holds it."""
    rows = Commitment.objects.filter(conference=conference).select_related("unit", "petition")
    return [(answer_key(row), _label(row)) for row in rows.order_by("unit__sort_key", "pk")]


def _label(row):
    words = row.petition.code if row.petition else " ".join(row.content.split())[:70]
    return f"{row.unit.short_name}: {words}"


def commitment_of(conference, key):
    pk = (key or "").removeprefix("commitment-")
    rows = Commitment.objects.filter(conference=conference).select_related("unit", "petition", "item")
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


def addressees_of(commitment):
    """Names of who raised it, as the letter addresses them; nobody is named for officials' conduct (LP-29)."""
    petition = commitment.petition if commitment else None
    if petition is None or petition.is_restricted:
        return []
    return [_addressed(person) for person in people_of(petition)]


def _addressed(person):
    """ "Ông/bà Nguyễn Văn Bình, Thôn Đông"; a name that already says Ông or Bà stands as it is."""
    is_titled = person.is_collective or person.name.split()[0].lower() in (
        "ông",
        "bà",
        "ông/bà",
        "anh",
        "chị",
    )
    place = f", {person.hamlet}" if person.hamlet else ""
    return f"{'' if is_titled else 'Ông/bà '}{person.name}{place}"


def begin(conference, about):
    commitment = commitment_of(conference, about)
    unit = commitment.unit if commitment else None
    name = unit.official_name if unit else "Đơn vị"
    head_title, head_name = head_of(unit) if unit else ("THỦ TRƯỞNG ĐƠN VỊ", "")
    lines = letterhead_of(unit) if unit else None
    report = commitment.reports.order_by("-pk").first() if commitment else None
    people = addressees_of(commitment) or ["Tập thể, cá nhân có kiến nghị"]
    petition = commitment.petition if commitment else None
    place = petition.hamlet if petition and petition.hamlet and not petition.is_restricted else ""
    return Begin(
        excerpt=f"trả lời kiến nghị của Nhân dân tại {title_words(conference)}",
        addressee="\n".join(people),
        text=f"Thực hiện {plan_words(conference)} và {notice_words(conference)} về kết luận tại {title_words(conference)} "
        f"{day_words(conference)}, {name} trả lời như sau:",
        values={
            "standing": _standing_of(commitment, report),
            "result": report.text.strip() if report and not (petition and petition.is_restricted) else "",
            "next": "",
            "closing": f"{name} trân trọng thông báo./.",
            "number": "",
            "parent": lines.parent if lines else "",
            "issuer": lines.issuer if lines else "",
        },
        recipients=tuple(
            line
            for line in (
                "Như trên", f"{head_words(conference)} (để báo cáo)", office_words(conference),
                place and f"{place} (nơi có kiến nghị)", "Lưu: VT",
            )
            if line
        ),
        signer_title=head_title,
        signer_name=head_name,
    )  # fmt: skip


def _standing_of(commitment, report):
    """Settled once the unit has said so, else as far as its last report says."""
    if commitment and commitment.state in DONE:
        return Standing.SETTLED.value
    said = report.standing if report else ""
    return said if said and said != Standing.SETTLED else Standing.RECEIVED.value


def html(draft, face):
    """The unit's own letter: its heading and number; matter and last day are read from the promise."""
    commitment = commitment_of(draft.subject, draft.about_key)
    petition = commitment.petition if commitment else None
    is_closed = bool(petition and petition.is_restricted)
    standing = dict(STANDINGS).get(draft.values.get("standing"), "")
    return draft_html(
        draft, face_of(commitment.unit if commitment else None, face),
        template="conclusions/papers/answer_after.html",
        code=petition.code if petition else "",
        content=RESTRICTED if is_closed else (commitment.content.strip() if commitment else ""),
        due=due_words(commitment.due_on if commitment else None),
        standing=lower_first(standing), result=RESTRICTED_WHO if is_closed else draft.values.get("result", ""),
    )  # fmt: skip


ANSWER_AFTER = PaperType(
    kind=PaperKind.ANSWER_AFTER,
    row=33,
    stage=PaperStage.FOLLOW_UP,
    html=html,
    begin=begin,
    has_addressee=True,
    has_personal_data=True,
    fields=(
        DraftField("standing", "Tình trạng", "choice", choices=STANDINGS),
        DraftField("result", "Kết quả tiếp nhận, chỉ đạo, giải quyết", "text"),
        DraftField("next", "Việc tiếp theo, thời gian", "text", help="Để trống khi đã giải quyết xong."),
        CLOSING,
        DraftField(
            "number", "Số, ký hiệu của đơn vị", help="Theo sổ của đơn vị, ví dụ 12/PKT. Để trống thì in dấu chấm."
        ),
        DraftField(
            "parent", "Dòng cơ quan cấp trên", help="Dòng trên tên đơn vị, ví dụ ỦY BAN NHÂN DÂN XÃ …"
        ),
        DraftField("issuer", "Tên đơn vị ở đầu văn bản"),
    ),
    abouts=abouts,
    help="Mỗi cam kết một văn bản, gửi người kiến nghị, người chủ trì và nơi có kiến nghị; số lấy theo sổ của đơn vị. Trả lời "
    "trực tiếp thì ghi vào cam kết, không cần văn bản này.",
)  # fmt: skip
