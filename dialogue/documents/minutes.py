"""The minutes (C-24): they grow from the hall's log; the secretary's own wording stands once there is one."""

from core.vietnamese import lower_first, paper_date, short_date
from dialogue.documents.course import MOST_NAMES, course_text
from dialogue.documents.facts import DOTS, excerpt, facts_of, hour_words, issuer_of, presiding
from dialogue.documents.talks import local, outcome_words
from dialogue.queries.door import attendance_facts
from dialogue.states import Outcome, Presence, Reply, SpeechKind
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from documents.templatetags.paper import lines

COURSE, BASE = "course", "course_base"


def begin_minutes(conference, about=""):
    """The data print themselves; what the chair said in conclusion is the secretary's to write (QN-41, TD-48).

    While people still speak it stands open: closing fills in what became of each speech.
    """
    text = conclusion_text(conference, is_blank=not conference.closed_at)
    return Begin(excerpt(conference.title), text, values={"absent": "", "copies": "03"})


def minutes_html(draft, face):
    """The course as the secretary worded it, else as the log tells it now."""
    conference = draft.subject
    context = minutes_context(conference)
    context["course"] = draft.values.get(COURSE) or course_text(conference)
    return draft_html(draft, face, template="dialogue/papers/minutes.html", **context)


# --- who and when --------------------------------------------------------------------------------------------------


def minutes_context(conference):
    """Time, place, sittings, who presided, who was there and who was not (live-room 14)."""
    opened, closed = local(conference.opened_at), local(conference.closed_at)
    facts = attendance_facts(conference)
    return {
        "conference": conference,
        "issuer": issuer_of(conference),
        "opened": f"{hour_words(opened)}, {paper_date(opened.date() if opened else conference.held_on)}",
        "closed": f"{hour_words(closed)}, {paper_date(closed.date() if closed else None)}",
        "places": facts_of(conference)["places"],
        "sittings": sitting_lines(conference),
        "presiding": [name if title in name else f"{name}, {title}" for name, title in presiding(conference)],
        "delegated": _delegated(conference),
        "secretary": conference.secretary,
        "present": present_lines(facts),
        "attendance": conference.attendance if conference.attendance is not None else facts.came or None,
        "absent": absent_words(conference, facts),
        "content": lines(conference.content),
        "chair_name": conference.chair.full_name if conference.chair else "",
        "other_chair": conference.co_chair.full_name if conference.co_chair else "",
    }


def _delegated(conference):
    row = conference.delegation
    if row is None:
        return ""
    return f"{row.delegator.full_name} uỷ quyền chủ trì; lý do: {lower_first(row.reason.strip().rstrip('.'))}"


def sitting_lines(conference):
    """ "Phiên 1: từ 08 giờ 00 đến 09 giờ 10, ngày 14/05/2026; tạm nghỉ vì mất điện"; nothing where it sat once."""
    rows = [row for row in conference.sittings.all() if row.opened_at]
    if len(rows) < 2:
        return []
    return [_sitting_words(row) for row in rows]


def _sitting_words(row):
    end = hour_words(local(row.ended_at)) if row.ended_at else "……"
    words = (
        f"Phiên {row.number}: từ {hour_words(local(row.opened_at))} đến {end}, ngày {short_date(row.held_on)}"
    )
    return f"{words}; tạm nghỉ: {lower_first(row.reason.rstrip('.'))}" if row.reason else words


def present_lines(facts):
    """Each group with its people, who came in whose place, who walked in, the linked halls, the sittings."""
    # Once the doors counted, a group of which nobody was asked, came or was typed in is not told; where they did
    # not, nobody knows of guests without a group.
    groups = [
        row
        for row in facts.groups
        if (row.invited or row.came or row.present is not None if facts.came else row.pk)
    ]
    found = [_group_words(group, bool(facts.came)) for group in groups]
    replaced = [f"{by} (thay {who})" for group in facts.groups for who, by in group.replaced]
    if replaced:
        found.append(f"Dự thay: {'; '.join(replaced)}")
    if facts.walk_ins:
        names = [f"{name} ({place})" if place else name for name, place in facts.walk_ins[:MOST_NAMES]]
        more = "; …" if len(facts.walk_ins) > MOST_NAMES else ""
        found.append(f"Đến thêm ngoài danh sách mời {len(facts.walk_ins)} người: {'; '.join(names)}{more}")
    if facts.online:
        found.append(f"Dự trực tuyến: {facts.online} người")
    if len(facts.venues) > 1:
        found.append("; ".join(f"{name}: {count} người" for name, count in facts.venues))
    if len(facts.sittings) > 1:
        told = "; ".join(f"phiên {row.number}: {count} người" for row, count in facts.sittings)
        found.append(f"Theo phiên: {told}")
    return found


