"""manage.py worker: the background worker, supervised. The supervision itself lives in core.worker."""

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from core.worker import Heart, Supervisor, default_name


class Command(BaseCommand):
    help = "Runs the background worker and restarts it when it dies or hangs. Stop with Ctrl-C or SIGTERM."

    def add_arguments(self, parser):
        longest = settings.Q_CLUSTER["timeout"]
        parser.add_argument("--name", default=default_name(), help="name on the admin's page")
        parser.add_argument("--beat-every", type=float, default=15, help="seconds between two heartbeats")
        parser.add_argument(
            "--limit", type=float, default=longest + 60,
            help="seconds of silence after which the worker is restarted; longer than the longest task",
        )  # fmt: skip
        parser.add_argument(
            "--grace", type=float, default=longest + 10, help="seconds that running tasks get when stopping"
        )

    def handle(self, *, name, beat_every, limit, grace, **options):
        # SIGTERM must reach this process only; systemd units say KillMode=mixed.
        call_command("sync_schedules", verbosity=0)
        connections.close_all()
        command = [sys.executable, os.path.join(settings.BASE_DIR, "manage.py"), "qcluster"]
        Supervisor(command, Heart(name, beat_every), limit, grace).run()
