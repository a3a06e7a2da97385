"""Killing the worker with kill -9 at any point loses no deadline and sends no notice twice."""

import email
import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django_q.tasks import async_task

from core.clock import local_today
from core.models import AuditEntry, Commune, Notice, Post, Unit, User
from core.states import Role, UnitKind
from deadlines import services
from deadlines.ladders import DEFAULT_LADDER, pack
from deadlines.models import Deadline, Reminder
from deadlines.states import DeadlineKind, RuleUnit
from tests.setup.machinery import alive_in, children_of, until

DEADLINES = 120
KILLS = 4
JOBS = ("deadlines.tasks.sweep_deadlines", "core.notices.deliver_waiting")


@pytest.fixture
def overdue(transactional_db):
    """A commune with three people and many duties that are long past their day."""
    today = local_today()
    for year in (today.year - 1, today.year, today.year + 1):
        services.fill_year(year)
    commune = Commune.objects.create(name="Thử", province="tỉnh Thử", slug="thu")
    unit = Unit.objects.create(
        commune=commune, kind=UnitKind.OFFICE, official_name="Văn phòng", short_name="VP"
    )
    for role in (Role.OFFICE, Role.CHAIR, Role.FRONT):
        user = User.objects.create_user(
            role, commune=commune, full_name=f"Người {role}", email=f"{role}@example.vn"
        )
        Post.objects.create(commune=commune, user=user, unit=unit, role=role, title="Cán bộ")
    kind = ContentType.objects.get_for_model(Commune)
    due = today - timedelta(days=20)
    Deadline.objects.bulk_create(
        Deadline(
            commune=commune, subject_type=kind, subject_id=number, subject_label=f"việc số {number}",
            label="Trả lời", kind=DeadlineKind.values[0], unit=RuleUnit.values[0], ladder=pack(DEFAULT_LADDER),
            due_on=due, original_due_on=due, working_target_on=due, owner_role=Role.OFFICE,
        )
        for number in range(DEADLINES)
    )  # fmt: skip
    return commune


def mails():
    """Every mail that the worker wrote, as (recipient, subject)."""
    found = []
    for path in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        for part in path.read_bytes().split(b"-" * 79):
            if part.strip():
                mail = email.message_from_bytes(part.strip() + b"\n", policy=default)
                found.append((mail["To"], str(mail["Subject"]).replace("\n", "")))
    return found


def kill_something(running, number):
    """Kill one busy or idle process, or every process of the cluster, in turn."""
    main = running.cluster()
    victims = alive_in(main) if main else []
    if number % 2 and len(victims) > 2:
        victims = random.sample(children_of(children_of(main)[0])[:2], 1)
    for victim in victims:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue


@pytest.mark.slow
def test_kill_9_at_any_point_loses_no_deadline_and_sends_no_notice_twice(overdue, worker):
    worker.ready()
    for number in range(KILLS):
        for job in JOBS:
            async_task(job)
        time.sleep(random.uniform(0, 0.6))
        kill_something(worker, number)

    def everything_recorded():
        for job in JOBS:
            async_task(job)
        time.sleep(1)
        return (
            not Deadline.objects.filter(breached_on=None).exists()
            and Notice.objects.exists()
            and not Notice.objects.waiting().exists()
        )

    until(everything_recorded, "the end of all work")
    breaches = Reminder.objects.filter(stage="breach").values_list("deadline", flat=True)
    assert len(breaches) == len(set(breaches)) == DEADLINES
    assert AuditEntry.objects.filter(action="deadline.breach").count() == DEADLINES
    for role in (Role.OFFICE, Role.CHAIR, Role.FRONT):
        assert Notice.objects.filter(recipient__username=role).count() == DEADLINES, role
    sent = Counter(mails())
    assert sent and max(sent.values()) == 1
    # A worker killed between claiming a notice and sending it loses that one mail, never more.
    assert DEADLINES * 3 - KILLS * settings.Q_CLUSTER["workers"] <= len(sent) <= DEADLINES * 3
