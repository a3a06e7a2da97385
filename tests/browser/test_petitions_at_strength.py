"""Sixty opinions from Excel, five from phones, ten from paper: merged, classified, given out, answered, reported."""

from datetime import date
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from core.models import Unit
from core.states import UnitKind
from deadlines.services import confirm_year
from tests.browser import intake_chain as chain
from tests.browser import opinions
from tests.browser.people import Clock, Person, launch
from tests.factories.collection import a_collecting_collector, a_round
from tests.factories.core import a_person, a_post
from tests.factories.dialogue import on_the
from tests.factories.feedback import a_petition, the_conference

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server, cast, tmp_path):
    """A conference on 14/5/2026 that collects, one petition at the desk, a round of the Front in one village."""
    villages = [
        Unit.objects.create(commune=cast.commune, kind=UnitKind.VILLAGE, official_name=name, short_name=name)
        for name in opinions.HAMLETS
    ]
    for year in (2025, 2026, 2027):
        confirm_year(commune=cast.commune, year=year, actor=cast.admin)
    officer, _ = a_person(cast=cast, username="cong.an", full_name="Đinh Công An", email="congan@xa.example")
    a_post(cast=cast, user=officer, unit=cast.units.police, title="Phó Trưởng Công an xã")
    with on_the(date(2026, 4, 21), hour=10):
        conference = the_conference(cast)
        a_petition(
            cast=cast, conference=conference, content=opinions.AT_THE_DESK, hamlet="Thôn Hạ",
            petitioners=[{"name": "Nguyễn Văn Tám", "hamlet": "Thôn Hạ"}],
        )  # fmt: skip
        a_collecting_collector(
            cast=cast, unit=villages[1], collection_round=a_round(cast=cast, conference=conference)
        )
    clock = Clock()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        people = {role: getattr(cast, role) for role in ("office", "front", "unit")} | {
            "culture": cast.other_unit
        }
        people = {role: Person(browser, live_server.url, user) for role, user in people.items()}
        people |= {name: Person(browser, live_server.url, name, width=390) for name in ("citizen", "reader")}
        yield SimpleNamespace(clock=clock, folder=tmp_path, cast=cast, conference=conference, **people)
        clock.stop()
        browser.close()


def test_no_opinion_is_lost_between_three_ways_in_and_the_report(desk):
    chain.the_list_comes_in(desk)
    chain.people_write_from_their_phones(desk)
    chain.paper_forms_are_keyed_in(desk)
    chain.what_was_said_twice_is_merged(desk)
    chain.everything_is_classified_by_keys(desk)
    chain.everything_is_given_out(desk)
    chain.three_units_answer(desk)
    chain.the_report_counts_what_the_list_counts(desk)
