"""Interruption and continuation, days and sittings, delegation in the middle, closing (P8, LP-56, LP-68, live-room 15)."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conclusions.models import ConclusionNotice
from core.models import Notice
from core.refusals import NotYourRole, Refused
from deadlines.services import deadlines_of
from deadlines.states import DeadlineKind
from dialogue import rules, services
from dialogue.models import Conference, HallEntry
from dialogue.services.hall_log import Stamp
from dialogue.states import ConferenceState, Outcome, Session
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db
DAY = make.HELD_ON  # Thursday 14/5/2026
NEXT = date(2026, 5, 18)  # Monday


@pytest.fixture(autouse=True)
def calendar(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)


@pytest.fixture
def hall(cast):
    """An open conference, with the clock at nine on its day."""
    conference = make.an_open_conference(cast=cast)
    with make.on_the(conference.held_on):
        yield conference


def interrupted(cast, conference, *, resumes_on=DAY, resumes_at=None, reason="Mất điện."):
    return services.interrupt_conference(
        conference=conference, reason=reason, resumes_on=resumes_on, resumes_at=resumes_at, actor=cast.office
    )


def fresh(conference):
    return Conference.objects.get(pk=conference.pk)


def dues(conference):
    return {row.kind: row for row in deadlines_of(conference)}


# interrupt


def test_interrupt_conference_for_a_break_of_the_same_day(cast, hall):
    interrupted(cast, hall, resumes_at=time(13, 30))
    now = fresh(hall)
    assert (now.state, now.resumes_on, now.resumes_at, now.last_day_on) == (
        ConferenceState.INTERRUPTED, DAY, time(13, 30), None,
    )  # fmt: skip
    sitting = now.sittings.get()
    assert sitting.ended_at and sitting.reason == "Mất điện."
    words = HallEntry.objects.filter(conference=hall).last().words
    assert words == "Tạm nghỉ: Mất điện. Họp tiếp lúc 13:30, thứ Năm, 14/05/2026."
    assert not Notice.objects.filter(key__contains="continue").exists(), "a break is said in the hall"


def test_interrupt_conference_until_another_day_tells_who_was_invited(cast, hall):
    """P8: the last day follows; those who were sent an invitation, the chair and the secretary are told."""
    interrupted(cast, hall, resumes_on=NEXT, resumes_at=time(8))
    assert fresh(hall).last_day_on == NEXT
    told = Notice.objects.filter(title__startswith="Hội nghị họp tiếp lúc 08:00, thứ Hai, 18/05/2026")
    assert {cast.front, cast.unit, cast.chair, cast.clerk} <= {row.recipient for row in told}
    (warning,) = rules.warnings_about_continuation(fresh(hall), NEXT)
    assert "Kế hoạch cho phép nhiều nhất 1 ngày, hội nghị họp sang ngày thứ 2" in warning
    sunday = rules.warnings_about_continuation(fresh(hall), date(2026, 5, 17))
    assert "là ngày nghỉ" in sunday[0]


def test_interrupt_conference_wants_a_reason_a_silent_lectern_and_a_day_to_come(cast, hall):
    for more, words in (
        ({"reason": " "}, "lý do tạm nghỉ"),
        ({"resumes_on": DAY - timedelta(days=1)}, "đã qua"),
        ({"resumes_on": DAY, "resumes_at": time(8, 30)}, "08:30 hôm nay đã qua"),
        ({"resumes_on": DAY + timedelta(days=120)}, "quá xa"),
        ({"resumes_on": None, "resumes_at": time(8)}, "chưa ghi ngày"),
    ):
        with pytest.raises(Refused, match=words):
            interrupted(cast, hall, **more)
    make.a_contribution(cast=cast, conference=hall)
    with pytest.raises(Refused, match="đang phát biểu"):
        interrupted(cast, hall)
    with pytest.raises(NotYourRole):
        rules.check_can_interrupt_conference(cast.chair, hall)
    assert fresh(hall).state == ConferenceState.OPEN


def test_interrupt_conference_sent_twice_by_a_desk_is_one_line(client, sign_in, cast, hall):
    """A desk that was offline sends again: done once, answered as done."""
    url = reverse("conference_interrupt", args=[hall.pk])
    typed = {"when": "today", "resumes_at": "13:30", "reason": "Nghỉ trưa", "key": "k1"}
    sign_in(cast.office)
    for _ in range(2):
        answer = client.post(url, typed, headers={"X-Hall": "1"})
        assert answer.json()["ok"] is True
    assert HallEntry.objects.filter(action="conference.interrupt").count() == 1
    wrong = client.post(url, {"when": "day", "reason": ""}, headers={"X-Hall": "1"})
    assert wrong.status_code == 422 and set(wrong.json()["errors"]) == {"resumes_on", "reason"}


def test_what_was_said_before_a_break_gets_its_outcome_during_it(cast, hall):
    contribution = make.a_contribution(cast=cast, conference=hall)
    services.end_contribution(contribution=contribution, actor=cast.office)
    interrupted(cast, hall)
    services.settle_contribution(
        contribution=contribution, outcome=Outcome.ANSWERED, summary="Đường hỏng.", answered_by="Chủ tịch", answer="Sửa.",
        actor=cast.office,
    )  # fmt: skip
    with pytest.raises(Refused, match="đang tạm nghỉ"):
        make.a_contribution(cast=cast, conference=fresh(hall))


# resume


def test_resume_conference_begins_a_new_sitting(cast, hall):
    interrupted(cast, hall)
    with make.on_the(DAY, 14):
        services.resume_conference(conference=hall, actor=cast.office)
    now = fresh(hall)
    assert (now.state, now.resumes_on, now.last_day_on) == (ConferenceState.OPEN, None, None)
    first, second = now.sittings.all()
    assert (second.number, second.held_on, second.ended_at) == (
        2,
        DAY,
        None,
    ) and first.ended_at < second.opened_at
    assert HallEntry.objects.last().words == "Họp tiếp, phiên thứ 2."


def test_resume_conference_not_before_its_day_and_later_makes_a_later_last_day(cast, hall):
    interrupted(cast, hall, resumes_on=NEXT)
    with make.on_the(date(2026, 5, 15)), pytest.raises(Refused, match="thứ Hai, 18/05/2026, chưa đến ngày"):
        services.resume_conference(conference=hall, actor=cast.office)
    with make.on_the(date(2026, 5, 20)):
        services.resume_conference(conference=fresh(hall), actor=cast.office)
    assert fresh(hall).last_day_on == date(2026, 5, 20)
    with pytest.raises(Refused, match="Không thể “Họp tiếp”"):
        services.resume_conference(conference=hall, actor=cast.office)


def test_resume_conference_takes_over_the_sitting_that_the_door_had_begun(cast, hall):
    """People come before the chair opens the second sitting."""
    interrupted(cast, hall, resumes_on=NEXT)
    with make.on_the(NEXT, 7):
        early = services.sitting_of(fresh(hall))
    with make.on_the(NEXT, 8):
        services.resume_conference(conference=fresh(hall), actor=cast.office)
    early.refresh_from_db()
    assert (early.number, early.held_on, hall.sittings.count()) == (2, NEXT, 2) and early.opened_at


def test_resume_conference_by_a_clock_that_jumped_back_begins_where_the_last_sitting_ended(cast, hall):
    """A desk's clock that is wrong, or its act that comes late, makes no sittings overlap."""
    interrupted(cast, hall)
    behind = Stamp(key="k", at=timezone.now() - timedelta(minutes=40))
    services.resume_conference(conference=hall, actor=cast.office, stamp=behind)
    first, second = hall.sittings.all()
    assert first.opened_at < first.ended_at == second.opened_at
    with make.on_the(DAY, 8):
        services.close_conference(conference=fresh(hall), actor=cast.office)
    second.refresh_from_db()
    assert second.ended_at == second.opened_at, "never before it began"


