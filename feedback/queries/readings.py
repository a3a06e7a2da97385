"""Who opened or took away citizens' personal data: the log's lines by person, day and thing."""

from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.utils import timezone

from core.clock import local_today
from core.models import AuditEntry, User
from core.pages import page_for_key
from feedback.models import Petition

LATELY = 30  # days of the summary


def readings(user, values):
    """The commune's lines, the newest first, narrowed by who, when and which petition."""
    rows = AuditEntry.objects.filter(commune=user.commune_id).readings()
    if values.get("user"):
        rows = rows.filter(actor=values["user"])
    if values.get("from_on"):
        rows = rows.filter(at__gte=start_of(values["from_on"]))
    if values.get("to_on"):
        rows = rows.filter(at__lt=start_of(values["to_on"] + timedelta(days=1)))
    if values.get("petition"):
        kind = ContentType.objects.get_for_model(Petition)
        rows = rows.filter(subject_type=kind, subject_id=values["petition"])
    return rows.newest_first()


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def reading_rows(keys):
    """The lines of one page with the address of what was opened, in the order of the keys."""
    known = AuditEntry.objects.select_related("subject_type").in_bulk(keys)
    rows = [known[key] for key in keys if key in known]
    return [
        (row, page_for_key(f"{row.subject_type.app_label}.{row.subject_type.model}", row.subject_id))
        for row in rows
    ]


def reading_summary(user, names):
    """(key, name, how often, when last) of the last LATELY days, the most frequent first. `names`: by key."""
    since = start_of(local_today() - timedelta(days=LATELY))
    rows = AuditEntry.objects.filter(commune=user.commune_id, at__gte=since).readings().order_by()
    counts = rows.values("actor").annotate(count=Count("pk"), last=Max("at")).order_by("-count")[:10]
    return [(row["actor"], names.get(row["actor"], "Hệ thống"), row["count"], row["last"]) for row in counts]


def reader_choices(user):
    """People of the commune by name: whoever has an account may have read."""
    return list(User.objects.of_commune(user.commune_id).order_by("sort_key").values_list("pk", "full_name"))
