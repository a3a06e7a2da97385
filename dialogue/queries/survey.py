"""The satisfaction survey: how many ballots came, and, once it is closed, what they say (QN-43)."""

from dataclasses import dataclass

from django.db.models import Count

from core.charts import stacks
from core.numbers import percent
from dialogue import rules
from dialogue.models import Attendance, BallotAnswer, Invitation, Survey
from dialogue.states import BallotChannel, Level

# Fewer ballots than these let one guess who answered what.
FEW = 5
CONTENT = (Level.VERY, Level.SATISFIED)


@dataclass(frozen=True)
class Row:
    """What was answered to one question."""

    text: str
    counts: tuple  # of each level, in its order
    blank: int  # left empty, or ticked twice

    @property
    def answered(self):
        return sum(self.counts)

    @property
    def cells(self):
        """(level's label, count, share of what was answered)"""
        return [
            (label, count, percent(count, self.answered))
            for label, count in zip(Level.labels, self.counts, strict=True)
        ]

    @property
    def content(self):
        """How many are satisfied or more."""
        return sum(self.counts[Level.values.index(level)] for level in CONTENT)


@dataclass(frozen=True)
class Results:
    survey: Survey
    rows: list
    paper: int
    phone: int
    present: int | None

    @property
    def total(self):
        return self.paper + self.phone

    @property
    def is_few(self):
        return 0 < self.total < FEW

    @property
    def of_handed_out(self):
        return percent(self.paper, self.survey.handed_out)

    @property
    def of_present(self):
        return percent(self.total, self.present)

    @property
    def content_share(self):
        """The share of all answers that are satisfied or more."""
        return percent(sum(row.content for row in self.rows), sum(row.answered for row in self.rows))

    @property
    def chart(self):
        return stacks([(row.text, row.counts) for row in self.rows])

    @property
    def levels(self):
        return Level.labels


def survey_of(conference):
    """The conference's survey, or None: it may have none."""
    return Survey.objects.filter(conference=conference).select_related("conference").first()


def ballots_in(survey):
    """{"paper", "phone", "total"}: how many came, never what they say."""
    counts = dict(
        survey.ballots.order_by()
        .values_list("channel")
        .annotate(Count("pk"))
        .values_list("channel", "pk__count")
    )
    paper, phone = counts.get(BallotChannel.PAPER, 0), counts.get(BallotChannel.PHONE, 0)
    return {"paper": paper, "phone": phone, "total": paper + phone}


def codes_at(conference):
    """How many check-in codes came: as many ballots may be sent by phone."""
    return Attendance.objects.came().filter(conference=conference).values("code").distinct().count()


def present_at(conference):
    """How many people came: the head count, else what the door counted; None where nobody counted."""
    return conference.attendance or codes_at(conference) or None


def results_of(survey, user=None):
    """Counts of each level; refused until the survey is closed, whoever asks."""
    rules.check_can_read_results(user, survey)
    found = {
        (question, level): count
        for question, level, count in BallotAnswer.objects.filter(ballot__survey=survey)
        .order_by()
        .values_list("question", "level")
        .annotate(Count("pk"))
    }
    rows = [
        Row(
            question.text,
            tuple(found.get((question.pk, level), 0) for level in Level.values),
            found.get((question.pk, ""), 0),
        )
        for question in survey.questions.all()
    ]
    ballots = ballots_in(survey)
    return Results(survey, rows, ballots["paper"], ballots["phone"], present_at(survey.conference))


def remarks_of(survey, user=None):
    """What people wrote, in no order and apart from what they ticked; refused until the survey is closed.

    Without a user for the Front's own paper, which nobody else writes.
    """
    check = rules.check_can_read_remarks if user else rules.check_can_read_results
    check(user, survey)
    return survey.ballots.exclude(remark="").values_list("remark", flat=True)


def survey_steps(conference):
    """Steps of the agenda that speak of the survey though others follow them (D-37)."""
    steps = list(conference.steps.all())
    return [step for step in steps[:-1] if "hài lòng" in step.contents.lower()]


def voting_by(code):
    """The survey of the conference to which the holder of this code came, or None; its state is for the rules to ask."""
    rows = Attendance.objects.came().filter(code=code, conference__survey__isnull=False)
    row = rows.select_related("conference__survey", "conference__commune").first()
    return row.conference.survey if row else None


def codes_without_paper(survey):
    """Codes of who came without an invitation, in the order of the codes, which are random: it tells nothing."""
    rows = Attendance.objects.came().walk_ins().filter(conference=survey.conference_id)
    return rows.order_by("code").values_list("code", flat=True).distinct()


def is_known(code):
    """Whether a code is one of ours at all, though its holder was not checked in or is asked nothing."""
    return any(model.objects.filter(code=code).exists() for model in (Invitation, Attendance))
