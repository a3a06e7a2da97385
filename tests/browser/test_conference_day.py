"""The day of a conference, all at once: two desks, a chair, a projector and a phone, from the door to the minutes."""

import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from core.models import Unit
from core.states import UnitKind
from deadlines.services import confirm_year, install_presets
from tests.browser import day_chain
from tests.browser.people import Clock, Person, launch
from tests.factories.dialogue import an_announced_conference, on_the
from tests.factories.feedback import an_answered_petition

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall(live_server, cast, tmp_path):
    """An announced conference with one answered petition; seven people at their own browsers."""
    for name in ("Thôn Đông", "Thôn Hạ", "Thôn Thượng", "Thôn Trung"):
        Unit.objects.create(commune=cast.commune, kind=UnitKind.VILLAGE, official_name=name, short_name=name)
    install_presets()
    for year in (2025, 2026, 2027):
        confirm_year(commune=cast.commune, year=year, actor=cast.admin)
    conference = an_announced_conference(cast=cast)
    with on_the(date(2026, 5, 6)):
        petition = an_answered_petition(cast=cast, conference=conference)
    clock = Clock()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        people = {
            role: Person(browser, live_server.url, getattr(cast, role), width=width)
            for role, width in (("office", 1440), ("clerk", 1440), ("chair", 390), ("front", 1440))
        }
        people["screen"] = Person(browser, live_server.url, "the projector", width=1280)
        people["phone"] = Person(browser, live_server.url, "a phone", width=390)
        yield SimpleNamespace(
            clock=clock, folder=tmp_path, cast=cast, conference=conference, petition=petition, **people
        )
        if os.environ.get("DAY_PICTURES"):
            for name, person in people.items():
                person.page.screenshot(path=Path(os.environ["DAY_PICTURES"]) / f"{name}.png")
        clock.stop()
        browser.close()


def test_a_conference_is_played_from_check_in_to_minutes(hall):
    day_chain.guests_come(hall)
    day_chain.conference_is_opened(hall)
    day_chain.everybody_looks_on(hall)
    day_chain.people_register(hall)
    day_chain.first_speaks_and_is_answered(hall)
    day_chain.second_is_handed_by_the_chair(hall)
    day_chain.third_was_ended_too_early_and_goes_on(hall)
    day_chain.fourth_reads_a_petition_sent_before(hall)
    day_chain.conference_is_closed(hall)
    day_chain.minutes_are_written(hall)
    day_chain.front_asks_for_satisfaction(hall)
