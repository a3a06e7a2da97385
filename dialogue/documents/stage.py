"""What stands on the stage: name plates, the title lettering, slogans; all in letters as big as the sheet lets."""

import re

from core.states import BodyKind
from core.vietnamese import paper_date
from dialogue.documents.facts import excerpt, presiding
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from documents.templatetags.paper import lines
from documents.widths import balanced, width_of
from plans.states import ChairMode, ConferenceKind

# Sizes of paper-1.css (.fit-…) in points, the biggest first.
SIZES = (88, 76, 66, 58, 50, 44, 38, 33, 28, 24, 20)
# A4 landscape less its margins, in points.
SHEET, SHEET_HEIGHT = 770, 520
LONGEST_KEPT = 22
LETTERING_LINES = 5
SMALLEST_LINE = 24  # a longer line of the lettering is broken in two
SECRETARY_TABLE = "BÀN THƯ KÝ"
SECRETARY_CHOICES = (
    ("table", "Biển “Bàn thư ký”"),
    ("name", "Biển tên, chức danh thư ký"),
    ("both", "Cả hai biển"),
)


def fit(text, *, rows=1, width=SHEET, limit=SIZES[0]):
    """The biggest size at which the bold text stands in so many lines of `width` points."""
    for size in SIZES:
        # Lines break between words: a little is lost at the end of each.
        if size <= limit and width_of(text, size=size, is_bold=True) <= width * rows * (
            1 if rows == 1 else 0.85
        ):
            return size
    return SIZES[-1]


# --- name plates (C-11) ------------------------------------------------------------------------------------------


def begin_plates(conference, about=""):
    is_party = conference.plan.body == BodyKind.PARTY
    return Begin(
        excerpt(conference.title), values={"secretary": "table" if is_party else "both", "others": []}
    )


def plates_html(draft, face):
    return draft_html(draft, face, template="dialogue/papers/name_plates.html", plates=plates_of(draft))


def plates_of(draft):
    """One plate per presiding person, the secretary's, then those that the office adds (LP-82, ND-44, ND-46)."""
    conference, chosen = draft.subject, draft.values.get("secretary") or "table"
    people = presiding(conference) or [("", "")]
    if chosen in ("name", "both"):
        name = conference.secretary.full_name if conference.secretary else ""
        people.append((name, "Thư ký hội nghị"))
    if chosen in ("table", "both"):
        people.append((SECRETARY_TABLE, ""))
    others = draft.values.get("others") or []
    people += [(row["name"], row.get("title", "")) for row in others if row.get("name", "").strip()]
    return [_plate(name, title) for name, title in people]


def _plate(name, title):
    name = name.upper() or "…………………………"
    # An account named by its post alone is not titled twice.
    title = "" if title and title.upper() in name else title.upper()
    return {
        "name": name, "name_size": fit(name, rows=1 if len(name) < 28 else 2, limit=66),
        "title": title, "title_size": fit(title, limit=38),
    }  # fmt: skip


# --- title lettering (C-12) --------------------------------------------------------------------------------------

MODES = (
    (ChairMode.PARTY.value, "Bí thư Đảng ủy chủ trì"),
    (ChairMode.GOVERNMENT.value, "Chủ tịch UBND chủ trì"),
    (ChairMode.JOINT.value, "Bí thư Đảng ủy và Chủ tịch UBND đồng chủ trì"),
    ("council", "Chủ tịch HĐND chủ trì"),
)


def mode_of(conference):
    """Whose lettering the conference's own chair mode asks for (ND-39, ND-40)."""
    if conference.is_co_chaired:
        return ChairMode.JOINT.value
    title, body = conference.chair_title, conference.plan.body
    if "Bí thư" in title or (body == BodyKind.PARTY and "UBND" not in title):
        return ChairMode.PARTY.value
    return "council" if "HĐND" in title or body == BodyKind.HDND else ChairMode.GOVERNMENT.value


def begin_lettering(conference, about=""):
    return Begin(
        conference.title, values={"mode": mode_of(conference), "audience": audience_line(conference)}
    )


def audience_line(conference):
    """ "VỚI CÁN BỘ, ĐẢNG VIÊN, NHÂN DÂN XÃ NGHI DƯƠNG NĂM 2025": the fourth line, which the office may reword."""
    own = [lines(row.lines) for row in conference.plan.letterings.all()]
    if conference.kind == ConferenceKind.PERIODIC and own and len(own[0]) == LETTERING_LINES:
        return own[0][3].upper()
    commune, audience = conference.commune, conference.audience.rstrip(".")
    kind, low = commune.get_kind_display(), conference.audience.lower()
    if low.endswith(f" {kind}"):
        where = f" {commune.name}"
    elif "thôn" in low or f"{kind} " in low or "nhà trường" in low or "trên địa bàn" in low:
        where = ""
    else:
        where = f" {commune}"
    year = conference.held_on.year if conference.held_on else conference.plan.year
    return f"VỚI {audience}{where} NĂM {year}".upper()


