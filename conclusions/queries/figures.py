"""Figures of conferences and of what units answered, for the reports after the conference. Nothing is written."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from conclusions.models import Commitment
from conclusions.states import DONE, CommitmentState
from core.models import Unit
from core.vietnamese import short_date
from deadlines.models import Deadline
from deadlines.services import calendar_for
from deadlines.states import DeadlineKind
from dialogue.models import Conference
from feedback.models import Petition, answer_of, lead_of, with_parts
from feedback.states import Field, PetitionState, Triage

SETTLED, OPEN, UPWARD, REJECTED = "settled", "open", "upward", "rejected"
STANDINGS = (SETTLED, OPEN, UPWARD, REJECTED)
RESTRICTED_WORDS = "Nội dung hạn chế phổ biến"
NO_FIELD = "Chưa xác định lĩnh vực"


# --- petitions by conference and field (TD-78, ND-69) ----------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """How many petitions there were and what became of them."""

    total: int
    settled: int
    open: int
    upward: int
    rejected: int


@dataclass(frozen=True)
class Held:
    """One conference that was held, with its figures; attendance None where nobody counted."""

    conference: Conference
    attendance: int | None
    figures: Figures


def conferences_of_year(plan):
    """What was held under the plan so far, also what both heads held together under the other's (D-13)."""
    rows = Conference.objects.held().filter(Q(plan=plan) | Q(shared_target__plan=plan))
    return rows.with_people().order_by("held_on", "pk")


def held_with_figures(conferences):
    """([Held], figures of all, [(field, Figures)]); three queries however many petitions there are."""
    conferences = list(conferences)
    standing = _standings(conferences)
    present = _attendance(conferences)
    rows = [
        Held(
            one,
            present.get(one.pk),
            _figures([what for pk, _, what in standing if pk == one.pk]),
        )
        for one in conferences
    ]
    names = [*Field.choices, ("", NO_FIELD)]
    fields = [
        (name, _figures([what for _, field, what in standing if field == value])) for value, name in names
    ]
    return (
        rows,
        _figures([what for *_, what in standing]),
        [(name, some) for name, some in fields if some.total],
    )


def _standings(conferences):
    petitions = Petition.objects.filter(conference__in=conferences).matters()
    columns = ("conference_id", "field", "state", "triage", "is_kept")
    return [
        (conference, field, standing_of(state, triage, is_kept))
        for conference, field, state, triage, is_kept in petitions.annotate(is_kept=kept()).values_list(
            *columns
        )
    ]


def kept():
    """Of a petition: all that was promised about it is done; a unit's word counts once it is confirmed (LP-19)."""
    promised = Commitment.objects.filter(petition=OuterRef("pk"))
    return Exists(promised) & ~Exists(promised.unconfirmed())


def standing_of(state, triage, is_done):
    """What became of a petition; `is_done`: what was promised about it is confirmed. One meaning for all reports."""
    if state == PetitionState.REJECTED:
        return REJECTED
    if state == PetitionState.ANSWERED or is_done:
        return SETTLED
    return UPWARD if state == PetitionState.REPORTED_UP or triage == Triage.UPWARD else OPEN


def _figures(standings):
    counts = Counter(standings)
    return Figures(len(standings), *(counts[name] for name in STANDINGS))


def _attendance(conferences):
    rows = Conference.objects.filter(pk__in=[one.pk for one in conferences])
    return dict(rows.with_count_of_people().values_list("pk", "people"))


# --- what units answered, in time or late (LP-93, QN-81) --------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """One matter that was given to a unit: last day, day of the answer, state in words.

    `is_late` goes by the days themselves, as everywhere; `late_days` counts working days, and is 0 for who was due on
    a Friday and answered on the Saturday.
    """

    unit: Unit
    code: str
    content: str
    due_on: date
    answered_on: date | None
    is_late: bool
    late_days: int
    words: str


@dataclass
class UnitResult:
    """One unit's row of the summary."""

    unit: Unit
    given: int = 0
    in_time: int = 0
    late: int = 0
    running: int = 0
    overdue: int = 0


