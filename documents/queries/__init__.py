"""Reads over papers, drafts and registers for pages and for other rooms."""

from documents.queries.drafts import Slate, correctable_papers, may_see_drafts, slate_of, work_items
from documents.queries.papers import next_number_text, papers_for, papers_of, registers_of
from documents.queries.versions import differences, versions_of

__all__ = [
    "Slate",
    "correctable_papers",
    "differences",
    "may_see_drafts",
    "next_number_text",
    "papers_for",
    "papers_of",
    "registers_of",
    "slate_of",
    "versions_of",
    "work_items",
]
