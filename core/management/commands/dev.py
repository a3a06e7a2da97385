"""manage.py dev: the web and the supervised worker together, for trying the product on one machine."""

import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from core.models import Commune, Post
from core.processes import start_session, stop_session

START_LIMIT = 60  # seconds until the page must answer
GRACE = {"web": 5, "worker": 20}  # seconds to end by themselves


class Command(BaseCommand):
    help = "Starts the web server and the background worker together; Ctrl-C stops both."
    stop_requests = 0

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *, host, port, **options):
        if not settings.DEBUG:
            raise CommandError(
                "manage.py dev is for trying the product. With DEBUG=false use gunicorn (README)."
            )
        _refuse_taken_port(host, port)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        children = self._start(host, port)
        try:
            trouble = self._wait_for_page(children, host, port) or self._watch(children)
        finally:
            self.stdout.write("\nStopping …")
            self._stop(children)
        if trouble:
            raise CommandError(trouble)
        self.stdout.write("Stopped. Nothing is left running; ./run starts again with the same data.")

    def _start(self, host, port):
        manage = [sys.executable, os.path.join(settings.BASE_DIR, "manage.py")]
        env = {**os.environ, "DJANGO_RUNSERVER_HIDE_WARNING": "true"}
        env.setdefault("SITE_URL", f"http://{_shown(host)}:{port}")
        web = [*manage, "runserver", "--noreload", f"{host}:{port}"]
        return {
            # Its greeting would hide ours; requests and errors go to stderr and stay visible.
            "web": start_session(web, env=env, stdout=subprocess.DEVNULL),
            "worker": start_session([*manage, "worker", f"--grace={GRACE['worker'] - 5}"], env=env),
        }

    def _wait_for_page(self, children, host, port):
        """Show the address once the page answers; return what went wrong, if anything."""
        until = time.monotonic() + START_LIMIT
        while not self.stop_requests:
            if trouble := _ended(children):
                return trouble
            if time.monotonic() > until:
                return f"The web server did not answer within {START_LIMIT} seconds; see the messages above."
            if _answers(host, port):
                self.stdout.write(_welcome(host, port))
                self.stdout.flush()
                return None
            time.sleep(0.2)
        return None

    def _watch(self, children):
        while not self.stop_requests:
            if trouble := _ended(children):
                return trouble
            time.sleep(0.3)
        return None

    def _stop(self, children):
        # Only the first process of each session is asked: a cluster whose children get the signal hangs.
        def impatient():
            return self.stop_requests > 1

        stop_session(children["web"], grace=GRACE["web"], impatient=impatient, by=signal.SIGINT)
        stop_session(children["worker"], grace=GRACE["worker"], impatient=impatient)

    def _ask_to_stop(self, *_):
        self.stop_requests += 1


def _refuse_taken_port(host, port):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Is the product running already? "
                f"Another port: PORT={port + 1} ./run"
            ) from error


def _answers(host, port):
    try:
        with socket.create_connection((_shown(host), port), timeout=1):
            return True
    except OSError:
        return False


def _ended(children):
    for name, child in children.items():
        if child.poll() is not None:
            return f"The {name} process ended by itself (code {child.returncode}); see the messages above."
    return None


def _shown(host):
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host


def _welcome(host, port):
    lines = [
        "",
        "─" * 78,
        f"  Sản phẩm đang chạy · the product is running:  http://{_shown(host)}:{port}/",
        *_sample_accounts(),
        "  Dừng · stop: Ctrl-C",
        "─" * 78,
    ]
    return "\n".join(lines)


def _sample_accounts():
    """One line for each sample account; nothing where the data is real."""
    commune = Commune.objects.filter(is_sample=True).order_by("pk").first()
    if commune is None:
        return []
    posts = Post.objects.current().filter(commune=commune, user__is_active=True, is_main=True)
    first_of_role = {}
    for post in posts.select_related("user", "unit").order_by("pk"):
        first_of_role.setdefault(post.role, post)
    connections.close_all()
    return [
        f"  Dữ liệu mẫu · sample data of {commune}. Mật khẩu · password: {settings.SAMPLE_PASSWORD}",
        *(
            f"    {post.user.username:<16} {post.get_role_display()} – {post.title}"
            for post in first_of_role.values()
        ),
    ]
