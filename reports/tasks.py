"""The worker's part of this room: ids in, harmless when run twice."""

from core.attempts import attempt, dead_letters
from reports import services
from reports.models import Dossier


def build_package(pk):
    """Pack one dossier; three workers may die of it, then it stands open again and says so."""
    rows = Dossier.objects.select_related("commune", "conference__commune", "group", "sealed_by")
    dossier = rows.filter(pk=pk).first()
    if dossier is None or not dossier.is_moving:
        return False
    key = f"{pk}-{dossier.version}"
    with attempt(services.SEAL_ATTEMPT, key) as allowed:
        if allowed:
            services.build_package(dossier=dossier)
            return True
    letter = dead_letters().filter(key=f"{services.SEAL_ATTEMPT}:{key}").first()
    if letter is not None:
        services.fail_dossier(dossier=dossier, error=letter.last_error or "Việc đóng gói dừng ba lần.")
    return False
