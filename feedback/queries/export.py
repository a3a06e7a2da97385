"""The list of petitions as rows of a spreadsheet, chunk by chunk."""

from django.db.models import Prefetch

from feedback.models import Answer, Petition
from feedback.queries.lists import LONG_COLUMNS

CHUNK = 500
COLUMNS = [
    ("Mã", 14), ("Ngày nhận", 12), ("Người kiến nghị", 28), ("Thôn", 18), ("Nội dung kiến nghị", 60), ("Lĩnh vực", 20),
    ("Thẩm quyền", 16), ("Phân loại", 20), ("Bức xúc", 9), ("Nhận qua", 20), ("Đơn vị thu thập", 20), ("Hội nghị", 30),
    ("Trạng thái", 18), ("Đơn vị chủ trì", 20), ("Hạn trả lời", 12), ("Nội dung trả lời", 60), ("Người dân đánh giá", 14),
]  # fmt: skip
CONTACTS = [("Điện thoại", 16), ("Địa chỉ", 28), ("Thư điện tử", 22)]
PLACE = 3  # contacts stand behind the names


def export_columns(has_contacts):
    return COLUMNS[:PLACE] + (CONTACTS if has_contacts else []) + COLUMNS[PLACE:]


def export_rows(keys, has_contacts):
    """The petitions of these keys in their order; five queries for CHUNK rows each."""
    answers = Answer.objects.approved().order_by("-approved_at").only("content", "petition")
    rows = (
        Petition.objects.with_lead()
        .defer(*LONG_COLUMNS)
        .select_related("conference", "collector")
        .prefetch_related("petitioners", Prefetch("answers", answers, to_attr="answers_approved"))
    )
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        known = rows.in_bulk(some)
        yield from (_cells(known[key], has_contacts) for key in some if key in known)


def _cells(petition, has_contacts):
    people = list(petition.petitioners.all())
    cells = [petition.code, petition.received_on, "; ".join(person.name for person in people)]
    if has_contacts:
        cells += [
            "; ".join(text for person in people if (text := getattr(person, name)))
            for name in ("phone", "address", "email")
        ]
    answer = petition.answers_approved[0].content if petition.answers_approved else ""
    return [
        *cells, petition.hamlet, petition.content, petition.get_field_display(), petition.get_competence_display(),
        petition.get_triage_display(), petition.is_urgent, petition.get_source_display(),
        petition.collector.short_name if petition.collector else "", petition.conference.title,
        petition.get_state_display(), petition.lead_name, petition.lead_due_on, answer, petition.get_satisfaction_display(),
    ]  # fmt: skip
