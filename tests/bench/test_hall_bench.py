"""Two hundred phones watch a hall, each asking once a second: what it costs the server, and what the desk notices.

The product runs as deploy/ says (gunicorn with the unit's own flags, DEBUG off, hashed static files) on an empty
database of its own. Prints rates, share of 304, processor and the 95th percentile of the desk's page. Asserts the
issue's bound of 150 ms where the machine is quiet enough for it to mean something: where the desk alone keeps half
of it; and always what does not depend on the machine: no answer lost, and no more than one full answer a change.
`CLIENTS` and `SECONDS` in the environment make it another one.
"""

import asyncio
import contextlib
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.pg_cluster import find_binaries, running_cluster

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
CLIENTS, SECONDS = int(os.environ.get("CLIENTS", 200)), int(os.environ.get("SECONDS", 20))
BOUND = 150  # milliseconds, the issue's
DESK_EVERY, ACT_EVERY = 0.2, 2.0
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = "k" * 32


# --- the server as deployed --------------------------------------------------------------------------------------


def deployed_flags():
    """What deploy/ starts gunicorn with, the address apart."""
    unit = (ROOT / "deploy" / "hoi-nghi-web.service").read_text().replace("\\\n", " ")
    flags = re.search(r"ExecStart=.*?dialogue\.wsgi:application(.*)", unit).group(1).split()
    at = flags.index("--bind")
    return flags[:at] + flags[at + 2 :]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder, database):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "dialogue.settings", "ENV_FILE": os.devnull, "DEBUG": "false", "HTTPS": "false",
        "SECRET_KEY": "bench-only-" + "k" * 50, "ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": database,
        "VAR_DIR": folder, "STATIC_ROOT": f"{folder}/static", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def python(*words, env):
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@contextlib.contextmanager
def a_running_hall(database):
    """(address, process, stage) of the product in front of a conference with thirty speeches and sixty who wait."""
    with tempfile.TemporaryDirectory(prefix="doi-thoai-bench-") as folder:
        env = environment(folder, database.format(folder=folder))
        python("manage.py", "migrate", "-v0", env=env)
        python("manage.py", "collectstatic", "--noinput", "-v0", env=env)
        stage = json.loads(python("-m", "tests.bench.hall_stage", env=env).splitlines()[-1])
        port = free_port()
        words = [
            "-m",
            "gunicorn",
            "dialogue.wsgi:application",
            "--bind",
            f"127.0.0.1:{port}",
            *deployed_flags(),
        ]
        with open(f"{folder}/log", "wb") as log:
            server = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )
        try:
            wait_for(f"http://127.0.0.1:{port}{stage['phone']}", server, f"{folder}/log")
            yield port, server, stage
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(url, server, log):
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=20).read()
            return
        time.sleep(0.2)
    pytest.fail("gunicorn did not answer:\n" + Path(log).read_text()[-3000:])


