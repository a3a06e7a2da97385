"""Two desks, one without network for ten minutes: nothing is lost, nothing doubled, what was too late is told (issue 5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from dialogue import services
from dialogue.models import AgendaStep, HallEntry
from tests.browser.people import Clock, Person, launch
from tests.factories import dialogue as make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE = [("Bà Đoàn Thị Lý", "Thôn Hạ"), ("Ông Hồ Văn Nghĩa", "Thôn Thượng"), ("Bà Trần Thị Sen", "Thôn Đông"),
          ("Ông Vũ Đình Khôi", "Thôn Bến")]  # fmt: skip
TEN_MINUTES = 600_000


@pytest.fixture
def desks(live_server, cast):
    """An open conference with four waiting; the clerk's desk and the office's, the clock at nine of that day."""
    conference = make.an_open_conference(cast=cast)
    clock = Clock()
    clock.go(conference.held_on, 9)
    step = conference.steps.filter(takes_contributions=True).first()
    AgendaStep.objects.filter(pk=step.pk).update(limit_seconds=180)
    services.start_agenda_step(agenda_step=AgendaStep.objects.get(pk=step.pk), actor=cast.office)
    for speaker, place in PEOPLE:
        services.register_speaker(conference=conference, speaker=speaker, place=place, actor=cast.clerk)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        here, there = (Person(browser, live_server.url, user) for user in (cast.clerk, cast.office))
        here.page.clock.install()
        for person in (here, there):
            person.start()
            person.page.goto(live_server.url + reverse("conference_desk", args=[conference.pk]))
        yield conference, here, there
        clock.stop()
        browser.close()


def test_a_desk_offline_for_ten_minutes_loses_and_doubles_nothing(desks):
    """live-room 13: offline the clerk goes on by keys; meanwhile the other desk calls somebody the clerk calls as well."""
    conference, here, there = desks
    page, floor = here.page, here.page.locator("[data-part=floor]")
    page.keyboard.press("m")
    expect(floor.locator(".desk-name")).to_have_text("Bà Đoàn Thị Lý")

    # The cable is pulled: an end, a call, somebody new, all by keys; the desk shows who speaks and what waits.
    page.context.set_offline(True)
    page.keyboard.press("k")
    expect(floor).to_contain_text("đã nói xong")
    page.keyboard.press("m")
    expect(floor.locator(".desk-name")).to_have_text("Ông Hồ Văn Nghĩa")
    expect(floor.locator(".hall-clock")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("Cụ Phùng Văn Sáu")
    page.keyboard.press("Tab")
    page.keyboard.type("Thôn Trung")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.locator("[data-row]").filter(has_text="Ông Vũ Đình Khôi").locator("[data-withdraw]").evaluate(
        "node => node.click()"
    )
    unsent = page.locator("[data-unsent] li")
    expect(unsent).to_have_count(4)
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(there.page.locator("[data-part=floor] .desk-name")).to_have_text("Bà Đoàn Thị Lý")
    there.page.locator("[data-row]").filter(has_text="Ông Vũ Đình Khôi").get_by_role(
        "button", name="Mời", exact=False
    ).first.click()
    expect(there.page.locator("[data-part=floor] .desk-name")).to_have_text("Ông Vũ Đình Khôi")

    # Ten minutes later the network is back: in order, with their own times, one refused with its words.
    page.clock.fast_forward(TEN_MINUTES)
    page.context.set_offline(False)
    expect(unsent).to_have_count(1, timeout=20_000)
    expect(unsent).to_contain_text("Ông Vũ Đình Khôi")
    expect(unsent).to_contain_text("chưa ghi được")
    expect(page.locator("[data-offline]")).to_be_hidden()
    expect(page.locator("[data-part=queue]")).to_contain_text("Cụ Phùng Văn Sáu")

    said = {row.words: row.at for row in HallEntry.objects.filter(conference=conference)}
    begun = list(HallEntry.objects.filter(conference=conference, action="contribution.begin"))
    assert sorted(row.contribution.speaker for row in begun) == [
        "Bà Đoàn Thị Lý",
        "Ông Hồ Văn Nghĩa",
        "Ông Vũ Đình Khôi",
    ]
    late = next(row for row in begun if row.contribution.speaker == "Ông Hồ Văn Nghĩa")
    assert late.created_at - late.at > timedelta(minutes=9, seconds=50)
    assert sum("Cụ Phùng Văn Sáu" in words for words in said) == 1
    assert conference.speaker_requests.filter(speaker="Cụ Phùng Văn Sáu").count() == 1
    assert conference.contributions.count() == 3
    page.get_by_role("button", name="Đã xem, bỏ khỏi danh sách").click()
    expect(page.locator("[data-unsent]")).to_be_hidden()
