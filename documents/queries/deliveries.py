"""Which bodies a paper should go to, where it went, what waits to be read."""

from django.urls import reverse

from core.models import Unit
from core.providers import WorkItem
from core.states import UnitKind
from core.vietnamese import fold
from documents.models import PaperDelivery


def units_named_in(commune, text):
    """The commune's bodies whose name, short name or alias stands in the text (D-28)."""
    words = fold(text)
    units = Unit.objects.of_commune(commune).active().prefetch_related("aliases").sorted()
    return [
        unit
        for unit in units
        if any(
            name and name in words
            for name in (unit.folded_name, unit.folded_short, *(a.folded for a in unit.aliases.all()))
        )
    ]


def units_to_deliver(paper):
    """The commune's own bodies that have not had the paper yet; a higher body does not read papers here."""
    had = paper.deliveries.values("unit")
    own = Unit.objects.of_commune(paper.commune).active().exclude(kind=UnitKind.HIGHER_BODY)
    return own.exclude(pk__in=had).sorted()


def deliveries_of(paper):
    return paper.deliveries.select_related("unit", "read_by").order_by("unit__sort_key")


def unread_items(user):
    """One line of work for papers that were sent to the person's body and that nobody there has opened."""
    if not user.unit_ids:
        return []
    rows = PaperDelivery.objects.to_units_of(user).unread().order_by("sent_at")
    count = rows.count()
    if not count:
        return []
    if count == 1:
        row = rows.select_related("paper").defer("paper__html")[0]
        url = reverse("paper_detail", args=[row.paper_id])
        return [WorkItem(f"Đọc văn bản mới: {row.paper}", url, "Mở", why=row.paper.excerpt, group="Văn bản")]
    url = f"{reverse('paper_list')}?scope=unread"
    return [WorkItem(f"Đọc {count} văn bản mới gửi tới đơn vị", url, "Mở danh sách", group="Văn bản")]