def _group_words(group, is_counted):
    """What the office typed, else what the doors counted, else dots."""
    count = group.present if group.present is not None else group.came if is_counted else None
    parts = [f"được mời {group.invited}"] * bool(group.invited and is_counted)
    parts += [f"dự kiến {group.expected}"] * bool(group.expected)
    aside = f" ({', '.join(parts)})" if parts else ""
    return f"{group.name}: {'………' if count is None else count} người{aside}"


def absent_words(conference, facts):
    """Names from the doors, or of those who had declined; "Không" where all came."""
    names = [name for group in facts.groups for name in group.absent]
    if not facts.came:
        names = [row.invitee for row in conference.invitations.filter(reply=Reply.DECLINED)]
        names += [
            str(row) for row in conference.attendances.select_related("invitation").filter(presence=Presence.ABSENT)
            if str(row) not in names
        ]  # fmt: skip
        return "; ".join(names)
    return "; ".join(names) or "Không"


# --- the conclusion --------------------------------------------------------------------------------------------------

PARTS = (
    ("1. Nội dung tiếp thu, đã giải quyết, trả lời tại hội nghị", (Outcome.ANSWERED,)),
    (
        "2. Nội dung chưa giải quyết; cơ quan, đơn vị được giao và thời hạn trả lời",
        (Outcome.HANDED, Outcome.LATER),
    ),
    ("3. Nội dung báo cáo cấp trên", (Outcome.UPWARD,)),
)


def conclusion_text(conference, *, is_blank=False):
    """What the chair concludes, along the outcomes that were recorded; dots where there are none yet."""
    rows = conference.contributions.exclude(outcome="").select_related("unit").order_by("pk")
    matters = [] if is_blank else _matters(rows)
    text = ["Người chủ trì kết luận hội nghị:"]
    for heading, outcomes in PARTS:
        text += [heading, *([_concluded(*told) for told in matters if told[1].outcome in outcomes] or [DOTS])]
    return "\n".join(text)


def _matters(rows):
    """(first speech, the one whose outcome holds): asked again is the same matter, its last outcome counts (QN-48)."""
    found, first_of = {}, {}
    for row in rows:
        again = row.kind == SpeechKind.FOLLOW_UP
        first = first_of[row.pk] = first_of.get(row.answers_to_id, row) if again else row
        if first.pk not in found or row.outcome != Outcome.NOTED:
            found[first.pk] = (first, row)
    return list(found.values())


def _concluded(first, row):
    said = " ".join(lines(first.summary)).rstrip(".") or DOTS
    if row.outcome == Outcome.ANSWERED:
        answer = " ".join(lines(row.answer)).rstrip(".")
        return f"- {said}: {answer}." if answer else f"- {said}."
    if row.outcome == Outcome.HANDED and row.unit:
        due = f", hạn {short_date(row.due_on)}" if row.due_on else ""
        return f"- {said}: giao {row.unit.official_name} giải quyết, trả lời{due}."
    return f"- {said}: {lower_first(outcome_words(row))}."


# What a page asks of the minutes' draft.


def has_own_course(draft):
    return bool(draft.values.get(COURSE))


def has_log_moved(draft):
    """Whether the log tells more than it did when the secretary began to word the course."""
    return has_own_course(draft) and draft.values.get(BASE, "") != course_text(draft.subject)


TYPES = (
    PaperType(
        PaperKind.MINUTES, 24, PaperStage.HOLD, minutes_html, begin_minutes, heading="BIÊN BẢN", sign="BB",
        has_personal_data=True, text_label="Kết luận của người chủ trì",
        fields=(
            DraftField("absent", "Vắng mặt", "text", help="Để trống thì lấy từ điểm danh; ghi lý do thì gõ lại ở đây."),
            DraftField("copies", "Số bản lập"),
            DraftField(COURSE, "Diễn biến hội nghị", "text", is_elsewhere=True),
        ),
        help="Giờ, phiên họp, người dự, lượt phát biểu và kết quả lấy từ nhật ký hội trường; diễn biến sửa ở trang Biên bản, "
        "phần kết luận và số bản sửa ở đây.",
    ),
)  # fmt: skip
