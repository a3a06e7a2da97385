"""What is raised in the hall: the record of a speech and what becomes of its petition, in one transaction."""

from django.db import transaction
from django.utils import timezone

from core.clock import local_today
from core.log import record
from core.vietnamese import short_date
from core.workflow import move
from deadlines import services as deadlines
from dialogue.services import settle_contribution_record
from dialogue.states import Outcome
from feedback import rules
from feedback.models import Answer, Petition
from feedback.queries.officials import officials_of, why_restricted
from feedback.services.answers import answer_petition
from feedback.services.assignments import assign_petition, complete_assignments, withdraw_assignment
from feedback.services.classifying import classify_petition
from feedback.services.petitions import log_restriction, next_code, write_people
from feedback.states import AnswerResult, Competence, Level, PetitionKind, PetitionState, Source, Triage

HANDED_ANEW = "Giao lại theo kết luận của người chủ trì tại hội nghị."
BY_HALL = "Theo kết luận của người chủ trì tại hội nghị."


@transaction.atomic
def settle_contribution(
    *, contribution, outcome, summary, actor, answered_by="", answer="", unit=None, due_on=None, level_text="",
    petition=None, field="",
):  # fmt: skip
    """Record a speech and bring its petition to where the outcome puts it; returns the petition.

    `petition` None: a new one of the speaker's, source AT_CONFERENCE (LP-105). Answered: an approved answer
    (LP-76); handed: classified and given to the unit by its date; later: the same, or left to the conclusion
    (LP-66); upward: classified as going upwards (LP-67).
    """
    rules.check_can_settle_contribution(actor, contribution)
    rules.check_outcome(
        outcome=outcome, answered_by=answered_by, answer=answer, unit=unit, due_on=due_on, petition=petition,
        field=field,
    )  # fmt: skip
    settle_contribution_record(
        contribution=contribution, outcome=outcome, summary=summary, answered_by=answered_by, answer=answer,
        unit=unit, due_on=due_on, actor=actor,
    )  # fmt: skip
    petition = _linked(contribution, petition, summary, actor)
    if outcome == Outcome.ANSWERED:
        _answered(petition, contribution, field, answered_by, answer, actor)
    elif outcome == Outcome.UPWARD:
        _upward(petition, field, level_text, actor)
    else:
        _handed(petition, field, unit, due_on, actor)
    return petition


def _linked(contribution, petition, summary, actor):
    """The petition that the speech is about: the known one, or a new one of the speaker's."""
    if petition is not None:
        Petition.objects.filter(pk=petition.pk, contribution=None).update(contribution=contribution)
        record(
            actor=actor, action="petition.raised", subject=petition,
            sentence=f"đã được {contribution.speaker} nêu tại hội nghị",
        )  # fmt: skip
        return petition
    today, why = local_today(), why_restricted(summary, officials_of(contribution.commune))
    petition = Petition.objects.create(
        commune_id=contribution.commune_id, conference=contribution.conference, contribution=contribution,
        code=next_code(contribution.commune, today.year), kind=PetitionKind.PETITION,
        source=Source.AT_CONFERENCE, content=summary, hamlet=contribution.place[:120], received_on=today,
        entered_by=actor, names_official=bool(why),
    )  # fmt: skip
    write_people(petition, [{"name": contribution.speaker, "hamlet": contribution.place[:120]}])
    record(actor=actor, action="petition.add", subject=petition, sentence="đã ghi kiến nghị nêu tại hội nghị")
    if why:
        log_restriction(petition, why)
    return petition


def _classify(petition, field, triage, actor, competence=None):
    """Give it its classes where they are missing or the hall has decided otherwise."""
    field = field or petition.field or "other"
    competence = competence or petition.competence or Competence.COMMUNE
    if (petition.field, petition.competence, petition.triage) != (field, competence, triage):
        classify_petition(
            petition=petition, field=field, competence=competence, triage=triage, is_urgent=petition.is_urgent,
            actor=actor,
        )  # fmt: skip


def _take_back(petition, actor):
    """What was given out before the hall decided otherwise is free again."""
    if petition.state != PetitionState.ASSIGNED:
        return
    lead = petition.assignments.in_force().leads().select_related("unit", "petition__conference").get()
    withdraw_assignment(assignment=lead, reason=HANDED_ANEW, actor=actor)
    petition.refresh_from_db()


def _answered(petition, contribution, field, answered_by, text, actor):
    if petition.state in (PetitionState.ANSWERED, PetitionState.REPORTED_UP):
        return  # the prepared answer was read out; the record of the speech says who spoke
    if petition.state != PetitionState.ASSIGNED and not petition.triage:
        _classify(petition, field, Triage.AT_CONFERENCE, actor)
    answer = Answer.objects.create(
        commune_id=petition.commune_id, petition=petition, unit=contribution.unit, content=text,
        measures="Trả lời trực tiếp tại hội nghị.", result=AnswerResult.DIRECTION, level=Level.COMMUNE,
        time_text=f"Tại hội nghị, ngày {short_date(local_today())}", signer=answered_by[:120], written_by=actor,
    )  # fmt: skip
    note = f"{answered_by} trả lời trực tiếp tại hội nghị."
    move(answer, "submit", actor=actor, note=note, submitted_on=local_today(), submitted_by=actor)
    # The hall itself has heard the answer: nobody has to approve the secretary's record of it.
    move(answer, "approve", actor=None, note=note, approved_at=timezone.now())
    answer_petition(petition=petition, note=note)
    _meet_open(petition, actor)
    complete_assignments(petition)


def _meet_open(petition, actor):
    for lead in petition.assignments.in_force().leads():
        for deadline in deadlines.deadlines_of(lead):
            if deadline.is_open:
                deadlines.meet_deadline(deadline=deadline, on=local_today(), actor=actor)


def _handed(petition, field, unit, due_on, actor):
    if unit is None and petition.state == PetitionState.ASSIGNED:
        return  # it stays with the unit that has it already
    _take_back(petition, actor)
    _classify(petition, field, Triage.LATER, actor)
    if unit is not None:
        assign_petition(petition=petition, lead=unit, due_on=due_on, instruction=BY_HALL, actor=actor)


def _upward(petition, field, level_text, actor):
    _take_back(petition, actor)
    competence = petition.competence if petition.competence == Competence.OTHER_BODY else Competence.HIGHER
    _classify(petition, field, Triage.UPWARD, actor, competence=competence)
    if level_text:
        Petition.objects.filter(pk=petition.pk).update(upward_to=level_text)
        petition.upward_to = level_text
