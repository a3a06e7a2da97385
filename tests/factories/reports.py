"""A commune's years full of rows for reports, made by chance: what counting must add up, whatever is in it.

Rows are written as they are, not walked through services: a report counts what stands there, also what no single
story would bring about. The stories themselves are in tests/reports.
"""

from datetime import date, timedelta
from random import Random

from django.contrib.contenttypes.models import ContentType

from conclusions.models import Commitment, CommitmentReport, ConclusionItem, ConclusionNotice, Submission
from conclusions.states import CommitmentState, ItemGroup, SubmissionKind
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState, RuleUnit
from dialogue.models import BallotAnswer, Conference, InvitedGroup, SatisfactionBallot, Survey, SurveyQuestion
from dialogue.states import BallotChannel, ConferenceState, Level, SurveyState
from feedback.models import Assignment, Petition
from feedback.states import AssignmentState, Field, PetitionState, Satisfaction, Triage
from plans.models import Plan, PlanTarget
from plans.states import ConferenceKind, PlanState

DUTIES = (DeadlineKind.NOTICE, DeadlineKind.CONCLUSION, DeadlineKind.RESULT_PUBLISHED)


class Chance:
    """Writes rows into the years 2025 and 2026 of one commune."""

    def __init__(self, cast, seed):
        self.cast, self.any = cast, Random(seed)
        self.units = [cast.units.economy, cast.units.culture, cast.units.police]
        self.number = 0

    def years(self, conferences=8):
        for year in (2025, 2026):
            plan = self.plan(year)
            for _ in range(conferences):
                self.conference(plan, year)

    def plan(self, year):
        state = self.any.choice([PlanState.ISSUED, PlanState.ISSUED, PlanState.DRAFT])
        plan = Plan.objects.create(
            commune=self.cast.commune, year=year, state=state, organiser=self.cast.units.office, title="x", place="x",
            authority="x",
        )  # fmt: skip
        for count in (1, 2, None):
            PlanTarget.objects.create(plan=plan, kind=ConferenceKind.PERIODIC, count=count, audience="x")
        return plan

    def day(self, year):
        return date(year, 1, 1) + timedelta(days=self.any.randrange(365))

    def conference(self, plan, year):
        state = self.any.choice([ConferenceState.CLOSED] * 5 + list(ConferenceState))
        conference = Conference.objects.create(
            commune=plan.commune, plan=plan, kind=ConferenceKind.PERIODIC, title=f"Hội nghị {self.any.random()}",
            audience="x", state=state, held_on=self.any.choice([self.day(year), self.day(year), self.day(year), None]),
            attendance=self.any.choice([None, 0, 87, 120]), is_with_people=self.any.random() < 0.7,
        )  # fmt: skip
        for present in self.any.choice([(), (None,), (40, None), (12, 30)]):
            InvitedGroup.objects.create(conference=conference, name="x", present=present)
        notice = ConclusionNotice.objects.create(commune=plan.commune, conference=conference)
        for kind in DUTIES:
            self.duty(conference, kind, None)
        for _ in range(self.any.randrange(6)):
            self.petition(conference, notice)
        self.survey(conference)
        return conference

    def petition(self, conference, notice):
        self.number += 1
        commune = conference.commune
        petition = Petition.objects.create(
            commune=commune, conference=conference, code=f"KN-{commune.pk}-{self.number}", content="x",
            received_on=date(2026, 1, 1), state=self.any.choice(PetitionState.values),
            field=self.any.choice(["", *Field.values]), triage=self.any.choice(["", *Triage.values]),
            satisfaction=self.any.choice(["", "", *Satisfaction.values]),
        )  # fmt: skip
        unit = self.any.choice(self.units)
        if self.any.random() < 0.7:
            assignment = Assignment.objects.create(
                commune=commune, petition=petition, unit=unit, due_on=self.day(2026), assigned_by=self.cast.office,
                state=AssignmentState.ACCEPTED,
            )  # fmt: skip
            self.duty(assignment, DeadlineKind.ANSWER_AFTER, unit)
        for _ in range(self.any.choice([0, 1, 1, 2])):
            self.commitment(conference, notice, self.any.choice([petition, petition, None]), unit)

    def commitment(self, conference, notice, petition, unit):
        due_on = self.day(2026)
        item = ConclusionItem.objects.create(
            notice=notice, group=ItemGroup.PENDING, content="x", unit=unit, due_on=due_on
        )
        commitment = Commitment.objects.create(
            commune=conference.commune, conference=conference, item=item, petition=petition, unit=unit, content="x",
            state=self.any.choice(CommitmentState.values), due_on=due_on,
            first_due_on=due_on - timedelta(days=self.any.choice([0, 0, 30])),
        )  # fmt: skip
        self.duty(commitment, DeadlineKind.COMMITMENT, unit)
        if self.any.random() < 0.3:
            submission = Submission.objects.create(
                commune=conference.commune, conference=conference, notice=notice, kind=SubmissionKind.UPWARD,
                content="x", to_body="x", owner=self.cast.units.office,
            )  # fmt: skip
            self.duty(submission, DeadlineKind.UPWARD_REPLY, None)
            self.duty(submission, DeadlineKind.REPORT_UP, self.cast.units.office)
        for is_final in self.any.choice([(), (False,), (True,), (False, True), (True, True)]):
            CommitmentReport.objects.create(
                commune=conference.commune, commitment=commitment, text="x", is_final=is_final,
                reported_on=due_on + timedelta(days=self.any.choice([-3, 0, 1, 20])), written_by=self.cast.unit,
            )  # fmt: skip

    def duty(self, subject, kind, unit):
        if self.any.random() < 0.2:
            return
        state, due_on = self.any.choice(DeadlineState.values), self.day(2026)
        is_late = state == DeadlineState.MET and self.any.random() < 0.4
        Deadline.objects.create(
            commune=subject.commune, subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk,
            subject_label="x", label=kind.label, kind=kind, unit=RuleUnit.FIXED_DATE, due_on=due_on,
            original_due_on=due_on, working_target_on=due_on, owner_unit=unit, state=state, is_met_late=is_late,
            met_on=due_on if state == DeadlineState.MET else None,
            breached_on=due_on if is_late or self.any.random() < 0.15 else None,
        )  # fmt: skip

    def survey(self, conference):
        state = self.any.choice([None, SurveyState.OPEN, SurveyState.CLOSED, SurveyState.CLOSED])
        if state is None:
            return
        survey = Survey.objects.create(commune=conference.commune, conference=conference, state=state)
        questions = [SurveyQuestion.objects.create(survey=survey, text="x") for _ in range(2)]
        for _ in range(self.any.choice([0, 4, 5, 11])):
            ballot = SatisfactionBallot.objects.create(survey=survey, channel=BallotChannel.PAPER)
            for question in questions:
                BallotAnswer.objects.create(
                    ballot=ballot, question=question, level=self.any.choice(["", *Level.values])
                )
