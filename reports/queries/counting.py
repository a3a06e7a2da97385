"""How the figures are read: a few grouped statements, the same for one conference, a commune's year and a province.

Each function returns rows of its `by` columns followed by what was counted. What a figure means stands in
reports.figures; this file only reads. Nothing is written.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Case, Count, F, Q, Sum, Value, When

from conclusions.models import Commitment, Submission
from conclusions.queries.figures import kept, standing_of
from conclusions.states import CommitmentState
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState
from dialogue.models import BallotAnswer, Conference, Survey
from dialogue.states import ConferenceState, Level, SurveyState
from feedback.models import Assignment, Petition
from plans.models import Plan, PlanTarget
from reports.figures import FEW

CONTENT = (Level.VERY, Level.SATISFIED)


@dataclass(frozen=True)
class Held:
    """One conference of the period as far as it is counted: keys and figures, no words."""

    pk: int
    commune: int
    held_on: date
    is_held: bool
    is_with_people: bool
    people: int | None
    asked: int  # of the conferences that the plans ask for by number, how many this is; held together, of two plans


def conferences_in(communes, period, plan=None):
    """[Held] of every conference with a day in the period that was not cancelled; of one plan only, if named."""
    rows = Conference.objects.live().filter(commune__in=communes, held_on__range=period.days)
    if plan is not None:
        rows = rows.filter(Q(plan=plan) | Q(shared_target__plan=plan))
    found = rows.with_count_of_people().order_by("held_on", "pk")
    columns = ("pk", "commune_id", "held_on", "state", "is_with_people", "people")
    targets = ("target__plan", "target__count", "shared_target__plan", "shared_target__count")
    return [
        Held(pk, commune, day, state == ConferenceState.CLOSED, counts, people, _asked(asked, plan))
        for pk, commune, day, state, counts, people, *asked in found.values_list(*columns, *targets)
    ]


def _asked(targets, plan):
    """Of (plan, count) twice: the targets with a number, of this plan only if one is named."""
    pairs = zip(targets[::2], targets[1::2], strict=True)
    return sum(count is not None and (plan is None or of == plan.pk) for of, count in pairs)


def planned_by(communes, year, plan=None):
    """(commune, conferences that the year's issued plans ask for, targets "as needed")."""
    rows = PlanTarget.objects.filter(
        plan__commune__in=communes, plan__year=year, plan__in=Plan.objects.issued()
    )
    if plan is not None:
        rows = rows.filter(plan=plan)
    counts = rows.order_by().values_list("plan__commune_id")
    return list(counts.annotate(asked=Sum("count", default=0), open=Count("pk", filter=Q(count=None))))


def petitions_by(held, *by):
    """(…by, standing, what the petitioner said of the result, count) of the matters of these conferences.

    The standing is one of the four of the papers; the word "" where nobody was asked or answered.
    """
    rows = Petition.objects.filter(conference__in=held).matters().annotate(is_kept=kept())
    columns = ("satisfaction", "state", "triage", "is_kept")
    found = rows.order_by().values_list(*by, *columns).annotate(count=Count("pk"))
    return [(*row[:-5], standing_of(*row[-4:-1]), row[-5], row[-1]) for row in found]


def duties_by(held, as_of, *by):
    """(…by, name of the figure, is it a breach, count) of every duty with a last day, cancelled ones left out."""
    rows = duties_of(held).annotate(
        is_over=Case(When(due_on__lt=as_of, then=True), default=False, output_field=BooleanField()),
        is_recorded=Case(When(breached_on=None, then=False), default=True, output_field=BooleanField()),
    )
    columns = ("state", "is_met_late", "is_over", "is_recorded")
    found = rows.order_by().values_list(*by, *columns).annotate(count=Count("pk"))
    return [(*row[:-5], *_duty(*row[-5:-1]), row[-1]) for row in found]


def duties_of(held):
    """Deadlines of the conferences themselves, of the units that answer, of what was promised and sent upwards."""
    held, subjects = list(held), Q(pk=None)
    for model, path in SUBJECTS:
        keys = held if path == "pk" else model.objects.filter(**{f"{path}__in": held}).values("pk")
        subjects |= Q(subject_type=ContentType.objects.get_for_model(model), subject_id__in=keys)
    rows = Deadline.objects.filter(subjects).exclude(state=DeadlineState.CANCELLED)
    # When somebody above answers is no duty of the commune.
    return rows.exclude(kind=DeadlineKind.UPWARD_REPLY)


SUBJECTS = (
    (Conference, "pk"),
    (Assignment, "petition__conference"),
    (Commitment, "conference"),
    (Submission, "conference"),
)


def _duty(state, is_met_late, is_over, is_recorded):
    if state == DeadlineState.EXEMPT:
        return "exempt", False
    if state == DeadlineState.MET:
        return ("late", True) if is_met_late else ("in_time", is_recorded)
    return ("overdue", True) if is_over else ("running", is_recorded)


def promises_by(held, as_of, *by):
    """(…by, name of the figure, was its day put off, count) of what was given to units after the conferences.

    Late is whose unit said "done" after the day that holds now, as on the scoreboard (conclusions.queries.scoreboard).
    """
    rows = (
        Commitment.objects.filter(conference__in=held)
        .with_day_of_claim()
        .annotate(
            is_kept_late=Case(When(done_on__gt=F("due_on"), then=Value(True)), default=Value(False)),
            is_over=Case(When(due_on__lt=as_of, then=Value(True)), default=Value(False)),
            is_put_off=Case(When(due_on__gt=F("first_due_on"), then=Value(True)), default=Value(False)),
        )
    )
    columns = ("state", "is_kept_late", "is_over", "is_put_off")
    found = rows.order_by().values_list(*by, *columns).annotate(count=Count("pk"))
    return [(*row[:-5], _promise(*row[-5:-2]), row[-2], row[-1]) for row in found]


def _promise(state, is_kept_late, is_over):
    if state == CommitmentState.CONFIRMED:
        return "kept_late" if is_kept_late else "kept_in_time"
    if state == CommitmentState.REPORTED:
        return "claimed"
    if is_over:
        return "unkept_late"
    return "disputed" if state == CommitmentState.DISPUTED else "unkept"


@dataclass(frozen=True)
class Ballots:
    """One closed survey: ballots, answers that are valid, and satisfied ones among them."""

    commune: int
    conference: int
    ballots: int
    judged: int
    content: int

    @property
    def is_few(self):
        return self.ballots < FEW


def ballots_of(held):
    """[Ballots] of the closed surveys of these conferences; what few said is not even read."""
    rows = Survey.objects.filter(conference__in=held, state=SurveyState.CLOSED)
    counted = list(rows.annotate(count=Count("ballots")).values_list("pk", "commune", "conference", "count"))
    shown = [pk for pk, *_, count in counted if count >= FEW]
    answers = BallotAnswer.objects.filter(ballot__survey__in=shown).exclude(level="").order_by()
    valid = {
        pk: (judged, content)
        for pk, judged, content in answers.values_list("ballot__survey").annotate(
            judged=Count("pk"), content=Count("pk", filter=Q(level__in=CONTENT))
        )
    }
    return [Ballots(commune, one, count, *valid.get(pk, (0, 0))) for pk, commune, one, count in counted]
