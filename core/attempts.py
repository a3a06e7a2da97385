"""Counted attempts of background tasks and the dead letters among them. What the tasks do lives in the rooms.

The queue delivers at least once, and a task whose worker dies is delivered for ever. So a task with an effect
counts its attempt before it begins, in a transaction of its own that survives the worker's death:

    def render_paper(paper_pk):
        with attempt("render_paper", paper_pk, limit=3) as allowed:
            if allowed:
                services.render_paper(paper=Paper.objects.get(pk=paper_pk))
"""

import contextlib

from django.db import transaction

from core.models import TaskAttempt

LIMIT = 3
ERROR_LENGTH = 2000  # characters kept of an error's text


def once_or_dead(task_name, key, limit=LIMIT):
    """Count one attempt; True = go on, False = stop: already done, or begun `limit` times without an end.

    Beyond the limit the row becomes a dead letter, which the admin sees and may revive.
    """
    with transaction.atomic():
        TaskAttempt.objects.get_or_create(key=_key(task_name, key))
        row = TaskAttempt.objects.select_for_update().get(key=_key(task_name, key))
        if row.is_done or row.is_dead:
            return False
        if row.attempts >= limit:
            row.is_dead = True
        else:
            row.attempts += 1
        row.save(update_fields=["attempts", "is_dead", "updated_at"])
        return not row.is_dead


def mark_done(task_name, key):
    """The task reached its end: a second delivery of it will be told to stop."""
    TaskAttempt.objects.filter(key=_key(task_name, key)).update(is_done=True, last_error="")


def mark_failed(task_name, key, error):
    """Keep the error's words for the admin's page."""
    words = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
    TaskAttempt.objects.filter(key=_key(task_name, key)).update(last_error=words)


@contextlib.contextmanager
def attempt(task_name, key, limit=LIMIT):
    """Yield whether the task may run; afterwards mark it done, or keep its error and let it rise for a retry."""
    allowed = once_or_dead(task_name, key, limit)
    try:
        yield allowed
    except Exception as error:
        mark_failed(task_name, key, error)
        raise
    if allowed:
        mark_done(task_name, key)


def dead_letters():
    """Tasks that were given up, the latest first."""
    return TaskAttempt.objects.filter(is_dead=True).order_by("-updated_at")


def revive(letter):
    """Give a dead letter its attempts back; whoever calls this enqueues the task again."""
    TaskAttempt.objects.filter(pk=letter.pk, is_dead=True).update(is_dead=False, attempts=0)


def _key(task_name, key):
    return f"{task_name}:{key}"[:150]
