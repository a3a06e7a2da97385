"""The web server is killed with -9 in the middle of a conference, again and again: the desks go on, nothing is lost
and nothing stands twice (live-room 13, 14)."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dialogue.models import HallEntry, SpeakerRequest
from tests.conftest import make_commune
from tests.factories.hall import a_hall
from tests.setup.machinery import ROOT, database_url, until

DESKS, EACH, KILLS = 2, 15, 3
TOKEN = "k" * 32


class Server:
    """The product behind gunicorn, on the test's own database."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    def start(self):
        env = os.environ | {
            "DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY, "DEBUG": "false", "HTTPS": "false",
            "ALLOWED_HOSTS": "127.0.0.1", "DJANGO_SETTINGS_MODULE": "dialogue.settings",
        }  # fmt: skip
        words = [
            "-m",
            "gunicorn",
            "dialogue.wsgi:application",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--threads",
            "4",
            "--log-level",
            "warning",
        ]
        self.process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=env, start_new_session=True)

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(transactional_db):
    running = Server()
    running.start()
    yield running
    running.kill()


def desk(number, server, path, session, sent):
    """Registers people one after the other; what was not answered is sent again with its key, as the script does."""
    for turn in range(EACH):
        words = {"speaker": f"Ông Bàn {number} Số {turn}", "place": "Thôn Đông", "kind": "new"}
        body = urllib.parse.urlencode(
            words | {"csrfmiddlewaretoken": TOKEN, "key": str(uuid.uuid4()), "ago": "0"}
        ).encode()
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-Hall": "1"}
        address = f"http://127.0.0.1:{server.port}{path}"
        for _ in range(200):
            try:
                with urllib.request.urlopen(
                    urllib.request.Request(address, body, headers), timeout=20
                ) as answer:
                    sent.append(answer.status)
                break
            except urllib.error.HTTPError as refusal:
                sent.append((refusal.code, refusal.read()[:300]))
                break
            except (OSError, http.client.HTTPException):  # killed before or in the middle of its answer
                time.sleep(0.1)


@pytest.mark.slow
def test_a_killed_server_loses_no_act_of_two_desks_and_does_none_twice(server):
    cast = make_commune()
    conference = a_hall(cast=cast)
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    session, path = client.cookies["sessionid"].value, reverse("speaker_register", args=[conference.pk])
    before = HallEntry.objects.exclude(key="").count()
    until(server.answers, "the web server")
    sent = []
    desks = [
        threading.Thread(target=desk, args=(number, server, path, session, sent)) for number in range(DESKS)
    ]
    for one in desks:
        one.start()
    for turn in range(1, KILLS + 1):
        until(lambda turn=turn: len(sent) >= turn * DESKS * EACH // (KILLS + 1), "some acts")
        server.kill()
        server.start()
    for one in desks:
        one.join()
    assert Counter(sent) == {200: DESKS * EACH}
    waiting = list(SpeakerRequest.objects.filter(conference=conference).waiting())
    assert len({row.speaker for row in waiting}) == len(waiting) == DESKS * EACH
    assert sorted(row.rank for row in waiting) == list(range(1, len(waiting) + 1))
    assert HallEntry.objects.exclude(key="").count() - before == DESKS * EACH
