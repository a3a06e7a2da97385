"""The timetable in code and django-q2's rows of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone
from django_q.models import Schedule

from core.timetable import jobs, sync

MORNING = {"name": "morning", "func": "core.worker.beat", "cron": "0 7 * * *"}
OFTEN = {"name": "often", "func": "core.worker.beat", "minutes": 5}
LISTED = []


@pytest.fixture
def listed(settings):
    settings.TIMETABLE = f"{__name__}.LISTED"
    LISTED[:] = [MORNING, OFTEN]
    return LISTED


@pytest.mark.django_db
def test_jobs_of_the_code_become_rows(listed):
    assert sync() == (2, 0)
    morning, often = Schedule.objects.order_by("name")
    assert (morning.schedule_type, morning.cron) == (Schedule.CRON, "0 7 * * *")
    assert timezone.localtime(morning.next_run).hour == 7
    assert (often.schedule_type, often.minutes, often.repeats) == (Schedule.MINUTES, 5, -1)


@pytest.mark.django_db
def test_synchronising_twice_changes_nothing(listed):
    sync()
    before = list(Schedule.objects.order_by("pk").values())
    assert sync() == (2, 0)
    assert list(Schedule.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_job_that_is_no_longer_listed_is_removed_and_so_is_a_row_made_by_hand(listed):
    sync()
    Schedule.objects.create(name="by hand", func="core.worker.beat", args="not python at all")
    Schedule.objects.create(name="often", func="core.worker.beat")
    listed.remove(MORNING)
    assert sync() == (1, 3)
    assert Schedule.objects.get().name == "often"


@pytest.mark.django_db
def test_a_row_that_was_tampered_with_is_put_right_and_keeps_its_turn(listed):
    sync()
    turn = timezone.now() + timedelta(minutes=3)
    Schedule.objects.filter(name="often").update(args="1,", func="os.abort", next_run=turn)
    sync()
    row = Schedule.objects.get(name="often")
    assert (row.args, row.func, row.next_run) == (None, "core.worker.beat", turn)


@pytest.mark.django_db
def test_a_new_rhythm_counts_from_now(listed):
    sync()
    listed[1] = {"name": "often", "func": "core.worker.beat", "cron": "30 17 * * *"}
    sync()
    row = Schedule.objects.get(name="often")
    assert (row.schedule_type, row.minutes) == (Schedule.CRON, None)
    assert timezone.localtime(row.next_run).strftime("%H:%M") == "17:30"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x", "func": "core.worker.beat"},
        {"name": "x", "func": "core.worker.beat", "cron": "0 7 * * *", "minutes": 5},
        {"name": "x", "func": "core.worker.beat", "cron": "at noon"},
        {"name": "x", "func": "core.worker.beat", "minutes": 5, "args": "1"},
        {"func": "core.worker.beat", "minutes": 5},
        MORNING,
    ],
)
def test_a_job_that_would_stop_the_timetable_is_refused(listed, wrong):
    listed.append(wrong)
    with pytest.raises(ImproperlyConfigured):
        jobs()


def test_a_job_whose_function_is_missing_is_refused(listed):
    listed.append({"name": "x", "func": "core.worker.nothing", "minutes": 5})
    with pytest.raises(ImportError):
        jobs()


@pytest.mark.django_db
def test_the_product_s_own_timetable_can_be_written(capsys):
    call_command("sync_schedules")
    assert Schedule.objects.count() == len(jobs()) > 0
    assert "Timetable" in capsys.readouterr().out
