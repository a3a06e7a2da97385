"""What pages about answering read: the story of who was given a petition, supporting parts, links, groups of answers."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from core.access import roles_with_delegation
from core.models import Attachment, AuditEntry
from core.providers import WorkItem
from core.states import Role
from feedback.models import Answer, Assignment, PetitionSetting
from feedback.queries.publishing import to_send
from feedback.queries.upward import late_above
from feedback.states import AssignmentState

MANY = 200  # tasks of one unit that are looked at; more reads as more
TOLD = (
    "assignment.offer", "assignment.see", "assignment.accept", "assignment.refuse", "assignment.withdraw",
    "assignment.contribute", "assignment.complete", "assignment.shelve", "answer_link.make", "answer_link.revoke",
)  # fmt: skip
# The groups of the list of answers: word of the address -> (label, method of the queryset, whose it is).
GROUPS = {
    "soan": ("Đang soạn, bị trả lại", "in_writing", {Role.UNIT}),
    "doc": ("Chờ Văn phòng duyệt", "to_approve", {Role.OFFICE, Role.UNIT}),
    "trinh": ("Chờ người chủ trì duyệt", "to_endorse", {Role.OFFICE, Role.CHAIR, Role.UNIT}),
    "xong": ("Đã duyệt", "approved", {Role.OFFICE, Role.CHAIR, Role.UNIT}),
}


@dataclass(frozen=True)
class Chapter:
    """One unit's part in the story: the assignment and what was logged about it, the oldest first."""

    assignment: Assignment
    lines: list


def assignment_story(assignments):
    """Who gave it to whom, when it was seen, taken on, refused, done: a chapter per assignment; one query."""
    if not assignments:
        return []
    kind = ContentType.objects.get_for_model(Assignment)
    entries = AuditEntry.objects.filter(
        subject_type=kind, subject_id__in=[row.pk for row in assignments], action__in=TOLD
    )
    lines = {}
    for entry in entries.order_by("at", "pk"):
        lines.setdefault(entry.subject_id, []).append(entry)
    return [Chapter(row, lines.get(row.pk, [])) for row in sorted(assignments, key=lambda row: row.pk)]


def parts_for(petition):
    """(assignment of a supporting unit, its files) of those that handed in their part; two queries."""
    rows = petition.assignments.in_force().supporting().exclude(part_given_at=None)
    rows = list(rows.select_related("unit", "part_given_by").order_by("pk"))
    files = Attachment.objects.about_each(rows)
    return [(row, files[row.pk]) for row in rows]


def proposal_for(petition, assignments):
    """The refused lead whose proposed unit may be given the petition with one click, or None."""
    last = max((row for row in assignments if row.is_lead), key=lambda row: row.pk, default=None)
    is_open = last is not None and last.state == AssignmentState.REFUSED and last.proposed_unit_id
    return last if is_open and petition.state == "classified" else None


def groups_for(user):
    """The groups of answers that this person's roles open: [(word, label)]; the chair's only where it is asked for."""
    roles = roles_with_delegation(user)
    mine = [(word, label) for word, (label, _, whose) in GROUPS.items() if roles & whose]
    if Role.CHAIR in roles or PetitionSetting.of(user.commune).needs_chair_approval:
        return mine
    return [pair for pair in mine if pair[0] != "trinh"]


def answers_in(user, word):
    """The answers of one group that the person may see, the oldest first; to a unit its own."""
    rows = getattr(Answer.objects.visible_to(user), GROUPS[word][1])()
    if not roles_with_delegation(user) & {Role.OFFICE, Role.CHAIR}:
        rows = rows.of_units(user.unit_ids)
    # The approved grow without end: by key their index gives them in order, newest first.
    order = ("-pk",) if word == "xong" else ("submitted_on", "pk")
    return rows.select_related("petition", "unit").order_by(*order)


def work_items(user):
    """Results to send, replies from above that are late, answers before the chair, parts that a unit still owes."""
    items = []
    if Role.OFFICE in user.roles:
        items += _office_items(user)
    if Role.CHAIR in roles_with_delegation(user):
        count = Answer.objects.visible_to(user).to_endorse().count()
        words = f"Duyệt {count} bản trả lời do Văn phòng trình"
        items += [_item(words, f"{reverse('answer_list')}?xem=trinh", "Đọc và duyệt")] if count else []
    parts = Assignment.objects.of_commune(user.commune).of_units(user.unit_ids).to_contribute()
    rows = list(parts.order_by("due_on", "pk")[:MANY])
    if rows:
        # One is opened at once; of many the one that is due first.
        url = reverse("assignment_detail", args=[rows[0].pk])
        why = "Đơn vị chủ trì cần ý kiến phối hợp để soạn trả lời."
        words = f"Gửi ý kiến phối hợp cho {len(rows)} kiến nghị"
        items.append(_item(words, url, "Gửi ý kiến", due_on=rows[0].due_on, why=why))
    return items


def _office_items(user):
    lists = (
        (to_send(user), "Gửi người dân kết quả của {} kiến nghị", "petition_publish_list", "Gửi kết quả", "normal"),
        (late_above(user), "Hỏi lại cấp trên {} kiến nghị quá ngày chờ trả lời", "petition_upward_list", "Xem và nhắc", "late"),
    )  # fmt: skip
    return [
        _item(words.format(count), reverse(name), button, tone=tone)
        for rows, words, name, button, tone in lists
        if (count := rows.order_by().count())
    ]


def _item(sentence, url, button, **more):
    return WorkItem(sentence, url, button, group="Kiến nghị", **more)
