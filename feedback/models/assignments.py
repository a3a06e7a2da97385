"""A petition given to a unit, and the one-petition link by which the unit may answer from its mail."""

from django.db import models
from django.db.models import Q

from core.models import Owned
from core.models.base import OwnedQuerySet
from core.states import Role
from dialogue.models import delegated_to
from feedback.states import ASSIGNMENT_MOVES, AnswerState, AssignmentState, Field

PENDING = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
# The unit did its part, however long office and chair then read.
SENT = (AnswerState.SUBMITTED, AnswerState.FORWARDED, AnswerState.APPROVED)
# A petition on conduct or naming an official, seen from what was given (LP-29).
RESTRICTED = Q(petition__field=Field.CONDUCT) | Q(petition__names_official=True)


class AssignmentQuerySet(OwnedQuerySet):
    def in_force(self):
        return self.filter(
            state__in=[AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DONE]
        )

    def visible_to(self, user):
        """Office and chair all, Front and Party what is not restricted, a unit its own and the parts of what it leads."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        own = Q(unit__in=user.unit_ids) | delegated_to(user, "petition__conference")
        # The lead reads what the supporting units of its petition hand in.
        led = Assignment.objects.in_force().leads().of_units(user.unit_ids)
        own |= Q(petition__in=led.values("petition"))
        if user.roles & {Role.FRONT, Role.PARTY}:
            return rows.filter(own | ~RESTRICTED)
        if Role.UNIT in user.roles:
            return rows.filter(own)
        return rows.filter(delegated_to(user, "petition__conference"))

    def leads(self):
        return self.filter(is_lead=True)

    def pending(self):
        """Given and not done."""
        return self.filter(state__in=PENDING)

    def overdue(self, today):
        """Of leads: the day has passed and no answer of theirs waits for or has approval."""
        return self.pending().leads().filter(due_on__lt=today).exclude(answers__state__in=SENT)

    def of_units(self, unit_ids):
        return self.filter(unit__in=unit_ids)

    def to_accept(self):
        return self.filter(state=AssignmentState.OFFERED)

    def to_answer(self):
        """Accepted by the lead, and no answer of it waits for or has the office's approval."""
        return self.filter(state=AssignmentState.ACCEPTED, is_lead=True).exclude(answers__state__in=SENT)

    def to_contribute(self):
        """Accepted by a supporting unit that has not handed in its part."""
        return self.filter(state=AssignmentState.ACCEPTED, is_lead=False, part_given_at=None)

    def supporting(self):
        return self.filter(is_lead=False)


class Assignment(Owned):
    """A petition given to a unit: exactly one lead in force, any supporting ones (LP-17)."""

    MOVES = ASSIGNMENT_MOVES

    petition = models.ForeignKey("feedback.Petition", models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="assignments", verbose_name="đơn vị")
    is_lead = models.BooleanField("chủ trì", default=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=AssignmentState, default=AssignmentState.OFFERED
    )
    instruction = models.TextField("ý kiến chỉ đạo", blank=True)
    due_on = models.DateField("hạn trả lời")
    refuse_reason = models.TextField("lý do từ chối", blank=True)
    proposed_unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị đề nghị thay",
    )
    assigned_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    # When somebody of the unit first opened it, and when the unit took it on.
    seen_at = models.DateTimeField("xem lúc", null=True)
    accepted_at = models.DateTimeField("nhận lúc", null=True)
    # What a supporting unit hands to the lead.
    part_text = models.TextField("ý kiến phối hợp", blank=True)
    part_given_at = models.DateTimeField("gửi ý kiến lúc", null=True)
    part_given_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc giao"
        verbose_name_plural = "việc giao"
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(is_lead=True, state__in=["offered", "accepted", "done"]),
                name="one_lead_in_force",
            )
        ]
        indexes = [
            models.Index(fields=["commune", "unit", "state", "petition"]),
            models.Index(fields=["commune", "state", "due_on", "petition"]),
        ]

    def __str__(self):
        return f"Giao {self.unit.short_name}: {self.petition.code}"

    @property
    def conference(self):
        return self.petition.conference

    @property
    def is_running(self):
        """Whether the unit still has something to do: the task waits for it or is with it."""
        return self.state in (AssignmentState.OFFERED, AssignmentState.ACCEPTED)


class AnswerLinkQuerySet(OwnedQuerySet):
    def live(self, now):
        return self.filter(expires_at__gt=now, revoked_at=None, used_at=None)


class AnswerLink(Owned):
    """A signed link to one petition for one officer: short life, one purpose, revocable.

    The token in the address is the signature of (pk, nonce); the row says whether it still opens anything.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="links")
    recipient = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name="người nhận")
    nonce = models.CharField(max_length=32, editable=False)
    made_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("hết hạn lúc")
    opened_at = models.DateTimeField("mở lần đầu lúc", null=True)
    used_at = models.DateTimeField("đã dùng lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết trả lời"
        verbose_name_plural = "các liên kết trả lời"

    def __str__(self):
        return f"Liên kết trả lời {self.assignment.petition.code}"

    @property
    def conference(self):
        return self.assignment.conference
