"""The opinions of a conference: one table of all, one page for each matter with its answers (QN-36, LP-63, LP-64)."""

from functools import cached_property

from django.urls import reverse

from feedback.models import Petition
from feedback.states import Field
from reports.archive.entry import Entry, Section, Table, both, facts, page, table_of, words
from reports.states import Group

COLUMNS = (
    "Mã", "Ngày nhận", "Người, tập thể kiến nghị", "Thôn", "Điện thoại", "Địa chỉ", "Nội dung", "Lĩnh vực", "Thẩm quyền",
    "Phân loại", "Trạng thái", "Đơn vị trả lời", "Trả lời", "Kết quả, hướng giải quyết", "Thời gian giải quyết",
    "Cấp giải quyết", "Người dân đánh giá",
)  # fmt: skip
PETITION = (
    "state", "kind", "source", "collector", "received_on", "hamlet", "field", "competence", "triage", "is_urgent",
    "about_document", "reject_reason", "upward_to", "upward_on", "upward_number", "upward_due_on", "replied_on", "origin",
    "merged_into", "answered_with", "published_at", "satisfaction", "satisfaction_note", "satisfied_on", "reopened_on",
)  # fmt: skip
ASSIGNMENT = (
    "unit",
    "is_lead",
    "state",
    "due_on",
    "instruction",
    "refuse_reason",
    "proposed_unit",
    "part_text",
)
ANSWER = (
    "state", "number_text", "signed_on", "signer", "content", "grounds", "measures", "result", "time_text", "level",
    "submitted_on", "return_reason",
)  # fmt: skip
PEOPLE = ("name", "is_collective", "members", "hamlet", "phone", "address", "email")
NO_FIELD = "Chưa phân lĩnh vực"


class Matters:
    """All petitions of a conference with all that is said about them, read once and only when it is packed."""

    def __init__(self, conference):
        self.conference = conference

    @cached_property
    def rows(self):
        rows = Petition.objects.for_conference(self.conference)
        rows = rows.select_related("collector", "origin", "merged_into", "answered_with")
        rows = rows.prefetch_related(
            "petitioners",
            "assignments__unit",
            "assignments__proposed_unit",
            "answers__unit",
            "answers__petition",
        )
        return {row.pk: row for row in rows.order_by("pk")}

    def page_of(self, pk):
        petition = self.rows[pk]
        sections = [
            Section(facts=facts(petition, *PETITION)),
            Section("Nội dung", text=petition.content),
            Section("Nguyên văn trước khi tách", text=petition.original_content),
            people_section(petition),
        ]
        assignments = table_of(petition.assignments.model, ASSIGNMENT, petition.assignments.all())
        sections.append(Section("Giao đơn vị", table=assignments))
        for answer in petition.answers.all():
            sections.append(Section(f"Trả lời: {answer.given_by}", facts=facts(answer, *ANSWER)))
        sections.append(Section("Công khai", text=petition.public_answer))
        return page(f"Kiến nghị {petition.code}", sections)

    def table(self):
        return Table(COLUMNS, [self._line(row) for row in self.rows.values()])

    def _line(self, row):
        people, answer = list(row.petitioners.all()), settled_answer(row)
        given = (
            (answer.given_by, answer.content, answer.measures, answer.time_text, answer.get_level_display())
            if answer
            else ("", "", row.reject_reason, "", "")
        )
        return (
            row.code, words(row.received_on), _joined(people, "name"), row.hamlet, _joined(people, "phone"),
            _joined(people, "address"), row.content, row.get_field_display(), row.get_competence_display(),
            row.get_triage_display(), row.get_state_display(), *given, row.get_satisfaction_display(),
        )  # fmt: skip


def settled_answer(petition):
    """The newest answer that counts; what was replaced or is under the pen does not."""
    return next(
        (row for row in sorted(petition.answers.all(), key=lambda row: -row.pk) if row.approved_at), None
    )


def people_section(petition):
    people = list(petition.petitioners.all())
    return Section("Người, tập thể kiến nghị", table=table_of(petition.petitioners.model, PEOPLE, people))


def _joined(people, name):
    return "; ".join(text for person in people if (text := getattr(person, name)))


def petition_entries(conference):
    """The table of all, then each matter under its theme."""
    matters = Matters(conference)
    yield from both(Group.OPINIONS, "Bảng tổng hợp ý kiến, kiến nghị", matters.table, has_personal_data=True)
    labels = dict(Field.choices)
    order = {value: place for place, value in enumerate(labels)}
    light = Petition.objects.for_conference(conference).values_list("pk", "code", "field", "received_on")
    for pk, code, theme, day in sorted(light, key=lambda row: (order.get(row[2], len(order)), row[0])):
        yield Entry(
            Group.OPINIONS, f"Kiến nghị {code}", "html", lambda pk=pk: matters.page_of(pk), day=day,
            theme=str(labels.get(theme) or NO_FIELD), url=reverse("petition_detail", args=[pk]), has_personal_data=True,
        )  # fmt: skip
