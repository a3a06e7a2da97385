"""The sweep: what is due and not yet recorded gets its reminder, what is past its day its breach. Set-based.

One transaction and a constant number of statements, however many deadlines are open. Everything that a run
writes follows from the Reminder rows which that run itself inserted (unique per deadline and stage), so a run
killed half-way leaves nothing, a second run adds nothing, and two runs at once share the work.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Left
from django.urls import reverse
from django.utils import timezone

from core.clock import local_today
from core.log import SYSTEM
from core.models import AuditEntry, Notice
from core.states import DeliveryState, Role
from deadlines.bulk import DayText, insert_from, text
from deadlines.calendar import ONE_DAY
from deadlines.ladders import AFTER, ON, WEEK, rungs, stage_phrase
from deadlines.loading import calendars_by_commune
from deadlines.models import Deadline, Reminder

BREACH = "breach"
A_WEEK = timedelta(days=7)
LATE_STAGES = Q(stage__startswith=AFTER) | Q(stage__startswith=WEEK)


@dataclass(frozen=True)
class Swept:
    """What one run did."""

    reminders: int
    breaches: int
    notices: int


@transaction.atomic
def sweep(*, today=None):
    """Record and announce everything that is due and unrecorded on the local day `today`; run again: nothing.

    Of the stages that came while nobody swept only the latest is sent; the earlier are recorded as passed over.
    """
    today = today or local_today()
    run = uuid.uuid4()
    calendars = _Calendars(*calendars_by_commune())
    ladders = list(Deadline.objects.open().order_by().values_list("ladder", flat=True).distinct())
    reminders = sum(
        _insert_stage(stage, ladders, calendars, today, run) for stage in _stages(ladders) if stage != WEEK
    )
    reminders += _insert_week(ladders, calendars, today, run)
    breaches = _record_breaches(today, run)
    return Swept(reminders, breaches, _notify(today, run))


class _Calendars:
    """The nation's calendar, and its own for each commune that has rows of its own."""

    def __init__(self, national, special):
        self.groups = [(~Q(commune__in=special) if special else Q(), national)]
        self.groups += [(Q(commune=pk), calendar) for pk, calendar in special.items()]

    def due_by(self, threshold):
        """Deadlines whose due date is at most what `threshold(calendar)` says for their commune."""
        condition = Q(pk__in=[])
        for group, calendar in self.groups:
            condition |= group & Q(due_on__lte=threshold(calendar))
        return condition


def _stages(ladders):
    return sorted({stage for packed in ladders for stage in rungs(packed)})


def _threshold(stage, today):
    """For a stage: calendar -> latest due date for which its turn has come."""
    if stage.startswith("b"):
        return lambda calendar: calendar.latest_due_within(today, int(stage[1:]))
    if stage == ON:
        return lambda calendar: today
    if stage.startswith(AFTER):
        return lambda calendar: calendar.latest_due_missed_by(today, int(stage[len(AFTER) :]))
    raise ValueError(stage)


def _week_threshold(packed, today):
    """The weekly reminders begin a week after the day-after one."""
    after = [stage for stage in rungs(packed) if stage.startswith(AFTER)]
    if not after:
        return lambda calendar: today - A_WEEK
    first = _threshold(after[-1], today)
    return lambda calendar: first(calendar) - A_WEEK


def _next_threshold(packed, stage, today):
    """From which due date on the ladder's next stage has come as well, so that this one is passed over."""
    later = rungs(packed)[rungs(packed).index(stage) + 1 :]
    if not later:
        return None
    return _week_threshold(packed, today) if later[0] == WEEK else _threshold(later[0], today)


def _insert_stage(stage, ladders, calendars, today, run):
    with_stage = [packed for packed in ladders if stage in rungs(packed)]
    passed_over = []
    for packed in with_stage:
        following = _next_threshold(packed, stage, today)
        if following is not None:
            passed_over.append(When(Q(ladder=packed) & calendars.due_by(following), then=Value(True)))
    rows = (
        Deadline.objects.open()
        .filter(calendars.due_by(_threshold(stage, today)), ladder__in=with_stage)
        .filter(~Exists(Reminder.objects.filter(deadline=OuterRef("pk"), stage=stage)))
    )
    return insert_from(
        Reminder,
        rows,
        {
            "deadline": F("pk"),
            "stage": text(stage),
            "sent_on": Value(today, DateField()),
            "is_skipped": Case(*passed_over, default=Value(False), output_field=BooleanField()),
            "run": _uuid(run),
        },
    )


def _insert_week(ladders, calendars, today, run):
    """Once in seven days after the day-after reminder; the key names the ISO week."""
    condition = Q(pk__in=[])
    for packed in ladders:
        if WEEK in rungs(packed):
            condition |= Q(ladder=packed) & calendars.due_by(_week_threshold(packed, today))
    year, week, _ = today.isocalendar()
    recent = Reminder.objects.filter(deadline=OuterRef("pk"), sent_on__gt=today - A_WEEK, is_skipped=False)
    rows = Deadline.objects.open().filter(condition).filter(~Exists(recent.exclude(stage=BREACH)))
    return insert_from(Reminder, rows, _reminder(f"{WEEK}{year}-{week:02d}", today, run))