def test_edit_continuation_moves_the_day_and_the_last_day_with_it(cast, hall):
    interrupted(cast, hall, resumes_on=NEXT)
    sooner = date(2026, 5, 15)
    services.edit_continuation(conference=hall, resumes_on=sooner, reason="Có điện lại.", actor=cast.office)
    assert (fresh(hall).resumes_on, fresh(hall).last_day_on) == (sooner, sooner)
    with pytest.raises(Refused, match="đúng như đang ghi"):
        services.edit_continuation(conference=hall, resumes_on=sooner, actor=cast.office)
    services.edit_continuation(conference=hall, resumes_on=None, reason="Chờ sửa điện.", actor=cast.office)
    assert (fresh(hall).resumes_on, fresh(hall).last_day_on) == (None, None)
    assert Notice.objects.filter(title__contains="ngày họp tiếp thông báo sau").exists()


# Where periods anchor


def test_before_anchors_on_the_first_day_and_after_on_the_last(cast, hall):
    """P8."""
    before = {kind: row.due_on for kind, row in dues(hall).items()}
    interrupted(cast, hall, resumes_on=NEXT)
    assert {kind: row.due_on for kind, row in dues(hall).items()} == before
    with make.on_the(NEXT, 8):
        services.resume_conference(conference=fresh(hall), actor=cast.office)
    with make.on_the(NEXT, 11):
        services.close_conference(conference=fresh(hall), actor=cast.office)
    found = dues(hall)
    assert found[DeadlineKind.NOTICE].due_on == before[DeadlineKind.NOTICE]
    assert found[DeadlineKind.CONCLUSION].anchor_on == NEXT
    assert found[DeadlineKind.CONCLUSION].due_on == date(2026, 6, 1), "ten working days after Monday 18/5"


