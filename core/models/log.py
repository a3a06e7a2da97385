"""The append-only log of who did what to which thing."""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class LogIsAppendOnly(Exception):
    """Somebody tried to change or delete an entry of the log."""


READING = "personal_data.read"


class AuditQuerySet(models.QuerySet):
    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def newest_first(self):
        return self.order_by("-at", "-pk")

    def readings(self):
        """Who opened or took away citizens' personal data."""
        return self.filter(action=READING)

    def readings_aside(self):
        """What was done, without who read."""
        return self.exclude(action=READING)

    def forget_texts(self):
        """Blank what changed and what was noted: the one exception from append-only, for people who were anonymised.

        Who did which act when stays as it is; names and addresses that an act changed do not outlive the register.
        Only feedback.services.privacy may use it (tests/house), and never on the log as a whole.
        """
        if not self.query.has_filters():
            raise LogIsAppendOnly("The texts of the whole log are never forgotten.")
        return super().update(changes={}, note="")

    def update(self, **kwargs):
        raise LogIsAppendOnly("An entry of the log is never changed.")

    def delete(self):
        raise LogIsAppendOnly("An entry of the log is never deleted.")


class AuditEntry(models.Model):
    """One act: who (none = the system), commune, action, subject, the sentence that people read, what changed."""

    commune = models.ForeignKey("core.Commune", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    # The person's name and title on that day: posts change, the log does not.
    actor_label = models.CharField(max_length=300)
    action = models.CharField(max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=300)
    sentence = models.TextField()
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"]),
            models.Index(fields=["commune", "-at"]),
            models.Index(fields=["commune", "action", "-at"]),
        ]

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise LogIsAppendOnly("An entry of the log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LogIsAppendOnly("An entry of the log is never deleted.")

    def __str__(self):
        return f"{self.actor_label} {self.sentence}"
