"""The tables of official papers, one concept a file."""

from documents.models.drafts import PaperDraft, PaperVersion
from documents.models.papers import DRAFTERS, PERSONAL_DATA_READERS, STUCK_AFTER, Paper, PaperQuerySet
from documents.models.registers import NumberRegister
from documents.models.settings import PaperSetting

__all__ = [
    "DRAFTERS",
    "PERSONAL_DATA_READERS",
    "STUCK_AFTER",
    "NumberRegister",
    "Paper",
    "PaperDraft",
    "PaperQuerySet",
    "PaperSetting",
    "PaperVersion",
]
