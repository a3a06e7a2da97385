"""The admin's page of the background worker."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django_q.tasks import async_task

from core.attempts import once_or_dead
from core.models import WorkerBeat
from core.worker_health import SILENT_AFTER, worker_health

NOW = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)  # Monday 09:30 in Vietnam
pytestmark = pytest.mark.django_db


def test_a_worker_that_never_ran_is_named():
    health = worker_health(NOW)
    assert not health.is_alive
    assert health.title == "Tiến trình nền chưa chạy lần nào"


def test_a_silent_worker_is_named_with_the_local_hour_and_day():
    WorkerBeat.objects.create(name="a", beat_at=NOW - timedelta(hours=3))
    WorkerBeat.objects.create(name="b", beat_at=NOW - timedelta(hours=1))
    health = worker_health(NOW)
    assert health.title == "Tiến trình nền chưa chạy từ 08:30, thứ Hai, 16/11/2026"
    assert "hoi-nghi-worker" in health.advice


def test_a_late_beat_is_not_yet_a_dead_worker():
    WorkerBeat.objects.create(name="a", beat_at=NOW - SILENT_AFTER)
    assert worker_health(NOW).is_alive
    assert not worker_health(NOW + timedelta(seconds=1)).is_alive


def test_waiting_tasks_are_counted():
    async_task("core.worker.beat", "x")
    assert worker_health(NOW).waiting == 1


def test_the_page_shows_silence_and_dead_letters_to_the_admin(client, cast):
    for _ in range(2):
        once_or_dead("render_paper", 7, limit=1)
    client.force_login(cast.admin)
    page = client.get(reverse("operations")).content.decode()
    assert "Tiến trình nền chưa chạy lần nào" in page
    assert "render_paper:7" in page


def test_the_page_is_the_admins(client, cast):
    client.force_login(cast.office)
    assert client.get(reverse("operations")).status_code == 403