def processor_seconds(server):
    """What gunicorn and its workers have used so far, those that ended included."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parts = stat.read_text().rsplit(")", 1)[1].split()
            if int(parts[2]) == server.pid:
                # The group's leader has its dead children's time too.
                times = parts[11:15] if stat.parent.name == str(server.pid) else parts[11:13]
                used += sum(map(int, times))
    return used / TICKS


# --- who asks ------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    watched: list = field(default_factory=list)  # (status, milliseconds)
    desk: list = field(default_factory=list)
    acts: list = field(default_factory=list)
    received: int = 0
    broken: int = 0


class Line:
    """One connection that stays open, as a browser keeps it; opened again when the server closed it."""

    def __init__(self, port, tally):
        self.port, self.tally, self.streams, self.size = port, tally, None, 0

    async def ask(self, path, method="GET", **headers):
        """(status, headers, milliseconds)."""
        for _ in range(2):
            begun = time.perf_counter()
            try:
                if self.streams is None:
                    self.streams = await asyncio.open_connection("127.0.0.1", self.port)
                return (*await self._once(path, method, headers), 1000 * (time.perf_counter() - begun))
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
        self.tally.broken += 1
        return 0, {}, 0

    async def _once(self, path, method, headers):
        reader, writer = self.streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "X-Hall: 1"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append("Content-Length: 0")
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = await reader.readuntil(b"\r\n\r\n")
        first, *rest = head.decode().split("\r\n")
        known = dict(line.lower().split(": ", 1) for line in rest if ": " in line)
        size = int(known.get("content-length", 0))
        if size:
            await reader.readexactly(size)
        self.size = len(head) + size
        if known.get("connection") == "close":
            self.close()
        return int(first.split()[1]), known

    def close(self):
        if self.streams:
            self.streams[1].close()
        self.streams = None


async def watch(line, path, until, tally):
    """One phone: once a second, with the tag that it has."""
    tag, shift = "", random.random()
    await asyncio.sleep(shift)
    turn = time.perf_counter()
    while turn < until:
        status, known, took = await line.ask(path, **({"If_None_Match": tag} if tag else {}))
        tag = known.get("etag", tag)
        tally.watched.append((status, took))
        tally.received += line.size
        turn += 1
        await asyncio.sleep(max(0, turn - time.perf_counter()))
    line.close()


async def sit_at_desk(line, stage, until, tally):
    cookie = f"sessionid={stage['session']}"
    while time.perf_counter() < until:
        status, _, took = await line.ask(stage["desk"], Cookie=cookie)
        assert status == 200, f"the desk's page: {status}"
        tally.desk.append(took)
        await asyncio.sleep(DESK_EVERY)
    line.close()


async def act(line, stage, until, tally):
    """Somebody is called every other second: every screen has something new to draw."""
    cookie = f"sessionid={stage['session']}; csrftoken={TOKEN}"
    while time.perf_counter() < until:
        status, _, took = await line.ask(stage["acts"].pop(0), "POST", Cookie=cookie, X_CSRFToken=TOKEN)
        assert status == 200, f"calling a speaker: {status}"
        tally.acts.append(took)
        await asyncio.sleep(ACT_EVERY)
    line.close()


async def play(port, stage, *, clients, seconds, acts):
    tally, until = Tally(), time.perf_counter() + seconds
    jobs = [watch(Line(port, tally), stage["watch"], until, tally) for _ in range(clients)]
    jobs.append(sit_at_desk(Line(port, tally), stage, until, tally))
    if acts:
        jobs.append(act(Line(port, tally), stage, until, tally))
    await asyncio.gather(*jobs)
    return tally


def p95(times):
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else sum(times)


def measured(name, port, server, stage, *, clients, seconds, acts):
    used, begun = processor_seconds(server), time.perf_counter()
    tally = asyncio.run(play(port, stage, clients=clients, seconds=seconds, acts=acts))
    lasted = time.perf_counter() - begun
    load = (processor_seconds(server) - used) / lasted
    words = [f"{name}: desk page median {statistics.median(tally.desk):.0f} ms, p95 {p95(tally.desk):.0f} ms"]
    if tally.watched:
        same = sum(status == 304 for status, _ in tally.watched)
        times = [took for _, took in tally.watched]
        words.append(
            f"{len(times) / lasted:.0f} questions/s of screens, {same / len(times):.1%} are 304 "
            f"(p95 {p95(times):.0f} ms), {tally.received / len(times):.0f} bytes each"
        )
    if tally.acts:
        words.append(f"{len(tally.acts)} acts, p95 {p95(tally.acts):.0f} ms")
    words.append(f"processor {load:.0%} of one core")
    if not tally.watched:
        words.append(f"{1000 * load * lasted / len(tally.desk):.0f} ms of it a page")
    print("  " + "; ".join(words))
    return tally


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_hundred_phones_cost_next_to_nothing(database):
    """live-room 12: unchanged answers are 304, and the desk does not notice the phones."""
    with contextlib.ExitStack() as stack:
        url = "sqlite:///{folder}/db.sqlite3"
        if database == "postgresql":
            binaries = find_binaries()
            if binaries is None:
                pytest.skip("no PostgreSQL on this machine")
            url = stack.enter_context(running_cluster(binaries))
        port, server, stage = stack.enter_context(a_running_hall(url))
        print(f"\n{database}, gunicorn {' '.join(deployed_flags())}, {CLIENTS} screens")
        # Each worker compiles its templates once; that is not what a page costs.
        asyncio.run(play(port, stage, clients=8, seconds=5, acts=False))
        alone = measured("nobody watches", port, server, stage, clients=0, seconds=6, acts=False)
        still = measured("nothing happens", port, server, stage, clients=CLIENTS, seconds=SECONDS, acts=False)
        lively = measured(
            "a speaker every 2 s", port, server, stage, clients=CLIENTS, seconds=SECONDS, acts=True
        )
    for tally in (still, lively):
        assert {status for status, _ in tally.watched} <= {200, 304} and not tally.broken
        assert len(tally.watched) > 0.9 * CLIENTS * SECONDS
        if p95(alone.desk) < BOUND / 2:
            assert p95(tally.desk) < BOUND
        else:
            print(f"  The machine is busy: the bound of {BOUND} ms is not asserted.")
    # All but each phone's first question; and with a change every other second, about every other one.
    assert sum(status == 200 for status, _ in still.watched) <= 2 * CLIENTS
    assert sum(status == 200 for status, _ in lively.watched) <= CLIENTS * (len(lively.acts) + 3)
