"""Writing to and reading from the append-only log."""

from django.contrib.contenttypes.models import ContentType

from core.models import AuditEntry, Commune
from core.models.log import READING
from core.sealing import check_unsealed

SYSTEM = "Hệ thống"


def label_of(actor):
    """ "Nguyễn Văn A, Chánh Văn phòng" as of today, or "Hệ thống"."""
    if actor is None:
        return SYSTEM
    post = actor.main_post
    # An account may be named by its post alone ("Văn thư UBND xã"); the title is then not said twice.
    return (
        f"{actor.full_name}, {post.title}" if post and post.title not in actor.full_name else actor.full_name
    )


def entry(*, actor, action, subject, sentence, note="", changes=None, commune_id=None):
    """An unsaved entry, for bulk writing by the sweep."""
    commune_id = commune_id or _commune_id_of(subject) or getattr(actor, "commune_id", None)
    return AuditEntry(
        commune_id=commune_id,
        actor=actor,
        actor_label=label_of(actor)[:300],
        action=action,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        sentence=sentence,
        note=note,
        changes=changes or {},
    )


def _commune_id_of(subject):
    return subject.pk if isinstance(subject, Commune) else getattr(subject, "commune_id", None)


def record(*, actor, action, subject, sentence, note="", changes=None):
    """Append one entry. `changes`: field label -> [text before, text after]. `actor=None` is the system.

    Refuses what belongs to a sealed dossier, and with it the whole act (core.sealing); reading goes on.
    """
    if action != READING:
        check_unsealed(subject)
    row = entry(actor=actor, action=action, subject=subject, sentence=sentence, note=note, changes=changes)
    row.save()
    return row


def record_reading(*, actor, subject, what):
    """Log that somebody opened or exported citizens' personal data."""
    return record(actor=actor, action=READING, subject=subject, sentence=f"đã xem {what}")


def history_of(obj, limit=50):
    """The newest entries about one thing."""
    return AuditEntry.objects.about(obj).newest_first()[:limit]


def differences(before, after, fields):
    """Changes between two dicts for the log: {label: [before, after]} of the fields that differ."""
    return {
        label: [str(before.get(name) or ""), str(after.get(name) or "")]
        for name, label in fields.items()
        if (before.get(name) or "") != (after.get(name) or "")
    }
