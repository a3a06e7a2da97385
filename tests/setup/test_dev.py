"""manage.py dev: both processes start together and end together, and nothing is left."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from core.management.commands import dev
from core.models import Commune, Post, Unit, User
from core.states import Role, UnitKind
from tests.setup.machinery import PATIENCE, ROOT, alive_in, children_of, database_url, until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_dev(port, log):
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.setup.worker_settings",
        "PYTHONUNBUFFERED": "1",
        "PORT": str(port),
    }
    command = [sys.executable, "manage.py", "dev"]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)


def answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_dev_starts_web_and_worker_and_leaves_nothing_running(transactional_db, tmp_path, number):
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as out:
        started = start_dev(port, out)
        try:
            until(lambda: b"Ctrl-C" in log.read_bytes(), "the address on screen")
            assert answers(port)
            web_and_worker = children_of(started.pid)
            assert len(web_and_worker) == 2
            until(lambda: any(children_of(pid) for pid in web_and_worker), "the worker's cluster")
            sessions = [
                *web_and_worker,
                *(grandchild for pid in web_and_worker for grandchild in children_of(pid)),
            ]
            started.send_signal(number)
            assert started.wait(PATIENCE) == 0
        finally:
            started.kill()
            started.wait()
    assert [pid for session in sessions for pid in alive_in(session)] == []
    assert re.search(r"running:\s+http://127\.0\.0\.1:\d+/", log.read_text())


@pytest.mark.django_db
def test_dev_names_another_port_when_its_own_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (tmp_path / "log").open("wb") as out:
            assert start_dev(port, out).wait(PATIENCE) != 0
    assert f"PORT={port + 1} ./run" in (tmp_path / "log").read_text()


@pytest.mark.django_db
def test_the_screen_names_one_account_per_role_of_the_sample_and_its_password(settings, monkeypatch):
    monkeypatch.setattr(dev.connections, "close_all", lambda: None)
    commune = Commune.objects.create(name="Mẫu", province="tỉnh Mẫu", slug="mau", is_sample=True)
    unit = Unit.objects.create(
        commune=commune, kind=UnitKind.OFFICE, official_name="Văn phòng HĐND và UBND", short_name="Văn phòng"
    )
    for name, role in (("van-phong", Role.OFFICE), ("van-phong-2", Role.OFFICE), ("chu-tich", Role.CHAIR)):
        user = User.objects.create_user(name, commune=commune, full_name=f"Người {name}")
        Post.objects.create(commune=commune, user=user, unit=unit, role=role, title="Chức vụ")
    head, *accounts = dev._sample_accounts()
    assert settings.SAMPLE_PASSWORD in head
    assert [line.split()[0] for line in accounts] == ["van-phong", "chu-tich"]


@pytest.mark.django_db
def test_the_screen_names_no_account_where_the_data_are_real():
    assert dev._sample_accounts() == []
