"""The queue of the background worker: django-q2's table, plus a private beat for each cluster. No tasks."""

import os

from django.utils import timezone
from django_q.brokers.orm import ORM

# Set by the supervisor for its own cluster only: with several clusters on one queue, a neighbour must not
# answer for one that hangs.
BEAT_KEY = "WORKER_BEAT_KEY"


class HouseBroker(ORM):
    """The shared queue; a cluster takes its own beat first, so that a long queue is not taken for death."""

    def dequeue(self):
        key = os.environ.get(BEAT_KEY)
        if key and self.get_connection().filter(key=key, lock__lt=timezone.now()).exists():
            return HouseBroker(list_key=key).take()
        return self.take()

    def take(self):
        """The next task of this very key, as django-q2 takes it."""
        return super().dequeue()
