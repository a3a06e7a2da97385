"""The days that the hall offers as a term for an answer: what the plan says first, then the usual ones. No writing."""

from dataclasses import dataclass
from datetime import date

from core.clock import local_today
from deadlines.services import calendar_for, rules_in_force
from deadlines.states import Anchor, DeadlineKind
from deadlines.sums import figures_of, sum_of

USUAL = (5, 10, 15, 30)  # working days


@dataclass(frozen=True)
class AnswerDay:
    """One day on offer and why; the plan's own stands first where it gives a figure."""

    on: date
    words: str


def answer_days(conference, today=None):
    """Days by which a unit may be told to answer, the likeliest first; never one that has passed (D-26)."""
    today = today or local_today()
    calendar = calendar_for(conference.commune)
    found = [day for day in _by_rule(conference, calendar) if day.on > today]
    known = {day.on for day in found}
    usual = [AnswerDay(calendar.shift(today, count), f"{count} ngày làm việc") for count in USUAL]
    return found + [day for day in usual if day.on not in known]


def _by_rule(conference, calendar):
    """The earliest date that the plan's rules for answers after the conference yield."""
    rules = rules_in_force(
        conference.plan.regulation, [DeadlineKind.ANSWER_AFTER], anchor_kind=Anchor.CONFERENCE,
        conference_kind=conference.kind,
    )  # fmt: skip
    figures = [figures_of(rule, anchor_on=conference.ends_on) for rule in rules]
    days = [sum_of(one, calendar).due_on for one in figures if one is not None]
    return [AnswerDay(min(days), "theo kế hoạch")] if days else []
