"""kill -9 in the middle of a sweep: nothing of it stands, and the next sweep does it all, once."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from core.models import AuditEntry, Notice
from deadlines.models import Deadline, Reminder
from deadlines.sweep import Swept, sweep
from tests.factories.deadlines import a_deadline

# Sweeps up to the given step, says so and hangs there inside the transaction until it is killed.
HANG = """
import sys, time, datetime, django
django.setup()
from deadlines import sweep
def hang(*args):
    print("inside", flush=True)
    time.sleep(60)
setattr(sweep, sys.argv[1], hang)
sweep.sweep(today=datetime.date(2026, 6, 2))
"""


def database_url():
    """The test database as another process reaches it."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}@/{values['NAME']}?host={values['HOST'] or values['OPTIONS'].get('host', '')}"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["_insert_week", "_record_breaches", "_notify"])
def test_kill_9_inside_a_sweep_loses_nothing_and_doubles_nothing(commune, cast, step):
    deadline = a_deadline(commune=commune, actor=cast.office, owner_role="office")
    connection.close()
    env = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "dialogue.settings"}
    child = subprocess.Popen(
        [sys.executable, "-c", HANG, step],
        cwd=Path(__file__).parents[2],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline().strip() == "inside"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not Reminder.objects.exists()
    assert not Deadline.objects.breached().exists()

    assert sweep(today=date(2026, 6, 2)).breaches == 1
    assert sweep(today=date(2026, 6, 2)) == Swept(0, 0, 0)
    assert AuditEntry.objects.about(deadline).filter(action="deadline.breach").count() == 1
    told = Notice.objects.filter(key__startswith="deadline:").values_list("recipient", "key")
    assert len(told) == len(set(told))
    assert {cast.office.pk, cast.chair.pk, cast.front.pk} <= {recipient for recipient, _ in told}
