"""Opening, the agenda's real times, attendance, contributions, closing (LP-69 to LP-77, LP-90, live-room 7, 10, 15)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from dialogue import services
from dialogue.models import Conference
from dialogue.services.hall_log import Stamp
from dialogue.states import ConferenceState, ContributionState, Outcome, StepState
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)


@pytest.fixture
def hall(cast):
    """An open conference, with the clock on its day."""
    conference = make.an_open_conference(cast=cast)
    with make.on_the(conference.held_on):
        yield conference


def entries(action):
    return AuditEntry.objects.filter(action=action).count()


def open_on(conference, cast, day=make.HELD_ON, actor=None):
    with make.on_the(day):
        return services.open_conference(conference=conference, actor=actor or cast.office)


# open


def test_open_conference_after_a_notice_in_time(cast):
    conference = open_on(make.an_announced_conference(cast=cast), cast)
    assert (conference.state, conference.opened_at.date()) == (ConferenceState.OPEN, make.HELD_ON)
    assert entries("conference.open") == 1


def test_open_conference_is_barred_without_a_published_notice(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(make.ANNOUNCED_ON):
        make.an_issued_notice(cast=cast, conference=conference)
    with pytest.raises(Refused, match="Chưa công bố thông báo công khai") as refusal:
        open_on(conference, cast)
    assert "dời ngày" in str(refusal.value)
    assert Conference.objects.get().state == ConferenceState.SCHEDULED


def test_open_conference_is_barred_by_a_late_notice_until_exempted(cast):
    conference = make.an_announced_conference(cast=cast, announced_on=date(2026, 5, 6))
    with pytest.raises(Refused, match="trễ so với hạn"):
        open_on(conference, cast)
    with make.on_the(date(2026, 5, 13)):
        services.exempt_conference(conference=conference, reason="Mưa bão cấp bách.", actor=cast.chair)
    assert open_on(conference, cast).state == ConferenceState.OPEN


def test_open_conference_is_refused_before_its_day(cast):
    with pytest.raises(Refused, match="chưa đến ngày"):
        open_on(make.an_announced_conference(cast=cast), cast, day=date(2026, 5, 13))


def test_open_conference_is_refused_without_chair_and_secretary(cast):
    """LP-71."""
    conference = make.an_announced_conference(cast=cast, secretary=None)
    with pytest.raises(Refused, match="thư ký"):
        open_on(conference, cast)


def test_open_conference_is_the_offices(cast):
    with pytest.raises(NotYourRole):
        open_on(make.an_announced_conference(cast=cast), cast, actor=cast.chair)


def test_open_conference_without_a_notice_rule_is_free(cast):
    conference = make.a_conference(cast=cast)
    type(conference.plan).objects.update(regulation=None)
    conference = Conference.objects.get()
    with make.on_the(make.HELD_ON):
        services.schedule_conference(conference=conference, held_on=make.HELD_ON, actor=cast.office)
        services.open_conference(conference=conference, actor=cast.office)
    assert conference.state == ConferenceState.OPEN


# The agenda


def test_start_agenda_step_keeps_the_real_time(cast, hall):
    step = hall.steps.first()
    services.start_agenda_step(agenda_step=step, actor=cast.office)
    assert (step.state, step.started_at.date()) == (StepState.RUNNING, make.HELD_ON)
    assert entries("agenda_step.start") == 1


def test_start_agenda_step_waits_for_the_running_one(cast, hall):
    first, second, *_ = hall.steps.all()
    services.start_agenda_step(agenda_step=first, actor=cast.office)
    with pytest.raises(Refused, match="còn đang thực hiện"):
        services.start_agenda_step(agenda_step=second, actor=cast.office)
    with pytest.raises(NotYourRole):
        services.finish_agenda_step(agenda_step=first, actor=cast.unit)


def test_finish_agenda_step_waits_for_the_speaker(cast, hall):
    step = hall.steps.first()
    services.start_agenda_step(agenda_step=step, actor=cast.office)
    contribution = make.a_contribution(cast=cast, conference=hall)
    assert contribution.step == step
    with pytest.raises(Refused, match="đang phát biểu"):
        services.finish_agenda_step(agenda_step=step, actor=cast.office)
    services.end_contribution(contribution=contribution, actor=cast.office)
    services.finish_agenda_step(agenda_step=step, actor=cast.office)
    assert step.state == StepState.DONE
    assert entries("agenda_step.finish") == 1


def test_start_agenda_step_only_while_the_conference_is_open(cast):
    conference = make.an_announced_conference(cast=cast)
    with pytest.raises(Refused, match="chưa khai mạc"):
        services.start_agenda_step(agenda_step=conference.steps.first(), actor=cast.office)


# Attendance and contributions


def test_attendance_is_recorded_per_group_with_the_total(cast, hall):
    """LP-90."""
    people, heads, *_ = hall.groups.all()
    services.record_attendance(conference=hall, present={people: 58, heads: 7}, actor=cast.office)
    assert Conference.objects.get().attendance == 65
    services.record_attendance(
        conference=hall, present={people: 58, heads: 7}, attendance=70, actor=cast.office
    )
    assert Conference.objects.get().attendance == 70
    assert entries("conference.attendance") == 2


def test_begin_contribution_ends_whoever_speaks(cast, hall):
    first = make.a_contribution(cast=cast, conference=hall)
    make.a_contribution(cast=cast, conference=hall, speaker="Bà Lê Thị Hoa")
    first.refresh_from_db()
    assert first.state == ContributionState.SPOKEN


def test_begin_contribution_wants_a_name(cast, hall):
    with pytest.raises(Refused, match="tên người phát biểu"):
        make.a_contribution(cast=cast, conference=hall, speaker="  ")


def test_end_contribution_once(cast, hall):
    contribution = make.a_contribution(cast=cast, conference=hall)
    services.end_contribution(contribution=contribution, actor=cast.office)
    with pytest.raises(Refused):
        services.end_contribution(contribution=contribution, actor=cast.office)
    assert entries("contribution.end") == 1


def test_settle_contribution_records_what_became_of_it(cast, hall):
    contribution = make.a_settled_contribution(
        cast=cast, conference=hall, outcome=Outcome.HANDED, unit=cast.units.economy, due_on=date(2026, 5, 29)
    )
    contribution.refresh_from_db()
    assert (contribution.state, contribution.outcome, contribution.unit) == (
        ContributionState.SETTLED, Outcome.HANDED, cast.units.economy,
    )  # fmt: skip
    assert entries("contribution.settle") == 1


# close


def test_close_conference_starts_what_counts_after_it(cast):
    """LP-93, E-07: 10 working days after 14/5/2026 is 28/5/2026."""
    conference = make.a_closed_conference(cast=cast)
    deadline = Deadline.objects.about(conference).of_kind(DeadlineKind.CONCLUSION).get()
    assert (deadline.due_on, deadline.anchor_on) == (date(2026, 5, 28), make.HELD_ON)
    assert entries("conference.close") == 1


def test_close_conference_of_two_days_counts_from_the_last(cast):
    """P8."""
    conference = make.an_open_conference(cast=cast)
    Conference.objects.update(last_day_on=date(2026, 5, 15))
    with make.on_the(date(2026, 5, 15)):
        services.close_conference(conference=Conference.objects.get(), actor=cast.office)
    assert Deadline.objects.about(conference).of_kind(DeadlineKind.CONCLUSION).get().due_on == date(
        2026, 5, 29
    )


def test_close_conference_is_refused_while_somebody_speaks_or_an_outcome_is_missing(cast, hall):
    contribution = make.a_contribution(cast=cast, conference=hall)
    with pytest.raises(Refused, match="đang phát biểu"):
        services.close_conference(conference=hall, actor=cast.office)
    services.end_contribution(contribution=contribution, actor=cast.office)
    with pytest.raises(Refused, match="chưa ghi kết quả"):
        services.close_conference(conference=hall, actor=cast.office)
    assert not Deadline.objects.about(hall).of_kind(DeadlineKind.CONCLUSION).exists()


def test_close_conference_is_refused_while_a_step_runs(cast, hall):
    services.start_agenda_step(agenda_step=hall.steps.first(), actor=cast.office)
    with pytest.raises(Refused, match="còn đang thực hiện"):
        services.close_conference(conference=hall, actor=cast.office)


def test_close_conference_is_the_offices(cast, hall):
    with pytest.raises(NotYourRole):
        services.close_conference(conference=hall, actor=cast.front)


def test_after_the_close_the_day_is_read_only(cast, sign_in):
    conference = make.a_closed_conference(cast=cast)
    client = sign_in(cast.office)
    with make.on_the(conference.held_on, 12):
        for name in ("contribution_begin", "conference_attendance"):
            answer = client.post(reverse(name, args=[conference.pk]), {"speaker": "Ông An"})
            assert answer.status_code == 409
            assert "chỉ còn để xem" in answer.content.decode()
        with pytest.raises(Refused):
            services.end_contribution(contribution=conference.contributions.get(), actor=cast.office)
        text = client.get(reverse("conference_hall", args=[conference.pk])).content.decode()
    assert "Hội nghị đã bế mạc" in text
    assert "Bắt đầu phát biểu" not in text


def test_day_runs_through_the_hall_page(cast, sign_in):
    conference = make.an_announced_conference(cast=cast)
    client = sign_in(cast.office)

    def post(name, key, **form):
        answer = client.post(reverse(name, args=[key]), form)
        assert answer.status_code == 302, (name, answer.content.decode()[:3000])

    with make.on_the(conference.held_on):
        post("conference_open", conference.pk)
        step = conference.steps.first()
        post("agenda_step_start", step.pk)
        empty = client.post(reverse("contribution_begin", args=[conference.pk]), {"speaker": ""})
        assert "Chưa điền mục này." in empty.content.decode()
        post("contribution_begin", conference.pk, speaker="Ông An", place="Thôn Đông")
        text = client.get(reverse("conference_hall", args=[conference.pk])).content.decode()
        assert "Ông An" in text
        contribution = conference.contributions.get()
        post("contribution_end", contribution.pk)
        services.settle_contribution(
            contribution=conference.contributions.get(),
            outcome="answered",
            summary="Hỏi về đường.",
            actor=cast.office,
        )
        post("agenda_step_finish", step.pk)
        groups = {f"group_{group.pk}": 10 for group in conference.groups.all()}
        post("conference_attendance", conference.pk, **groups)
        post("conference_close", conference.pk)
    conference.refresh_from_db()
    assert (conference.state, conference.attendance) == (
        ConferenceState.CLOSED,
        10 * conference.groups.count(),
    )


def test_wrong_role_in_the_hall_gets_403_with_the_sentence(cast, sign_in, hall):
    answer = sign_in(cast.unit).post(reverse("contribution_begin", args=[hall.pk]), {"speaker": "Ông An"})
    assert answer.status_code == 403
    assert "Chỉ Văn phòng" in answer.content.decode()


def test_a_close_told_for_hours_before_the_opening_is_at_the_opening(cast, hall):
    """A desk's clock that jumped, or a forged `ago`, does not move the deadlines to the day before (P8)."""
    stamp = Stamp(key="k", at=hall.opened_at - timedelta(hours=10))
    services.close_conference(conference=hall, actor=cast.office, stamp=stamp)
    assert Conference.objects.get(pk=hall.pk).closed_at == hall.opened_at
