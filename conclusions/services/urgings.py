"""Đôn đốc: a unit is asked to go on with its promise and to say by when; its answer."""

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.models import Urging
from core.access import allowed
from core.clock import local_today
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date, short_date
from core.workflow import move
from deadlines.services import meet_deadlines, start_deadline
from deadlines.states import DeadlineKind


@transaction.atomic
def urge_commitment(*, commitment, actor, text, reply_due_on):
    """Ask the unit to go on and to answer by a day, with a deadline of its own (LP-18, TD-69, QN-80)."""
    rules.check_can_urge_commitment(actor, commitment)
    today = local_today()
    if not text.strip():
        raise Refused("Hãy ghi nội dung đôn đốc.")
    if reply_due_on <= today:
        raise Refused("Ngày đề nghị trả lời phải sau hôm nay. Hãy chọn ngày khác.")
    urging = Urging.objects.create(
        commune=commitment.commune, commitment=commitment, text=text.strip(), urged_on=today,
        reply_due_on=reply_due_on, urged_by=actor, on_behalf=rules.body_of(actor, commitment),
    )  # fmt: skip
    record(
        actor=actor, action="commitment.urge", subject=commitment, note=urging.text,
        sentence=f"đã đôn đốc đơn vị, đề nghị trả lời trước khi hết ngày {short_date(reply_due_on)}",
    )  # fmt: skip
    _start_clock(urging, actor)
    notify(
        User.objects.of_unit(commitment.unit), key=f"urging.ask:{urging.pk}",
        title=f"{urging.on_behalf} đôn đốc, trả lời chậm nhất {long_date(reply_due_on)}",
        body=urging.text, link=page_for(urging),
    )  # fmt: skip
    return urging


@transaction.atomic
def urge_commitments(*, commitments, actor, text, reply_due_on):
    """The same words to several promises; each gets its own urging and clock. All or none."""
    return [
        urge_commitment(commitment=row, actor=actor, text=text, reply_due_on=reply_due_on)
        for row in commitments
    ]


def _start_clock(urging, actor):
    commitment = urging.commitment
    start_deadline(
        rule=None,
        kind=DeadlineKind.URGE_REPLY,
        subject=urging,
        subject_label=f"{commitment.unit.short_name}, {urging}",
        fixed_on=urging.reply_due_on,
        anchor_on=urging.urged_on,
        owner_unit=commitment.unit,
        legal_basis=f"Đôn đốc của {urging.on_behalf} ngày {short_date(urging.urged_on)}",
        actor=actor,
        commune=urging.commune,
    )


@transaction.atomic
def reply_urging(*, urging, actor, text):
    """The unit says how it goes on; who urged and the Front learn it."""
    rules.check_can_reply_urging(actor, urging)
    if not text.strip():
        raise Refused("Hãy ghi nội dung trả lời.")
    _answer(urging, text.strip(), actor)
    commitment = urging.commitment
    people = {urging.urged_by, *User.objects.holding(urging.commune, Role.FRONT)}
    people = {one for one in people if _sees(one, commitment)}
    notify(
        people, key=f"urging.reply:{urging.pk}", title=f"{commitment.unit.short_name} đã trả lời đôn đốc",
        body=urging.reply, link=page_for(urging),
    )  # fmt: skip
    return urging


def _sees(user, commitment):
    """A restricted promise is told only to those who may open it (TD-68)."""
    return type(commitment).objects.visible_to(user).filter(pk=commitment.pk).exists()


def settle_urgings(commitment, report, actor):
    """A report of the unit answers what it was urged to: nobody is reminded of it any more.

    One of a supporting unit leaves the lead unit's own answer owing.
    """
    for urging in commitment.urgings.waiting():
        if allowed(rules.check_can_reply_urging, actor, urging):
            _answer(urging, report.text, actor)


def _answer(urging, text, actor):
    move(urging, "reply", actor=actor, note=text, reply=text, replied_at=timezone.now(), replied_by=actor)
    meet_deadlines(subject=urging, kinds=[DeadlineKind.URGE_REPLY], on=local_today(), actor=actor)
