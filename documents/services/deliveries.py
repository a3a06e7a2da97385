"""Sending an issued paper to the commune's own bodies on the platform, and noting who opened it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.log import record
from core.models import User
from core.notices import notify
from core.sealing import is_sealed
from documents import rules
from documents.models import PaperDelivery


@transaction.atomic
def deliver_paper(*, paper, units, actor):
    """Send to each unit that has not had it; its people are told and may open it. Returns how many were new."""
    rules.check_can_deliver_paper(actor, paper)
    had = set(paper.deliveries.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in had and unit.commune_id == paper.commune_id]
    PaperDelivery.objects.bulk_create(
        PaperDelivery(commune=paper.commune, paper=paper, unit=unit, sent_by=actor) for unit in new
    )
    if not new:
        return 0
    names = ", ".join(unit.short_name for unit in new)
    record(
        actor=actor, action="paper.deliver", subject=paper, sentence="đã gửi văn bản", note=f"Tới: {names}"
    )
    people = User.objects.active().filter(posts__unit__in=new, commune=paper.commune).distinct()
    notify(
        people, key=f"paper-deliver-{paper.pk}-{min(unit.pk for unit in new)}", title=f"Văn bản mới: {paper}",
        body=paper.excerpt, link=reverse("paper_detail", args=[paper.pk]),
    )  # fmt: skip
    return len(new)


def mark_delivery_read(*, paper, actor):
    """The first opening by somebody of the receiving body is kept; not of a paper that lies in a sealed dossier."""
    if is_sealed(paper):
        return
    PaperDelivery.objects.to_units_of(actor).unread().filter(paper=paper).update(
        read_at=timezone.now(), read_by=actor
    )
