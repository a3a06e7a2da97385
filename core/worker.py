"""Supervision of django-q2's cluster: heartbeat, restart, clean stop. The jobs themselves live in the rooms.

Measured: a cluster whose idle worker is killed (out of memory) can hang silently for ever, and one whose
sentinel is killed leaves orphans that go on without a timetable. So its life is proved by a beat that must
pass through its whole machinery, and a silent cluster is killed as a group and started anew; tasks it had
taken are delivered again by the queue.
"""

import logging
import os
import signal
import socket
import time
from dataclasses import dataclass, field

from django import db
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from core.broker import BEAT_KEY, HouseBroker
from core.models import WorkerBeat
from core.processes import kill_session, start_session, stop_session

logger = logging.getLogger("core.worker")

STABLE_AFTER = 30  # seconds that a cluster must live before its death counts as the first again
STARTING = 10  # seconds that a new cluster may take, beyond the limit, until its first beat
LONGEST_PAUSE = 30  # seconds between two starts of a cluster that dies at once


def default_name():
    """The worker's name on the admin's page: WORKER_NAME, else the machine's name."""
    return os.environ.get("WORKER_NAME", socket.gethostname())[:40]


def beat(name):
    """The beating task: run by the cluster, it writes the sign of life that the admin sees."""
    WorkerBeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})


@dataclass
class Heart:
    """Sends one beat at a time through the cluster and knows for how long none has come back."""

    name: str
    every: float = 15  # seconds
    key: str = field(default_factory=lambda: f"beat:{socket.gethostname()[:60]}:{os.getpid()}")
    is_waiting: bool = False
    sent_at: float = 0
    alive_at: float = 0

    def reset(self):
        """A new cluster: forget the beats of the old one."""
        self.is_waiting, self.alive_at = False, time.monotonic() + STARTING
        try:
            OrmQ.objects.filter(key=self.key).delete()
        except db.Error:
            db.connections.close_all()

    def silence(self):
        """Seconds since the last sign of life; 0 while the database cannot be asked."""
        now = time.monotonic()
        try:
            if self.is_waiting and not OrmQ.objects.filter(key=self.key).exists():
                self.is_waiting, self.alive_at = False, now
            if not self.is_waiting and now - self.sent_at >= self.every:
                self._send()
                self.is_waiting, self.sent_at = True, now
        except db.Error as error:
            logger.warning("The worker cannot reach the database: %s", error)
            db.connections.close_all()
            self.alive_at = now
        return now - self.alive_at

    def _send(self):
        broker = HouseBroker(list_key=self.key)
        async_task("core.worker.beat", self.name, broker=broker, save=False, ack_failure=True)


@dataclass
class Supervisor:
    """Keeps one cluster alive until told to stop."""

    command: list
    heart: Heart
    limit: float  # seconds of silence; must exceed the longest task
    grace: float  # seconds for running tasks when stopping
    poll: float = 0.5
    stop_requests: int = 0
    restarts: int = 0

    def run(self):
        """Start, watch, restart; returns when a stop was asked for and nothing is left running."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        pause = 0.5
        while not self.stop_requests:
            child = start_session(self.command, env={**os.environ, BEAT_KEY: self.heart.key})
            started = time.monotonic()
            self.heart.reset()
            trouble = self._watch(child)
            if not trouble:
                stop_session(child, grace=self.grace, impatient=lambda: self.stop_requests > 1)
                break
            logger.error("The worker's cluster %s; starting it anew.", trouble)
            kill_session(child)
            self.restarts += 1
            pause = 1 if time.monotonic() - started > STABLE_AFTER else min(pause * 2, LONGEST_PAUSE)
            self._rest(pause)
        self.heart.reset()

    def _watch(self, child):
        """Return what is wrong with the cluster, or nothing when a stop was asked for."""
        while not self.stop_requests:
            if child.poll() is not None:
                return f"ended by itself (code {child.returncode})"
            db.close_old_connections()
            if self.heart.silence() > self.limit:
                return f"gave no sign of life for {self.limit:g} seconds"
            time.sleep(self.poll)
        return ""

    def _rest(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.stop_requests:
            time.sleep(0.1)

    def _ask_to_stop(self, *_):
        self.stop_requests += 1
