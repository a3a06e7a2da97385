"""What this room's papers say alike: the notice and its promises, bodies above, dates, the closing box. No papers."""

from dataclasses import dataclass
from datetime import date

from conclusions.models import Commitment, ConclusionItem, ConclusionNotice
from conclusions.rules import answer_limit
from conclusions.states import ItemGroup, ItemKind
from core.clock import local_today
from core.models import Unit
from core.states import BodyKind
from core.vietnamese import paper_date, short_date
from documents.catalogue import DraftField
from feedback.documents.words import content_of
from feedback.queries.report import LEVELS
from feedback.states import Competence

DOTS = "………………"
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
    # Other units that help, and the individual who is in charge (QN-55).
    helpers: str = ""
    person: str = ""


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
    """What was given to units (or to one): the promises once the notice is issued, else its pending lines.

    What is restricted stands in its own unit's copy only; in the common one it is named without its words (TD-68).
    """
    limit = limit_of(conference)
    rows = Commitment.objects.filter(conference=conference).select_related("unit", "petition", "item")
    rows = rows.prefetch_related("supporting").order_by("due_on", "pk")
    rows = [_of_commitment(row, limit, is_common=unit is None) for row in rows]
    if not rows:
        notice = notice_of(conference)
        items = notice.items.filter(group=ItemGroup.PENDING) if notice else []
        rows = [_of_item(item, limit, is_common=unit is None) for item in _with_names(items)]
    return [row for row in rows if unit is None or row.unit == unit]


def _with_names(items):
    return items.select_related("unit", "petition").prefetch_related("supporting") if items else []


def _of_commitment(row, limit, *, is_common):
    return _promise(row, row.item, limit, hides_words=is_common and row.is_restricted)


def _of_item(item, limit, *, is_common):
    is_restricted = item.is_restricted or item.kind == ItemKind.REMEDY
    return _promise(item, item, limit, hides_words=is_common and is_restricted)


def _promise(row, item, limit, *, hides_words):
    """`row`: the promise, or the line itself while there is none; both name unit, day, helpers and person."""
    return Promise(
        code=row.petition.code if row.petition else "",
        content="Nội dung hạn chế phổ biến, giao riêng bằng văn bản."
        if hides_words
        else item.content.strip(),
        direction="" if hides_words else item.result.strip(),
        unit=row.unit,
        due_on=row.due_on,
        is_past_rule=bool(limit and row.due_on and row.due_on > limit.due_on),
        helpers=", ".join(unit.short_name for unit in row.supporting.all()),
        person=row.person,
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


def body_named(level, conference):
    """Where a letter goes for a matter of this level: a line may say no more than "Cấp trên", which names nobody."""
    return upper_body(conference) if level.strip() in ("", LEVELS[Competence.HIGHER]) else level.strip()


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
