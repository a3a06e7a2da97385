"""Who is called and who comes: the summons list of each body, the list of the invited for the door."""

from core.codes import spoken
from core.states import UnitKind
from core.vietnamese import short_date
from dialogue.documents.codes import code_qr
from dialogue.documents.facts import (
    excerpt,
    facts_of,
    invited_units,
    is_school,
    issuer_of,
    low,
    plan_words,
    time_words,
)
from dialogue.states import Presence, Reply
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from plans.states import InviteWay

# Bodies whose people are summoned through their head (TD-92, TD-93).
SUMMONED = (
    UnitKind.OFFICE, UnitKind.DEPARTMENT, UnitKind.SERVICE_CENTRE, UnitKind.POLICE, UnitKind.SCHOOL,
    UnitKind.MASS_ORGANISATION,
)  # fmt: skip
SCHOOL_QUOTA = 5  # TD-93, D-09: at least 05 of each school where the plan gives no figure of its own
BLANK_ROWS = 8
MOST_BLANKS = 200
WITH_CODES = "qr"


def summons_abouts(conference):
    """Every invited body that may summon its people, schools and departments (TD-92)."""
    return [(f"unit-{unit.pk}", unit.official_name) for unit in invited_units(conference, SUMMONED)]


def unit_of(conference, about):
    """The body of a key "unit-5"; None without one."""
    key = about.removeprefix("unit-")
    return conference.commune.units.filter(pk=key).first() if key.isdecimal() else None


def quota_of(conference, unit):
    """How many the plan demands of this body at least; None where it demands all, or nothing (TD-92, TD-93)."""
    if unit is None or not is_school(unit):
        return None
    groups = conference.plan.groups.filter(way=InviteWay.SUMMON, min_count__gt=0)
    asked = [group.min_count for group in groups if "trường" in f"{group.per} {group.name}".lower()]
    return max(asked, default=SCHOOL_QUOTA)


def begin_summons(conference, about=""):
    unit = unit_of(conference, about)
    name, quota = (unit.official_name if unit else "……………………"), quota_of(conference, unit)
    who = (
        "cán bộ quản lý, giáo viên, nhân viên"
        if quota
        else "toàn thể cán bộ, công chức, viên chức, người lao động"
    )
    least = f" (tối thiểu {quota:02d} người)" if quota else ""
    text = (
        f"Thực hiện {plan_words(conference)}, {name} triệu tập {who} của đơn vị{least} có tên dưới đây dự "
        f"{low(conference.title)}."
    )
    values = {"people": [], "rows": quota or BLANK_ROWS}
    return Begin(excerpt(f"{name}\ndự {low(conference.title)}"), text, values=values)


def count_in(draft, key):
    """A number that the writer typed: 0 where there is none."""
    value = str(draft.values.get(key) or "")
    return int(value) if value.isdecimal() else 0


def summons_html(draft, face):
    conference, unit = draft.subject, unit_of(draft.subject, draft.about_key)
    named = [
        row for row in draft.values.get("people") or [] if any(str(cell).strip() for cell in row.values())
    ]
    wanted = count_in(draft, "rows") or quota_of(conference, unit) or BLANK_ROWS
    blanks = [{}] * max(min(wanted, MOST_BLANKS) - len(named), 0)
    context = facts_of(conference) | {
        "people": named + blanks,
        "unit": unit,
        "quota": quota_of(conference, unit),
    }
    return draft_html(draft, face, template="dialogue/papers/summons.html", **context)


# --- the list of the invited (C-7) -------------------------------------------------------------------------------


def begin_invitation_list(conference, about=""):
    return Begin(excerpt(conference.title), values={"blank_rows": 3, "codes": WITH_CODES})


def invitation_list_html(draft, face):
    conference = draft.subject
    has_codes = draft.values.get("codes") == WITH_CODES
    context = {
        "groups": grouped_invitees(conference, has_codes=has_codes), "has_codes": has_codes,
        "walk_ins": walked_in(conference), "time": time_words(conference), "issuer": issuer_of(conference),
        "blanks": range(min(count_in(draft, "blank_rows"), MOST_BLANKS)), "totals": totals_of(conference),
        "places": [venue.name for venue in conference.venues.all()],
    }  # fmt: skip
    return draft_html(draft, face, template="dialogue/papers/invitation_list.html", **context)


