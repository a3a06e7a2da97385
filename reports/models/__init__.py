"""The dossier of a conference, how long it is kept, and every package under which it was sealed."""

from reports.models.dossiers import Dossier, DossierSeal, DossierWaiver, reads_dossiers
from reports.models.retention import RetentionGroup

__all__ = ["Dossier", "DossierSeal", "DossierWaiver", "RetentionGroup", "reads_dossiers"]
