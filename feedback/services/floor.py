"""What is raised in the hall: the record of a speech and what becomes of its petition, in one transaction."""

from django.db import transaction
from django.utils import timezone

from core.clock import local_today
from core.log import record
from core.vietnamese import short_date
from core.workflow import move
from deadlines import services as deadlines
from dialogue.services import settle_contribution_record
from dialogue.services.hall_log import NOW
from dialogue.states import Outcome, SpeechKind
from feedback import rules
from feedback.models import Answer, Petition
from feedback.queries.hall import answerers, first_speech_of, is_answerer, petition_of
from feedback.services.answers import answer_petition
from feedback.services.assignments import assign_petition, complete_assignments, withdraw_assignment
from feedback.services.classifying import classify_petition
from feedback.services.petitions import enter
from feedback.services.reopening import reopen_petition
from feedback.services.speaking import request_of, tie, untie
from feedback.states import AnswerResult, Competence, Level, PetitionKind, PetitionState, Source, Triage

HANDED_ANEW = "Giao lại theo kết luận của người chủ trì tại hội nghị."
BY_HALL = "Theo kết luận của người chủ trì tại hội nghị."


@transaction.atomic
def settle_contribution(
    *, contribution, outcome, summary, actor, answered_by="", answer="", unit=None, due_on=None, level_text="",
    petition=None, field="", is_appointed=False, stamp=NOW,
):  # fmt: skip
    """Record a speech and bring its petition to where the outcome puts it; returns the petition, None for NOTED.

    `petition` None: a new one of the speaker's, source AT_CONFERENCE (LP-105); of a follow-up always the one that
    it asks about (QN-48). Answered: an approved answer (LP-76); handed: classified and given to the unit by its
    date; later: the same, or left to the conclusion (LP-66); upward: classified as going upwards (LP-67); noted:
    no petition (TM-14). `is_appointed`: the chair let somebody answer who holds no post here.
    """
    rules.check_can_settle_contribution(actor, contribution)
    petition = _asked_about(contribution, outcome, petition)
    rules.check_outcome(
        outcome=outcome, answered_by=answered_by, answer=answer, unit=unit, due_on=due_on, petition=petition,
        field=field, kind=contribution.kind,
    )  # fmt: skip
    if outcome == Outcome.ANSWERED:
        _check_who_answers(contribution, answered_by, is_appointed)
    settle_contribution_record(
        contribution=contribution, outcome=outcome, summary=summary, answered_by=answered_by, answer=answer,
        unit=unit, due_on=due_on, actor=actor, stamp=stamp,
    )  # fmt: skip
    if outcome == Outcome.NOTED:
        return untie(contribution)
    petition = _raised(contribution, petition, summary, actor)
    if outcome == Outcome.ANSWERED:
        _answered(petition, contribution, field, answered_by, answer, actor)
    elif outcome == Outcome.UPWARD:
        _upward(petition, contribution, field, level_text, actor)
    else:
        _handed(petition, contribution, field, unit, due_on, actor)
    return petition


def _asked_about(contribution, outcome, petition):
    """Of a follow-up the petition is not a choice: it is a further round of the one that it asks about."""
    if contribution.kind != SpeechKind.FOLLOW_UP or contribution.answers_to_id is None:
        return petition
    first = first_speech_of(contribution)
    known = petition_of(first)
    if outcome != Outcome.NOTED:
        rules.check_follow_up(first, known)
    return known or petition


def _check_who_answers(contribution, answered_by, is_appointed):
    known = answerers(contribution.conference)
    rules.check_answerer(
        answered_by=answered_by, is_known=is_answerer(answered_by, known), is_appointed=is_appointed
    )


