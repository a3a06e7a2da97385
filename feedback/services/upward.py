"""Letters upwards: sent, waited for, called to mind, answered. The letters as papers are the document catalogue's."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.clock import local_today
from core.log import record
from core.refusals import Refused
from core.states import Role
from core.uploads import attach
from core.vietnamese import long_date, short_date
from core.workflow import move
from deadlines import services as deadlines
from deadlines.states import DeadlineKind
from feedback import rules
from feedback.models import Answer, Petition, PetitionSetting
from feedback.services.gathering import answer_followers
from feedback.states import AnswerResult

WAITING = "Chờ cấp trên trả lời"
# Another body's delay is called to the office's mind; it is no breach of ours to bring before the chair.
LADDER = {"before": [3], "on": True, "weekly": True}


def waits_until(petition, sent_on):
    """The day that is proposed: the commune's number of days after the letter, a day off moved to the next working day."""
    days = PetitionSetting.of(petition.commune).upward_days
    return deadlines.calendar_for(petition.commune).next_working(sent_on + timedelta(days=days))


@transaction.atomic
def report_up_petition(*, petition, upward_to, upward_on, upward_number, actor, upward_due_on=None):
    """Record the report upwards: to whom, when, under which number (LP-41, LP-67); its own waiting clock starts."""
    rules.check_can_report_up_petition(actor, petition)
    if not upward_to.strip():
        raise Refused("Hãy ghi cơ quan cấp trên nhận báo cáo.")
    until = upward_due_on or waits_until(petition, upward_on)
    rules.check_waits_until(upward_on, until)
    number = f", số {upward_number}" if upward_number else ""
    move(
        petition, "report_up", actor=actor,
        note=f"Gửi {upward_to}, ngày {short_date(upward_on)}{number}. Chờ trả lời đến {long_date(until)}.",
        upward_to=upward_to.strip(), upward_on=upward_on, upward_number=upward_number, upward_due_on=until,
        replied_on=None,
    )  # fmt: skip
    _start_clock(petition, upward_on, actor)
    return petition


def _start_clock(petition, since, actor):
    deadlines.start_deadline(
        rule=None, kind=DeadlineKind.OTHER, subject=petition, subject_label=petition.public_label,
        anchor_on=since, fixed_on=petition.upward_due_on, owner_role=Role.OFFICE, actor=actor,
        commune=petition.commune, label=WAITING, ladder=LADDER,
        legal_basis=f"Ngày Văn phòng chờ trả lời của {petition.upward_to}"[:400],
    )  # fmt: skip


def _clocks(petition):
    return [row for row in deadlines.deadlines_of(petition).of_kind(DeadlineKind.OTHER) if row.is_open]


@transaction.atomic
def remind_upward(*, petition, waits_until, actor, note=""):
    """The higher body was asked again: the reply is awaited until a new day; that the old one passed stays on record."""
    rules.check_can_remind_upward(actor, petition)
    today = local_today()
    rules.check_waits_until(today, waits_until)
    changes = {"Chờ trả lời đến": [_day(petition.upward_due_on), _day(waits_until)]}
    for clock in _clocks(petition):
        deadlines.cancel_deadline(deadline=clock, reason="Đã nhắc lại, chờ đến ngày mới.", actor=actor)
    Petition.objects.filter(pk=petition.pk).update(upward_due_on=waits_until)
    petition.upward_due_on = waits_until
    _start_clock(petition, today, actor)
    record(
        actor=actor, action="petition.remind_upward", subject=petition,
        sentence=f"đã nhắc {petition.upward_to} trả lời", note=note.strip(), changes=changes,
    )  # fmt: skip
    return petition


def _day(on):
    return short_date(on) if on else ""


@transaction.atomic
def record_reply_petition(*, petition, replied_on, content, level, actor, number="", files=()):
    """What the higher body answered becomes the petition's answer; the waiting clock stops on that day."""
    rules.check_can_record_reply_petition(actor, petition)
    rules.check_reply(petition, replied_on, content)
    answer = Answer.objects.create(
        commune_id=petition.commune_id, petition=petition, content=content.strip(),
        measures=f"Theo văn bản trả lời của {petition.upward_to}.", result=AnswerResult.DIRECTION, level=level,
        time_text=f"Trả lời ngày {short_date(replied_on)}", number_text=number, signed_on=replied_on,
        signer=petition.upward_to[:120], written_by=actor,
    )  # fmt: skip
    for file in files:
        attach(subject=answer, file=file, actor=actor, commune=petition.commune)
    note = f"{petition.upward_to} trả lời" + (f" tại văn bản số {number}." if number else ".")
    move(answer, "submit", actor=actor, note=note, submitted_on=replied_on, submitted_by=actor)
    # The higher body has decided: nobody here has to approve its words.
    move(answer, "approve", actor=None, note=note, approved_at=timezone.now())
    move(petition, "record_reply", actor=actor, note=note, replied_on=replied_on)
    for clock in _clocks(petition):
        deadlines.meet_deadline(deadline=clock, on=replied_on, actor=actor)
    answer_followers(petition)
    return petition
