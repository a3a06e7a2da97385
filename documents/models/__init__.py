"""The tables of official papers, one concept a file."""

from documents.models.batches import BATCH_READERS, Batch, BatchItem
from documents.models.deliveries import PaperDelivery
from documents.models.drafts import PaperDraft, PaperVersion
from documents.models.papers import DRAFTERS, STUCK_AFTER, Paper, PaperQuerySet
from documents.models.registers import PERSONAL_DATA_READERS, NumberRegister, RegisterEntry
from documents.models.settings import PaperSetting
from documents.models.signatures import PaperSignature

__all__ = [
    "BATCH_READERS",
    "DRAFTERS",
    "PERSONAL_DATA_READERS",
    "STUCK_AFTER",
    "Batch",
    "BatchItem",
    "NumberRegister",
    "Paper",
    "PaperDelivery",
    "PaperDraft",
    "PaperQuerySet",
    "PaperSetting",
    "PaperSignature",
    "PaperVersion",
    "RegisterEntry",
]
