"""Answers after the conference: whom they must reach, that they did, and what that does to the clock (QN-60, TD-70)."""

from django.db import transaction

from conclusions import rules
from conclusions.models import AnswerDelivery, Commitment, CommitmentReport
from conclusions.states import Addressee, ItemKind, Standing
from core.clock import local_today
from core.log import record
from core.models import Unit, User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role, UnitKind
from core.uploads import attach
from core.vietnamese import fold, lower_first, short_date
from deadlines.services import deadlines_of, settle_deadline
from deadlines.states import DeadlineKind
from feedback.models import people_of

RECORDED_ANEW = "Việc trả lời kiến nghị được ghi lại."
PLACE_UNKNOWN = "Đơn vị, khu dân cư nơi có kiến nghị"


def list_addressees(commitment):
    """A row for the chair, the place where the petition arose and each of its people (TD-71, QN-62).

    Nobody but chair and petitioners hears of what concerns officials (LP-29, TD-68). Names stay with the petitioners.
    """
    petition = commitment.petition
    if petition is None:
        return
    rows = [_row(commitment, Addressee.CHAIR, commitment.conference.chair_words or "Người chủ trì hội nghị")]
    if not petition.is_restricted and commitment.kind != ItemKind.REMEDY:
        unit, label = _place_of(petition)
        rows.append(_row(commitment, Addressee.UNIT, label, unit=unit))
    for person in people_of(petition):
        rows.append(_row(commitment, Addressee.PETITIONER, Addressee.PETITIONER.label, petitioner=person))
    AnswerDelivery.objects.bulk_create(rows)


def _row(commitment, addressee, label, **more):
    return AnswerDelivery(
        commune=commitment.commune, commitment=commitment, addressee=addressee, label=label[:250], **more
    )


def _place_of(petition):
    """(unit or None, words): the hamlet as the commune lists it, else as the petition names it."""
    people = people_of(petition)
    hamlet = petition.hamlet or next((person.hamlet for person in people if person.hamlet), "")
    villages = Unit.objects.of_commune(petition.commune_id).active().filter(kind=UnitKind.VILLAGE)
    known = {fold(name): unit for unit in villages for name in (unit.short_name, unit.official_name)}
    unit = known.get(fold(hamlet))
    return unit, unit.official_name if unit else hamlet or PLACE_UNKNOWN


@transaction.atomic
def record_answers(*, commitment, rows, actor, way="", standing="", delivered_on=None, number="", place="",
                   witness="", said="", undelivered_reason="", file=None):  # fmt: skip
    """Record for one or several addressees how and when they were told, or why they cannot be (QN-61, TD-71, TD-72)."""
    rules.check_can_record_answer(actor, commitment)
    if not rows or any(row.commitment_id != commitment.pk for row in rows):
        raise Refused("Hãy chọn ít nhất một nơi nhận của cam kết này.")
    rules.check_answer(
        commitment, way=way, standing=standing, delivered_on=delivered_on, number=number, place=place, witness=witness,
        undelivered_reason=undelivered_reason, has_file=file is not None,
    )  # fmt: skip
    values = _told(way, standing, delivered_on, number, place, witness, said) | {
        "undelivered_reason": undelivered_reason.strip(), "recorded_by": actor, "recorded_on": local_today(),
    }  # fmt: skip
    AnswerDelivery.objects.filter(pk__in=[row.pk for row in rows]).update(**values)
    _log(commitment, rows, values, actor)
    if file is not None:
        note = f"Văn bản trả lời {number.strip()}".strip()
        attach(subject=commitment, file=file, actor=actor, commune=commitment.commune, note=note)
    settle_answer(commitment, actor)
    if delivered_on and any(row.addressee == Addressee.CHAIR for row in rows):
        _tell_chair(commitment, delivered_on)
    return commitment


def _told(way, standing, delivered_on, number, place, witness, said):
    """Only what belongs to the way that was chosen; nothing of it where nobody could be told."""
    if not delivered_on:
        way = standing = number = place = witness = said = ""
    direct = way == "direct"
    return {
        "way": way, "standing": standing, "delivered_on": delivered_on, "number": "" if direct else number.strip(),
        "place": place.strip() if direct else "", "witness": witness.strip() if direct else "", "said": said.strip(),
    }  # fmt: skip


def _log(commitment, rows, values, actor):
    """Kinds of addressees, the day and how far the matter is: the log outlives the names, so it has none."""
    kinds = ", ".join(dict.fromkeys(row.get_addressee_display().lower() for row in rows))
    on, standing = values["delivered_on"], values["standing"]
    told = f"{short_date(on)}, {lower_first(Standing(standing).label)}" if on else "không trả lời được"
    record(
        actor=actor, action="commitment.answer", subject=commitment, note=f"{kinds.capitalize()}: {told}.",
        sentence=f"đã ghi việc trả lời kiến nghị tới {len(rows)} nơi",
    )  # fmt: skip


def _tell_chair(commitment, delivered_on):
    notify(
        User.objects.holding(commitment.commune, Role.CHAIR),
        key=f"commitment.answer:{commitment.pk}:{delivered_on:%Y%m%d}",
        title=f"{commitment.unit.short_name} báo cáo kết quả trả lời kiến nghị",
        body=commitment.content,
        link=page_for(commitment),
    )


def settle_answer(commitment, actor):
    """Bring the clock of one promise's answer, and that of its conference, into line with what was recorded."""
    rows = Commitment.objects.filter(pk=commitment.pk)
    for deadline in deadlines_of(commitment).of_kind(DeadlineKind.ANSWER_AFTER):
        settle_deadline(deadline=deadline, on=_answered_on(rows), reason=RECORDED_ANEW, actor=actor)
    settle_answers(commitment.conference, actor)


def settle_answers(conference, actor, issued_on=None):
    """Where the plan counts answers from the conference (QN-60): done with the last of them.

    `issued_on`: the day of the notice, with which all is answered where it left nothing to be settled.
    """
    rows = Commitment.objects.filter(conference=conference)
    for deadline in deadlines_of(conference).of_kind(DeadlineKind.ANSWER_AFTER):
        on = _answered_on(rows) if rows.exists() else issued_on
        settle_deadline(deadline=deadline, on=on, reason=RECORDED_ANEW, actor=actor)


def _answered_on(commitments):
    """The day on which the last addressee was told, or None while somebody waits.

    What no petition stands behind is answered by the unit's report that it is done.
    """
    deliveries = AnswerDelivery.objects.filter(commitment__in=commitments)
    bare = commitments.filter(petition=None)
    if deliveries.owing().exists() or bare.to_do().exists():
        return None
    days = [on or recorded for on, recorded in deliveries.values_list("delivered_on", "recorded_on")]
    finals = CommitmentReport.objects.filter(commitment__in=bare, is_final=True).order_by("pk")
    days += dict(finals.values_list("commitment", "reported_on")).values()
    return max(days, default=None)
