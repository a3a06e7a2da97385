"""After the conference: each commitment with its whole story, what went outside the commune, the deadlines."""

from django.urls import reverse

from conclusions.models import Commitment, ItemReview, Submission
from deadlines.models import Deadline
from reports.archive.entry import Entry, Section, both, facts, page, table_of
from reports.archive.subjects import parts_of, those_about
from reports.states import Group

COMMITMENT = (
    "state", "kind", "unit", "supporting", "person", "petition", "content", "first_due_on", "due_on", "is_restricted",
)  # fmt: skip
# What hangs on a commitment: related name, heading, fields.
STORY = (
    ("reports", "Báo cáo của đơn vị", ("reported_on", "is_final", "standing", "text", "written_by")),
    (
        "extensions", "Đề nghị lùi hạn",
        ("requested_on", "reason", "due_before_on", "wanted_on", "state", "granted_on", "decision_note", "decided_by"),
    ),
    (
        "deliveries", "Trả lời người kiến nghị",
        ("label", "addressee", "way", "delivered_on", "number", "place", "witness", "undelivered_reason", "recorded_by"),
    ),
    ("reviews", "Ý kiến giám sát", ("reviewed_on", "verdict", "text", "reviewer", "visit")),
    ("visits", "Kiểm tra thực địa", ("visited_on", "on_behalf", "place", "people", "findings", "written_by")),
    ("urgings", "Đôn đốc", ("urged_on", "on_behalf", "text", "reply_due_on", "state", "reply", "replied_at")),
    ("supervision_items", "Nội dung giám sát hằng năm", ("year", "programme", "planned_on", "content", "added_by")),
)  # fmt: skip
TABLE = ("unit", "content", "kind", "first_due_on", "due_on", "state", "petition")
OPINION = ("reviewed_on", "item", "opinion", "text", "on_behalf", "reviewer")
SUBMISSION = (
    "kind", "petition", "content", "to_body", "owner", "state", "number", "sent_on", "reply_due_on", "reply_number",
    "replied_on", "reply", "relayed_on", "relay_note", "close_reason",
)  # fmt: skip
DEADLINE = (
    "subject_label",
    "label",
    "kind",
    "anchor_on",
    "original_due_on",
    "due_on",
    "state",
    "legal_basis",
)


def commitment_entries(conference):
    rows = (
        Commitment.objects.filter(conference=conference)
        .select_related("unit", "petition", "conference")
        .order_by("pk")
    )
    if rows.exists():
        yield from both(Group.FOLLOW_UP, "Bảng theo dõi cam kết", lambda: table_of(Commitment, TABLE, rows))
    said = (
        ItemReview.objects.filter(item__notice__conference=conference)
        .select_related("item", "reviewer")
        .order_by("pk")
    )
    if said.exists():
        yield from both(
            Group.FOLLOW_UP, "Ý kiến giám sát từng mục kết luận", lambda: table_of(ItemReview, OPINION, said)
        )
    for place, row in enumerate(rows, start=1):
        yield Entry(
            Group.FOLLOW_UP, f"Cam kết {place}: {row.unit.short_name}", "html", lambda row=row: commitment_page(row),
            day=row.due_on, url=reverse("commitment_detail", args=[row.pk]), has_personal_data=True,
        )  # fmt: skip


def commitment_page(commitment):
    sections = [Section(facts=facts(commitment, *COMMITMENT))]
    for name, heading, fields in STORY:
        rows = getattr(commitment, name).order_by("pk")
        sections.append(Section(heading, table=table_of(rows.model, fields, rows)))
    return page(str(commitment), sections)


def submission_entries(conference):
    rows = Submission.objects.filter(conference=conference).select_related("owner", "petition").order_by("pk")
    if rows.exists():
        yield from both(
            Group.FOLLOW_UP,
            "Văn bản gửi cơ quan ngoài xã và trả lời",
            lambda: table_of(Submission, SUBMISSION, rows),
        )


def deadline_entries(conference):
    """Each clock with its basis, kept or broken: a breach stays on the record."""
    clocks = Deadline.objects.of_commune(conference.commune_id)
    rows = those_about(parts_of(conference), clocks).order_by("pk")
    if rows.exists():
        yield from both(Group.LOG, "Các thời hạn", lambda: table_of(Deadline, DEADLINE, rows))
