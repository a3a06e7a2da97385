"""Conferences for tests, walked by the room's own services to the wanted state.

The functions travel: `a_scheduled_conference(cast=cast)` stands on `HELD_ON` (14/5/2026, E-02) and was scheduled on
`BEGUN_ON`; a test that needs "today" travels itself (`time_machine`) to a day after the last act:
preparing and scheduled 20/4/2026 · announced 4/5/2026 · open and closed on the day itself.
"""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine

from core.states import Channel
from dialogue import services
from dialogue.states import Outcome, Session
from plans.models import Plan
from plans.states import ConferenceKind
from tests.factories.deadlines import a_regulation
from tests.factories.plans import ISSUED_ON as PLAN_ISSUED_ON
from tests.factories.plans import an_issued_plan
from tests.worlds import remembered

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BEGUN_ON = date(2026, 4, 20)
HELD_ON = date(2026, 5, 14)  # E-02: the last lawful day of notice is 5/5/2026
ANNOUNCED_ON = date(2026, 5, 4)


@contextmanager
def on_the(day, hour=9):
    """The clock at that local hour of that day."""
    with time_machine.travel(datetime.combine(day, time(hour), HANOI), tick=False):
        yield


@remembered
def a_plan_of_conferences(*, cast):
    """The issued Lạc Phượng plan of this commune, the same at every call."""
    plan = Plan.objects.of_commune(cast.commune).issued().first()
    if plan is not None:
        return plan
    a_regulation(code="LP")
    with on_the(PLAN_ISSUED_ON):
        return an_issued_plan(cast=cast)


@remembered
def a_conference(*, cast, plan=None, kind=ConferenceKind.PERIODIC, target=None, **values):
    """In preparation, without a date, with chair, secretary, venue and hour."""
    with on_the(BEGUN_ON):
        plan = plan or a_plan_of_conferences(cast=cast)
        if target is None and kind != ConferenceKind.AD_HOC:
            target = plan.targets.filter(kind=kind).first()
        known = {
            "title": "Hội nghị đối thoại định kỳ với Nhân dân", "audience": "Nhân dân", "chair": cast.chair,
            "content": "Đất đai, môi trường, an ninh trật tự.", "secretary": cast.clerk, "starts_at": time(8),
            "session": Session.MORNING,
        }  # fmt: skip
        return services.create_conference(
            plan=plan,
            target=target,
            kind=kind,
            values=known | values,
            venues=[plan.venues.first().name],
            actor=cast.office,
        )


@remembered
def a_scheduled_conference(*, cast, held_on=HELD_ON, scheduled_on=BEGUN_ON, **more):
    conference = a_conference(cast=cast, **more)
    with on_the(scheduled_on):
        return services.schedule_conference(conference=conference, held_on=held_on, actor=cast.office)


def a_notice(*, cast, conference):
    """A draft notice of a scheduled conference; the clock is the test's."""
    return services.draft_public_notice(conference=conference, actor=cast.office)


def an_issued_notice(*, cast, conference):
    return services.issue_public_notice(
        public_notice=a_notice(cast=cast, conference=conference), actor=cast.office
    )


def publish(*, cast, notice, published_on, channel=Channel.RADIO, proof="Bản tin 17 giờ, đài xã"):
    return services.record_publication(
        public_notice=notice, channel=channel, published_on=published_on, proof=proof, actor=cast.office
    )


def send_all(*, cast, conference, sent_on):
    """Invite two bodies, print and send."""
    units = [cast.units.front, cast.units.economy]
    rows = [{"invitee": unit.official_name, "unit": unit} for unit in units]
    services.add_invitations(conference=conference, rows=rows, actor=cast.office)
    services.print_invitations(conference=conference, actor=cast.office)
    services.send_invitations(
        conference=conference, invitations=conference.invitations.all(), channel=Channel.BY_HAND, sent_on=sent_on,
        actor=cast.office,
    )  # fmt: skip


@remembered
def an_announced_conference(*, cast, announced_on=None, **more):
    """Scheduled, its notice issued and published, its invitations sent, ten days before the day."""
    conference = a_scheduled_conference(cast=cast, **more)
    day = announced_on or conference.held_on - timedelta(days=10)
    with on_the(day):
        publish(cast=cast, notice=an_issued_notice(cast=cast, conference=conference), published_on=day)
        send_all(cast=cast, conference=conference, sent_on=day)
    return conference


@remembered
def an_open_conference(*, cast, **more):
    conference = an_announced_conference(cast=cast, **more)
    with on_the(conference.held_on, 8):
        return services.open_conference(conference=conference, actor=cast.office)


def a_contribution(*, cast, conference, speaker="Ông Nguyễn Văn Bình", place="Thôn Đông"):
    """Somebody speaks in an open conference; the clock is the test's."""
    return services.begin_contribution(conference=conference, speaker=speaker, place=place, actor=cast.office)


def a_settled_contribution(*, cast, conference, outcome=Outcome.ANSWERED, unit=None, due_on=None, **more):
    """Spoken, answered, recorded; the clock is the test's."""
    contribution = a_contribution(cast=cast, conference=conference, **more)
    services.end_contribution(contribution=contribution, actor=cast.office)
    return services.settle_contribution(
        contribution=contribution, outcome=outcome, summary="Đề nghị sửa đường liên thôn.", answered_by="Chủ tịch UBND xã",
        answer="Xã sửa trong quý III.", unit=unit, due_on=due_on, actor=cast.office,
    )  # fmt: skip


@remembered
def a_closed_conference(*, cast, **more):
    """Held from 8 to 11 o'clock with one step walked and one contribution settled."""
    conference = an_open_conference(cast=cast, **more)
    with on_the(conference.held_on, 9):
        step = conference.steps.first()
        services.start_agenda_step(agenda_step=step, actor=cast.office)
        a_settled_contribution(cast=cast, conference=conference)
        services.finish_agenda_step(agenda_step=step, actor=cast.office)
    with on_the(conference.held_on, 11):
        return services.close_conference(conference=conference, actor=cast.office)
