"""The dossier of a conference, how long it is kept, and every package under which it was sealed."""

from reports.models.dossiers import Dossier, DossierSeal, DossierWaiver
from reports.models.retention import RetentionGroup

__all__ = ["Dossier", "DossierSeal", "DossierWaiver", "RetentionGroup"]
