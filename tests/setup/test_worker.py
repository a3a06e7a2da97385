"""The supervised worker: it heals after kill -9, stops cleanly and leaves nothing running."""

import os
import signal
import sys
import time

import pytest
from django.conf import settings
from django.db import OperationalError
from django_q.models import OrmQ
from django_q.tasks import async_task

from core.broker import BEAT_KEY, HouseBroker
from core.models import WorkerBeat
from core.worker import Heart, Supervisor, beat
from tests.setup.machinery import PATIENCE, alive_in, children_of, until


@pytest.mark.slow
def test_idle_workers_killed_by_kill_9_heal_and_no_task_is_lost(worker):
    first = worker.ready()
    time.sleep(0.5)  # idle again
    (sentinel,) = children_of(first)
    for victim in children_of(sentinel)[:2]:  # the workers are born first
        os.kill(victim, signal.SIGKILL)
    worker.runs("after the kill")
    assert worker.process.poll() is None


@pytest.mark.slow
def test_a_killed_sentinel_heals_and_its_orphans_are_gone(worker):
    first = worker.ready()
    (sentinel,) = children_of(first)
    os.kill(sentinel, signal.SIGKILL)
    second = until(lambda: worker.cluster() not in (None, first) and worker.cluster(), "a new cluster")
    assert alive_in(first) == []
    worker.runs("after the sentinel's death")
    assert worker.cluster() == second


@pytest.mark.slow
def test_sigterm_stops_the_worker_cleanly_and_leaves_nothing(worker):
    session = worker.ready()
    worker.process.send_signal(signal.SIGTERM)
    assert worker.process.wait(PATIENCE) == 0
    assert alive_in(session) == []
    assert not OrmQ.objects.filter(key__startswith="beat:").exists()


@pytest.mark.slow
def test_a_killed_supervisor_takes_its_cluster_along(worker):
    session = worker.ready()
    worker.process.kill()
    worker.process.wait()
    until(lambda: not alive_in(session), "the end of the cluster")


# --- the parts ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_beat_writes_one_row_per_worker():
    beat("a")
    first = WorkerBeat.objects.get().beat_at
    beat("a")
    assert WorkerBeat.objects.get().beat_at > first


@pytest.mark.django_db
def test_heart_keeps_one_beat_in_flight_and_hears_it_come_back():
    heart = Heart("a", every=0)
    heart.reset()
    heart.silence()
    heart.silence()
    assert OrmQ.objects.filter(key=heart.key).count() == 1
    heart.alive_at = time.monotonic() - 100
    assert heart.silence() > 99
    OrmQ.objects.filter(key=heart.key).delete()  # as the cluster does when the task is done
    assert heart.silence() < 1


@pytest.mark.django_db
def test_heart_does_not_take_a_database_that_is_away_for_a_dead_worker(monkeypatch):
    heart = Heart("a", every=0)
    heart.alive_at = time.monotonic() - 1000

    def away(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("core.worker.async_task", away)
    monkeypatch.setattr("core.worker.db.connections.close_all", lambda: None)
    assert heart.silence() == 0


@pytest.mark.django_db
def test_a_cluster_takes_its_own_beat_first_and_no_neighbour_s(monkeypatch):
    async_task("core.worker.beat", "x", broker=HouseBroker(list_key="beat:neighbour"))
    async_task("core.worker.beat", "y")
    async_task("core.worker.beat", "z", broker=HouseBroker(list_key="beat:mine"))
    monkeypatch.setenv(BEAT_KEY, "beat:mine")
    keys = {row.pk: row.key for row in OrmQ.objects.all()}
    broker = HouseBroker()
    taken = [keys[broker.dequeue()[0][0]] for _ in range(2)]
    assert taken == ["beat:mine", settings.Q_CLUSTER["name"]]
    assert broker.dequeue() is None


class FakeHeart:
    """Silent for one cluster's life, then well; asks the supervisor to stop when it has seen enough."""

    key = "beat:fake"
    births = 0

    def reset(self):
        self.births += 1

    def silence(self):
        if self.births > 1:
            self.supervisor.stop_requests += 1
            return 0
        return 99


def test_supervisor_replaces_a_silent_cluster_and_stops_when_told(monkeypatch):
    monkeypatch.setattr("core.worker.db.close_old_connections", lambda: None)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    heart = FakeHeart()
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    heart.supervisor = supervisor = Supervisor(sleeper, heart, limit=10, grace=5, poll=0.01)
    try:
        supervisor.run()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert supervisor.restarts == 1