@pytest.mark.parametrize(
    ("planned", "closed_on", "last"),
    [
        (None, date(2026, 5, 16), DAY),  # the button was pressed two days later
        (date(2026, 5, 15), DAY, DAY),  # all was done on the first of two days
        (date(2026, 5, 15), date(2026, 5, 15), date(2026, 5, 15)),
    ],
)
def test_close_conference_counts_from_the_day_on_which_it_really_sat_last(cast, planned, closed_on, last):
    """P8."""
    conference = make.an_open_conference(cast=cast)
    Conference.objects.filter(pk=conference.pk).update(last_day_on=planned)
    with make.on_the(closed_on, 11):
        services.close_conference(conference=fresh(conference), actor=cast.office)
    assert fresh(conference).ends_on == last
    assert dues(conference)[DeadlineKind.CONCLUSION].anchor_on == last


def test_close_conference_that_never_went_on_ended_when_it_was_interrupted(cast, hall):
    interrupted(cast, hall, resumes_on=NEXT)
    with make.on_the(date(2026, 5, 19)):
        services.close_conference(conference=fresh(hall), actor=cast.office)
    now = fresh(hall)
    assert (now.state, now.ends_on, now.resumes_on) == (ConferenceState.CLOSED, DAY, None)
    assert ConclusionNotice.objects.get(conference=hall).state == "draft"


def test_close_conference_from_a_break_though_a_step_was_running(cast, hall):
    """What was begun is ended in the break: nobody has to wait for the day on which it would have gone on."""
    step = hall.steps.first()
    services.start_agenda_step(agenda_step=step, actor=cast.office)
    interrupted(cast, hall, resumes_on=NEXT)
    with pytest.raises(Refused, match="còn đang thực hiện"):
        services.close_conference(conference=fresh(hall), actor=cast.office)
    services.finish_agenda_step(agenda_step=step, actor=cast.office)
    services.close_conference(conference=fresh(hall), actor=cast.office)
    assert fresh(hall).ends_on == DAY


def test_close_conference_fixes_the_log_and_leaves_the_draft_conclusion(cast, hall):
    """live-room 15: nothing open; afterwards nothing is written to the log any more."""
    contribution = make.a_contribution(cast=cast, conference=hall)
    with pytest.raises(Refused, match="Nguyễn Văn Bình đang phát biểu"):
        services.close_conference(conference=hall, actor=cast.office)
    services.pause_contribution(contribution=contribution, actor=cast.office)
    with pytest.raises(Refused, match="đang phát biểu"):
        services.close_conference(conference=hall, actor=cast.office)
    contribution.refresh_from_db()
    services.end_contribution(contribution=contribution, actor=cast.office)
    with pytest.raises(Refused, match="chưa ghi kết quả"):
        services.close_conference(conference=hall, actor=cast.office)
    services.settle_contribution(
        contribution=contribution, outcome=Outcome.ANSWERED, summary="Đường hỏng.", answered_by="Chủ tịch", answer="Sửa.",
        actor=cast.office,
    )  # fmt: skip
    services.close_conference(conference=hall, actor=cast.office)
    lines = HallEntry.objects.filter(conference=hall).count()
    with pytest.raises(Refused):
        services.edit_continuation(conference=fresh(hall), resumes_on=NEXT, actor=cast.office)
    assert HallEntry.objects.filter(conference=hall).count() == lines
    assert ConclusionNotice.objects.filter(conference=hall).exists()
    assert fresh(hall).sittings.get().ended_at


