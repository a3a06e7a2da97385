"""The sweep: what is due and unrecorded, once; asleep, doubled or killed, nothing is lost and nothing twice."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from core.models import AuditEntry, Notice
from core.timetable import jobs
from deadlines import ladders, services, sweep, tasks
from deadlines.models import Deadline, Reminder
from deadlines.queries import work_items
from tests.factories.deadlines import a_deadline, confirmed_years

pytestmark = pytest.mark.django_db
# A conclusion due on Thursday 28/5/2026 (E-07).
DUE = date(2026, 5, 28)


@pytest.fixture
def deadline(commune, cast):
    with time_machine.travel("2026-05-14 03:00:00+00:00", tick=False):
        confirmed_years(commune=commune, admin=cast.admin)
        return a_deadline(commune=commune, actor=cast.office, owner_role="office")


def told(person, deadline=None):
    """Stages of which the person was told, in order."""
    keys = Notice.objects.filter(recipient=person, key__startswith="deadline:").order_by("pk")
    return [notice.key.split(":")[2] for notice in keys]


def run(day):
    return sweep.sweep(today=day)


def test_the_ladder_over_a_deadlines_life(deadline, cast, neighbours):
    """Default: 3 and 1 working days before, on the day, the day after to the chair, then weekly."""
    day = date(2026, 5, 14)
    while day <= date(2026, 6, 20):
        run(day)
        day += timedelta(days=1)
    assert told(cast.office) == ["b3", "b1", "on", "after1", "week2026-23", "week2026-24", "week2026-25"]
    assert told(cast.chair) == ["after1", "week2026-23", "week2026-24", "week2026-25"]
    assert told(cast.front) == ["breach"]
    assert told(cast.unit) == told(neighbours.office) == []
    days = dict(Reminder.objects.values_list("stage", "sent_on"))
    assert (days["b3"], days["b1"], days["on"]) == (date(2026, 5, 25), date(2026, 5, 27), DUE)
    assert (days["after1"], days["week2026-23"]) == (date(2026, 5, 29), date(2026, 6, 5))
    assert not Reminder.objects.filter(is_skipped=True).exists()


def test_a_second_run_on_the_same_day_does_nothing(deadline):
    for day in (date(2026, 5, 25), DUE, date(2026, 5, 29), date(2026, 6, 5)):
        assert run(day).reminders >= 1
        assert run(day) == sweep.Swept(0, 0, 0)


def test_after_five_days_asleep_only_the_latest_stage_is_sent(deadline, cast):
    """The passed ones are recorded as passed over, so that none comes later."""
    run(date(2026, 5, 23))
    run(DUE)
    assert told(cast.office) == ["on"]
    assert sorted(Reminder.objects.filter(is_skipped=True).values_list("stage", flat=True)) == ["b1", "b3"]
    assert run(DUE) == sweep.Swept(0, 0, 0)


def test_after_a_month_asleep_there_is_one_notice_and_the_breach(deadline, cast):
    run(date(2026, 6, 30))
    assert told(cast.office) == ["week2026-27"]
    assert told(cast.chair) == ["week2026-27"]
    assert told(cast.front) == ["breach"]


def test_the_breach_is_recorded_on_the_day_after_and_stays(deadline, cast):
    assert run(DUE).breaches == 0
    assert run(date(2026, 6, 2)).breaches == 1
    deadline.refresh_from_db()
    assert deadline.breached_on == date(2026, 5, 29)
    (entry,) = AuditEntry.objects.filter(action="deadline.breach")
    assert (entry.actor, entry.actor_label, entry.subject_id) == (None, "Hệ thống", deadline.pk)
    assert entry.commune_id == deadline.commune_id
    assert "28/05/2026" in entry.sentence
    services.meet_deadline(deadline=deadline, on=date(2026, 6, 3), actor=cast.office)
    assert run(date(2026, 6, 4)) == sweep.Swept(0, 0, 0)
    deadline.refresh_from_db()
    assert deadline.breached_on == date(2026, 5, 29)


@pytest.mark.parametrize("end", ["meet", "exempt", "cancel"])
def test_what_is_settled_is_not_reminded(deadline, cast, end):
    if end == "meet":
        services.meet_deadline(deadline=deadline, on=date(2026, 5, 20), actor=cast.office)
    elif end == "exempt":
        services.exempt_deadline(deadline=deadline, reason="Thiên tai.", actor=cast.chair)
    else:
        services.cancel_deadline(deadline=deadline, reason="Huỷ.", actor=cast.office)
    assert run(date(2026, 6, 30)) == sweep.Swept(0, 0, 0)


def test_23_59_and_00_01_are_two_days(deadline, cast):
    """P14, E-44: 16:59 UTC on 28/5 is due today, 17:01 UTC is late."""
    with time_machine.travel("2026-05-28 16:59:00+00:00", tick=False):
        tasks.sweep_deadlines()
        tasks.sweep_deadlines()
    assert told(cast.office) == ["on"]
    assert not Deadline.objects.breached().exists()
    with time_machine.travel("2026-05-28 17:01:00+00:00", tick=False):
        tasks.sweep_deadlines()
        tasks.sweep_deadlines()
    assert told(cast.office) == ["on", "after1"]
    assert Deadline.objects.breached().count() == 1


def test_the_unit_is_told_where_a_unit_owns_the_deadline(deadline, commune, cast):
    unit = cast.unit.main_post.unit
    Deadline.objects.filter(pk=deadline.pk).update(owner_unit=unit, owner_role="")
    run(DUE)
    assert told(cast.unit) == ["on"]
    assert told(cast.office) == []


def test_notices_say_what_when_and_where(deadline, cast):
    run(DUE)
    (notice,) = Notice.objects.filter(recipient=cast.office, key__startswith="deadline:")
    assert notice.title == "Hôm nay là hạn cuối: Ban hành và gửi thông báo kết luận: Hội nghị định kỳ"
    assert "Hạn: hết ngày 28/05/2026." in notice.body
    assert notice.link == f"/thoi-han/{deadline.pk}/"
    assert (notice.commune_id, notice.email_state) == (deadline.commune_id, "waiting")


def test_who_wants_no_mail_gets_the_notice_without(deadline, cast):
    cast.office.wants_email = False
    cast.office.save()
    run(DUE)
    assert Notice.objects.get(recipient=cast.office, key__startswith="deadline:").email_state == "none"


def test_another_ladder_is_followed(deadline, commune, cast):
    own = ladders.pack({"before": [5], "on": False, "after_chair": 2, "weekly": False})
    Deadline.objects.filter(pk=deadline.pk).update(ladder=own)
    for day in range(60):
        run(date(2026, 5, 14) + timedelta(days=day))
    stages = dict(Reminder.objects.exclude(stage="breach").values_list("stage", "sent_on"))
    assert stages == {"b5": date(2026, 5, 21), "after2": date(2026, 6, 1)}


def test_a_moved_deadline_begins_its_ladder_anew(deadline, cast):
    run(DUE)
    services.reanchor_deadlines(
        subject=deadline.subject, anchor_kind="conference", anchor_on=date(2026, 5, 22), actor=cast.office
    )
    run(date(2026, 6, 5))
    assert told(cast.office) == ["on", "on"]


def test_each_commune_is_swept_by_its_own_calendar(deadline, commune, cast, neighbours):
    """A day off of the commune alone: its reminder comes a day earlier than the others'."""
    theirs = a_deadline(commune=neighbours.office.commune, actor=None, rule=None, kind="other", anchor_on=None,
                        fixed_on=DUE, owner_role="office")  # fmt: skip
    mine = a_deadline(commune=commune, actor=None, rule=None, kind="other", anchor_on=None, fixed_on=DUE)
    with time_machine.travel("2026-05-14 03:00:00+00:00", tick=False):
        services.set_day(
            commune=commune, day_on=date(2026, 5, 27), kind="off", reason="Nghỉ", actor=cast.admin
        )
    run(date(2026, 5, 22))
    assert mine.reminders.filter(stage="b3").exists()
    assert not theirs.reminders.exists()


