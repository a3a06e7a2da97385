"""A person's kept filters of the list of petitions."""

from django.db import transaction

from core.refusals import Refused
from feedback import rules
from feedback.models import SavedFilter
from feedback.rules.lists import check_filter_fits

MOST_KEPT = 30


@transaction.atomic
def keep_filter(*, name, query, actor):
    """Keep a filter under a name of the person's own; the same name again keeps the new filter."""
    rules.check_can_keep_filter(actor, actor.commune)
    kept = SavedFilter.objects.visible_to(actor)
    if not query:
        raise Refused("Danh sách chưa lọc gì nên chưa có bộ lọc để lưu. Hãy chọn điều kiện rồi bấm Lọc.")
    check_filter_fits(query)
    if kept.exclude(name=name).count() >= MOST_KEPT:
        raise Refused(f"Anh/chị đã lưu {MOST_KEPT} bộ lọc. Hãy bỏ bớt bộ lọc không dùng rồi lưu.")
    row, _ = SavedFilter.objects.update_or_create(
        user=actor, name=name, defaults={"commune": actor.commune, "query": query}
    )
    return row


@transaction.atomic
def drop_filter(*, saved, actor):
    rules.check_can_drop_filter(actor, saved)
    saved.delete()
    return saved
