"""What a unit does besides answering: opening its task for the first time, handing a supporting part to the lead."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.sealing import is_sealed
from core.workflow import move
from feedback import rules
from feedback.models import Assignment
from feedback.services.assignments import assign_petition
from feedback.services.files import attach_files


@transaction.atomic
def see_assignment(*, assignment, actor, note=""):
    """Keep when somebody of the unit first opened its task; anybody else's look changes nothing."""
    if assignment.seen_at or not assignment.is_running or not rules.is_own(actor, assignment):
        return assignment
    if is_sealed(assignment):
        return assignment
    now = timezone.now()
    if Assignment.objects.filter(pk=assignment.pk, seen_at=None).update(seen_at=now):
        record(
            actor=actor,
            action="assignment.see",
            subject=assignment,
            sentence="đã xem việc được giao",
            note=note,
        )
    assignment.seen_at = now
    return assignment


@transaction.atomic
def contribute_assignment(*, assignment, text, actor, files=(), note=""):
    """A supporting unit's part for the lead; a later one replaces it until the lead sends the answer."""
    rules.check_can_contribute_assignment(actor, assignment)
    if not text.strip():
        raise Refused("Hãy ghi ý kiến phối hợp của đơn vị.")
    is_new = assignment.part_given_at is None
    words = " ".join(part for part in ("" if is_new else "Thay bản đã gửi.", note) if part)
    now = timezone.now()
    move(
        assignment, "contribute", actor=actor, note=words,
        part_text=text.strip(), part_given_at=now, part_given_by=actor,
    )  # fmt: skip
    attach_files(subject=assignment, files=files, actor=actor, action="assignment.attach")
    _tell_lead(assignment, is_new, now)
    return assignment


def _tell_lead(assignment, is_new, now):
    lead = assignment.petition.assignments.in_force().leads().select_related("unit").first()
    if lead is None:
        return
    how = "gửi" if is_new else "thay"
    notify(
        User.objects.of_unit(lead.unit),
        key=f"assignment:{assignment.pk}:part:{now:%Y%m%d%H%M%S}",
        title=f"{assignment.unit.short_name} đã {how} ý kiến phối hợp {assignment.petition.public_label}",
        body="Ý kiến hiện ở trang việc giao và ở trang soạn trả lời.",
        link=reverse("assignment_detail", args=[lead.pk]),
    )


@transaction.atomic
def reassign_as_proposed(*, assignment, actor):
    """Give the petition to the unit that the refusing lead proposed, with the same date, helpers and instruction."""
    rules.check_can_reassign_petition(actor, assignment)
    lead = assignment.proposed_unit
    helpers = {row.unit_id: row.unit for row in _given_with(assignment)}
    helpers.pop(lead.pk, None)
    return assign_petition(
        petition=assignment.petition, lead=lead, due_on=assignment.due_on, supporting=helpers.values(),
        instruction=assignment.instruction, actor=actor,
    )  # fmt: skip


def _given_with(lead):
    """The supporting units' rows that were made with this lead's: those after it, up to the next lead's."""
    rows = lead.petition.assignments.filter(pk__gt=lead.pk)
    following = rows.leads().order_by("pk").values_list("pk", flat=True).first()
    rows = rows.supporting().select_related("unit").order_by("pk")
    return rows.filter(pk__lt=following) if following else rows
