"""That somebody from above looked at a commune's figures, for the commune's own log."""

from core.clock import local_today
from core.log import record
from core.models import AuditEntry

# Not the reading of personal data: figures hold no person.
READ = "report.read"


def note_commune_reading(*, commune, period, reader):
    """One line in the commune's log; the figures themselves hold no person."""
    who = reader.commune
    return record(
        actor=reader,
        action=READ,
        subject=commune,
        sentence=f"đã xem số liệu {period.words} của xã ({who})",
    )


def note_province_reading(*, period, reader):
    """That the figures of all communes were opened: one line a day for each person and period, however often."""
    sentence = f"đã xem số liệu {period.words} của các xã"
    seen = AuditEntry.objects.about(reader.commune).filter(actor=reader, sentence=sentence)
    if seen.filter(at__date=local_today()).exists():
        return None
    return record(actor=reader, action=READ, subject=reader.commune, sentence=sentence)


def note_province_export(*, period, count, reader):
    """One line in the log of the body above."""
    return record(
        actor=reader, action=READ, subject=reader.commune,
        sentence=f"đã xuất bảng tính số liệu {period.words} của {count} xã",
    )  # fmt: skip
