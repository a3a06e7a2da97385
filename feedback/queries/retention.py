"""Petitions whose people are to be forgotten: settled, long untouched, and under no promise that still runs."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string

from core.clock import local_today
from core.models import Attachment, AuditEntry
from core.models.log import READING
from deadlines.models import Deadline
from feedback.models import Assignment, ImportRow, Petition, Petitioner, PetitionSetting
from feedback.queries.readings import start_of
from feedback.states import PetitionState


def months_before(day, months):
    """The same day so many months ago; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month + 1, day=last)
        except ValueError:
            continue
    raise AssertionError("a month has 28 days")


def retention_day(commune):
    """The day before which what was settled is to be anonymised; None where the commune keeps all."""
    months = PetitionSetting.objects.of_commune(commune).values_list("retention_months", flat=True).first()
    return months_before(local_today(), months) if months else None


def to_anonymise(commune, before_on):
    """Settled petitions on which nobody acted since that day; what was merged goes with the one it was merged into."""
    rows = Petition.objects.of_commune(commune).filter(anonymised_on=None, received_on__lt=before_on)
    heads = _untouched(rows.settled(), before_on)
    merged = Petition.objects.of_commune(commune).filter(anonymised_on=None, state=PetitionState.MERGED)
    merged = merged.filter(
        Q(merged_into__in=heads.values("pk")) | Q(merged_into__anonymised_on__isnull=False)
    )
    return Petition.objects.filter(Q(pk__in=heads.values("pk")) | Q(pk__in=merged.values("pk"))).order_by(
        "received_on", "pk"
    )


def _untouched(rows, before_on):
    kind = ContentType.objects.get_for_model(Petition)
    acts = AuditEntry.objects.filter(
        subject_type=kind, subject_id=OuterRef("pk"), at__gte=start_of(before_on)
    )
    own = Deadline.objects.open().filter(subject_type=kind, subject_id=OuterRef("pk"))
    tasks = Deadline.objects.open().filter(
        subject_type=ContentType.objects.get_for_model(Assignment),
        subject_id__in=Assignment.objects.filter(petition=OuterRef(OuterRef("pk"))).values("pk"),
    )
    rows = rows.filter(~Exists(acts.exclude(action=READING)), ~Exists(own), ~Exists(tasks))
    for name in settings.PETITION_HOLDERS:
        rows = rows.exclude(pk__in=import_string(name)())
    return rows


def retention_preview(rows):
    """What a run would take out, in figures; `rows` from `to_anonymise`."""
    keys = rows.order_by().values("pk")
    people = Petitioner.objects.filter(petition__in=keys)
    kind = ContentType.objects.get_for_model(Petition)
    return {
        "count": rows.count(),
        "people": people.count(),
        "contacts": people.exclude(phone="", address="", email="").count(),
        "import_rows": ImportRow.objects.filter(petition__in=keys).count(),
        "attachments": Attachment.objects.filter(subject_type=kind, subject_id__in=keys).count(),
    }


def files_of_anonymised(commune):
    """Attachments that still hang on anonymised petitions: nobody but a person can tell what stands in them."""
    kind = ContentType.objects.get_for_model(Petition)
    done = Petition.objects.of_commune(commune).exclude(anonymised_on=None)
    return (
        Attachment.objects.of_commune(commune)
        .filter(subject_type=kind, subject_id__in=done.values("pk"))
        .order_by("pk")
    )
