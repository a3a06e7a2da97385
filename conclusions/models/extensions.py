"""The one extension of a conclusion's period (LP-98)."""

from django.db import models
from django.db.models import Q

from conclusions.states import EXTENSION_REQUEST_MOVES, ExtensionState
from core.models import Owned
from core.models.base import OwnedQuerySet
from core.states import Role
from dialogue.models import delegated_to


class ExtensionRequestQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """What the office asks of the chair; the delegate of that conference decides as the chair does."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}:
            return rows
        return rows.filter(delegated_to(user))

    def for_decider(self, user):
        """What this person may decide on as chair or as delegate of that conference."""
        rows = super().visible_to(user)
        return rows if Role.CHAIR in user.roles else rows.filter(delegated_to(user))

    def waiting(self):
        return self.filter(state=ExtensionState.REQUESTED)

    def rejected(self):
        return self.filter(state=ExtensionState.REJECTED)


class ExtensionRequest(Owned):
    """The office asks the chair to lengthen the conclusion's period once, on a ground of the regulation (LP-98)."""

    MOVES = EXTENSION_REQUEST_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.PROTECT, related_name="extension_requests")
    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, related_name="+")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    ground = models.TextField("căn cứ theo quy chế")
    reason = models.TextField("lý do cụ thể")
    requested_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("đề nghị lúc", auto_now_add=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decision_note = models.TextField("ý kiến quyết định", blank=True)
    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị kéo dài"
        verbose_name_plural = "đề nghị kéo dài"
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"],
                condition=Q(state__in=["requested", "approved"]),
                name="one_extension_per_deadline",
            )
        ]

    def __str__(self):
        return f"Đề nghị kéo dài: {self.conference.title}"
