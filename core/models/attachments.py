"""Files that people attach to things."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from core.models.base import Owned, OwnedQuerySet


class AttachmentQuerySet(OwnedQuerySet):
    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def about_each(self, subjects):
        """Key of each of these subjects, all of one model, -> its files in their order; one query, none for none."""
        files = {subject.pk: [] for subject in subjects}
        if files:
            kind = ContentType.objects.get_for_model(subjects[0])
            for file in self.filter(subject_type=kind, subject_id__in=list(files)).order_by("pk"):
                files[file.subject_id].append(file)
        return files


class Attachment(Owned):
    """One uploaded file; type checked by its content, always served as a download."""

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    file = models.FileField(upload_to="attachments/%Y/%m/")
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    uploaded_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self):
        return self.name
