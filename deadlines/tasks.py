"""Jobs of the worker: each one call, a count returned, harmless when run twice."""

from django.utils import timezone

from core.notices import deliver_waiting, in_office_hours
from core.throttle import sweep_counts
from deadlines.loading import calendar_for
from deadlines.sweep import sweep


def sweep_deadlines():
    """Reminders, escalations and breaches that are due; see deadlines.sweep."""
    return sweep().reminders


def deliver_notices():
    """Send waiting mails, in office hours of working days only; returns how many went out."""
    if not in_office_hours(timezone.now(), calendar_for(None).is_working):
        return 0
    return deliver_waiting()


def forget_tries():
    """Drop the counts of past days' tries on public pages; returns how many."""
    return sweep_counts()
