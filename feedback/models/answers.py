"""Written answers of units."""

from django.db import models
from django.db.models import Q

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from dialogue.models import delegated_to
from feedback.models.assignments import Assignment
from feedback.models.petitions import Petition
from feedback.states import ANSWER_MOVES, AnswerResult, AnswerState, Level


class AnswerQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Of petitions that the person sees; drafts only for the unit itself, the office and the chair."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows  # they see every petition of the commune
        rows = rows.filter(petition__in=Petition.objects.visible_to(user))
        delegated = delegated_to(user, "petition__conference")
        return rows.filter(Q(state=AnswerState.APPROVED) | Q(unit__in=user.unit_ids) | delegated)

    def approved(self):
        return self.filter(state=AnswerState.APPROVED)

    def to_approve(self):
        return self.filter(state=AnswerState.SUBMITTED)

    def to_endorse(self):
        """Read by the office and waiting for the chair."""
        return self.filter(state=AnswerState.FORWARDED)

    def in_writing(self):
        """With the unit: a draft, or one to be mended."""
        return self.filter(state__in=[AnswerState.DRAFT, AnswerState.RETURNED])

    def of_units(self, unit_ids):
        return self.filter(unit__in=unit_ids)

    def sent(self):
        """What a unit has sent, approved or not; its drafts are its own, what was replaced counts no more."""
        return self.exclude(state__in=[AnswerState.DRAFT, AnswerState.SUPERSEDED])


class Answer(Owned, Versioned):
    """A unit's written answer: matter, measures, time, in few words (LP-103, LP-104)."""

    MOVES = ANSWER_MOVES

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="answers")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="answers")
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, related_name="+", verbose_name="đơn vị trả lời"
    )
    state = models.CharField("trạng thái", max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    content = models.TextField("nội dung trả lời")
    grounds = models.TextField("căn cứ", blank=True)
    measures = models.TextField("biện pháp giải quyết")
    result = models.CharField("kết quả", max_length=10, choices=AnswerResult, default=AnswerResult.DIRECTION)
    time_text = models.CharField("thời gian giải quyết", max_length=120)
    level = models.CharField("cấp giải quyết", max_length=10, choices=Level, default=Level.COMMUNE)
    number_text = models.CharField("số văn bản của đơn vị", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    # The day on which the unit did its duty; the deadline is met by it, however long the office then reads.
    submitted_on = models.DateField("ngày gửi", null=True)
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản trả lời"
        verbose_name_plural = "văn bản trả lời"
        constraints = [
            models.UniqueConstraint(fields=["assignment"], name="one_answer_per_assignment"),
        ]
        indexes = [models.Index(fields=["commune", "state"])]

    def __str__(self):
        return f"Trả lời {self.petition.code}"

    @property
    def given_by(self):
        """Who answered, in few words: the unit, the body above, or somebody in the hall."""
        if self.unit_id:
            return self.unit.short_name
        body = self.petition.upward_to[:120]
        return "Trả lời của cấp trên" if body and self.signer == body else "Trả lời tại hội nghị"

    def is_written_by(self, user):
        """Whether it is the text of a unit in which the person holds a post."""
        return self.unit_id is not None and self.unit_id in user.unit_ids

    @property
    def conference(self):
        return self.petition.conference
