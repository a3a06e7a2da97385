"""Sittings and who came to them."""

from django.db import models
from django.db.models import Q

from core.codes import secret_code
from core.models import Owned, Versioned
from dialogue.models.hall import HallQuerySet
from dialogue.states import Presence


class Sitting(models.Model):
    """One stretch in which the conference really sat: a half day, a whole one, or what followed an interruption (P8)."""

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="sittings")
    number = models.PositiveSmallIntegerField("phiên")
    held_on = models.DateField("ngày")
    opened_at = models.DateTimeField("bắt đầu lúc", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    # Why it was interrupted; blank where it ended with the conference.
    reason = models.CharField("lý do tạm nghỉ", max_length=300, blank=True)

    class Meta:
        verbose_name = "phiên họp"
        verbose_name_plural = "phiên họp"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="sitting_number_once"),
        ]

    def __str__(self):
        return f"Phiên {self.number}, ngày {self.held_on:%d/%m/%Y}"


class AttendanceQuerySet(HallQuerySet):
    def came(self):
        """In the hall: present themselves or by somebody in their place."""
        return self.exclude(presence=Presence.ABSENT)

    def walk_ins(self):
        return self.filter(invitation=None)


class Attendance(Owned, Versioned):
    """One person at the door of one sitting: invited, sent in somebody's place, or walked in."""

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="attendances")
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendances")
    # None: walked in.
    invitation = models.ForeignKey(
        "dialogue.Invitation", models.PROTECT, null=True, related_name="attendances"
    )
    group = models.ForeignKey(
        "dialogue.InvitedGroup", models.SET_NULL, null=True, blank=True, related_name="attendances",
        verbose_name="thành phần",
    )  # fmt: skip
    venue = models.ForeignKey(
        "dialogue.ConferenceVenue", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="điểm cầu"
    )  # fmt: skip
    is_online = models.BooleanField("dự trực tuyến", default=False)
    presence = models.CharField("tình trạng", max_length=10, choices=Presence)
    # Who really sits there: the walk-in, or the person sent in the invitee's place.
    name = models.CharField("họ tên", max_length=120, blank=True)
    place = models.CharField("thôn, đơn vị, chức vụ", max_length=150, blank=True)
    arrived_at = models.DateTimeField("đến lúc", null=True)
    door = models.CharField("cửa", max_length=60, blank=True)
    # The invitation's code, or a walk-in's own; it opens the satisfaction ballot once.
    code = models.CharField("mã điểm danh", max_length=12, default=secret_code)
    # Whether, never when or what: no ballot can be tied to a person.
    has_voted = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ["pk"]
        indexes = [models.Index(fields=["conference", "presence"]), models.Index(fields=["code"])]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "invitation"],
                condition=Q(invitation__isnull=False),
                name="checked_in_once",
            )
        ]

    def __str__(self):
        return self.name or (self.invitation.invitee if self.invitation else "")
