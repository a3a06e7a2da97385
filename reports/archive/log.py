"""Who did what to anything of the conference, as a page and a table."""

from django.db.models import Q

from core.models import AuditEntry
from reports.archive.entry import Table, both, words
from reports.archive.subjects import keys_of
from reports.states import Group

CHUNK = 500
COLUMNS = ("Lúc", "Ai", "Việc", "Về", "Ghi chú", "Thay đổi")
# The dossier's own sealing goes on while it is packed.
ASIDE = Q(action__in=["dossier.complete", "dossier.fail", "dossier.retry"])


def entries_about(conference):
    """Keys of the log's lines about it, in their order."""
    found = set()
    for kind, keys in keys_of(conference).items():
        for start in range(0, len(keys), CHUNK):
            rows = AuditEntry.objects.filter(subject_type=kind, subject_id__in=keys[start : start + CHUNK])
            found.update(rows.exclude(ASIDE).readings_aside().values_list("pk", flat=True))
    return sorted(found)


def log_size(conference):
    """How many acts stand in its log; readings aside, for a sealed dossier is read all the same."""
    return len(entries_about(conference))


def log_table(conference):
    keys, rows = entries_about(conference), []
    for start in range(0, len(keys), CHUNK):
        some = AuditEntry.objects.filter(pk__in=keys[start : start + CHUNK]).order_by("pk")
        rows += [
            (words(row.at), row.actor_label, row.sentence, row.subject_label, row.note, _changes(row.changes))
            for row in some
        ]
    return Table(COLUMNS, rows)


def _changes(changes):
    return "; ".join(
        f"{label}: {before or '—'} → {after or '—'}" for label, (before, after) in (changes or {}).items()
    )


def log_entries(conference):
    return both(Group.LOG, "Nhật ký thao tác", lambda: log_table(conference), has_personal_data=True)
