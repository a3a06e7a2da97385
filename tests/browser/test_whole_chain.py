"""One conference from plan to follow-up: five people, five browsers, the Lạc Phượng plan, nothing but clicks."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from core.models import Unit
from core.states import UnitKind
from deadlines.services import confirm_year, install_presets
from tests.browser import chain_after, chain_before
from tests.browser.people import Clock, Person, launch

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall(live_server, cast, tmp_path):
    """The cast at five browsers, the calendar confirmed, the presets installed; the clock is the story's."""
    for name in ("Thôn Đông", "Thôn Hạ", "Thôn Thượng"):
        Unit.objects.create(commune=cast.commune, kind=UnitKind.VILLAGE, official_name=name, short_name=name)
    install_presets()
    for year in (2025, 2026, 2027):
        confirm_year(commune=cast.commune, year=year, actor=cast.admin)
    folder = Path(os.environ.get("CHAIN_PDFS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        people = {
            role: Person(browser, live_server.url, getattr(cast, role))
            for role in ("office", "clerk", "chair", "unit", "front")
        }
        yield SimpleNamespace(clock=clock, folder=folder, cast=cast, **people)
        clock.stop()
        browser.close()


def test_the_lac_phuong_plan_is_carried_from_draft_to_a_confirmed_commitment(hall):
    chain_before.plan_is_issued(hall)
    chain_before.conference_is_dated(hall)
    chain_before.notice_and_invitations_go_out(hall)
    chain_before.petitions_are_given_out(hall)
    chain_before.petitions_are_answered(hall)
    chain_before.report_is_issued(hall)
    chain_after.conference_is_held(hall)
    chain_after.conclusion_is_approved_after_an_extension(hall)
    chain_after.conclusion_is_issued_and_sent(hall)
    chain_after.commitments_are_followed_up(hall)
