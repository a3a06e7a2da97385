"""A person's kept filters, and lists written to a spreadsheet by the worker."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from core.models import Owned
from core.models.base import OwnedQuerySet

# A list is written chunk by chunk: one that says nothing for so long has lost its worker.
STUCK_AFTER = timedelta(minutes=6)


class OwnQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows.filter(user=user) if user.is_authenticated else rows.none()

    def newest_first(self):
        return self.order_by("-pk")


class SavedFilter(Owned):
    """A filter of the petitions' list under a name of the person's own."""

    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    name = models.CharField("tên bộ lọc", max_length=80)
    query = models.CharField(max_length=600)
    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "các bộ lọc đã lưu"
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_once")]

    def __str__(self):
        return self.name


class ListExport(Owned):
    """The list under a filter as XLSX, made by the worker for the person who asked."""

    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    query = models.CharField(max_length=600)
    has_contacts = models.BooleanField("có điện thoại, địa chỉ", default=False)
    total = models.PositiveIntegerField("số dòng", default=0)
    done = models.PositiveIntegerField("đã ghi", default=0)
    file = models.FileField("bảng tính", upload_to="exports/%Y/%m/", blank=True)
    error = models.CharField(max_length=250, blank=True)
    done_at = models.DateTimeField("xong lúc", null=True)
    touched_at = models.DateTimeField(default=timezone.now)
    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng tính kiến nghị"
        verbose_name_plural = "các bảng tính kiến nghị"

    def __str__(self):
        return f"Bảng tính kiến nghị lập {timezone.localtime(self.created_at):%d/%m/%Y %H:%M}"

    @property
    def is_moving(self):
        return self.done_at is None and not self.error

    @property
    def is_stuck(self):
        return self.is_moving and timezone.now() - self.touched_at > STUCK_AFTER

    @property
    def may_be_retried(self):
        return bool(self.error) or self.is_stuck
