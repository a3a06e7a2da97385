"""The days that bind a conclusion: its own deadline, and the last day for answers after it. No writing."""

from dataclasses import dataclass
from datetime import date

from conclusions.states import ItemGroup
from core.clock import local_today
from core.refusals import Refused
from core.vietnamese import short_date
from deadlines.services import calendar_for, deadlines_of, rules_in_force
from deadlines.states import Anchor, DeadlineKind
from deadlines.sums import figures_of, sum_of


def conclusion_deadline(conference, deadlines=None):
    """The deadline of the conference's conclusion: the running one, else the last; None if not configured.

    `deadlines`: of the conference, the earliest first, where they have been read already.
    """
    rows = deadlines_of(conference) if deadlines is None else deadlines
    rows = [row for row in rows if row.kind == DeadlineKind.CONCLUSION]
    return next((row for row in rows if row.is_open), rows[-1] if rows else None)


@dataclass(frozen=True)
class AnswerLimit:
    """The last day for answers after the conference and the rule that sets it."""

    due_on: date
    rule_name: str


def answer_limit(conference, issued_on, deadlines=None):
    """The earliest day that a rule of the plan leaves for answers (QN-60, TD-70, D-39); None where none does.

    `issued_on`: the notice's day, or the day that stands for it while the notice is not issued. `deadlines`: of the
    conference, where they have been read already.
    """
    limits = [
        AnswerLimit(row.due_on, row.label)
        for row in (deadlines_of(conference) if deadlines is None else deadlines)
        if row.kind == DeadlineKind.ANSWER_AFTER
    ]
    counted = rules_in_force(
        conference.plan.regulation, [DeadlineKind.ANSWER_AFTER], anchor_kind=Anchor.CONCLUSION_ISSUED,
        conference_kind=conference.kind,
    )  # fmt: skip
    for rule in counted:
        figures = figures_of(rule, anchor_on=issued_on)
        if figures is not None:
            limits.append(AnswerLimit(sum_of(figures, calendar_for(conference.commune)).due_on, rule.name))
    return min(limits, key=lambda limit: limit.due_on, default=None)


def check_due_on(notice, *, group, due_on, is_late_confirmed):
    """D-39: a date later than the rule's stands only when somebody confirmed it."""
    if group != ItemGroup.PENDING or due_on is None or is_late_confirmed:
        return
    limit = answer_limit(notice.conference, local_today())
    if limit is not None and due_on > limit.due_on:
        raise Refused(
            f"Thời hạn {short_date(due_on)} quá thời hạn của quy định “{limit.rule_name}”, chậm nhất "
            f"{short_date(limit.due_on)}. Hãy chọn ngày sớm hơn, hoặc đánh dấu xác nhận thời hạn quá quy định."
        )
