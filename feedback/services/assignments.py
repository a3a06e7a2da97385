"""Writes to assignments: giving a petition to units, accepting, refusing, taking back, completing."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import move
from deadlines import services as deadlines
from deadlines.states import DeadlineKind
from feedback import rules
from feedback.models import Assignment
from feedback.services.batches import for_each
from feedback.services.learning import learn_unit, unlearn_unit
from feedback.services.links import make_answer_links
from feedback.states import AssignmentState


@transaction.atomic
def assign_petition(*, petition, lead, due_on, actor, supporting=(), instruction="", with_link=False):
    """Give the petition to one lead unit and any supporting ones, with a last day (LP-17, LP-61, D-25, D-26).

    Returns the lead's assignment. Its deadline is ANSWER_BEFORE, or ANSWER_AFTER from the day of the conference on.
    `with_link`: the people of each unit also get a link by which they answer from their mail.
    """
    made = _assign(petition, lead, due_on, actor, supporting, instruction, with_link)
    learn_unit([petition], lead)
    return made


def _assign(petition, lead, due_on, actor, supporting, instruction, with_link):
    rules.check_can_assign_petition(actor, petition)
    supporting = list(supporting)
    rules.check_units(lead=lead, supporting=supporting, commune=petition.commune)
    rules.check_due_date(petition, due_on)
    made = give(petition, lead, supporting, due_on, instruction, actor)
    if with_link:
        for row in petition.assignments.in_force().select_related("unit", "commune"):
            make_answer_links(assignment=row, actor=actor)
    return made


def give(petition, lead, supporting, due_on, instruction, actor):
    """The writing part of an assignment, after its rules."""
    names = ", ".join(unit.short_name for unit in supporting)
    note = f"Chủ trì: {lead.short_name}. " + (f"Phối hợp: {names}. " if names else "")
    move(petition, "assign", actor=actor, note=f"{note}Hạn: {long_date(due_on)}.")
    rows = [
        Assignment.objects.create(
            commune_id=petition.commune_id, petition=petition, unit=unit, is_lead=unit == lead,
            instruction=instruction, due_on=due_on, assigned_by=actor,
        )
        for unit in [lead, *supporting]
    ]  # fmt: skip
    start_answer_deadline(rows[0], actor)
    for row in rows:
        role = "chủ trì" if row.is_lead else "phối hợp"
        record(
            actor=actor,
            action="assignment.offer",
            subject=row,
            sentence=f"đã giao {row.unit.short_name} {role}",
        )
        _tell_unit(row)
    return rows[0]


def start_answer_deadline(assignment, actor):
    """The duty of the lead unit as a deadline row of its own."""
    conference = assignment.petition.conference
    is_after = conference.opened_at or (conference.held_on and assignment.due_on >= conference.held_on)
    kind = DeadlineKind.ANSWER_AFTER if is_after else DeadlineKind.ANSWER_BEFORE
    return deadlines.start_deadline(
        rule=None, kind=kind, subject=assignment, subject_label=assignment.petition.public_label,
        anchor_on=None, fixed_on=assignment.due_on, owner_unit=assignment.unit, actor=actor,
        commune=assignment.commune, label="Trả lời kiến nghị bằng văn bản",
        legal_basis="Hạn do Văn phòng giao khi phân công đơn vị trả lời kiến nghị",
    )  # fmt: skip


def _tell_unit(assignment):
    role = "chủ trì trả lời" if assignment.is_lead else "phối hợp trả lời"
    notify(
        User.objects.of_unit(assignment.unit),
        key=f"assignment:{assignment.pk}:offered",
        title=f"Đơn vị được giao {role} {assignment.petition.public_label}",
        body=f"Hạn trả lời: {long_date(assignment.due_on)}. Hãy nhận việc hoặc từ chối có lý do.",
        link=reverse("assignment_detail", args=[assignment.pk]),
    )


@transaction.atomic
def assign_petitions(*, petitions, lead, due_on, actor, supporting=(), instruction="", with_link=False):
    """Give a batch to the same unit: all of them or, with every obstacle named, none."""
    for_each(
        petitions,
        lambda petition: _assign(petition, lead, due_on, actor, supporting, instruction, with_link),
    )
    learn_unit(petitions, lead)
    return len(petitions)


@transaction.atomic
def accept_assignment(*, assignment, actor, note=""):
    """The unit takes it on; `note` tells the log by which way (a link in the mail)."""
    rules.check_can_accept_assignment(actor, assignment)
    now = timezone.now()
    move(assignment, "accept", actor=actor, note=note, accepted_at=now, seen_at=assignment.seen_at or now)
    return assignment


@transaction.atomic
def refuse_assignment(*, assignment, reason, actor, proposed_unit=None, note=""):
    """The unit hands the task back with a reason; a lead's refusal puts the petition back to be assigned."""
    rules.check_can_refuse_assignment(actor, assignment)
    if not reason.strip():
        raise Refused("Hãy ghi rõ lý do từ chối để Văn phòng giao lại cho đúng đơn vị.")
    instead = f" Đề nghị giao: {proposed_unit.short_name}." if proposed_unit else ""
    move(
        assignment, "refuse", actor=actor, note=f"{reason}{instead} {note}".strip(),
        refuse_reason=reason, proposed_unit=proposed_unit, seen_at=assignment.seen_at or timezone.now(),
    )  # fmt: skip
    if assignment.is_lead:
        _free(assignment, actor, reason=f"{assignment.unit.short_name} từ chối: {reason}")
    _tell_office_of_refusal(assignment, reason, proposed_unit)
    return assignment


