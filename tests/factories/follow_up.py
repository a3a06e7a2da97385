"""Two conferences of one commune under different regulations, about to be closed: Lạc Phượng's rules and Quảng Nghiệp's."""

from datetime import date, time

from dialogue import services as dialogue
from dialogue.states import Session
from plans import services as plans
from tests.factories.conclusions import a_pending_petition, an_answered_petition, an_upward_petition
from tests.factories.deadlines import a_regulation
from tests.factories.dialogue import an_open_conference, on_the, publish, send_all
from tests.factories.plans import a_seed_plan

QN_HELD_ON = date(2026, 5, 20)


def in_2026(data):
    """The plan of 2023 as if it were this year's; its figures stay."""
    data["plan"]["year"] = 2026


def an_hdnd_plan(*, cast):
    a_regulation(code="QN")
    with on_the(date(2026, 3, 6)):
        plan = a_seed_plan(cast=cast, name="quang_nghiep_2023", change=in_2026)
        plans.submit_plan(plan=plan, actor=cast.office)
        plans.approve_plan(plan=plan, actor=cast.chair)
        return plans.issue_plan(
            plan=plan, issued_on=date(2026, 3, 6), signer_name=cast.chair.full_name, actor=cast.office
        )


def an_open_hdnd_conference(*, cast):
    """Under Quảng Nghiệp's rules (five working days for the conclusion, fifteen for answers), with two petitions."""
    plan = an_hdnd_plan(cast=cast)
    target = plan.targets.get()
    values = {
        "title": "Hội nghị đối thoại với Nhân dân thôn Kiêm Tân", "audience": "Nhân dân thôn Kiêm Tân",
        "content": "Nước sạch, giao thông nông thôn.", "chair": cast.chair, "secretary": cast.clerk,
        "starts_at": time(8), "session": Session.MORNING,
    }  # fmt: skip
    with on_the(date(2026, 4, 27)):
        conference = dialogue.create_conference(
            plan=plan, target=target, kind=target.kind, values=values, venues=[plan.venues.get().name],
            actor=cast.office,
        )  # fmt: skip
        dialogue.schedule_conference(conference=conference, held_on=QN_HELD_ON, actor=cast.office)
    with on_the(date(2026, 5, 8)):
        notice = dialogue.issue_public_notice(
            public_notice=dialogue.draft_public_notice(conference=conference, actor=cast.office), actor=cast.office
        )  # fmt: skip
        publish(cast=cast, notice=notice, published_on=date(2026, 5, 8))
        send_all(cast=cast, conference=conference, sent_on=date(2026, 5, 8))
    with on_the(QN_HELD_ON, 8):
        dialogue.open_conference(conference=conference, actor=cast.office)
    with on_the(QN_HELD_ON, 9):
        an_answered_petition(cast=cast, conference=conference)
        a_pending_petition(
            cast=cast, conference=conference, content="Đề nghị sớm cấp nước sạch cho thôn Kiêm Tân.",
            lead=cast.units.economy,
        )  # fmt: skip
    return conference


def an_open_ubnd_conference(*, cast):
    """Under Lạc Phượng's rules (ten working days, fifteen once extended), with petitions for two units and for above."""
    conference = an_open_conference(cast=cast)
    with on_the(conference.held_on, 9):
        an_answered_petition(cast=cast, conference=conference)
        a_pending_petition(cast=cast, conference=conference)
        a_pending_petition(
            cast=cast, conference=conference, content="Đề nghị mở lại thư viện của nhà văn hóa xã.",
            lead=cast.units.culture,
        )  # fmt: skip
        an_upward_petition(cast=cast, conference=conference)
    return conference
