"""The meeting that briefs the bodies on the plan before the conference: its invitation and what it brought."""

from datetime import date, timedelta

from core.vietnamese import paper_date, weekday
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from dialogue.documents.facts import (
    DOTS,
    archive_line,
    excerpt,
    issuer_of,
    kind_of,
    low,
    places_of,
    plan_words,
    recipients_of,
    time_words,
)
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from plans.states import Meeting

DAYS_BEFORE = 5  # QN-63
TASKS_SHOWN = 2  # of each body; the plan itself has them all
MEETING_FIELDS = (
    DraftField("held_on", "Ngày họp", "date"),
    DraftField("starts_at", "Giờ họp", help="Ví dụ: 08 giờ 00."),
    DraftField("place", "Địa điểm"),
)


def begin_invitation(conference, about=""):
    """Who takes part in carrying the plan out (QN-66); one sheet for each, or one with dots for all."""
    text = (
        f"Nội dung: Quán triệt {plan_words(conference)}; phân công nhiệm vụ chuẩn bị {low(conference.title)} "
        f"(tổ chức lúc {time_words(conference)}).\n"
        "Đề nghị đại biểu nghiên cứu trước kế hoạch, chuẩn bị ý kiến về nhiệm vụ được giao và đến dự đúng giờ."
    )
    values = meeting_values(conference) | {
        "invitees": [{"name": name, "title": ""} for name in briefed(conference)]
    }
    recipients = ("Như trên", archive_line(conference.plan.body))
    return Begin(
        f"Dự hội nghị quán triệt kế hoạch\n{low(conference.title)}",
        text,
        recipients=recipients,
        values=values,
    )


def briefed(conference):
    """The plan's own groups for this meeting, else those that any briefing has (QN-66)."""
    own = [group.name for group in conference.plan.groups.filter(meeting=Meeting.BRIEFING)]
    kind = kind_of(conference)
    return own or [
        f"Thường trực Đảng ủy, Ban Chấp hành Đảng bộ {kind}",
        f"Thường trực HĐND, lãnh đạo UBND {kind}",
        f"Ban Thường trực Ủy ban MTTQ Việt Nam {kind} và các tổ chức chính trị - xã hội",
        f"Thủ trưởng các cơ quan, đơn vị, Hiệu trưởng các nhà trường, Trưởng trạm y tế {kind}",
        "Bí thư chi bộ, Trưởng thôn, Trưởng Ban Công tác Mặt trận các thôn",
    ]


def meeting_values(conference):
    """The plan's last day for the briefing, else five days before the conference; the place of the conference."""
    duty = Deadline.objects.about(conference).of_kind(DeadlineKind.BRIEFING).earliest_first().first()
    day = duty.due_on if duty else conference.held_on and conference.held_on - timedelta(days=DAYS_BEFORE)
    places = places_of(conference)
    return {
        "held_on": day.isoformat() if day else "",
        "starts_at": "08 giờ 00",
        "place": places[0] if places else "",
    }


def meeting_time(values):
    """ "08 giờ 00, thứ Sáu, ngày 08 tháng 9 năm 2023"; dots for what is open."""
    day = _day(values.get("held_on"))
    hour = values.get("starts_at") or "…… giờ ……"
    return f"{hour}, {f'{weekday(day)}, ' if day else ''}{paper_date(day)}"


def _day(value):
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def invitation_html(draft, face):
    rows = [row for row in draft.values.get("invitees") or [] if row.get("name", "").strip()]
    context = {
        "invitees": rows or [{"name": "", "title": ""}], "issuer": issuer_of(draft.subject),
        "time": meeting_time(draft.values),
    }  # fmt: skip
    return draft_html(draft, face, template="dialogue/papers/briefing_invitation.html", **context)


def begin_result(conference, about=""):
    """What the meeting dealt with and who took which task on (C-40: plan, tasks)."""
    tasks = [
        f"- {name}: {'; '.join(texts[:TASKS_SHOWN])}."
        for name, texts in tasks_by_unit(conference.plan).items()
    ]
    text = (
        f"Thực hiện {plan_words(conference)}, {issuer_of(conference)} đã tổ chức hội nghị quán triệt kế hoạch. Kết quả như "
        "sau:\n"
        "I. THÀNH PHẦN, NỘI DUNG\n"
        f"1. Thành phần dự: {'; '.join(briefed(conference))}. Có mặt: ……… đại biểu.\n"
        f"2. Nội dung: quán triệt mục đích, yêu cầu, nội dung, thời gian, thành phần của {low(conference.title)}; phân công "
        "nhiệm vụ chuẩn bị.\n"
        "II. NHIỆM VỤ ĐÃ PHÂN CÔNG\n" + ("\n".join(tasks) or f"- {DOTS}") + "\n"
        "III. Ý KIẾN TẠI HỘI NGHỊ\n"
        f"{DOTS}\n"
        "IV. KẾT LUẬN\n"
        "Hội nghị thống nhất các nội dung của kế hoạch; các cơ quan, đơn vị, thôn hoàn thành nhiệm vụ được giao trước ngày "
        "tổ chức hội nghị đối thoại./."
    )
    recipients = recipients_of(conference, "Các cơ quan, đơn vị, các thôn (để thực hiện)")
    return Begin(
        excerpt(f"Kết quả hội nghị quán triệt kế hoạch\n{low(conference.title)}"), text, recipients=recipients,
        values=meeting_values(conference),
    )  # fmt: skip


def tasks_by_unit(plan):
    """{unit: first sentences of its tasks}, in the order of the plan."""
    found = {}
    for task in plan.tasks.all():
        first = task.text.split(". ")[0].rstrip(".;:")
        found.setdefault(task.unit_name, []).append(f"{first[:1].lower()}{first[1:]}")
    return found


def result_html(draft, face):
    return draft_html(
        draft, face, template="dialogue/papers/briefing_result.html", time=meeting_time(draft.values)
    )


TYPES = (
    PaperType(
        PaperKind.BRIEFING_INVITATION, 40, PaperStage.PREPARE, invitation_html, begin_invitation, heading="GIẤY MỜI",
        sign="GM", needs_approval=True,
        fields=(
            *MEETING_FIELDS,
            DraftField(
                "invitees", "Khách mời", "rows", columns=(("name", "Cơ quan, họ và tên"), ("title", "Chức vụ")),
                help="Mỗi dòng một tờ giấy mời; để trống thì in một tờ có dòng chấm.",
            ),
        ),
        help="Hội nghị quán triệt kế hoạch, thường trước hội nghị đối thoại 05 ngày.",
    ),
    PaperType(
        PaperKind.BRIEFING_RESULT, 40, PaperStage.PREPARE, result_html, begin_result, heading="BÁO CÁO", sign="BC",
        needs_approval=True, fields=MEETING_FIELDS,
        help="Ghi lại hội nghị quán triệt: thành phần, nhiệm vụ đã phân công, kết luận.",
    ),
)  # fmt: skip
