"""A throw-away PostgreSQL for one command: `python -m tests.pg_cluster COMMAND…`. No tests.

Starts a cluster from Debian's own binaries in a temporary folder on a Unix socket, runs the command with
DATABASE_URL pointing at it, stops the cluster and removes the folder. Exit code NO_POSTGRESQL where no
binaries are found, else the command's.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NO_POSTGRESQL = 75
START_LIMIT = 30  # seconds
SPEED_OVER_SAFETY = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
    "timezone": "UTC",
}
_PR_SET_PDEATHSIG = 1


def find_binaries():
    """Return the folder with initdb and postgres (the newest version), or None."""
    versions = Path("/usr/lib/postgresql")
    folders = [path.parent for path in versions.glob("*/bin/initdb") if (path.parent / "postgres").exists()]
    if folders:
        return max(folders, key=lambda folder: [int(n) for n in folder.parent.name.split(".")])
    on_path = shutil.which("initdb")
    if on_path and (Path(on_path).parent / "postgres").exists():
        return Path(on_path).parent
    return None


def _unprivileged():
    """Popen arguments that leave root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            person = pwd.getpwnam(name)
            return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise SystemExit("pg_cluster: neither a postgres nor a nobody user to run the server as")


def _die_with_parent():
    """In the child: should the tests be killed, the kernel tells the server to stop (SIGQUIT, at once)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait_until_ready(binaries, folder, server):
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit:
        if server.poll() is not None:
            break
        ready = subprocess.run([binaries / "pg_isready", "-q", "-h", folder], check=False)
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit("pg_cluster: PostgreSQL did not start:\n" + (folder / "log").read_text())


@contextlib.contextmanager
def running_cluster(binaries):
    """Yield the DATABASE_URL of a fresh, empty cluster; nothing of it is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="doi-thoai-pg-"))
    person = _unprivileged()
    if person:
        os.chown(folder, person["user"], person["group"])
    data = folder / "data"
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    server = None
    try:
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, env=env, cwd=folder, **person,
        )  # fmt: skip
        options = [part for key, value in SPEED_OVER_SAFETY.items() for part in ("-c", f"{key}={value}")]
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *options],
                stdout=log, stderr=log, env=env, cwd=folder, preexec_fn=_die_with_parent,
                start_new_session=True, **person,
            )  # fmt: skip
        _wait_until_ready(binaries, folder, server)
        yield f"postgres://tests@/postgres?host={folder}"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def main(command):
    """Run the command beside a fresh cluster; return its exit code."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    binaries = find_binaries()
    if binaries is None:
        return NO_POSTGRESQL
    with running_cluster(binaries) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