def _record_breaches(today, run):
    """The first day past the last one stays on the record for good; one log entry for each."""
    rows = Deadline.objects.overdue(today).filter(breached_on=None)
    count = insert_from(Reminder, rows, _reminder(BREACH, today, run))
    day_after = ExpressionWrapper(F("due_on") + ONE_DAY, output_field=DateField())
    rows.update(breached_on=day_after)
    insert_from(AuditEntry, Reminder.objects.filter(run=run, stage=BREACH), _breach_entry())
    return count


def _reminder(stage, today, run):
    return {
        "deadline": F("pk"),
        "stage": text(stage),
        "sent_on": Value(today, DateField()),
        "is_skipped": Value(False, BooleanField()),
        "run": _uuid(run),
    }


def _uuid(run):
    return Cast(Value(run, Reminder._meta.get_field("run")), Reminder._meta.get_field("run"))


def _breach_entry():
    label = Concat("deadline__label", Value(": "), "deadline__subject_label", output_field=CharField())
    return {
        "commune": F("deadline__commune"),
        "at": Value(timezone.now(), AuditEntry._meta.get_field("at")),
        "actor_label": text(SYSTEM),
        "action": text("deadline.breach"),
        "subject_type": Value(ContentType.objects.get_for_model(Deadline).pk),
        "subject_id": F("deadline_id"),
        "subject_label": Left(label, 300),
        "sentence": Concat(Value("đã ghi nhận quá hạn, hạn cuối là ngày "), DayText(F("deadline__due_on"))),
        "note": text(""),
        "changes": Value({}, AuditEntry._meta.get_field("changes")),
    }


def _notify(today, run):
    """A notice per person and stage: to the owners, the late ones to the chair too, the breach to the Front."""
    post = "deadline__commune__posts__"
    holds_it = Q(**{f"{post}unit": F("deadline__owner_unit")}) | Q(
        **{"deadline__owner_unit": None, f"{post}role": F("deadline__owner_role")}
    )
    audiences = [
        (~Q(stage=BREACH), holds_it),
        (LATE_STAGES, Q(**{f"{post}role": F("deadline__escalates_to_role")})),
        (Q(stage=BREACH), Q(**{f"{post}role": Role.FRONT})),
    ]
    current = {f"{post}starts_on__lte": today, f"{post}user__is_active": True}
    in_office = Q(**{f"{post}ends_on": None}) | Q(**{f"{post}ends_on__gte": today})
    return sum(
        insert_from(
            Notice,
            Reminder.objects.filter(stages, holder, in_office, run=run, is_skipped=False, **current),
            _notice(f"{post}user"),
        )
        for stages, holder in audiences
    )


def _notice(user):
    """Columns of a notice about a reminder row; the mail waits where the person wants mail (core.notices)."""
    link = reverse("deadline_detail", args=[0]).split("0")
    number = Cast("deadline_id", CharField())
    what = Concat("deadline__label", Value(": "), "deadline__subject_label", output_field=CharField())
    no_mail = Q(**{f"{user}__email": ""}) | Q(**{f"{user}__wants_email": False})
    return {
        "commune": F("deadline__commune"),
        "recipient": F(user),
        "key": Concat(
            Value("deadline:"), number, Value(":"), "stage", Value(":"), DayText(F("deadline__due_on"))
        ),
        "title": Left(Concat(_phrase(), Value(": "), what, output_field=CharField()), 250),
        "body": Concat(
            what,
            Value(". Hạn: hết ngày "),
            DayText(F("deadline__due_on")),
            Value(". Mở trang thời hạn để xem vì sao là ngày này và việc cần làm."),
            output_field=CharField(),
        ),
        "link": Concat(Value(link[0]), number, Value(link[1])),
        "created_at": Value(timezone.now(), Notice._meta.get_field("created_at")),
        "email_state": Case(
            When(no_mail, then=text(DeliveryState.NONE)), default=text(DeliveryState.WAITING)
        ),
        "email_attempts": Value(0),
        "email_error": text(""),
    }


def _phrase():
    """The first words of a reminder, by the beginning of its stage."""
    before = [When(stage=f"b{n}", then=text(stage_phrase(f"b{n}"))) for n in range(1, 31)]
    return Case(
        *before,
        When(stage=ON, then=text(stage_phrase(ON))),
        When(stage=BREACH, then=text("Có việc quá hạn")),
        When(stage__startswith=AFTER, then=text(stage_phrase(AFTER))),
        When(stage__startswith=WEEK, then=text(stage_phrase(WEEK))),
        default=text("Sắp đến hạn"),
        output_field=CharField(),
    )