def test_a_run_that_dies_leaves_nothing_and_the_next_does_it_all(deadline, cast, monkeypatch):
    """The whole run is one transaction: killed anywhere inside it, the database is as before."""

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sweep, "_notify", die)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            run(date(2026, 5, 29))
    assert not Reminder.objects.exists()
    assert not Deadline.objects.breached().exists()
    assert run(date(2026, 5, 29)).breaches == 1
    assert told(cast.chair) == ["after1"]


def test_mail_goes_out_in_office_hours_of_working_days_only(deadline, cast, mailoutbox):
    """7:30-17:00 local; Thursday 28/5/2026 works, Sunday 31/5 does not."""
    run(DUE)
    for moment, sent in [
        ("2026-05-28 00:15:00+00:00", 0),  # 7:15
        ("2026-05-31 03:00:00+00:00", 0),  # Sunday, 10:00
        ("2026-05-28 10:30:00+00:00", 0),  # 17:30
        ("2026-05-28 00:45:00+00:00", 2),  # 7:45: the two people of the office
        ("2026-05-28 00:50:00+00:00", 0),
    ]:
        with time_machine.travel(moment, tick=False):
            assert tasks.deliver_notices() == sent
    assert {mail.to[0] for mail in mailoutbox} == {cast.office.email, cast.clerk.email}


def test_the_chair_and_the_front_see_what_is_overdue_in_their_work(deadline, cast):
    with time_machine.travel("2026-06-02 03:00:00+00:00", tick=False):
        for person in (cast.chair, cast.front):
            assert [item.sentence for item in work_items(person)] == ["Xem 1 thời hạn đang quá hạn"]
        assert work_items(cast.office) == []


def test_the_admin_is_asked_for_next_years_calendar(deadline, cast):
    with time_machine.travel("2026-11-20 03:00:00+00:00", tick=False):
        assert [item.sentence for item in work_items(cast.admin)] == ["Xác nhận lịch làm việc năm 2027"]


@pytest.mark.parametrize(
    ("ladder", "packed", "words"),
    [
        (
            ladders.DEFAULT_LADDER,
            "b3 b1 on after1 week",
            "Nhắc trước hạn 3 và 1 ngày làm việc, đúng ngày hết hạn",
        ),
        ({"before": [1, 5]}, "b5 b1", "Nhắc trước hạn 5 và 1 ngày làm việc."),
        ({}, "", "Không nhắc."),
    ],
)
def test_ladders_are_packed_and_described(ladder, packed, words):
    assert ladders.pack(ladder) == packed
    assert ladders.describe(ladder).startswith(words)


def test_the_timetable_names_jobs_that_exist():
    names = [job["name"] for job in jobs()]
    assert {"sweep-deadlines", "deliver-notices"} <= set(names)
