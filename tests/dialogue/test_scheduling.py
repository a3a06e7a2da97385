"""The day of a conference: lawful dates, moves, exemptions, delegation, calling off (LP-47, LP-52 to LP-56, LP-68, P10)."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import AuditEntry, Delegation, Notice
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from deadlines.services import start_deadline
from deadlines.states import DeadlineKind, DeadlineState
from dialogue import rules, services
from dialogue.models import Conference
from dialogue.states import ConferenceState, PublicNoticeState
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db
REASON = "Theo chỉ đạo của cấp trên."


@pytest.fixture(autouse=True)
def calendar(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)


def deadline_of(conference, kind=DeadlineKind.NOTICE):
    return Deadline.objects.about(conference).of_kind(kind).get()


def entries(action):
    return AuditEntry.objects.filter(action=action).count()


# schedule


@pytest.mark.parametrize(
    ("held_on", "due_on"),
    [(date(2026, 5, 14), date(2026, 5, 5)), (date(2026, 5, 8), date(2026, 4, 24))],
    ids=["E-02", "E-03 over 30/4-1/5 and Giỗ Tổ"],
)
def test_schedule_conference_starts_the_notice_deadline(cast, held_on, due_on):
    conference = make.a_scheduled_conference(cast=cast, held_on=held_on)
    for kind in (DeadlineKind.NOTICE, DeadlineKind.INVITATION):
        assert deadline_of(conference, kind).due_on == due_on
    assert entries("conference.schedule") == 1


def test_schedule_conference_is_refused_naming_the_earliest_lawful_date(cast):
    conference = make.a_conference(cast=cast)
    with make.on_the(date(2026, 5, 6)), pytest.raises(Refused) as refusal:
        services.schedule_conference(conference=conference, held_on=date(2026, 5, 14), actor=cast.office)
    assert "thứ Sáu, 15/05/2026" in str(refusal.value)
    assert "miễn thời hạn thông báo" in str(refusal.value)
    assert not Deadline.objects.exists()


def test_schedule_conference_is_allowed_on_the_last_lawful_day(cast):
    conference = make.a_conference(cast=cast)
    with make.on_the(date(2026, 5, 5), 23):
        services.schedule_conference(conference=conference, held_on=date(2026, 5, 14), actor=cast.office)
    assert conference.state == ConferenceState.SCHEDULED


def test_schedule_conference_ad_hoc_is_exempt_with_its_clause(cast):
    """LP-55, D-20, P12: any day; the row reads «miễn» with the clause, never «đã xong»."""
    conference = make.a_conference(cast=cast, kind="ad_hoc")
    with make.on_the(date(2026, 5, 6)):
        services.schedule_conference(conference=conference, held_on=date(2026, 5, 7), actor=cast.office)
    for kind in (DeadlineKind.NOTICE, DeadlineKind.INVITATION):
        deadline = deadline_of(conference, kind)
        assert deadline.state == DeadlineState.EXEMPT
        assert deadline.exempt_clause == "miễn theo III.1.1"
    with make.on_the(date(2026, 5, 7)):
        services.open_conference(conference=conference, actor=cast.office)
    assert conference.state == ConferenceState.OPEN


def test_schedule_conference_after_the_chairs_exemption(cast):
    conference = make.a_conference(cast=cast)
    with make.on_the(date(2026, 5, 6)):
        services.exempt_conference(conference=conference, reason=REASON, actor=cast.chair)
        services.schedule_conference(conference=conference, held_on=date(2026, 5, 8), actor=cast.office)
    deadline = deadline_of(conference)
    assert (deadline.state, deadline.exempt_reason, deadline.exempted_by) == (
        DeadlineState.EXEMPT,
        REASON,
        cast.chair,
    )


def test_schedule_conference_refuses_a_past_day(cast):
    conference = make.a_conference(cast=cast)
    with make.on_the(date(2026, 5, 6)), pytest.raises(Refused, match="đã qua"):
        services.schedule_conference(conference=conference, held_on=date(2026, 5, 5), actor=cast.office)


def test_schedule_conference_refuses_more_than_the_plan_allows(cast):
    """LP-56: ½ to 1 day."""
    conference = make.a_conference(cast=cast)
    with make.on_the(make.BEGUN_ON), pytest.raises(Refused, match="nhiều nhất 1 ngày"):
        services.schedule_conference(
            conference=conference, held_on=date(2026, 5, 14), last_day_on=date(2026, 5, 15), actor=cast.office
        )


def test_schedule_conference_of_two_days_warns_where_the_plan_sets_no_limit(cast):
    """P8: before counts from the first day."""
    conference = make.a_conference(cast=cast)
    conference.plan.max_days = None
    days = {"held_on": date(2026, 5, 14), "last_day_on": date(2026, 5, 15)}
    with make.on_the(make.BEGUN_ON):
        services.schedule_conference(conference=conference, actor=cast.office, **days)
        assert any("kéo dài 2 ngày" in text for text in rules.warnings_about(conference, **days))
    assert deadline_of(conference).due_on == date(2026, 5, 5)
    assert conference.ends_on == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 8, 14), "quý II, quý IV"), (date(2026, 5, 16), "ngày nghỉ"), (date(2026, 5, 14), "")],
    ids=["LP-47 outside the quarters", "a Saturday", "nothing"],
)
def test_schedule_conference_warns_but_does_not_block(cast, sign_in, day, words):
    conference = make.a_conference(cast=cast)
    client = sign_in(cast.office)
    with make.on_the(make.BEGUN_ON):
        url = reverse("conference_schedule", args=[conference.pk])
        answer = client.post(
            url, {"held_on": f"{day:%d/%m/%Y}", "session": "morning", "starts_at": "08:00"}, follow=True
        )
    conference.refresh_from_db()
    assert conference.held_on == day
    found = " ".join(str(message) for message in answer.context["messages"])
    assert words in found
    assert ("nằm ngoài" in found or "ngày nghỉ" in found) == bool(words)


def test_schedule_conference_page_keeps_what_was_typed_when_refused(cast, sign_in):
    conference = make.a_conference(cast=cast)
    client = sign_in(cast.office)
    with make.on_the(date(2026, 5, 6)):
        answer = client.post(
            reverse("conference_schedule", args=[conference.pk]),
            {"held_on": "14/5/2026", "session": "morning"},
        )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "thứ Sáu, 15/05/2026" in text
    assert 'value="14/5/2026"' in text


def test_schedule_conference_is_the_offices(cast):
    conference = make.a_conference(cast=cast)
    with make.on_the(make.BEGUN_ON), pytest.raises(NotYourRole):
        services.schedule_conference(conference=conference, held_on=make.HELD_ON, actor=cast.chair)


def test_schedule_conference_without_regulation_starts_nothing(cast):
    conference = make.a_conference(cast=cast)
    conference.plan.regulation = None
    with make.on_the(date(2026, 5, 6)):
        services.schedule_conference(conference=conference, held_on=date(2026, 5, 7), actor=cast.office)
    assert not Deadline.objects.about(conference).exists()


# reschedule


def move_to(conference, day, cast, on=date(2026, 5, 6), **more):
    with make.on_the(on):
        return services.reschedule_conference(
            conference=conference, held_on=day, reason="Mưa bão.", actor=cast.office, **more
        )


def test_reschedule_conference_uncounts_notices_that_name_the_old_day(cast):
    """P10: the met notice runs again against the new day; the issued paper is superseded, the sending does not count."""
    conference = make.an_announced_conference(cast=cast)
    assert deadline_of(conference).state == DeadlineState.MET
    move_to(conference, date(2026, 5, 28), cast)
    for kind in (DeadlineKind.NOTICE, DeadlineKind.INVITATION):
        deadline = deadline_of(conference, kind)
        assert (deadline.state, deadline.due_on) == (DeadlineState.OPEN, date(2026, 5, 19))
    assert conference.notices.get().state == PublicNoticeState.SUPERSEDED
    assert not conference.invitations.sent_for(conference.held_on).exists()
    assert entries("conference.reschedule") == 1
    assert entries("public_notice.supersede") == 1
    with make.on_the(date(2026, 5, 28)):
        assert "Chưa công bố" in rules.notice_obstacle(conference)


def test_reschedule_conference_then_announce_again_meets_the_new_deadline(cast):
    conference = make.an_announced_conference(cast=cast)
    move_to(conference, date(2026, 5, 28), cast)
    day = date(2026, 5, 7)
    with make.on_the(day):
        make.publish(
            cast=cast, notice=make.an_issued_notice(cast=cast, conference=conference), published_on=day
        )
        services.print_invitations(conference=conference, actor=cast.office)
        services.send_invitations(
            conference=conference,
            invitations=conference.invitations.all(),
            channel="by_hand",
            sent_on=day,
            actor=cast.office,
        )
    for kind in (DeadlineKind.NOTICE, DeadlineKind.INVITATION):
        assert deadline_of(conference, kind).met_on == day
    with make.on_the(date(2026, 5, 28)):
        services.open_conference(conference=conference, actor=cast.office)


def test_reschedule_conference_keeps_a_breach_on_record(cast):
    conference = make.a_scheduled_conference(cast=cast)
    move_to(conference, date(2026, 5, 28), cast, on=date(2026, 5, 11))
    deadline = deadline_of(conference)
    assert (deadline.state, deadline.due_on, deadline.breached_on) == (
        DeadlineState.OPEN, date(2026, 5, 19), date(2026, 5, 6),
    )  # fmt: skip


def test_reschedule_conference_does_not_move_fixed_dates(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(make.BEGUN_ON):
        fixed = start_deadline(
            rule=None, kind=DeadlineKind.REPORT, subject=conference, subject_label="x", anchor_on=None,
            fixed_on=date(2026, 5, 10), actor=cast.office, commune=cast.commune,
        )  # fmt: skip
    move_to(conference, date(2026, 5, 28), cast)
    fixed.refresh_from_db()
    assert fixed.due_on == date(2026, 5, 10)


def test_reschedule_conference_is_refused_without_enough_time_and_changes_nothing(cast):
    conference = make.an_announced_conference(cast=cast)
    with pytest.raises(Refused, match="Ngày sớm nhất"):
        move_to(conference, date(2026, 5, 13), cast)
    assert deadline_of(conference).state == DeadlineState.MET
    assert conference.notices.get().state == PublicNoticeState.ISSUED
    assert Conference.objects.get().held_on == make.HELD_ON


def test_reschedule_conference_wants_another_day_and_a_reason(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with pytest.raises(Refused, match="trùng ngày"):
        move_to(conference, make.HELD_ON, cast, on=make.BEGUN_ON)
    with make.on_the(make.BEGUN_ON), pytest.raises(Refused, match="lý do dời ngày"):
        services.reschedule_conference(
            conference=conference, held_on=date(2026, 5, 28), reason=" ", actor=cast.office
        )


def test_reschedule_conference_tells_the_invited_once(cast):
    conference = make.an_announced_conference(cast=cast)
    move_to(conference, date(2026, 5, 28), cast)
    told = Notice.objects.filter(recipient=cast.unit, title__contains="dời sang")
    assert told.count() == 1


def test_reschedule_conference_page(cast, sign_in):
    conference = make.an_announced_conference(cast=cast)
    client = sign_in(cast.office)
    with make.on_the(date(2026, 5, 6)):
        url = reverse("conference_reschedule", args=[conference.pk])
        assert "Dời ngày thì làm lại thông báo" in client.get(url).content.decode()
        answer = client.post(url, {"held_on": "28/5/2026", "session": "morning", "reason": "Mưa bão."})
    assert answer.status_code == 302
    conference.refresh_from_db()
    assert conference.held_on == date(2026, 5, 28)
    assert conference.starts_at == time(8)


# exempt


def test_exempt_conference_waives_running_deadlines_with_a_reason(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(date(2026, 5, 11)):
        services.exempt_conference(conference=conference, reason=REASON, actor=cast.chair)
    deadline = deadline_of(conference)
    assert (deadline.state, deadline.exempt_reason, deadline.breached_on) == (
        DeadlineState.EXEMPT, REASON, date(2026, 5, 6),
    )  # fmt: skip
    assert entries("conference.exempt") == 1


def test_exempt_conference_is_the_chairs_and_wants_a_reason(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(make.BEGUN_ON):
        with pytest.raises(NotYourRole, match="người chủ trì"):
            services.exempt_conference(conference=conference, reason=REASON, actor=cast.office)
        with pytest.raises(Refused, match="lý do"):
            services.exempt_conference(conference=conference, reason="  ", actor=cast.chair)
        services.exempt_conference(conference=conference, reason=REASON, actor=cast.chair)
        with pytest.raises(Refused, match="đã được miễn"):
            services.exempt_conference(conference=conference, reason=REASON, actor=cast.chair)


def test_exempt_conference_page(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    client = sign_in(cast.chair)
    with make.on_the(make.BEGUN_ON):
        url = reverse("conference_exempt", args=[conference.pk])
        assert client.post(url, {"reason": REASON}).status_code == 302
        text = client.get(reverse("conference_detail", args=[conference.pk])).content.decode()
    assert REASON in text
    assert "Miễn theo quyết định của người chủ trì" in text


# delegate


def delegate(conference, cast, **more):
    values = {
        "delegate": cast.vice_chair,
        "starts_on": make.BEGUN_ON,
        "ends_on": date(2026, 5, 20),
        "actor": cast.chair,
    }
    with make.on_the(make.BEGUN_ON):
        return services.delegate_conference(conference=conference, reason="Đi công tác.", **values | more)


def test_delegate_conference_changes_who_chairs_and_signs(cast):
    """LP-68."""
    conference = delegate(make.a_scheduled_conference(cast=cast), cast)
    assert conference.chair == cast.vice_chair
    assert conference.chair_title == "Phó Chủ tịch UBND xã"
    assert Delegation.objects.get().reason == "Đi công tác."
    with make.on_the(make.ANNOUNCED_ON):
        paper = make.an_issued_notice(cast=cast, conference=conference).paper
    assert paper.signer_name == cast.vice_chair.full_name
    assert paper.signer_title == "KT. CHỦ TỊCH\nPhó Chủ tịch"
    assert entries("conference.delegate") == 1


def test_delegate_conference_lets_the_delegate_decide_for_this_conference_only(cast):
    other = make.a_conference(cast=cast)
    conference = delegate(make.a_scheduled_conference(cast=cast), cast)
    with make.on_the(date(2026, 5, 11)):
        fresh = type(cast.vice_chair).objects.get(pk=cast.vice_chair.pk)
        with pytest.raises(NotYourRole):
            services.exempt_conference(conference=other, reason=REASON, actor=fresh)
        services.exempt_conference(conference=conference, reason=REASON, actor=fresh)
    assert deadline_of(conference).state == DeadlineState.EXEMPT


def test_delegate_conference_is_refused_outside_its_day_or_to_oneself(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with pytest.raises(Refused, match="phải gồm ngày hội nghị"):
        delegate(conference, cast, ends_on=date(2026, 5, 13))
    with pytest.raises(Refused, match="chính mình"):
        delegate(conference, cast, delegate=cast.chair)
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        delegate(conference, cast, ends_on=date(2026, 4, 1))
    with pytest.raises(NotYourRole):
        delegate(conference, cast, actor=cast.office)


def test_delegate_conference_page(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    client = sign_in(cast.chair)
    with make.on_the(make.BEGUN_ON):
        url = reverse("conference_delegate", args=[conference.pk])
        assert "Phó chủ tịch thường trực UBND xã" in client.get(url).content.decode()
        answer = client.post(
            url,
            {
                "delegate": cast.vice_chair.pk,
                "reason": "Đi công tác.",
                "starts_on": "20/4/2026",
                "ends_on": "20/5/2026",
            },
        )
    assert answer.status_code == 302
    conference.refresh_from_db()
    assert conference.chair == cast.vice_chair


# cancel


def test_cancel_conference_ends_its_deadlines(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(make.BEGUN_ON):
        services.cancel_conference(conference=conference, reason="Gộp với hội nghị khác.", actor=cast.chair)
    assert conference.state == ConferenceState.CANCELLED
    assert not Deadline.objects.about(conference).open().exists()
    assert entries("conference.cancel") == 1


def test_cancel_conference_is_the_chairs_and_wants_a_reason(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(make.BEGUN_ON):
        with pytest.raises(NotYourRole):
            services.cancel_conference(conference=conference, reason=REASON, actor=cast.office)
        with pytest.raises(Refused, match="lý do huỷ"):
            services.cancel_conference(conference=conference, reason="", actor=cast.chair)


def test_cancel_conference_page(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    client = sign_in(cast.chair)
    with make.on_the(make.BEGUN_ON):
        assert (
            client.post(reverse("conference_cancel", args=[conference.pk]), {"reason": REASON}).status_code
            == 302
        )
        text = client.get(reverse("conference_detail", args=[conference.pk])).content.decode()
    assert "Hội nghị đã huỷ" in text


def test_length_is_measured_in_half_days():
    assert rules.days_of(date(2026, 5, 14), None, "morning") == 0.5
    assert rules.days_of(date(2026, 5, 14), None, "whole_day") == 1
    assert rules.days_of(date(2026, 5, 14), date(2026, 5, 15), "morning") == 2
    assert Decimal("1.0") >= rules.days_of(date(2026, 5, 14), None, "whole_day")
