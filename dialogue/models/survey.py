"""The Front's survey of satisfaction with the conference (QN-43): questions, secret ballots."""

import uuid

from django.db import models

from core.models import Owned, Versioned
from dialogue.models.hall import HallQuerySet
from dialogue.states import SURVEY_MOVES, BallotChannel, Level, SurveyState
from plans.models import Ordered


class Survey(Owned, Versioned):
    """One survey a conference, run by the Front, if any; results are seen after it is closed, by everybody at once."""

    MOVES = SURVEY_MOVES

    conference = models.OneToOneField("dialogue.Conference", models.CASCADE, related_name="survey")
    state = models.CharField("trạng thái", max_length=10, choices=SurveyState, default=SurveyState.DRAFT)
    intro = models.TextField("lời mở đầu", blank=True, max_length=2000)
    opened_at = models.DateTimeField("bắt đầu lúc", null=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True)
    # Papers handed out, as the Front counted them; None: not counted.
    handed_out = models.PositiveIntegerField("số phiếu phát ra", null=True, blank=True)
    objects = HallQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến hài lòng"
        verbose_name_plural = "các đợt lấy ý kiến hài lòng"

    def __str__(self):
        return f"Lấy ý kiến về sự hài lòng: {self.conference.title}"[:300]

    @property
    def is_open(self):
        return self.state == SurveyState.OPEN

    @property
    def is_closed(self):
        return self.state == SurveyState.CLOSED


class SurveyQuestion(Ordered):
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    text = models.CharField("câu hỏi", max_length=300)

    def __str__(self):
        return self.text


class SatisfactionBallot(models.Model):
    """One filled ballot (phiếu hài lòng). It knows neither who nor when, and its key tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="ballots")
    channel = models.CharField("cách gửi", max_length=10, choices=BallotChannel)
    remark = models.TextField("ý kiến thêm", blank=True, max_length=2000)

    class Meta:
        verbose_name = "phiếu hài lòng"
        verbose_name_plural = "phiếu hài lòng"
        # By the random key: remarks are never read in the order in which they were given.
        ordering = ["id"]


class BallotAnswer(models.Model):
    # Random like the ballot's: a counted key would tell in which order the ballots came.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(SatisfactionBallot, models.CASCADE, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="answers")
    # Blank: the box was left empty or ticked twice.
    level = models.CharField("mức", max_length=20, choices=Level, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "question"], name="one_answer_of_a_ballot")]
