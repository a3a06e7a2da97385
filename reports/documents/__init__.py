"""The papers of this room: what stands in each. No numbering, no freezing, no pages."""

from reports.documents.period import PERIOD_REPORT

# Papers of this room (documents.catalogue).
TYPES = (PERIOD_REPORT,)

__all__ = ["TYPES"]
