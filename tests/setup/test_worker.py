"""The supervised worker: it heals after kill -9, stops cleanly and leaves nothing running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django_q.models import OrmQ
from django_q.tasks import async_task

from core.broker import BEAT_KEY, HouseBroker
from core.models import WorkerBeat
from core.worker import Heart, Supervisor, beat

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40  # seconds; on a busy machine everything takes its time


def until(true, what):
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {PATIENCE} seconds")


def processes():
    """[(pid, parent, session)] of this machine's living processes."""
    rows = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, _group, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if state != "Z":
            rows.append((int(folder.name), int(parent), int(session)))
    return rows


def children_of(pid):
    return sorted(child for child, parent, _ in processes() if parent == pid)


def alive_in(session):
    return [pid for pid, _, sid in processes() if sid == session]


def database_url():
    """The test's own database, as another process finds it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return f"sqlite:///{name}"


class RealWorker:
    """`manage.py worker` on the test's own database."""

    def __init__(self):
        env = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "tests.setup.worker_settings",
        }
        command = [sys.executable, "manage.py", "worker", "--name=fault-test"]
        pace = ["--beat-every=0.5", "--limit=5", "--grace=10"]
        self.process = subprocess.Popen([*command, *pace], cwd=ROOT, env=env)

    def cluster(self):
        """The pid of django-q2's main process, which is also its session's id."""
        found = children_of(self.process.pid)
        return found[0] if found else None

    def ready(self):
        """Wait until a task has gone through a whole cluster; return its session."""
        self.runs("ready")
        return self.cluster()

    def runs(self, mark):
        """Enqueue a task and wait for its effect."""
        WorkerBeat.objects.filter(name=mark).delete()
        async_task("core.worker.beat", mark)
        until(lambda: WorkerBeat.objects.filter(name=mark).exists(), f"the task {mark}")

    def end(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def worker(transactional_db):
    running = RealWorker()
    yield running
    sessions = [sid for _, parent, sid in processes() if parent == running.process.pid]
    running.end()
    for session in sessions:
        until(lambda session=session: not alive_in(session), "the end of the cluster")


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
    heart.alive_at -= 100
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
