"""Two venues, online form, speaking time, registrations, an agenda over days: in forms and on papers (LP-43 to LP-45, QN-46)."""

from datetime import date, time

import pytest
from django.urls import reverse

from core.refusals import NotYourRole
from dialogue import services
from dialogue.documents import default_notice_text, invitations_html, public_notice_html
from dialogue.documents.hall import programme_steps
from dialogue.models import Conference
from documents.drafting import plain_face
from documents.plaintext import lines_of
from documents.states import PaperKind
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db
LINK = "https://hop.lacphuong.example/doi-thoai"


@pytest.fixture(autouse=True)
def calendar(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)


def typed(conference, **changes):
    values = {
        "title": conference.title, "audience": conference.audience, "content": conference.content, "form": "hybrid",
        "form_reason": "Có điểm cầu tại cơ sở 1", "online_link": LINK, "session": "whole_day", "starts_at": "08:00",
        "chair": conference.chair_id, "secretary": conference.secretary_id, "version": conference.version,
        "venues": [venue.name for venue in conference.plan.venues.all()], "speaking_seconds": "3",
    }  # fmt: skip
    return values | changes


def words(html):
    return "\n".join(lines_of(html))


def face_of(conference, kind):
    body = conference.plan.body
    return plain_face(commune=conference.commune, kind=kind, body=body, sign="TB", excerpt="x")


def test_edit_conference_keeps_link_minutes_and_registrations(cast, sign_in):
    conference = make.a_conference(cast=cast)
    client, url = sign_in(cast.office), reverse("conference_edit", args=[conference.pk])
    wrong = client.post(url, typed(conference, form="direct")).content.decode()
    assert "hình thức là trực tuyến hoặc kết hợp" in wrong and LINK in wrong
    assert (
        "Số nhỏ nhất được nhận là 1"
        in client.post(url, typed(conference, speaking_seconds="0")).content.decode()
    )
    assert client.post(url, typed(conference)).status_code == 302
    now = Conference.objects.get()
    assert (now.online_link, now.speaking_seconds, now.takes_registrations) == (LINK, 180, False)
    page = client.get(url).content.decode()
    assert 'name="speaking_seconds" value="3"' in page
    home = client.get(reverse("conference_detail", args=[conference.pk])).content.decode()
    assert LINK in home and "3 phút" in home and "Chỉ tại hội trường" in home


def test_papers_tell_how_to_take_part(cast, sign_in):
    """LP-45: the join method on the invitation; LP-43, LP-44: which hall is the main one."""
    conference = make.a_scheduled_conference(cast=cast)
    sign_in(cast.office).post(reverse("conference_edit", args=[conference.pk]), typed(conference))
    conference = Conference.objects.get()
    main, linked = (venue.name for venue in conference.venues.all())
    with make.on_the(make.BEGUN_ON):
        notice = make.a_notice(cast=cast, conference=conference)
    services.add_invitations(conference=conference, rows=[{"invitee": "Ông A"}], actor=cast.office)
    invited = words(
        invitations_html(conference, conference.invitations.all(), face_of(conference, PaperKind.INVITATION))
    )
    told = words(public_notice_html(notice, face_of(conference, PaperKind.PUBLIC_NOTICE)))
    for paper in (invited, told):
        assert f"Có điểm cầu tại cơ sở 1; đường dẫn: {LINK}." in paper
        assert f"{main} (điểm cầu chính); {linked} (điểm cầu)" in paper
    assert "đăng ký tại bàn thư ký trong hội trường. Mỗi lượt phát biểu không quá 03 phút." in told
    conference.takes_registrations, conference.speaking_seconds = True, None
    assert default_notice_text(conference).endswith("hoặc với Trưởng thôn.")


def test_an_agenda_runs_over_the_days_of_its_conference(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    client, url = sign_in(cast.office), reverse("agenda_step_add", args=[conference.pk])
    step = {"order": 9, "contents": "Trao đổi tiếp", "planned_at": "08:00", "limit_seconds": "2", "day": "2"}
    assert "Hội nghị chỉ họp một ngày" in client.post(url, step).content.decode()
    Conference.objects.update(last_day_on=date(2026, 5, 15))
    assert client.post(url, step | {"takes_contributions": "on"}).status_code == 302
    made = conference.steps.last()
    assert (made.day, made.limit_seconds, made.planned_at) == (2, 120, time(8))
    page = client.get(reverse("conference_agenda", args=[conference.pk])).content.decode()
    assert "Ngày 2" in page and "mỗi lượt 2 phút" in page
    assert programme_steps(Conference.objects.get())[-1]["day"] == date(2026, 5, 15)
    assert client.post(url, step | {"order": 10, "day": ""}).status_code == 302
    assert conference.steps.last().day == 1


def test_delegate_conference_on_the_day_opens_the_chairs_page(client, sign_in, cast):
    """LP-68: the delegate sees the chair's page of this conference, and of no other."""
    conference = make.an_open_conference(cast=cast)
    other = make.a_conference(cast=cast, title="Hội nghị khác")
    with make.on_the(make.HELD_ON, 10):
        services.delegate_conference(
            conference=conference, delegate=cast.vice_chair, reason="Đi chống bão.", starts_on=make.HELD_ON,
            ends_on=make.HELD_ON, actor=cast.chair,
        )  # fmt: skip
        sign_in(cast.vice_chair)
        assert client.get(reverse("conference_chair", args=[conference.pk])).status_code == 200
        row = make.a_contribution(cast=cast, conference=conference)
        services.end_contribution(contribution=row, actor=cast.vice_chair)
        with pytest.raises(NotYourRole):
            services.delegate_conference(
                conference=other, delegate=cast.unit, reason="x", starts_on=make.HELD_ON, ends_on=make.HELD_ON,
                actor=cast.vice_chair,
            )  # fmt: skip
