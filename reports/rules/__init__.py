"""Who may do what in this room, one file for each concern."""

from reports.rules.dossiers import (
    check_can_edit_dossier,
    check_can_reopen_dossier,
    check_can_retry_dossier,
    check_can_seal_dossier,
    check_can_take_package,
    check_can_waive_dossier,
)
from reports.rules.period import (
    check_can_read_details,
    check_can_read_matters,
    check_can_read_province,
    check_can_start_period_report,
    check_is_held,
)
from reports.rules.retention import check_can_set_retention

__all__ = [
    "check_can_edit_dossier",
    "check_can_read_details",
    "check_can_read_matters",
    "check_can_read_province",
    "check_can_reopen_dossier",
    "check_can_retry_dossier",
    "check_can_seal_dossier",
    "check_can_set_retention",
    "check_can_start_period_report",
    "check_can_take_package",
    "check_can_waive_dossier",
    "check_is_held",
]
