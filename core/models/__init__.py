"""Tables of the ground room, one file per concept."""

from core.models.attachments import Attachment
from core.models.base import Owned, Versioned
from core.models.log import AuditEntry
from core.models.notices import Notice
from core.models.operations import RateCount, TaskAttempt, WorkerBeat
from core.models.people import Delegation, Post, User
from core.models.places import Commune, Unit, UnitAlias

__all__ = [
    "Attachment",
    "AuditEntry",
    "Commune",
    "Delegation",
    "Notice",
    "Owned",
    "Post",
    "RateCount",
    "TaskAttempt",
    "Unit",
    "UnitAlias",
    "User",
    "Versioned",
    "WorkerBeat",
]
