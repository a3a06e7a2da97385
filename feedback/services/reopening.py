"""Opening an answered petition again, once: what was answered and done stays on the record as the first time's."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.clock import local_today
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.states import Role
from core.workflow import move
from feedback import rules
from feedback.models import Answer, Petition
from feedback.states import PetitionState

COPIED = (
    "commune_id", "unit_id", "content", "grounds", "measures", "result", "time_text", "level", "number_text",
    "signed_on", "signer", "submitted_on", "written_by_id", "approved_by_id",
)  # fmt: skip


@transaction.atomic
def reopen_petition(*, petition, reason, actor=None):
    """Back to be given out; `actor` None: by the petitioner's word. The old answer no longer counts anywhere."""
    rules.check_can_reopen_petition(actor, petition)
    if not reason.strip():
        raise Refused("Hãy ghi lý do giải quyết lại; lý do được lưu và báo cho đơn vị.")
    old = petition.answers.approved().order_by("-approved_at").first()
    if old is not None:
        _keep_for_followers(petition, old)
    move(
        petition, "reopen", actor=actor, note=reason,
        reopened_on=local_today(), published_at=None, is_public=False, public_answer="", answered_with=None,
        replied_on=None,
    )  # fmt: skip
    for answer in petition.answers.approved():
        supersede_answer(answer=answer, note=reason)
    for row in petition.assignments.in_force():
        shelve_assignment(assignment=row)
    _tell(petition, reason, old)
    return petition


def _keep_for_followers(petition, old):
    """Those answered with it are content so far: the answer becomes their own, and they stand alone from now on."""
    for follower in petition.followers.filter(state=PetitionState.ANSWERED):
        values = {name: getattr(old, name) for name in COPIED}
        copy = Answer.objects.create(petition=follower, **values)
        note = f"Theo trả lời chung với {petition.code}, nay được giải quyết lại riêng."
        move(copy, "submit", actor=None, note=note)
        move(copy, "approve", actor=None, note=note, approved_at=old.approved_at or timezone.now())
    Petition.objects.filter(pk__in=petition.followers.values("pk")).update(answered_with=None)


def supersede_answer(*, answer, actor=None, note=""):
    """By the system, as the petition is opened again."""
    rules.check_can_supersede_answer(actor, answer)
    move(answer, "supersede", actor=None, note=note)
    return answer


def shelve_assignment(*, assignment, actor=None):
    """By the system: what was done the first time stays on the record and is no longer in force."""
    rules.check_can_shelve_assignment(actor, assignment)
    move(assignment, "shelve", actor=None)
    return assignment


def _tell(petition, reason, old):
    """The office gives it out again; the unit that answered hears that its answer was not enough."""
    words = {
        "key": f"petition:{petition.pk}:reopened",
        "title": f"Mở lại để giải quyết tiếp: {petition.public_label}",
        "body": "Mở kiến nghị để xem lý do." if petition.is_restricted else f"Lý do: {reason}",
    }
    office = User.objects.holding(petition.commune, Role.OFFICE)
    notify(office, link=reverse("petition_detail", args=[petition.pk]), **words)
    if old is not None and old.assignment_id:
        # The petition itself is no longer the unit's; its own task still is.
        link = reverse("assignment_detail", args=[old.assignment_id])
        notify(User.objects.of_unit(old.unit), link=link, **words)
