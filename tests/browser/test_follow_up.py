"""What was promised is kept: two conferences of different regulations from closing to sealed dossiers."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from deadlines.services import confirm_year, install_presets
from tests.browser import follow_chain as chain
from tests.browser.people import Clock, Person, launch
from tests.factories.follow_up import an_open_hdnd_conference, an_open_ubnd_conference

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDTHS = {
    "office": 1440, "clerk": 1440, "chair": 390, "unit": 1440, "other_unit": 390, "front": 1440, "party": 1440,
}  # fmt: skip


@pytest.fixture
def hall(live_server, cast, tmp_path, settings):
    """Two open conferences of one commune, one under Lạc Phượng's rules, one under Quảng Nghiệp's."""
    settings.EMAIL_BACKEND = "tests.browser.follow_chain.PostOffice"
    install_presets()
    for year in (2025, 2026, 2027):
        confirm_year(commune=cast.commune, year=year, actor=cast.admin)
    conferences = an_open_ubnd_conference(cast=cast), an_open_hdnd_conference(cast=cast)
    clock = Clock()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        people = {
            role: Person(browser, live_server.url, getattr(cast, role), width=width)
            for role, width in WIDTHS.items()
        }
        yield SimpleNamespace(clock=clock, folder=tmp_path, cast=cast, conferences=conferences, **people)
        if os.environ.get("FOLLOW_PICTURES"):
            for name, person in people.items():
                person.page.screenshot(
                    path=Path(os.environ["FOLLOW_PICTURES"]) / f"{name}.png", full_page=True
                )
        clock.stop()
        browser.close()


def test_two_conferences_are_carried_from_closing_to_sealed_dossiers(hall):
    chain.both_are_closed(hall)
    chain.more_time_is_granted(hall)
    chain.units_are_asked_and_the_chair_returns(hall)
    chain.the_remark_is_met_and_the_chair_approves(hall)
    chain.notices_go_out(hall)
    chain.results_are_public(hall)
    chain.a_promise_is_disputed(hall)
    chain.a_silent_unit_is_escalated(hall)
    chain.everybody_is_told(hall)
    chain.dossiers_are_sealed(hall)
    chain.nothing_more_is_written(hall)
