"""The public notice and its publications."""

from django.db import models

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Channel, Role
from dialogue.states import PUBLIC_NOTICE_MOVES, PublicNoticeState


class PublicNoticeQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows if user.is_authenticated and not user.roles <= {Role.PROVINCE} else rows.none()

    def in_force(self):
        return self.filter(state=PublicNoticeState.ISSUED)

    def current(self):
        """Drafts and issued notices, not those that a moved date has superseded."""
        return self.exclude(state=PublicNoticeState.SUPERSEDED)


class PublicNotice(Owned, Versioned):
    """Thông báo công khai of time, participants, place and content."""

    MOVES = PUBLIC_NOTICE_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="notices")
    state = models.CharField(
        "trạng thái", max_length=10, choices=PublicNoticeState, default=PublicNoticeState.DRAFT
    )
    text = models.TextField("lời thông báo thêm", blank=True)
    names_on = models.DateField("ngày họp ghi trong thông báo", null=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo công khai"
        verbose_name_plural = "thông báo công khai"

    def __str__(self):
        return f"Thông báo: {self.conference.title}"[:300]

    @property
    def is_draft(self):
        return self.state == PublicNoticeState.DRAFT

    @property
    def is_in_force(self):
        return self.state == PublicNoticeState.ISSUED


class Publication(Owned):
    """The notice went out through one channel on one day, with its proof (LP-53)."""

    notice = models.ForeignKey("dialogue.PublicNotice", models.CASCADE, related_name="publications")
    channel = models.CharField("kênh", max_length=20, choices=Channel)
    published_on = models.DateField("ngày đăng, phát")
    proof = models.CharField(
        "bằng chứng", max_length=300, blank=True, help_text="Đường dẫn, số phát sóng, người xác nhận…"
    )
    recorded_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần công khai"
        verbose_name_plural = "các lần công khai"
        ordering = ["published_on", "pk"]

    def __str__(self):
        return f"{self.get_channel_display()} {self.published_on:%d/%m/%Y}"
