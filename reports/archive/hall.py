"""What happened before and on the day: guests, speeches, the hall's log, the survey's figures (QN-37, QN-43)."""

from dialogue.models import (
    Attendance,
    Contribution,
    HallEntry,
    Invitation,
    InvitedGroup,
    Publication,
    SpeakerRequest,
)
from dialogue.queries.survey import results_of
from reports.archive.entry import Entry, Section, Table, both, facts, page, table_of, words
from reports.states import Group

CONFERENCE = (
    "title", "state", "kind", "audience", "content", "form", "form_reason", "held_on", "last_day_on", "session", "starts_at",
    "chair_title", "co_chair_title", "secretary", "exemption_reason", "cancel_reason", "opened_at", "closed_at",
    "attendance",
)  # fmt: skip
PUBLICATION = ("channel", "published_on", "proof", "recorded_by")
INVITATION = ("invitee", "title", "unit", "group", "channel", "sent_on", "names_on", "reply")
SPEECH = (
    "kind", "speaker", "place", "state", "summary", "answer", "answered_by", "outcome", "unit", "due_on", "started_at",
    "ended_at",
)  # fmt: skip
REQUEST = ("speaker", "place", "phone", "kind", "source", "state")
GROUP = ("name", "role", "expected", "present")


def card_entries(conference):
    """What the conference was, before all papers."""

    def read():
        sections = [
            Section(facts=facts(conference, *CONFERENCE)),
            Section("Chủ trì", text=conference.chair_words),
            Section("Địa điểm", text="; ".join(row.name for row in conference.venues.all())),
            Section("Thành phần", table=table_of(InvitedGroup, GROUP, conference.groups.all())),
        ]
        return page("Thông tin hội nghị", sections)

    yield Entry(Group.PREPARATION, "Thông tin hội nghị", "html", read)


def preparation_entries(conference):
    rows = Publication.objects.filter(notice__conference=conference).select_related("recorded_by")
    if rows.exists():
        yield from both(
            Group.PREPARATION, "Các lần công khai thông báo", lambda: table_of(Publication, PUBLICATION, rows)
        )
    guests = Invitation.objects.filter(conference=conference).select_related("unit", "group")
    if guests.exists():
        yield from both(
            Group.PREPARATION,
            "Danh sách mời",
            lambda: table_of(Invitation, INVITATION, guests),
            has_personal_data=True,
        )


def hall_entries(conference):
    """Each table only where there is something in it."""
    many = (
        ("Điểm danh", Attendance.objects.filter(conference=conference), lambda: attendance_table(conference)),
        ("Đăng ký phát biểu", SpeakerRequest.objects.filter(conference=conference), None, SpeakerRequest, REQUEST),
        (
            "Các lượt phát biểu", Contribution.objects.filter(conference=conference).select_related("unit"), None,
            Contribution, SPEECH,
        ),
        ("Nhật ký hội trường", HallEntry.objects.filter(conference=conference), lambda: hall_table(conference)),
    )  # fmt: skip
    for title, rows, load, *rest in many:
        if rows.exists():
            load = load or (lambda rows=rows, rest=rest: table_of(*rest, rows.order_by("pk")))
            yield from both(Group.CONFERENCE, title, load, has_personal_data=True)
    yield from survey_entries(conference)


def attendance_table(conference):
    """Who came; whether they voted is nobody's business, not even the archive's."""
    rows = Attendance.objects.filter(conference=conference).select_related(
        "sitting", "group", "venue", "invitation"
    )
    columns = ("Phiên", "Họ tên", "Thôn, đơn vị, chức vụ", "Thành phần", "Điểm cầu", "Tình trạng", "Đến lúc")
    return Table(
        columns,
        [
            (
                str(row.sitting.number), str(row), row.place or (row.invitation.title if row.invitation else ""),
                row.group.name if row.group else "", row.venue.name if row.venue else "", row.get_presence_display(),
                words(row.arrived_at),
            )
            for row in rows.order_by("pk")
        ],
    )  # fmt: skip


def hall_table(conference):
    rows = HallEntry.objects.filter(conference=conference).select_related("actor").order_by("pk")
    return Table(
        ("Lúc", "Việc", "Người ghi"),
        [(words(row.at), row.words, row.actor.full_name if row.actor else "") for row in rows],
    )


def survey_entries(conference):
    """Figures of each question only: a single ballot is never read, what people wrote stays with the Front."""
    survey = getattr(conference, "survey", None)
    if survey is not None and survey.is_closed:
        yield from both(Group.CONFERENCE, "Kết quả lấy phiếu hài lòng", lambda: survey_table(survey))


def survey_table(survey):
    results = results_of(survey)
    rows = [(row.text, *map(str, row.counts), str(row.answered), str(row.blank)) for row in results.rows]
    rows.append((f"Tổng số phiếu: {results.total} (giấy {results.paper}, điện thoại {results.phone})",))
    return Table(("Nội dung", *map(str, results.levels), "Số phiếu trả lời", "Bỏ trống"), rows)
