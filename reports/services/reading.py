"""That somebody from above looked at a commune's figures, for the commune's own log."""

from core.log import record
from core.models.log import READING


def note_commune_reading(*, commune, period, reader):
    """One line in the commune's log; the figures themselves hold no person."""
    who = reader.commune
    return record(
        actor=reader,
        action=READING,
        subject=commune,
        sentence=f"đã xem số liệu {period.words} của xã ({who})",
    )


def note_province_export(*, period, count, reader):
    """One line in the log of the body above."""
    return record(
        actor=reader, action=READING, subject=reader.commune,
        sentence=f"đã xuất bảng tính số liệu {period.words} của {count} xã",
    )  # fmt: skip
