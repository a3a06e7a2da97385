"""Notices to people: written in the act's transaction, mailed later by the worker."""

from django.db import models

from core.states import DeliveryState


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def waiting(self):
        return self.filter(email_state=DeliveryState.WAITING)


class Notice(models.Model):
    """One notice to one person, unique per key: the same reminder is never written twice."""

    commune = models.ForeignKey("core.Commune", models.PROTECT, null=True, related_name="+")
    recipient = models.ForeignKey("core.User", models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    email_state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.NONE)
    emailed_at = models.DateTimeField(null=True)
    email_attempts = models.PositiveSmallIntegerField(default=0)
    email_error = models.CharField(max_length=250, blank=True)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo cho người dùng"
        verbose_name_plural = "thông báo cho người dùng"
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_per_key")]
        indexes = [
            models.Index(fields=["recipient", "-created_at"]),
            models.Index(fields=["email_state", "created_at"]),
        ]

    def __str__(self):
        return self.title
