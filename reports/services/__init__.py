"""Every write of this room, one file for each concern."""

from reports.services.dossiers import edit_dossier, open_dossier, unwaive_dossier, waive_dossier
from reports.services.period import start_period_report
from reports.services.reading import note_commune_reading, note_province_export, note_province_reading
from reports.services.retention import default_group, save_retention_group
from reports.services.sealing import (
    SEAL_ATTEMPT,
    build_package,
    complete_dossier,
    fail_dossier,
    read_package,
    reopen_dossier,
    retry_dossier,
    seal_dossier,
)

__all__ = [
    "SEAL_ATTEMPT",
    "build_package",
    "complete_dossier",
    "default_group",
    "edit_dossier",
    "fail_dossier",
    "note_commune_reading",
    "note_province_export",
    "note_province_reading",
    "open_dossier",
    "read_package",
    "reopen_dossier",
    "retry_dossier",
    "save_retention_group",
    "seal_dossier",
    "start_period_report",
    "unwaive_dossier",
    "waive_dossier",
]
