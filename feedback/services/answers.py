"""Writes to answers: drafting, editing, submitting, returning, approving."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.clock import local_today
from core.editing import save_edit
from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.states import Role
from core.workflow import move
from deadlines import services as deadlines
from deadlines.states import DeadlineState
from documents.services import keep_version
from documents.states import VersionStep
from feedback import rules
from feedback.documents.answers import answer_html
from feedback.models import Answer
from feedback.services.assignments import complete_assignments
from feedback.services.batches import for_each
from feedback.services.files import attach_files
from feedback.services.gathering import answer_followers
from feedback.states import AnswerState

FIELDS = (
    "content",
    "grounds",
    "measures",
    "result",
    "time_text",
    "level",
    "number_text",
    "signed_on",
    "signer",
)


@transaction.atomic
def write_answer(*, assignment, values, actor, files=(), note=""):
    """Begin the lead unit's written answer as a draft (LP-103, LP-104); one per assignment."""
    rules.check_can_write_answer(actor, assignment)
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                commune_id=assignment.commune_id, petition_id=assignment.petition_id, assignment=assignment,
                unit_id=assignment.unit_id, written_by=actor, **values,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("Đơn vị đã có bản trả lời cho kiến nghị này. Hãy mở bản đó để sửa tiếp.") from error
    record(actor=actor, action="answer.write", subject=answer, sentence="đã soạn bản trả lời", note=note)
    attach_files(subject=answer, files=files, actor=actor, action="answer.attach")
    return answer


@transaction.atomic
def edit_answer(*, answer, values, version, actor, files=(), note=""):
    """Change a draft or a returned answer; the second of two editors raises StaleEdit with both texts."""
    rules.check_can_edit_answer(actor, answer)
    save_edit(
        answer, actor=actor, version=version, values=values, action="answer.edit",
        sentence="đã sửa bản trả lời", note=note,
    )  # fmt: skip
    attach_files(subject=answer, files=files, actor=actor, action="answer.attach")
    return answer


@transaction.atomic
def submit_answer(*, answer, actor, note=""):
    """Send the answer to the office; the unit's deadline is met by this day (LP-103)."""
    rules.check_can_submit_answer(actor, answer)
    today = local_today()
    move(answer, "submit", actor=actor, note=note, submitted_on=today, submitted_by=actor)
    keep_version(subject=answer, html=answer_html(answer), step=VersionStep.SUBMITTED, actor=actor)
    for deadline in deadlines.deadlines_of(answer.assignment):
        if deadline.is_open:
            deadlines.meet_deadline(deadline=deadline, on=today, actor=actor)
    notify(
        User.objects.holding(answer.commune, Role.OFFICE),
        key=f"answer:{answer.pk}:submitted:{answer.version}",
        title=f"{answer.unit.short_name} đã gửi trả lời {answer.petition.public_label}",
        body="Hãy đọc, duyệt hoặc trả lại có lý do.",
        link=reverse("answer_detail", args=[answer.pk]),
    )
    return answer


@transaction.atomic
def return_answer(*, answer, reason, actor):
    """Hand the answer back with a reason; its deadline runs again."""
    rules.check_can_return_answer(actor, answer)
    if not reason.strip():
        raise Refused("Hãy ghi rõ cần sửa điều gì để đơn vị làm lại cho đúng.")
    was_forwarded = answer.state == AnswerState.FORWARDED
    move(answer, "return", actor=actor, note=reason, return_reason=reason)
    keep_version(
        subject=answer, html=answer_html(answer), step=VersionStep.RETURNED, actor=actor, note=reason
    )
    for deadline in deadlines.deadlines_of(answer.assignment):
        if deadline.state == DeadlineState.MET:
            deadlines.unmeet_deadline(deadline=deadline, reason=f"Trả lời bị trả lại: {reason}", actor=actor)
    who = "Người chủ trì" if was_forwarded and Role.OFFICE not in actor.roles else "Văn phòng"
    told = set(User.objects.of_unit(answer.unit))
    if was_forwarded:
        told |= set(User.objects.holding(answer.commune, Role.OFFICE))
    notify(
        told,
        key=f"answer:{answer.pk}:returned:{answer.version}",
        title=f"{who} trả lại bản trả lời {answer.petition.public_label}",
        body=f"Lý do: {reason}",
        link=reverse("answer_detail", args=[answer.pk]),
    )
    return answer


@transaction.atomic
def approve_answer(*, answer, actor):
    """The office accepts the answer: the petition is answered, the tasks are done (LP-87)."""
    rules.check_can_approve_answer(actor, answer)
    move(answer, "approve", actor=actor, approved_by=actor, approved_at=timezone.now())
    return _stands(answer, actor)


@transaction.atomic
def forward_answer(*, answer, actor):
    """The office has read it and lays it before the chair, where the commune wants that."""
    rules.check_can_forward_answer(actor, answer)
    move(answer, "forward", actor=actor)
    notify(
        User.objects.holding(answer.commune, Role.CHAIR),
        # One a day, however many are laid before the chair.
        key=f"answers:forwarded:{local_today()}",
        title="Có bản trả lời kiến nghị chờ anh/chị duyệt",
        body="Văn phòng đã đọc và trình; mở trang để duyệt hoặc trả lại.",
        link=reverse("answer_list"),
    )
    return answer


@transaction.atomic
def endorse_answer(*, answer, actor):
    """The chair approves what the office laid before them; the same follows as from the office's approval."""
    rules.check_can_endorse_answer(actor, answer)
    move(answer, "endorse", actor=actor, approved_by=actor, approved_at=timezone.now())
    return _stands(answer, actor)


@transaction.atomic
def forward_answers(*, answers, actor):
    """Lay a batch before the chair: all of them or, with every obstacle named, none."""
    for_each(answers, lambda answer: forward_answer(answer=answer, actor=actor), code=code_of)
    return len(answers)


@transaction.atomic
def endorse_answers(*, answers, actor):
    """The chair approves a batch: all of them or, with every obstacle named, none."""
    for_each(answers, lambda answer: endorse_answer(answer=answer, actor=actor), code=code_of)
    return len(answers)


def code_of(answer):
    return answer.petition.code


def _stands(answer, actor):
    """What follows from an approval, whoever gave it: the petition is answered, every task of it is done."""
    keep_version(subject=answer, html=answer_html(answer), step=VersionStep.APPROVED, actor=actor)
    answer_petition(petition=answer.petition, note=f"{answer.unit.short_name} trả lời.")
    complete_assignments(answer.petition)
    notify(
        User.objects.of_unit(answer.unit),
        key=f"answer:{answer.pk}:approved",
        title=f"Đã duyệt bản trả lời {answer.petition.public_label}",
        link=reverse("answer_detail", args=[answer.pk]),
    )
    return answer


def answer_petition(*, petition, note="", actor=None):
    """By the system: an approved answer stands, for those as well that are answered with it."""
    rules.check_can_answer_petition(actor, petition)
    move(petition, "answer", actor=None, note=note)
    answer_followers(petition)
    return petition
