"""What this room's papers say alike: who writes, to whom, which petitions, whose words stay out. No papers."""

from collections import Counter

from core.models import Post
from core.states import BodyKind, UnitKind
from core.vietnamese import fold, lower_first, short_date
from dialogue.documents.facts import kind_of
from feedback.models import Petition, assignments_of, with_parts
from feedback.queries.report import LONG
from feedback.states import Field, Source

# LP-29: the words of a petition on an official's conduct, and who raised it, stand in no paper that many read.
RESTRICTED = "Phản ánh về tác phong, thái độ phục vụ của cán bộ (nội dung được theo dõi riêng)."
RESTRICTED_WHO = "Theo dõi riêng"
NO_FIELD = "Chưa xác định lĩnh vực"
# Words still to come inside a sentence; a whole line of them.
BLANK = "…………………"
BLANK_LINE = "………………………………………………"


def title_words(conference):
    """ "hội nghị đối thoại định kỳ với Nhân dân", as inside a sentence."""
    return lower_first(conference.title)


def day_words(conference):
    """ "ngày 14/5/2026", with dots where the day is open."""
    day = conference.held_on
    return f"ngày {short_date(day)}" if day else "ngày ……/……/……"


def body_words(conference):
    """Whose conference it is, as a paper begins: "Ủy ban nhân dân xã …", "Thường trực Hội đồng nhân dân xã …"."""
    names = {
        BodyKind.UBND: "Ủy ban nhân dân",
        BodyKind.HDND: "Thường trực Hội đồng nhân dân",
        BodyKind.PARTY: "Ban Thường vụ Đảng ủy",
        BodyKind.FRONT: "Ban Thường trực Ủy ban MTTQ Việt Nam",
    }
    return f"{names[BodyKind(conference.plan.body)]} {conference.commune}"


def head_words(conference):
    """ "Chủ tịch Ủy ban nhân dân xã": the head who holds the dialogue, by the plan's body."""
    names = {
        BodyKind.UBND: "Chủ tịch Ủy ban nhân dân",
        BodyKind.HDND: "Chủ tịch Hội đồng nhân dân",
        BodyKind.PARTY: "Bí thư Đảng ủy",
        BodyKind.FRONT: "Chủ tịch Ủy ban MTTQ Việt Nam",
    }
    return f"{names[BodyKind(conference.plan.body)]} {kind_of(conference)}"


def office_words(conference):
    """The office that collects answers: "Văn phòng HĐND và UBND xã …"."""
    return conference.plan.organiser.official_name


def office_head(conference):
    """(title lines, name) of who signs for the office itself; no name where nobody holds such a post."""
    return head_of(conference.plan.organiser)


HEADS = {
    UnitKind.OFFICE: "CHÁNH VĂN PHÒNG",
    UnitKind.LEADERSHIP: "CHỦ TỊCH",
    UnitKind.DEPARTMENT: "TRƯỞNG PHÒNG",
    UnitKind.POLICE: "TRƯỞNG CÔNG AN",
    UnitKind.FRONT: "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH",
    UnitKind.MASS_ORGANISATION: "CHỦ TỊCH",
    UnitKind.PARTY_BOARD: "TRƯỞNG BAN",
    UnitKind.SCHOOL: "HIỆU TRƯỞNG",
    UnitKind.VILLAGE: "TRƯỞNG THÔN",
    UnitKind.SERVICE_CENTRE: "GIÁM ĐỐC",
}
HEAD_POSTS = ("truong", "chanh van phong", "hieu truong", "giam doc", "chu tich")


def head_of(unit):
    """(title lines, name) of a unit's head: the post that reads like one; without it the name stays open."""
    posts = Post.objects.current().filter(unit=unit).select_related("user").order_by("-is_main", "pk")
    heads = [post for post in posts if fold(post.title).startswith(HEAD_POSTS)]
    return HEADS.get(unit.kind, "THỦ TRƯỞNG ĐƠN VỊ"), heads[0].user.full_name if heads else ""


def before_conference(conference):
    """Petitions that came in before the day, with people, units and approved answers; urgent ones first."""
    rows = Petition.objects.for_conference(conference).matters().exclude(source=Source.AT_CONFERENCE)
    return with_parts(rows).order_by("-is_urgent", "received_on", "pk")


def content_of(petition):
    """The matter as papers print it; conduct of officials stays out (LP-29)."""
    return RESTRICTED if petition.is_restricted else petition.content.strip()


def field_of(petition):
    return petition.get_field_display() if petition.field else NO_FIELD


def supporting_of(petition):
    return [row.unit for row in assignments_of(petition) if not row.is_lead]


def units_words(units):
    return "; ".join(unit.short_name for unit in units)


def ended(text):
    """With the full stop that a short entry often lacks; nothing stays nothing."""
    text = text.strip()
    return f"{text}." if text and text[-1] not in ".!?…;" else text


def is_long(*texts):
    """Whether a row with these cells may have to go on overleaf."""
    return any(len(text) > LONG for text in texts)


def counted(number):
    """ "05", "12": figures of papers have two digits."""
    return f"{number:02d}"


def by_field(petitions):
    """[(field's name, count)] in the order of the fields, what is not classified last."""
    counts = Counter(petition.field for petition in petitions)
    names = [*Field.choices, ("", NO_FIELD)]
    return [(name, counts[value]) for value, name in names if counts[value]]


def fields_in_words(petitions, most=3):
    """ "đất đai, môi trường, giáo dục": the fields most often named."""
    pairs = sorted(by_field(one for one in petitions if one.field), key=lambda pair: -pair[1])[:most]
    return ", ".join(lower_first(name) for name, _ in pairs)
