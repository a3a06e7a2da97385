"""What a letter to another body does to the petition behind it, which lives in its own room (LP-41, QN-58)."""

from conclusions.states import SubmissionKind
from core.states import Role
from deadlines.services import deadlines_of, meet_deadline
from deadlines.states import DeadlineKind
from feedback.models import Petition
from feedback.services import (
    answer_petition,
    publish_petition,
    record_reply_petition,
    remind_upward,
    report_up_petition,
)
from feedback.states import Level

# Whose word settles the petition; a verification or a proposal on a policy does not by itself.
SETTLING = (SubmissionKind.UPWARD, SubmissionKind.TRANSFER)


def _petition(submission):
    """As the database stands: its own page may have moved it meanwhile."""
    return Petition.objects.select_related("commune").filter(pk=submission.petition_id).first()


def waits_on_petition(submission):
    """Whether the petition behind it has a clock of its own for the same reply."""
    return any(True for _ in _clocks(submission))


def _clocks(submission):
    """The petition's own waiting for a reply from above."""
    if submission.petition_id is None or submission.kind != SubmissionKind.UPWARD:
        return
    if Petition.objects.reported_up().filter(pk=submission.petition_id).exists():
        for deadline in deadlines_of(_petition(submission)).of_kind(DeadlineKind.OTHER):
            if deadline.is_open:
                yield deadline


def report_petition_up(submission, actor):
    """A petition that waits to be reported upwards is, with this letter; the office writes that in its room."""
    waiting = Petition.objects.to_report_up().filter(pk=submission.petition_id)
    if submission.kind == SubmissionKind.UPWARD and Role.OFFICE in actor.roles and waiting.exists():
        report_up_petition(
            petition=waiting.get(), upward_to=submission.to_body[:200], upward_on=submission.sent_on,
            upward_number=submission.number, upward_due_on=submission.reply_due_on, actor=actor,
        )  # fmt: skip


def meet_petitions_clock(submission, on, actor):
    """The reply is there: its waiting ends today, whenever it is told on."""
    for deadline in list(_clocks(submission)):
        meet_deadline(deadline=deadline, on=on, actor=actor)


def remind_above(submission, waits_until, note, actor):
    """The petition's own waiting goes on until the same day."""
    petition = _petition(submission) if waits_on_petition(submission) else None
    if petition is not None and Role.OFFICE in actor.roles:
        remind_upward(petition=petition, waits_until=waits_until, note=note, actor=actor)


def finish_petition(submission, actor):
    """The reply becomes the petition's answer and the petitioner can read it; only now is the petition settled."""
    petition = _petition(submission)
    if petition is None or submission.kind not in SETTLING:
        return
    if Petition.objects.reported_up().filter(pk=petition.pk).exists():
        level = Level.PROVINCE if submission.kind == SubmissionKind.UPWARD else Level.OTHER
        petition = record_reply_petition(
            petition=petition, replied_on=max(submission.replied_on, petition.upward_on), content=submission.reply,
            level=level, number=submission.reply_number, actor=actor,
        )  # fmt: skip
        if petition.published_at is None:
            publish_petition(petition=petition, actor=actor)
    elif petition.is_unanswered:
        answer_petition(petition=petition, note=f"{submission.to_body} trả lời: {submission.reply}")
