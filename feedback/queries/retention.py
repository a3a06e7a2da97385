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

MOST_AT_ONCE = 5000  # petitions of one run: a list that somebody can still look through


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


def has_names_to_forget(commune, before_on):
    """Whether anything is due, without looking for all of it."""
    return _untouched(_old(commune, before_on).settled(), before_on).exists()


def to_anonymise(commune, before_on):
    """Settled petitions on which nobody acted since that day; what was merged goes with the one it was merged into."""
    heads = _untouched(_old(commune, before_on).settled(), before_on).values("pk")
    merged = Petition.objects.of_commune(commune).filter(anonymised_on=None, state=PetitionState.MERGED)
    merged = merged.filter(Q(merged_into__in=heads) | Q(merged_into__anonymised_on__isnull=False))
    # Asked of the row itself as well: whoever waited for its lock sees what it has become.
    rows = Petition.objects.filter(Q(pk__in=heads) | Q(pk__in=merged.values("pk")), anonymised_on=None)
    return rows.order_by("received_on", "pk")


def keys_to_anonymise(commune, before_on):
    """The keys of the oldest of them, as many as one run takes."""
    return list(to_anonymise(commune, before_on).values_list("pk", flat=True)[:MOST_AT_ONCE])


def _old(commune, before_on):
    return Petition.objects.of_commune(commune).filter(anonymised_on=None, received_on__lt=before_on)


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


def retention_preview(keys):
    """What a run over these petitions would take out, in figures."""
    people = Petitioner.objects.filter(petition__in=keys)
    kind = ContentType.objects.get_for_model(Petition)
    return {
        "count": len(keys),
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