# The length, several days and venues


def test_a_second_day_is_added_without_moving_the_first(cast):
    """The notice of the first day stays in force: it was in time."""
    conference = make.an_announced_conference(cast=cast)
    type(conference.plan).objects.update(max_days=2)
    conference = fresh(conference)
    with make.on_the(date(2026, 5, 10)):
        services.reschedule_conference(
            conference=conference, held_on=DAY, last_day_on=DAY + timedelta(days=1), session=Session.WHOLE_DAY,
            reason="Nhiều người đăng ký.", actor=cast.office,
        )  # fmt: skip
    assert conference.notices.in_force().count() == 1 and conference.ends_on == date(2026, 5, 15)
    assert dues(conference)[DeadlineKind.NOTICE].state == "met"
    assert Notice.objects.filter(title__startswith="Hội nghị họp đến hết thứ Sáu, 15/05/2026").exists()


def test_venues_that_stay_keep_their_rows(cast):
    """LP-43, LP-44: guests and speakers of a linked hall stay tied to it."""
    conference = make.a_conference(cast=cast)
    (known,) = conference.venues.all()
    services.edit_conference(
        conference=conference, version=conference.version, values={}, venues=["Phòng họp trực tuyến", known.name],
        actor=cast.office,
    )  # fmt: skip
    assert [venue.name for venue in conference.venues.all()] == ["Phòng họp trực tuyến", known.name]
    assert conference.venues.last().pk == known.pk


# Delegation on the day


def test_delegate_conference_in_the_middle_is_a_line_of_the_log(cast, hall):
    """LP-68: the delegate presides from now on, the minutes say so; all days that are left are covered."""
    interrupted(cast, hall, resumes_on=NEXT)
    now = fresh(hall)
    with pytest.raises(
        Refused, match="phải gồm các ngày họp, từ thứ Năm, 14/05/2026 đến thứ Hai, 18/05/2026"
    ):
        services.delegate_conference(
            conference=now,
            delegate=cast.vice_chair,
            reason="Họp khẩn.",
            starts_on=DAY,
            ends_on=DAY,
            actor=cast.chair,
        )
    with make.on_the(NEXT, 7):
        services.delegate_conference(
            conference=now, delegate=cast.vice_chair, reason="Họp khẩn ở thành phố.", starts_on=NEXT, ends_on=NEXT,
            actor=cast.chair,
        )  # fmt: skip
    assert fresh(hall).chair == cast.vice_chair
    assert "uỷ quyền chủ trì cho" in HallEntry.objects.last().words


# Pages


def test_interruption_pages(client, sign_in, cast, neighbours, hall):
    ask = reverse("conference_interrupt", args=[hall.pk])
    again, move = (reverse(name, args=[hall.pk]) for name in ("conference_resume", "continuation_edit"))
    assert sign_in(neighbours.office).get(ask).status_code == 404
    assert sign_in(cast.unit).get(ask).status_code == 403
    sign_in(cast.office)
    assert client.get(again).status_code == 405 and client.post(again).status_code == 409
    assert client.get(move).status_code == 409
    page = client.get(ask).content.decode()
    assert "Khi nào họp tiếp" in page and "None" not in page
    wrong = client.post(ask, {"when": "day", "reason": "Mất điện"})
    assert "Hãy ghi ngày họp tiếp" in wrong.content.decode() and "Mất điện" in wrong.content.decode()
    done = client.post(ask, {"when": "day", "resumes_on": "18/5/2026", "reason": "Mất điện"}, follow=True)
    assert "Kế hoạch cho phép nhiều nhất" in done.content.decode()
    assert client.get(ask).status_code == 409
    home = client.get(reverse("conference_detail", args=[hall.pk])).content.decode()
    assert "Hội nghị đang tạm nghỉ" in home and "18/05/2026" in home
    assert client.get(move).status_code == 200
    assert client.post(move, {"when": "unknown", "reason": "Chờ"}).status_code == 302
    assert client.post(again).status_code == 302
    assert fresh(hall).state == ConferenceState.OPEN
