"""Reads over papers, drafts and registers for pages and for other rooms."""

from documents.queries.deliveries import deliveries_of, units_named_in, units_to_deliver
from documents.queries.drafts import Slate, correctable_papers, reads_drafts, slate_of, work_items
from documents.queries.papers import next_number_text, papers_for, papers_of
from documents.queries.registers import register_entries, register_table, registers_of, shown_excerpt
from documents.queries.signatures import places_left, signed_pdf_of
from documents.queries.versions import compares_versions, differences, runs_of, versions_of

__all__ = [
    "Slate",
    "compares_versions",
    "correctable_papers",
    "deliveries_of",
    "differences",
    "next_number_text",
    "papers_for",
    "papers_of",
    "register_entries",
    "register_table",
    "reads_drafts",
    "places_left",
    "registers_of",
    "runs_of",
    "shown_excerpt",
    "signed_pdf_of",
    "slate_of",
    "units_named_in",
    "units_to_deliver",
    "versions_of",
    "work_items",
]
