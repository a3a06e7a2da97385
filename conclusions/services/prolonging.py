"""More time for a commitment: asked by its unit, decided by the chair; the first day stays on the record (LP-18)."""

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.models import Commitment, CommitmentExtension
from conclusions.services.commitments import unit_and_office
from conclusions.states import ExtensionState
from core.clock import local_today
from core.log import record
from core.models import Delegation, User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.vietnamese import short_date
from core.workflow import move
from deadlines.services import deadlines_of, postpone_deadline
from deadlines.states import DeadlineKind


@transaction.atomic
def request_commitment_extension(*, commitment, wanted_on, reason, actor):
    """The unit asks for a later day and says why; until the chair decides the day of now binds."""
    rules.check_can_request_commitment_extension(actor, commitment)
    rules.check_new_day(commitment, wanted_on)
    if not reason.strip():
        raise Refused("Hãy ghi lý do xin lùi hạn để người chủ trì quyết định.")
    wish, is_new = CommitmentExtension.objects.get_or_create(
        commitment=commitment, state=ExtensionState.REQUESTED,
        defaults={
            "commune": commitment.commune, "reason": reason.strip(), "due_before_on": commitment.due_on,
            "wanted_on": wanted_on, "requested_by": actor, "requested_on": local_today(),
        },
    )  # fmt: skip
    if not is_new:  # somebody else of the unit asked at the same moment
        raise Refused(rules.ASKED_ALREADY)
    record(
        actor=actor, action="commitment_extension.ask", subject=commitment, note=wish.reason,
        sentence=f"đã đề nghị lùi hạn từ {short_date(commitment.due_on)} đến {short_date(wanted_on)}",
    )  # fmt: skip
    _tell(deciders_of(commitment), wish, "ask", f"{commitment.unit.short_name} xin lùi hạn cam kết")
    return wish


def deciders_of(commitment):
    """The chairs, and who is the delegate of this conference today."""
    chairs = set(User.objects.holding(commitment.commune, Role.CHAIR))
    delegations = Delegation.objects.current().about(commitment.conference).select_related("delegate")
    return chairs | {row.delegate for row in delegations}


@transaction.atomic
def approve_commitment_extension(*, commitment_extension, actor, granted_on=None, note=""):
    """The chair allows a later day, the wanted one or an earlier; what the plan's rules count does not move."""
    # As it stands now: the unit may have reported since the page was read.
    commitment = Commitment.objects.with_names().get(pk=commitment_extension.commitment_id)
    commitment_extension.commitment = commitment
    rules.check_can_approve_commitment_extension(actor, commitment_extension)
    granted_on = granted_on or commitment_extension.wanted_on
    rules.check_new_day(commitment, granted_on)
    if granted_on > commitment_extension.wanted_on:
        raise Refused(
            f"Đơn vị chỉ xin lùi đến {short_date(commitment_extension.wanted_on)}. Hãy chọn ngày đó hoặc sớm hơn."
        )
    move(
        commitment_extension, "approve", actor=actor, note=note, decided_by=actor, decided_at=timezone.now(),
        granted_on=granted_on, decision_note=note.strip(),
    )  # fmt: skip
    _postpone(commitment, granted_on, commitment_extension.reason, actor)
    _tell_decided(commitment_extension, "approve", f"Đã cho lùi hạn cam kết đến {short_date(granted_on)}")
    return commitment_extension


def _postpone(commitment, on, reason, actor):
    before = commitment.due_on
    for deadline in deadlines_of(commitment).of_kind(DeadlineKind.COMMITMENT):
        if deadline.is_open:
            words = commitment.words_for_many(reason)
            postpone_deadline(deadline=deadline, fixed_on=on, reason=words, actor=actor)
    commitment.due_on = on
    commitment.save(update_fields=["due_on"])
    record(
        actor=actor, action="commitment.postpone", subject=commitment, note=reason,
        sentence="đã cho lùi hạn thực hiện", changes={"Hạn": [short_date(before), short_date(on)]},
    )  # fmt: skip


@transaction.atomic
def reject_commitment_extension(*, commitment_extension, actor, reason):
    """The day stays; the wish and the reason of the refusal stay on the record."""
    rules.check_can_reject_commitment_extension(actor, commitment_extension)
    if not reason.strip():
        raise Refused("Hãy ghi lý do không cho lùi hạn để đơn vị biết.")
    move(
        commitment_extension, "reject", actor=actor, note=reason, decided_by=actor, decided_at=timezone.now(),
        decision_note=reason.strip(),
    )  # fmt: skip
    _tell_decided(commitment_extension, "reject", "Không cho lùi hạn cam kết")
    return commitment_extension


def _tell_decided(wish, act, title):
    """The unit; the Front and the office, who watch over the day."""
    commitment = wish.commitment
    _tell(
        unit_and_office(commitment) | {wish.requested_by, *rules.reviewers_of(commitment)}, wish, act, title
    )


def _tell(people, wish, act, title):
    notify(
        people,
        key=f"commitment_extension.{act}:{wish.pk}",
        title=title,
        body=f"{wish.commitment}. Lý do: {wish.reason}",
        link=page_for(wish.commitment),
    )
