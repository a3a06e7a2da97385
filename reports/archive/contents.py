"""All files of a dossier in their order: by part, papers first, then what lies behind them."""

from reports.archive.concluding import conclusion_entries
from reports.archive.following import commitment_entries, deadline_entries, submission_entries
from reports.archive.hall import card_entries, hall_entries, preparation_entries
from reports.archive.log import log_entries
from reports.archive.papers import attachment_entries, paper_entries
from reports.archive.petitions import petition_entries

SOURCES = (
    card_entries, paper_entries, preparation_entries, petition_entries, hall_entries, conclusion_entries, commitment_entries,
    submission_entries, attachment_entries, deadline_entries, log_entries,
)  # fmt: skip


def entries_of(conference):
    """[Entry] of the conference; how many queries it takes does not depend on how many files there are."""
    found = [entry for source in SOURCES for entry in source(conference)]
    return sorted(found, key=lambda entry: entry.group)
