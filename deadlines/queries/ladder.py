"""The whole ladder of one deadline: what has gone out, when and to whom, and what comes next. Nothing is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from core.clock import local_today
from core.models import Notice, User
from core.states import Role
from core.vietnamese import short_date
from deadlines.calendar import ONE_DAY
from deadlines.ladders import AFTER, ON, WEEK, rungs, stage_phrase
from deadlines.loading import calendar_for
from deadlines.wording import owner_words

BREACH = "breach"
BREACH_WORDS = "Ghi nhận quá hạn"
MOST_WEEKS = 60  # of weekly reminders that are looked for
SEARCH = 60  # days around a due date within which a stage's day lies


@dataclass(frozen=True)
class Step:
    """One rung: `on` the day on which it went out, or will; `people` the names, or who they will be."""

    stage: str
    words: str
    on: date
    due_on: date  # the date that bound then
    people: tuple
    is_past: bool
    is_skipped: bool = False


def ladder_of(deadline, former=(), today=None):
    """Steps in their order. `former`: dates that bound before the deadline was postponed, whose notices remain."""
    today = today or local_today()
    gone = _gone(deadline, [*former, deadline.due_on], today)
    recorded = list(deadline.reminders.order_by("sent_on", "pk"))
    passed = [_passed(deadline, row) for row in recorded if (row.stage, deadline.due_on) not in gone]
    past = sorted([*gone.values(), *passed], key=_order)
    return past + (_coming(deadline, recorded, today) if deadline.is_open else [])


def _gone(deadline, dues, today):
    """(stage, due date) -> Step of what people were really sent: read from their notices; one query."""
    keys = {}
    for due_on in dict.fromkeys(dues):
        for stage in [*(s for s in rungs(deadline.ladder) if s != WEEK), BREACH, *_weeks(due_on, today)]:
            keys[f"deadline:{deadline.pk}:{stage}:{short_date(due_on)}"] = (stage, due_on)
    people = User.objects.filter(commune=deadline.commune_id)
    rows = Notice.objects.filter(recipient__in=people, key__in=list(keys)).select_related("recipient")
    found = {}
    for row in rows.order_by("created_at", "recipient__sort_key"):
        found.setdefault(keys[row.key], []).append(row)
    return {
        (stage, due_on): Step(
            stage, _words(stage), timezone.localdate(sent[0].created_at), due_on,
            tuple(row.recipient.full_name for row in sent), True,
        )
        for (stage, due_on), sent in found.items()
    }  # fmt: skip


def _weeks(due_on, today):
    """The weekly stages that there can have been since the date passed."""
    days = (due_on + timedelta(days=7 * n) for n in range(MOST_WEEKS))
    return [
        f"{WEEK}{y}-{w:02d}" for y, w, _ in (day.isocalendar() for day in days if day <= today + timedelta(7))
    ]


def _passed(deadline, row):
    """Recorded without a notice to anybody: passed over while the worker slept, or nobody held the post."""
    return Step(row.stage, row.words, row.sent_on, deadline.due_on, (), True, row.is_skipped)


def _coming(deadline, recorded, today):
    """What the next sweeps will send while nothing happens."""
    calendar = calendar_for(deadline.commune)
    known = {row.stage for row in recorded}
    days = {
        stage: day_of(stage, deadline.due_on, calendar)
        for stage in rungs(deadline.ladder)
        if stage != WEEK and stage not in known
    }
    if deadline.breached_on is None and BREACH not in known:
        days[BREACH] = deadline.due_on + ONE_DAY
    if WEEK in rungs(deadline.ladder):
        days[WEEK] = _next_week(deadline, recorded, calendar)
    steps = [
        Step(stage, _words(stage), max(on, today), deadline.due_on, audience(deadline, stage), False)
        for stage, on in days.items()
    ]
    return sorted(steps, key=_order)


def day_of(stage, due_on, calendar):
    """The first day on which the sweep finds that the stage's turn has come for this due date."""
    if stage == ON:
        return due_on
    days = int(stage.removeprefix(AFTER).removeprefix("b"))
    if stage.startswith(AFTER):
        return next(day for day in _from(due_on) if calendar.latest_due_missed_by(day, days) >= due_on)
    first = due_on - timedelta(days=SEARCH)
    return next(day for day in _from(first) if calendar.latest_due_within(day, days) >= due_on)


def _from(day):
    return (day + timedelta(days=n) for n in range(4 * SEARCH))


def _next_week(deadline, recorded, calendar):
    """A week after the last reminder, and not before a week after the one to the chair."""
    after = [stage for stage in rungs(deadline.ladder) if stage.startswith(AFTER)]
    first = day_of(after[-1], deadline.due_on, calendar) if after else deadline.due_on
    sent = [row.sent_on for row in recorded if row.stage != BREACH and not row.is_skipped]
    last = max(sent, default=first)
    return max(first, last) + timedelta(days=7)


def audience(deadline, stage):
    """Who the sweep writes to at this stage, as posts: the owner, the late ones the chair too, the breach the Front."""
    if stage == BREACH:
        return (Role.FRONT.label,)
    owner = owner_words(deadline)
    is_late = stage.startswith((AFTER, WEEK))
    return (owner, Role(deadline.escalates_to_role).label) if is_late else (owner,)


def _order(step):
    """By day; on one day as the ladder has them, the breach before those who hear of it for the first time."""
    stage = step.stage
    rank = (
        -int(stage[1:])
        if stage[1:].isdecimal()
        else [ON, BREACH].index(stage)
        if stage in (ON, BREACH)
        else 2
    )
    return step.on, step.due_on, rank


def _words(stage):
    return BREACH_WORDS if stage == BREACH else stage_phrase(stage)
