"""What somebody does through a one-petition link, in their own name; a link is used up by the act that ends its task."""

from django.db import transaction
from django.utils import timezone

from core.refusals import Refused
from core.sealing import is_sealed
from feedback import rules
from feedback.models import Answer, AnswerLink
from feedback.rules.links import USED
from feedback.services.answers import edit_answer, submit_answer, write_answer
from feedback.services.assignments import accept_assignment, refuse_assignment
from feedback.services.contributing import contribute_assignment, see_assignment

BY_LINK = "Qua liên kết trong thư."


@transaction.atomic
def open_answer_link(*, link):
    """Keep when the link was first opened, and that the unit has seen its task; nothing else changes by looking."""
    rules.check_link_opens(link, timezone.now())
    if link.opened_at is None and not is_sealed(link):
        AnswerLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())
    see_assignment(assignment=link.assignment, actor=link.recipient, note=BY_LINK)
    return link


@transaction.atomic
def accept_by_link(*, link):
    rules.check_link_opens(link, timezone.now())
    return accept_assignment(assignment=link.assignment, actor=link.recipient, note=BY_LINK)


@transaction.atomic
def refuse_by_link(*, link, reason, proposed_unit=None):
    _use_up(link)
    return refuse_assignment(
        assignment=link.assignment,
        reason=reason,
        proposed_unit=proposed_unit,
        actor=link.recipient,
        note=BY_LINK,
    )


@transaction.atomic
def contribute_by_link(*, link, text, files=()):
    _use_up(link)
    return contribute_assignment(
        assignment=link.assignment, text=text, files=files, actor=link.recipient, note=BY_LINK
    )


@transaction.atomic
def answer_by_link(*, link, values, version, files=(), is_final=False):
    """Save the unit's draft and, `is_final`, send it to the office, which uses up the link."""
    rules.check_link_opens(link, timezone.now())
    person, assignment = link.recipient, link.assignment
    answer = (
        Answer.objects.select_related("assignment__unit", "petition", "unit", "commune")
        .filter(assignment=assignment)
        .first()
    )
    if answer is None:
        answer = write_answer(assignment=assignment, values=values, files=files, actor=person, note=BY_LINK)
    else:
        edit_answer(answer=answer, values=values, version=version, files=files, actor=person, note=BY_LINK)
    if is_final:
        _use_up(link)
        submit_answer(answer=answer, actor=person, note=BY_LINK)
    return answer


def _use_up(link):
    """Once: of two tabs that send at the same moment the second is told."""
    now = timezone.now()
    rules.check_link_opens(link, now)
    if not AnswerLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=now):
        raise Refused(USED)