WORDS = {
    CommitmentState.OPEN: "Đang giải quyết",
    CommitmentState.REPORTED: "Đã giải quyết, chờ Mặt trận xác nhận",
    CommitmentState.DISPUTED: "Mặt trận chưa xác nhận, đang làm tiếp",
    CommitmentState.CONFIRMED: "Đã giải quyết, Mặt trận xác nhận",
}


def results_of(conference, as_of):
    """The promises of the notice, then what units had to answer without one; by unit and date.

    `as_of`: the day up to which the report counts; answers after it do not show yet.
    """
    calendar = calendar_for(conference.commune)
    commitments = list(
        Commitment.objects.filter(conference=conference).select_related("unit", "petition").order_by("pk")
    )
    met = _met_on(commitments)
    rows = [_of_commitment(row, met.get(row.pk), as_of, calendar) for row in commitments]
    promised = [row.petition_id for row in commitments if row.petition_id]
    rest = Petition.objects.for_conference(conference).matters().exclude(pk__in=promised)
    for petition in with_parts(rest).order_by("pk"):
        lead = lead_of(petition)
        if lead is not None:
            rows.append(_of_petition(petition, lead, as_of, calendar))
    return sorted(rows, key=lambda row: (row.unit.sort_key, row.due_on))


def _met_on(commitments):
    rows = Deadline.objects.about_any(commitments).of_kind(DeadlineKind.COMMITMENT).met()
    return dict(rows.values_list("subject_id", "met_on"))


def _of_commitment(row, met_on, as_of, calendar):
    answered_on = met_on if row.state in DONE and met_on and met_on <= as_of else None
    state = row.state if answered_on or row.state not in DONE else CommitmentState.OPEN
    code = row.petition.code if row.petition else ""
    is_late, days = _late(row.due_on, answered_on or as_of, calendar)
    words = WORDS[state] if answered_on or not is_late else f"{WORDS[state]}, quá hạn"
    if row.is_postponed:
        words += f"; hạn ban đầu {short_date(row.first_due_on)}"
    # On officials who failed: few may read it, and a report is read by many (TD-68, LP-29).
    is_closed = row.is_restricted or (row.petition is not None and row.petition.is_restricted)
    content = RESTRICTED_WORDS if is_closed else row.content.strip()
    return Result(row.unit, code, content, row.due_on, answered_on, is_late, days, words)


def _late(due_on, day, calendar):
    return day > due_on, calendar.count(due_on, day)


def _of_petition(petition, lead, as_of, calendar):
    answer = answer_of(petition)
    answered_on = answer and (answer.submitted_on or timezone.localdate(answer.approved_at))
    if answered_on and answered_on > as_of:
        answered_on = None
    content = petition.public_label if petition.is_restricted else petition.content.strip()
    is_late, days = _late(lead.due_on, answered_on or as_of, calendar)
    words = answer.get_result_display() if answered_on else f"Chưa trả lời{', quá hạn' if is_late else ''}"
    return Result(lead.unit, petition.code, content, lead.due_on, answered_on, is_late, days, words)


def by_unit(results):
    """[UnitResult] in the order of the units' names."""
    table = {}
    for row in results:
        line = table.setdefault(row.unit.pk, UnitResult(row.unit))
        line.given += 1
        line.in_time += bool(row.answered_on and not row.is_late)
        line.late += bool(row.answered_on and row.is_late)
        line.running += bool(not row.answered_on and not row.is_late)
        line.overdue += bool(not row.answered_on and row.is_late)
    return list(table.values())


def total_of(units):
    """The sum of the units' rows."""
    names = ("given", "in_time", "late", "running", "overdue")
    return {name: sum(getattr(line, name) for line in units) for name in names}


def breaches_of(conference):
    """Duties of the conference that were not done in time, as they stand on record."""
    return Deadline.objects.about(conference).breached().earliest_first()
