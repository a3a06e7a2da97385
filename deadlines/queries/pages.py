"""Readings of this room's own pages: the board, the work list, the regulations."""

from django.db.models import Count, Min
from django.urls import reverse

from core.clock import local_today
from core.providers import WorkItem
from core.states import Role
from core.vietnamese import fold
from deadlines.ladders import describe
from deadlines.loading import calendar_for
from deadlines.models import Deadline, Regulation
from deadlines.states import RuleDirection
from deadlines.wording import NOT_CONFIGURED, extension_words, rule_words


def board(user, *, values, today=None):
    """The rows of the board of deadlines that this person may see, narrowed by the filter's values."""
    today = today or local_today()
    rows = Deadline.objects.visible_to(user).with_names()
    state = values.get("state") or "open"
    if state == "open":
        rows = rows.open()
    elif state == "late":
        rows = rows.overdue(today)
    elif state == "breached":
        rows = rows.breached()
    elif state != "all":
        rows = rows.filter(state=state)
    if values.get("kind"):
        rows = rows.of_kind(values["kind"])
    if values.get("unit"):
        rows = rows.filter(owner_unit=values["unit"])
    if values.get("until"):
        rows = rows.filter(due_on__lte=values["until"])
    for word in fold(values.get("words") or "").split():
        rows = rows.filter(folded__contains=word)
    return rows.earliest_first()


def work_items(user):
    """What this room asks of a person: the chair and the Front see what is overdue, the admin a shaky calendar.

    The duties themselves are listed by the rooms whose acts they are.
    """
    items = []
    if user.roles & {Role.CHAIR, Role.FRONT}:
        items += _overdue_item(user)
    if Role.ADMIN in user.roles:
        items += _calendar_item(user)
    return items


def _overdue_item(user):
    late = Deadline.objects.visible_to(user).overdue(local_today())
    count, since = late.aggregate(count=Count("pk"), since=Min("due_on")).values()
    if not count:
        return []
    url = f"{reverse('deadline_list')}?state=late"
    sentence = f"Xem {count} thời hạn đang quá hạn"
    return [
        WorkItem(sentence, url, "Xem", since, why="Việc quá hạn cần đôn đốc.", tone="late", group="Thời hạn")
    ]


def _calendar_item(user):
    """From November on the next year's table is asked for, as notices then begin to reach into it."""
    today = local_today()
    year = today.year + (today.month >= 11)
    calendar = calendar_for(user.commune)
    shaky = calendar.unconfirmed_years([today.year, year])
    return [
        WorkItem(
            f"Xác nhận lịch làm việc năm {y}",
            reverse("calendar_year", args=[y]),
            "Xem lịch",
            why="Thời hạn rơi vào năm này còn là tạm tính.",
            group="Lịch làm việc",
        )
        for y in shaky
    ]


def rules_of(regulation):
    """The rules of one regulation, each with its figures in words and its rival if it contradicts another."""
    rows = list(regulation.rules.all())
    names = {row.code: row for row in rows if row.is_enabled}
    return [
        {
            "rule": row,
            "words": rule_words(row),
            "is_open": not row.is_configured and not row.is_a_figure and row.direction != RuleDirection.NONE,
            "rival": names.get(row.conflicts_with) if row.is_enabled else None,
            "extension": extension_words(row),
            "reminders": describe(row.ladder) if row.is_configured else "",
        }
        for row in rows
    ]


def regulations_for(user):
    """The list of regulations with how many rules each has and how many are not configured."""
    rows = Regulation.objects.visible_to(user).with_rules().order_by("is_preset", "is_statutory", "code")
    return [
        {
            "regulation": row,
            "rules": len(row.rules.all()),
            "open_rules": sum(rule_words(rule) == NOT_CONFIGURED for rule in row.rules.all()),
        }
        for row in rows
    ]