def _tell_office_of_refusal(assignment, reason, proposed_unit):
    instead = f" Đề nghị giao: {proposed_unit.short_name}." if proposed_unit else ""
    role = "" if assignment.is_lead else " phối hợp"
    notify(
        User.objects.holding(assignment.commune, Role.OFFICE),
        key=f"assignment:{assignment.pk}:refused",
        title=f"{assignment.unit.short_name} từ chối{role} {assignment.petition.public_label}",
        body=f"Lý do: {reason}{instead}",
        link=reverse("petition_detail", args=[assignment.petition_id]),
    )


@transaction.atomic
def withdraw_assignment(*, assignment, reason, actor):
    """The office takes the task back; a lead's goes with those of the supporting units."""
    rules.check_can_withdraw_assignment(actor, assignment)
    if not reason.strip():
        raise Refused("Hãy ghi lý do rút lại việc đã giao.")
    move(assignment, "withdraw", actor=actor, note=reason)
    _tell_withdrawn(assignment, reason)
    if assignment.is_lead:
        _free(assignment, actor, reason=reason)
    return assignment


def _tell_withdrawn(assignment, reason):
    notify(
        User.objects.of_unit(assignment.unit),
        key=f"assignment:{assignment.pk}:withdrawn",
        title=f"Văn phòng đã rút lại việc giao {assignment.petition.public_label}",
        body=f"Lý do: {reason}",
        link=reverse("petition_list"),
    )


def _free(lead, actor, reason):
    """Without its lead the petition waits to be assigned again; its deadline ends, the helpers are released."""
    petition = lead.petition
    unassign_petition(petition=petition, reason=reason)
    unlearn_unit([petition], lead.unit)
    end_deadline(lead, reason, actor)
    rest = petition.assignments.in_force().exclude(state=AssignmentState.DONE).select_related("unit")
    for row in rest:
        move(row, "withdraw", actor=None, note="Đơn vị chủ trì thay đổi.")
        _tell_withdrawn(row, "đơn vị chủ trì thay đổi, Văn phòng sẽ giao lại.")


def end_deadline(assignment, reason, actor):
    for deadline in deadlines.deadlines_of(assignment):
        if deadline.is_open:
            deadlines.cancel_deadline(deadline=deadline, reason=reason, actor=actor)


def complete_assignment(*, assignment, actor=None):
    """By the system, as the petition is answered."""
    rules.check_can_complete_assignment(actor, assignment)
    move(assignment, "complete", actor=None)
    return assignment


def complete_assignments(petition):
    """Every task of an answered petition is done, the lead's and the helpers'."""
    for row in petition.assignments.in_force().exclude(state=AssignmentState.DONE):
        complete_assignment(assignment=row)


@transaction.atomic
def pass_to_conclusion(*, petition, reason, actor):
    """A line of the conclusion notice takes over: running tasks and their dates end, breaches stay (LP-92, D-26)."""
    for row in petition.assignments.in_force().exclude(state=AssignmentState.DONE):
        end_deadline(row, reason, actor)
        complete_assignment(assignment=row)


def unassign_petition(*, petition, reason, actor=None):
    """By the system: back to be assigned."""
    rules.check_can_unassign_petition(actor, petition)
    move(petition, "unassign", actor=None, note=reason)
    return petition
