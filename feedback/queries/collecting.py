"""What waits for those who collect and who organise it; the tab on a conference's page."""

from django.db.models import Count, Q
from django.urls import reverse

from core.clock import local_today
from core.providers import ConferenceTab, WorkItem
from core.states import Role
from dialogue.models import Conference
from feedback.models import CollectionRound, Collector

GROUP = "Kiến nghị"
MANY = 5
SEERS = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.UNIT, Role.PARTY}


def work_items(user):
    """Who collects hands in; the office and the Front see to rounds whose day has passed."""
    items = _to_hand_in(user) if user.roles & {Role.UNIT, Role.FRONT, Role.OFFICE, Role.PARTY} else []
    return items + (_to_close(user) if user.roles & {Role.OFFICE, Role.FRONT} else [])


def _to_hand_in(user):
    rows = Collector.objects.of_commune(user.commune).of_units(user.unit_ids).collecting()
    return [
        WorkItem(
            f"Nộp kết quả thu thập ý kiến: “{row.round.name}”" + (f" ({row.area})" if row.area else ""),
            reverse("collector_detail", args=[row.pk]),
            "Thu thập và nộp",
            row.last_on,
            "Báo số phiếu, nhập phiếu rồi báo đã nộp đủ.",
            group=GROUP,
        )
        for row in rows.select_related("round").order_by("round__due_on", "pk")[:MANY]
    ]


def _to_close(user):
    ahead = Conference.objects.of_commune(user.commune).upcoming(local_today()).values("pk")
    rows = CollectionRound.objects.visible_to(user).open()
    # Also of a conference that was held or called off meanwhile.
    rows = rows.filter(Q(due_on__lt=local_today()) | ~Q(conference__in=ahead))
    late = Collector.objects.not_handed_in().filter(round__in=rows.values("pk")).order_by()
    late = dict(late.values_list("round").annotate(count=Count("pk")))
    return [
        WorkItem(
            f"Đôn đốc, kết thúc đợt thu thập “{row.name}”",
            reverse("collection_round_detail", args=[row.pk]),
            "Xem đợt",
            row.due_on,
            f"{late[row.pk]} nơi chưa nộp." if row.pk in late else "Các nơi đã nộp đủ.",
            group=GROUP,
        )
        for row in rows.order_by("due_on", "pk")[:MANY]
    ]


def tabs(conference, user):
    """ "Thu thập" with how many rounds there are."""
    if not user.roles & SEERS:
        return []
    count = CollectionRound.objects.visible_to(user).filter(conference=conference).count()
    url = f"{reverse('collection_round_list')}?conference={conference.pk}"
    return [ConferenceTab("Thu thập", url, count)]