def lettering_lines(conference, mode, audience=""):
    """The five lines of ND-39 and ND-40; the fifth has dots while the day is open (ND-41)."""
    commune = conference.commune
    kind, where = commune.get_kind_display().upper(), str(commune).upper()
    heads = {
        ChairMode.PARTY.value: (f"ĐẢNG ỦY {where}", "BÍ THƯ ĐẢNG ỦY"),
        ChairMode.GOVERNMENT.value: (f"UBND {where}", f"CHỦ TỊCH UBND {kind}"),
        ChairMode.JOINT.value: (f"ĐẢNG ỦY - UBND {where}", f"BÍ THƯ ĐẢNG ỦY - CHỦ TỊCH UBND {kind}"),
        "council": (f"HĐND {where}", f"CHỦ TỊCH HĐND {kind}"),
    }
    body, head = heads.get(mode) or heads[mode_of(conference)]
    if conference.delegation_id and mode in ("", None, mode_of(conference)):
        head = conference.chair_title.upper()  # LP-68: printed papers show the delegate
    day = conference.held_on
    date = paper_date(day) if day else f"ngày ..... tháng ..... năm {conference.plan.year}"
    return [
        body,
        "HỘI NGHỊ ĐỐI THOẠI",
        f"GIỮA ĐỒNG CHÍ {head}",
        audience.strip().upper() or audience_line(conference),
        f"{commune.name}, {date}",
    ]


def lettering_html(draft, face):
    values = draft.values
    body, name, head, audience, date = lettering_lines(
        draft.subject, values.get("mode"), values.get("audience") or ""
    )
    # The middle lines are of one size, as letterers cut them.
    broken = (
        [audience] if fit(audience) >= SMALLEST_LINE else balanced(audience, width=SHEET, size=SMALLEST_LINE)
    )
    middle = min(fit(line, limit=44) for line in (head, *broken))
    rows = [
        {"text": body, "size": fit(body, limit=44)}, {"text": name, "size": fit(name, limit=76)},
        {"text": head, "size": middle}, {"parts": broken, "size": middle},
        {"text": date, "size": min(middle, 28), "is_date": True},
    ]  # fmt: skip
    return draft_html(draft, face, template="dialogue/papers/title_lettering.html", rows=rows)


# --- slogans (C-13) ----------------------------------------------------------------------------------------------


def begin_slogans(conference, about=""):
    """Free lines (LP-85): a welcome, the motto, what the dialogue is for."""
    audience = conference.audience.rstrip(".")
    year = conference.held_on.year if conference.held_on else conference.plan.year
    text = (
        f"Nhiệt liệt chào mừng các đồng chí đại biểu và {audience} về dự Hội nghị đối thoại năm {year}!\n"
        "Dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng\n"
        "Lắng nghe - Chia sẻ - Trách nhiệm - Vì Nhân dân phục vụ"
    )
    return Begin(excerpt(conference.title), text)


def kept(text):
    """Short parts between commas and dashes stay on one line each."""
    parts = re.split(r"(, | - )", text)
    return "".join(
        part.replace(" ", "\u00a0") if len(part) <= LONGEST_KEPT and part.strip(", -") else part
        for part in parts
    )


def slogans_html(draft, face):
    slogans = [
        {"text": kept(line.upper()), "size": fit(line.upper(), rows=4, limit=66)}
        for line in lines(draft.text)
    ]
    return draft_html(draft, face, template="dialogue/papers/slogans.html", slogans=slogans)


TYPES = (
    PaperType(
        PaperKind.NAME_PLATES, 11, PaperStage.PREPARE, plates_html, begin_plates, heading="BIỂN TÊN",
        has_text=False, has_signature=False,
        fields=(
            DraftField("secretary", "Biển thư ký", "choice", choices=SECRETARY_CHOICES),
            DraftField(
                "others", "Biển thêm", "rows", columns=(("name", "Họ và tên"), ("title", "Chức danh")),
                help="Ví dụ người điều hành, đại biểu ngồi hàng ghế chủ tọa.",
            ),
        ),
        help="Mỗi người một tờ A4 ngang, gấp đôi ở nét giữa, đọc được từ hai phía. Tên lấy từ hội nghị.",
    ),
    PaperType(
        PaperKind.TITLE_LETTERING, 12, PaperStage.PREPARE, lettering_html, begin_lettering, heading="TÍT CHỮ",
        has_text=False, has_signature=False,
        fields=(
            DraftField("mode", "Người chủ trì", "choice", choices=MODES, help="Đã chọn sẵn theo hội nghị."),
            DraftField("audience", "Dòng đối tượng", help="Dòng thứ tư của tít chữ."),
        ),
        help="Năm dòng, một tờ ngang chữ lớn; tệp phóng to được ở xưởng in mà không vỡ chữ.",
    ),
    PaperType(
        PaperKind.SLOGANS, 13, PaperStage.PREPARE, slogans_html, begin_slogans, heading="KHẨU HIỆU", has_signature=False,
        help="Mỗi dòng của nội dung in thành một tờ ngang chữ lớn.",
    ),
)  # fmt: skip
