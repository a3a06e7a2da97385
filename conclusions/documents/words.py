"""What this room's papers say alike: the notice and its promises, bodies above, dates, the closing box. No papers."""

from dataclasses import dataclass
from datetime import date

from conclusions.models import Commitment, ConclusionItem, ConclusionNotice
from conclusions.rules import answer_limit
from conclusions.states import ItemGroup
from core.clock import local_today
from core.models import Unit
from core.states import BodyKind
from core.vietnamese import paper_date, short_date
from documents.catalogue import DraftField
from feedback.documents.words import content_of

DOTS = "………………"
PAST_RULE = "quá thời hạn của quy định"
CLOSING = DraftField(
    "closing", "Đoạn sau bảng", "text", help="In sau bảng; câu cuối kết thúc bằng ./. như thể thức."
)


@dataclass(frozen=True)
class Promise:
    """One matter that a unit has to settle after the conference, as papers print it."""

    code: str
    content: str
    direction: str
    unit: Unit | None
    due_on: date | None
    is_past_rule: bool


def notice_of(conference):
    """The conference's own conclusion notice with its paper, or None; never its supplement."""
    rows = ConclusionNotice.objects.select_related("paper", "conference__plan", "conference__commune")
    return rows.main_of(conference)


def notice_words(conference):
    """ "Thông báo số 02/TB-UBND ngày 20 tháng 5 năm 2026"; dots before its issue."""
    notice = notice_of(conference)
    if notice is None or notice.paper is None:
        return f"Thông báo số …… {paper_date(None)}"
    return f"Thông báo số {notice.paper.number_text} {paper_date(notice.issued_on)}"


def promises_of(conference, unit=None):
    """What was given to units (or to one): the promises once the notice is issued, else its pending lines."""
    limit = limit_of(conference)
    rows = Commitment.objects.filter(conference=conference).select_related("unit", "petition", "item")
    rows = [_of_commitment(row, limit) for row in rows.order_by("due_on", "pk")]
    if not rows:
        notice = notice_of(conference)
        items = notice.items.filter(group=ItemGroup.PENDING) if notice else []
        rows = [_promise(item, item.unit, item.due_on, limit) for item in _with_names(items)]
    return [row for row in rows if unit is None or row.unit == unit]


def _with_names(items):
    return items.select_related("unit", "petition") if items else []


def _of_commitment(row, limit):
    return _promise(row.item, row.unit, row.due_on, limit, row.petition)


def _promise(item, unit, due_on, limit, petition=None):
    petition = petition or item.petition
    return Promise(
        code=petition.code if petition else "",
        content=item.content.strip(),
        direction=item.result.strip(),
        unit=unit,
        due_on=due_on,
        is_past_rule=bool(limit and due_on and due_on > limit.due_on),
    )


def limit_of(conference):
    """The last day that the plan's own rule leaves for answers (D-39), by the notice's day or by today."""
    notice = notice_of(conference)
    return answer_limit(conference, (notice and notice.issued_on) or local_today())


def units_given(conference):
    """The units that have something to settle, by name; from the promises, else from the notice's pending lines."""
    given = Commitment.objects.filter(conference=conference).values("unit")
    units = list(Unit.objects.filter(pk__in=given).sorted())
    if units:
        return units
    items = ConclusionItem.objects.filter(notice__conference=conference, group=ItemGroup.PENDING)
    return list(Unit.objects.filter(pk__in=items.exclude(unit=None).values("unit")).sorted())


def upper_party(commune):
    """ "Thành ủy Hải Phòng", "Tỉnh ủy Điện Biên"."""
    province = commune.province
    for kind, name in (("thành phố", "Thành ủy"), ("tỉnh", "Tỉnh ủy")):
        if province.lower().startswith(kind):
            return f"{name} {province[len(kind) :].strip()}"
    return f"Tỉnh ủy {province}"


def upper_body(conference):
    """The body above the one that holds the dialogue, as a letter addresses it."""
    commune = conference.commune
    names = {
        BodyKind.PARTY: f"Ban Thường vụ {upper_party(commune)}",
        BodyKind.HDND: f"Thường trực Hội đồng nhân dân {commune.province}",
    }
    return names.get(BodyKind(conference.plan.body), f"Ủy ban nhân dân {commune.province}")


def party_board(commune):
    """Ban Xây dựng Đảng as the commune calls it."""
    return f"Ban Xây dựng Đảng Đảng ủy {commune}"


def front_of(commune):
    return f"Ủy ban MTTQ Việt Nam {commune}"


def matter_words(petition):
    """What a letter says of a petition: its words, its code; conduct of officials stays out (LP-29)."""
    return content_of(petition)


def due_words(day):
    return short_date(day) if day else "……/……/……"


def numbered(texts):
    """["a", "b"] -> "1. a" and "2. b", one a line."""
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))