def grouped_invitees(conference, *, has_codes=False):
    """[{group, rows}] in the order of the groups, bodies without a group last; groups without names keep a row."""
    at_door = came_of(conference)
    rows = list(conference.invitations.with_names().order_by("unit__sort_key", "pk"))
    found = []
    for group in conference.groups.all():
        own = [_invitee(row, has_codes, at_door) for row in rows if row.group_id == group.pk]
        found.append({"name": group.name, "expected": group.expected, "present": group.present, "rows": own})
    rest = [_invitee(row, has_codes, at_door) for row in rows if row.group_id is None]
    if rest or not found:
        found.append(
            {"name": "Cơ quan, đơn vị, cá nhân được mời", "expected": None, "present": None, "rows": rest}
        )
    return found


def came_of(conference):
    """{invitation: "Có mặt", "Vắng mặt" or who came instead} as the doors wrote it; the last sitting's word stands."""
    rows = conference.attendances.exclude(invitation=None).order_by("sitting__number")
    return {
        row.invitation_id: f"Thay: {row.name}"
        if row.presence == Presence.REPLACED
        else row.get_presence_display()
        for row in rows
    }


def walked_in(conference):
    """Who came without an invitation, once each."""
    rows = conference.attendances.walk_ins().order_by("pk")
    return list({row.code: {"name": row.name, "place": row.place} for row in rows}.values())


def _invitee(row, has_codes, at_door):
    unit = row.unit.short_name if row.unit and row.unit.official_name != row.invitee else ""
    return {
        "name": row.invitee, "title": row.title, "unit": unit,
        "village": row.unit.short_name if row.unit and row.unit.kind == UnitKind.VILLAGE else "",
        "invited": short_date(row.sent_on) if row.sent_on else ("đã in" if row.paper_id else ""),
        "reply": "" if row.reply == Reply.NONE else row.get_reply_display(),
        "came": at_door.get(row.pk, ""), "qr": code_qr(row.code) if has_codes else "",
        "code": spoken(row.code).replace("-", " "),
    }  # fmt: skip


def totals_of(conference):
    """Invited, confirmed, present, for the line below the table."""
    rows = list(conference.invitations.all())
    return {
        "invited": len(rows),
        "coming": sum(row.reply == Reply.COMING for row in rows),
        "expected": sum(group.expected or 0 for group in conference.groups.all()),
        "present": conference.attendance,
    }


TYPES = (
    PaperType(
        PaperKind.SUMMONS, 6, PaperStage.NOTICE, summons_html, begin_summons, heading="DANH SÁCH TRIỆU TẬP",
        has_signature=False, abouts=summons_abouts,
        fields=(
            DraftField(
                "people", "Người được triệu tập", "rows",
                columns=(("name", "Họ và tên"), ("title", "Chức vụ"), ("note", "Ghi chú")),
            ),
            DraftField("rows", "Số dòng của bảng", "number", help="Dòng chưa có tên in dòng chấm để đơn vị ghi tay."),
        ),
        help="Mỗi cơ quan, trường học một danh sách do thủ trưởng đơn vị ký (trường học tối thiểu 05 người).",
    ),
    PaperType(
        PaperKind.INVITATION_LIST, 7, PaperStage.NOTICE, invitation_list_html, begin_invitation_list,
        heading="DANH SÁCH MỜI, THÀNH PHẦN DỰ", has_text=False, has_signature=False, has_personal_data=True,
        fields=(
            DraftField("blank_rows", "Số dòng trống cuối bảng", "number", help="Để ghi đại biểu đến thêm."),
            DraftField(
                "codes", "Mã điểm danh", "choice", choices=((WITH_CODES, "In mã QR ở mỗi dòng"), ("none", "Không in")),
                help="Quét ngay trên danh sách khi khách quên mang giấy mời.",
            ),
        ),
        help="Dùng ở bàn đón tiếp: đã mời, đã xác nhận, có mặt.",
    ),
)  # fmt: skip
