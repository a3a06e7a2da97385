"""Real processes for the fault tests: the worker on the test's own database, and who is alive. No tests."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django_q.tasks import async_task

from core.models import WorkerBeat

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds; on a busy machine everything takes its time


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
        pace = ["--beat-every=0.5", "--limit=6", "--grace=10"]
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
