"""Prints of many papers at once: one file each, one to print, one to hand on. How they are made is in services."""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from documents.states import BATCH_MOVES, BatchItemState, BatchState

# Slices of work are far shorter than this: a batch that says nothing for so long has lost its worker.
STUCK_AFTER = timedelta(minutes=6)
MOVING = (BatchState.WAITING, BatchState.RUNNING)
BATCH_READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT)


class BatchQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """The commune's office and chair; the Front sees what its own people started."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        return rows.filter(started_by=user) if Role.FRONT in user.roles else rows.none()

    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def going_on(self):
        return self.filter(state__in=MOVING)

    def newest_first(self):
        return self.order_by("-pk")


class Batch(Owned, Versioned):
    """Many sheets to be printed in one go; the worker takes them in slices, each sheet is kept at once."""

    MOVES = BATCH_MOVES

    title = models.CharField("tên", max_length=200)
    state = models.CharField("trạng thái", max_length=10, choices=BatchState, default=BatchState.WAITING)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    has_personal_data = models.BooleanField("có dữ liệu cá nhân", default=False)
    started_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    total = models.PositiveIntegerField("số văn bản")
    pages = models.PositiveIntegerField("số trang", null=True)
    error = models.CharField(max_length=250, blank=True)
    # When the worker last kept a sheet, or was last asked to.
    touched_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField("xong lúc", null=True)
    archive = models.FileField("tệp ZIP", upload_to="batches/%Y/%m/", blank=True)
    merged = models.FileField("tệp in gộp", upload_to="batches/%Y/%m/", blank=True)
    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt in hàng loạt"
        verbose_name_plural = "các lượt in hàng loạt"
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self):
        return self.title

    @property
    def done_count(self):
        return self.items.filter(status=BatchItemState.DONE).count()

    @property
    def is_moving(self):
        return self.state in MOVING

    @property
    def is_stuck(self):
        return self.is_moving and timezone.now() - self.touched_at > STUCK_AFTER


class BatchItem(models.Model):
    """One sheet: frozen HTML in, one PDF out. `key` names it within the batch, so that it is never made twice."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    file_name = models.CharField(max_length=120)
    html = models.TextField()
    status = models.CharField(max_length=10, choices=BatchItemState, default=BatchItemState.WAITING)
    pdf = models.FileField(upload_to="batches/%Y/%m/", blank=True)
    pages = models.PositiveIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "key"], name="batch_item_once"),
            models.UniqueConstraint(fields=["batch", "file_name"], name="batch_file_once"),
        ]
        indexes = [models.Index(fields=["batch", "status", "order"])]

    def __str__(self):
        return self.file_name
