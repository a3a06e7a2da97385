"""What anybody may read of a commune: the conferences that come, and published questions with their answers."""

from dataclasses import dataclass

from django.db.models import F, Prefetch

from core.clock import local_today
from core.vietnamese import fold
from dialogue.models import Conference, PublicNotice
from feedback.models import Petition

MOST = 12  # conferences on a page
SEARCHED = 400  # public answers read for one search; the field narrows them first


@dataclass(frozen=True)
class Coming:
    """A conference as its public notice says it; before the notice, what the issued plan says of it."""

    conference: Conference
    is_announced: bool
    venues: list


def collecting(commune):
    """Conferences of the commune to which opinions can still be sent, the nearest first, the undated last."""
    rows = Conference.objects.of_commune(commune).upcoming(local_today())
    return rows.order_by(F("held_on").asc(nulls_last=True), "pk")


def coming(commune):
    """The next conferences; day and place once the notice of that day is issued, or when the day has come (LP-51, LP-52). Three queries."""
    notices = PublicNotice.objects.in_force().only("conference_id", "names_on")
    rows = collecting(commune).prefetch_related(Prefetch("notices", notices, to_attr="issued"), "venues")
    return [_coming(conference) for conference in rows[:MOST]]


def _coming(conference):
    day = conference.held_on
    is_announced = day == local_today() or any(notice.names_on == day for notice in conference.issued)
    venues = [venue.name for venue in conference.venues.all()] if is_announced else []
    return Coming(conference, is_announced, venues)


def public_answers(commune, values):
    """Published questions and answers, newest first: a query, or a list where words are searched.

    Only the public words are searched, never the shadow column: it holds names, and finding would tell them.
    """
    rows = Petition.objects.of_commune(commune).public()
    rows = rows.filter(field=values["field"]) if values.get("field") else rows
    rows = rows.only("field", "public_content", "public_answer", "published_at")
    words = fold(values.get("q") or "").split()
    if not words:
        return rows
    return [row for row in rows[:SEARCHED] if _holds(row, words)]


def _holds(petition, words):
    text = fold(f"{petition.public_content} {petition.public_answer}")
    return all(word in text for word in words)
