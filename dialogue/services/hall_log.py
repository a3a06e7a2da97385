"""The hall's log: one line for each act, written once, whichever desk sent it and however often."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from core.refusals import Refused
from dialogue.models import Conference, HallEntry
from dialogue.states import ConferenceState

LONGEST_AWAY = timedelta(hours=12)


@dataclass(frozen=True)
class Stamp:
    """Which act of which desk, and when it was done there; a desk that was offline sends it later.

    `key`: made by the desk, so that the same act sent twice is done once; "" where nobody sends twice.
    `at`: the instant of the act; None: now.
    """

    key: str = ""
    at: datetime | None = None

    def moment(self):
        """When it happened: never in the future, never longer ago than a desk can have been away."""
        now = timezone.now()
        return now if self.at is None else min(max(self.at, now - LONGEST_AWAY), now)

    def since(self, conference):
        """The same act, never before the conference was opened: a desk's clock may have jumped while it was away."""
        if self.at is None or conference.opened_at is None:
            return self
        return replace(self, at=max(self.at, conference.opened_at))


NOW = Stamp()


class DoneAlready(Refused):
    """The act stands in the log already: it came twice. Whoever sent it may go on as if it had just been done."""


def is_done(conference, key, actor):
    """Whether this person's act with this key stands in the log; nobody is told so of what another one did."""
    return bool(key) and HallEntry.objects.filter(conference=conference, key=key, actor=actor).exists()


def held(conference):
    """The conference as it is now, its row held: two desks cannot close it and let somebody speak at once."""
    return (
        Conference.objects.select_for_update(of=("self",))
        .select_related("plan", "commune")
        .get(pk=conference.pk)
    )


def note(*, conference, action, words, actor, stamp=NOW, step=None, contribution=None):
    """Write one line in the act's own transaction and let every screen know that something changed.

    Raises DoneAlready for a key that is in the log (the whole act is undone by it), Refused once the conference is
    closed: on closing the log is fixed.
    """
    if Conference.objects.filter(pk=conference.pk, state=ConferenceState.CLOSED).exists():
        raise Refused("Hội nghị đã bế mạc; nhật ký hội trường đã khoá, không ghi thêm được.")
    try:
        with transaction.atomic():
            entry = HallEntry.objects.create(
                commune_id=conference.commune_id, conference=conference, key=stamp.key, at=stamp.moment(), actor=actor,
                action=action, words=words[:500], step=step, contribution=contribution,
            )  # fmt: skip
    except IntegrityError:
        raise DoneAlready("Việc này đã được ghi trước đó.") from None
    stir(conference)
    return entry


def stir(conference):
    """Let watching screens know that there is something new, without a line in the log."""
    Conference.objects.filter(pk=conference.pk).update(hall_version=F("hall_version") + 1)