def _raised(contribution, petition, summary, actor):
    """The petition that the speech is about: the known one, or a new one of the speaker's."""
    if petition is None:
        petition = _new(contribution, summary, actor)
    else:
        Petition.objects.filter(pk=petition.pk, contribution=None).update(contribution=contribution)
        did = "hỏi lại" if contribution.kind == SpeechKind.FOLLOW_UP else "nêu kiến nghị"
        record(
            actor=actor, action="petition.raised", subject=petition,
            sentence=f"đã ghi {contribution.speaker} {did} tại hội nghị",
        )  # fmt: skip
    tie(contribution, petition)
    return petition


def _new(contribution, summary, actor):
    """Entered as of the day on which it was said: a desk that was offline may send it on the next."""
    request, place = request_of(contribution), contribution.place[:120]
    values = {
        "content": summary, "kind": PetitionKind.PETITION, "source": Source.AT_CONFERENCE, "hamlet": place,
        "received_on": timezone.localdate(contribution.started_at),
    }  # fmt: skip
    person = {
        "name": contribution.speaker,
        "hamlet": place,
        "phone": request.phone if request else "",
    }
    return enter(
        conference=contribution.conference, values=values, petitioners=[person], actor=actor,
        contribution=contribution,
    )  # fmt: skip


def _classify(petition, field, triage, actor, competence=None):
    """Give it its classes where they are missing or the hall has decided otherwise."""
    field = field or petition.field or "other"
    competence = competence or petition.competence or Competence.COMMUNE
    if (petition.field, petition.competence, petition.triage) != (field, competence, triage):
        classify_petition(
            petition=petition, field=field, competence=competence, triage=triage, is_urgent=petition.is_urgent,
            actor=actor,
        )  # fmt: skip


def _take_back(petition, contribution, actor):
    """What was given out, or answered, before the hall decided otherwise is free again (TD-54)."""
    if petition.state == PetitionState.ANSWERED:
        did = "hỏi lại" if contribution.kind == SpeechKind.FOLLOW_UP else "nêu lại"
        reason = f"Câu trả lời chưa thoả đáng, {did} tại hội nghị: {contribution.summary}"
        reopen_petition(petition=petition, reason=reason, actor=actor)
        return
    if petition.state != PetitionState.ASSIGNED:
        return
    lead = petition.assignments.in_force().leads().select_related("unit", "petition__conference").get()
    withdraw_assignment(assignment=lead, reason=HANDED_ANEW, actor=actor)
    petition.refresh_from_db()


def _answered(petition, contribution, field, answered_by, text, actor):
    if petition.state in (PetitionState.ANSWERED, PetitionState.REPORTED_UP):
        # The prepared answer was read out, or a further question answered: the record of the speech has the words.
        return
    if petition.state != PetitionState.ASSIGNED and not petition.triage:
        _classify(petition, field, Triage.AT_CONFERENCE, actor)
    day = timezone.localdate(contribution.started_at)
    answer = Answer.objects.create(
        commune_id=petition.commune_id, petition=petition, unit=contribution.unit, content=text,
        measures="Trả lời trực tiếp tại hội nghị.", result=AnswerResult.DIRECTION, level=Level.COMMUNE,
        time_text=f"Tại hội nghị, ngày {short_date(day)}", signer=answered_by[:120], written_by=actor,
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


def _handed(petition, contribution, field, unit, due_on, actor):
    if unit is None and petition.state == PetitionState.ASSIGNED:
        return  # it stays with the unit that has it already
    _take_back(petition, contribution, actor)
    _classify(petition, field, Triage.LATER, actor)
    if unit is not None:
        assign_petition(petition=petition, lead=unit, due_on=due_on, instruction=BY_HALL, actor=actor)


def _upward(petition, contribution, field, level_text, actor):
    if petition.state == PetitionState.REPORTED_UP:
        return  # asked about again, and it stays above
    _take_back(petition, contribution, actor)
    competence = petition.competence if petition.competence == Competence.OTHER_BODY else Competence.HIGHER
    _classify(petition, field, Triage.UPWARD, actor, competence=competence)
    if level_text:
        Petition.objects.filter(pk=petition.pk).update(upward_to=level_text)
        petition.upward_to = level_text
