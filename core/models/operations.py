"""What the machine room needs to know of itself: the worker's heartbeat, attempts of tasks."""

from django.db import models


class WorkerBeat(models.Model):
    """The last sign of life of the background worker; one row per worker name."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self):
        return self.name


class TaskAttempt(models.Model):
    """How often a task was begun: django-q2 runs a task whose worker died for ever, we stop counting at a limit."""

    key = models.CharField(max_length=150, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_dead = models.BooleanField(default=False)
    is_done = models.BooleanField(default=False)
    last_error = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["is_dead", "-updated_at"])]

    def __str__(self):
        return self.key


class RateCount(models.Model):
    """How often something was tried from one place within one stretch of time; the place is kept as a hash."""

    key = models.CharField(max_length=80)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="rate_count_once")]
        indexes = [models.Index(fields=["window"])]
