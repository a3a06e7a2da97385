"""The worker's timetable from code into django-q2's rows. Which jobs there are is said by settings.TIMETABLE.

A job is a plain dict: `name`, `func` (dotted path), and either `cron` ("0 7 * * *", local time) or `minutes`.
One row that django-q2 cannot read stops all the others, so rows come from here only and each is checked first.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule, validate_cron

KEYS = {"name", "func", "cron", "minutes"}


def jobs():
    """The listed jobs, checked: names are unique, functions exist, each has one rhythm."""
    listed = list(import_string(settings.TIMETABLE))
    for job in listed:
        _check(job)
    names = [job["name"] for job in listed]
    if len(set(names)) != len(names):
        raise ImproperlyConfigured(f"{settings.TIMETABLE}: two jobs have the same name.")
    return listed


@transaction.atomic
def sync():
    """Write the timetable; return (jobs kept, rows removed). Running it twice changes nothing."""
    listed = jobs()
    names = [job["name"] for job in listed]
    removed = Schedule.objects.exclude(name__in=names).delete()[0]
    for job in listed:
        rows = Schedule.objects.filter(name=job["name"]).order_by("pk")
        removed += rows.exclude(pk__in=rows.values("pk")[:1]).delete()[0]
        _write(rows.first(), job)
    return len(listed), removed


def _write(row, job):
    wanted = {
        "func": job["func"],
        "schedule_type": Schedule.CRON if job.get("cron") else Schedule.MINUTES,
        "cron": job.get("cron"),
        "minutes": job.get("minutes"),
        "args": None,
        "kwargs": None,
        "hook": None,
        "repeats": -1,
    }
    if row is None:
        Schedule.objects.create(name=job["name"], **wanted)
        return
    changed = {key for key, value in wanted.items() if getattr(row, key) != value}
    for key in changed:
        setattr(row, key, wanted[key])
    if changed & {"cron", "minutes"}:
        row.next_run = row.calculate_next_run() if row.cron else timezone.now()
        changed.add("next_run")
    if changed:  # never a blind save: a running cluster may just be moving next_run
        row.save(update_fields=changed)


def _check(job):
    wrong = f"{settings.TIMETABLE}: {job!r}"
    if set(job) - KEYS or not {"name", "func"} <= set(job):
        raise ImproperlyConfigured(f"{wrong}: a job has name, func and cron or minutes.")
    if bool(job.get("cron")) == bool(job.get("minutes")):
        raise ImproperlyConfigured(f"{wrong}: give either cron or minutes.")
    if job.get("cron"):
        try:
            validate_cron(job["cron"])
        except ValidationError as error:
            raise ImproperlyConfigured(f"{wrong}: {error}") from error
    if not callable(import_string(job["func"])):
        raise ImproperlyConfigured(f"{wrong}: func cannot be called.")
