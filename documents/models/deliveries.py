"""To which of the commune's own bodies an issued paper was sent, and who opened it first."""

from django.db import models
from django.utils import timezone

from core.models import Owned
from core.models.base import OwnedQuerySet


class PaperDeliveryQuerySet(OwnedQuerySet):
    def to_units_of(self, user):
        return self.filter(commune_id=user.commune_id, unit__in=user.unit_ids)

    def unread(self):
        return self.filter(read_at=None)


class PaperDelivery(Owned):
    """An issued paper sent to one body of the commune on the platform itself."""

    paper = models.ForeignKey("documents.Paper", models.CASCADE, related_name="deliveries")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name="nơi nhận")
    sent_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", default=timezone.now)
    read_at = models.DateTimeField("mở lúc", null=True)
    read_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = PaperDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "lần gửi văn bản"
        verbose_name_plural = "các lần gửi văn bản"
        constraints = [models.UniqueConstraint(fields=["paper", "unit"], name="paper_delivered_once")]
        indexes = [models.Index(fields=["unit", "read_at"])]

    def __str__(self):
        return f"Gửi {self.unit}"
