"""The days of a conclusion side by side: the plan's own, its extension, the law's; which leads (D-22, D-47)."""

from dataclasses import dataclass

from conclusions.rules import conclusion_deadline
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for, deadlines_of
from deadlines.states import DeadlineKind

KINDS = (DeadlineKind.CONCLUSION, DeadlineKind.RESULT_PUBLISHED, DeadlineKind.ANSWER_AFTER)


@dataclass(frozen=True)
class ClockRow:
    """One rule's day: of which rule, until when, whose figure it is, whether it leads the first reminder."""

    deadline: Deadline
    badge: object
    origin: str
    is_leading: bool


@dataclass(frozen=True)
class Clock:
    """The conclusion's deadline of one conference as a page shows it; `badge` None reads «chưa cấu hình»."""

    deadline: Deadline | None
    badge: object
    rows: list  # ClockRow of every period that runs beside it, the earliest first (LAW-3, D-47)
    words: str  # "ban hành đúng hạn, gửi trễ" … once it is known
    deadlines: list  # every one of the conference, the earliest first

    @property
    def has_others(self):
        """Whether the table says more than the badge: other periods run, or the first day has moved."""
        others = [row for row in self.rows if row.deadline != self.deadline]
        return bool(others) or (self.deadline is not None and self.deadline.is_extended)

    @property
    def publication(self):
        """The period for publishing the results (LAW-3), or None."""
        kind = DeadlineKind.RESULT_PUBLISHED
        return next((row for row in self.rows if row.deadline.kind == kind), None)


def clock_of(conference, notice=None):
    """The Clock of a conference's conclusion; three queries at most. `notice`: whose issue and sending its words tell."""
    deadlines = list(deadlines_of(conference).select_related("commune", "rule"))
    deadline = conclusion_deadline(conference, deadlines)
    calendar = calendar_for(conference.commune)
    rows = [row for row in deadlines if row.kind in KINDS]
    rows.sort(key=lambda row: (row.due_on, row.pk))
    leading = next((row for row in rows if row.is_open and row.kind != DeadlineKind.ANSWER_AFTER), None)
    return Clock(
        deadline,
        badge(deadline, calendar=calendar) if deadline else None,
        [ClockRow(row, badge(row, calendar=calendar), _origin(row), row is leading) for row in rows],
        outcome_words(notice, deadline),
        deadlines,
    )


def _origin(deadline):
    """Whose figure it is; a commune's default is never taken for the plan's own (D-31, TM-27)."""
    if deadline.is_statutory:
        return "quy định của luật"
    return deadline.rule.get_origin_display() if deadline.rule else "quy định của kế hoạch"


def outcome_words(notice, deadline):
    """Issued and sent, told apart (D-22); empty while nothing has been issued."""
    if notice is None or notice.issued_on is None:
        return ""
    if deadline is None:
        return "đã ban hành và gửi đủ" if notice.dispatched_on else "đã ban hành, chưa gửi đủ"
    issued = _issued_words(notice, deadline)
    if notice.dispatched_on is None:
        return f"{issued}, chưa gửi đủ"
    sent = "gửi đúng hạn" if notice.dispatched_on <= deadline.due_on else "gửi trễ"
    return f"{issued}, {sent}"


def _issued_words(notice, deadline):
    """A notice that left petitions for its supplement went out in part (D-23); its own day is the first one."""
    if notice.main_id:
        return "ban hành bổ sung đúng hạn" if notice.issued_on <= deadline.due_on else "ban hành bổ sung trễ"
    if not notice.deferrals().exists():
        return "ban hành đúng hạn" if notice.issued_on <= deadline.due_on else "ban hành trễ"
    if notice.issued_on <= deadline.original_due_on:
        return "ban hành một phần đúng hạn"
    if notice.issued_on <= deadline.due_on:
        return "ban hành một phần trong thời gian kéo dài"
    return "ban hành một phần trễ"
