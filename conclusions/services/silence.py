"""Once a week the office is told which promises nobody reports about (LP-18, TD-94)."""

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from conclusions.models import Commitment
from conclusions.models.commitments import SILENT_DAYS
from core.clock import local_today
from core.models import Commune, User
from core.notices import notify
from core.states import Role


@transaction.atomic
def tell_silent(*, today=None):
    """One notice a week to each person of the office of a commune with silent units; returns how many communes.

    The key names the ISO week, so that any number of runs tell once; a worker that slept tells when it wakes.
    """
    today = today or local_today()
    year, week, _ = today.isocalendar()
    found = Commitment.objects.silent(today).order_by().values("commune")
    rows = list(found.annotate(count=Count("pk"), units=Count("unit", distinct=True)))
    communes = Commune.objects.in_bulk([row["commune"] for row in rows])
    for row in rows:
        notify(
            User.objects.holding(communes[row["commune"]], Role.OFFICE),
            key=f"commitment.silent:{year}-{week:02d}",
            title=f"{row['units']} đơn vị không báo cáo {row['count']} cam kết từ {SILENT_DAYS} ngày trở lên",
            body="Mở danh sách để xem từng cam kết và đôn đốc đơn vị.",
            link=f"{reverse('commitment_list')}?state=silent",
        )
    return len(rows)
