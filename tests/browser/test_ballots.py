"""A stack of paper ballots keyed in by a real browser: typing never waits, a lost answer loses and doubles nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from dialogue import services
from dialogue.models import Attendance, SatisfactionBallot
from dialogue.states import Presence
from tests.browser.people import READY, launch
from tests.factories.dialogue import HELD_ON, a_closed_conference, on_the

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def survey(cast):
    conference = a_closed_conference(cast=cast)
    with on_the(HELD_ON, 11):
        survey = services.create_survey(conference=conference, actor=cast.front)
        return services.open_survey(survey=survey, actor=cast.front)


def test_papers_are_keyed_without_waiting_and_a_phone_votes_once(live_server, cast, client, survey):
    """QN-43: digits and Enter; the network fails after the server has taken a paper; the last one is taken back."""
    client.force_login(cast.front, backend="django.contrib.auth.backends.ModelBackend")
    guest = Attendance.objects.create(
        commune=cast.commune, conference=survey.conference, sitting=survey.conference.sittings.first(),
        presence=Presence.PRESENT, name="Bà Nguyễn Thị Mận",
    )  # fmt: skip
    lost = []

    def lose_the_second_answer(route):
        lost.append(route.request.method)
        answer = route.fetch()
        if len(lost) == 2:
            route.abort()
        else:
            route.fulfill(response=answer)

    with sync_playwright() as playwright:
        browser = launch(playwright)
        desk = browser.new_context(viewport={"width": 1440, "height": 900})
        desk.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page, url = desk.new_page(), live_server.url + reverse("ballot_key", args=[survey.pk])
        page.goto(url, wait_until=READY)
        page.route(url, lose_the_second_answer)
        for digits in ("1111111", "2222222", "3333333"):
            page.keyboard.type(digits)
            page.keyboard.press("Enter")
        count = page.locator("[data-count]")
        expect(count).to_have_text("3", timeout=15_000)
        assert len(lost) == 4 and SatisfactionBallot.objects.count() == 3
        page.keyboard.press("Control+z")
        expect(count).to_have_text("2")
        phone = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        phone.goto(live_server.url + reverse("ballot_fill", args=[guest.code]), wait_until=READY)
        for line in phone.locator(".ballot-line").all():
            line.locator(".ballot-level").nth(1).click()
        phone.locator(".ballot-send").click()
        expect(phone.locator("h1")).to_have_text("Đã nhận phiếu")
        browser.close()
    services.close_survey(survey=survey, actor=cast.front)
    levels = [{answer.level for answer in ballot.answers.all()} for ballot in survey.ballots.all()]
    assert sorted(map(sorted, levels)) == [["satisfied"], ["satisfied"], ["very"]]
