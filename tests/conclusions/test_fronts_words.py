"""Crawls: nobody edits the Front's words, the Front edits nobody's answers, the Party board only reads."""

from datetime import date

import pytest
import time_machine

from conclusions.models import (
    AnswerDelivery,
    CommitmentReport,
    ConclusionItem,
    ConclusionNotice,
    ItemReview,
    Review,
    SiteVisit,
    Urging,
)
from core.refusals import Refused
from core.states import Role
from feedback.models import Answer, Assignment
from tests.factories import conclusions as make
from tests.factories.supervision import a_visit, an_urging
from tests.house.house import urls
from tests.house.minimal import SAME_PK, Minimal
from tests.house.test_guards import LOGGED_READING, _writes, address, entitled
from tests.house.test_roles import HOLDERS

pytestmark = pytest.mark.django_db
WORDS = (Review, SiteVisit, ItemReview)
# What units, the office and the chair wrote.
OTHERS_WORDS = (Answer, Assignment, CommitmentReport, AnswerDelivery, ConclusionNotice, ConclusionItem)
ROOMS = ("feedback", "conclusions")
# D-24: the report upwards may be given to the Party board or to the Front to send.
MAY_SEND_UP = {"submission_send", "submission_answer", "submission_relay"}
TYPED = {
    "text": "đã sửa", "content": "đã sửa", "reason": "đã sửa", "result": "settled", "measures": "đã sửa", "opening": "đã sửa",
    "general": "đã sửa", "findings": "đã sửa", "place": "đã sửa", "people": "đã sửa", "opinion": "satisfied",
    "visited_on": "12/6/2026", "reply_due_on": "19/6/2026", "verdict": "remark", "version": "1", "group": "answered",
    "standing": "settled", "time_text": "x", "level": "commune", "note": "đã sửa", "rows": str(SAME_PK),
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-12 03:00:00+00:00", tick=False):
        yield


@pytest.fixture
def rows(cast):
    """A row of everything, all under one key, as open to editing as it ever is."""
    minimal = Minimal(cast, conclusionnotice={"state": "issued", "issued_on": date(2026, 5, 20)})
    for name, row in [("core.user", cast.vice_chair), ("core.unit", cast.units.economy)]:
        minimal.given[name] = row
    return minimal.all_rows()


# The Front's own collecting of opinions before the conference, which is no word of supervision.
COLLECTING = ("collector_", "collection_", "opinion_form_", "form_return_")
# 410: a link that is over. What is only read and logged is no write.
REFUSED = (403, 404, 405, 409, 410)


def writes():
    return [
        url
        for url in urls()
        if url.room in ROOMS
        and url.arguments
        and (url.is_post_only or _writes(url))
        and url.name not in LOGGED_READING
        and not url.name.endswith("_detail")
        and not url.name.startswith(COLLECTING)
    ]


def dump(*models):
    return {model.__name__: {row["id"]: row for row in model._base_manager.values()} for model in models}


def is_kept(before, after):
    """Whether every row that was there is there still, word for word."""
    return all(after[name].get(pk) == row for name, kept in before.items() for pk, row in kept.items())


def test_lp_19_nobody_edits_the_fronts_words(sign_in, cast, rows):
    """LP-19: every role posts to every write of the rooms; each word of the Front stands as it was written."""
    before = dump(*WORDS)
    assert all(before.values())
    for role in Role:
        client = sign_in(getattr(cast, HOLDERS[role]))
        for url in (url for url in writes() if role in entitled(url)):
            client.post(address(url), TYPED)
            assert is_kept(before, dump(*WORDS)), f"{url.name} by {role}"


def test_lp_19_the_front_edits_no_answer(sign_in, cast, rows):
    """LP-19: the Front posts to every write; what units, office and chair wrote stands as it was written."""
    before = dump(*OTHERS_WORDS)
    assert all(before.values())
    client, wrong = sign_in(cast.front), []
    for url in writes():
        status = client.post(address(url), TYPED).status_code
        if not is_kept(before, dump(*OTHERS_WORDS)):
            wrong.append(f"{url.name}: {status}")
            before = dump(*OTHERS_WORDS)
    assert not wrong


def test_the_front_is_told_why_it_may_not_write_answers(sign_in, cast, rows):
    """No form of an answer, a report or the notice opens for the Front: 403 with a sentence, or not there at all."""
    client = sign_in(cast.front)
    begin = (
        "answer_",
        "assignment_",
        "conclusion_notice_",
        "conclusion_item_",
        "commitment_report",
        "commitment_progress",
    )
    found = [url for url in writes() if url.name.startswith(begin)]
    assert len(found) > 10
    wrong = {url.name: client.post(address(url), TYPED).status_code for url in found}
    assert not {name: status for name, status in wrong.items() if status not in REFUSED}


def test_the_party_board_only_reads(sign_in, cast, rows):
    """LP-96: the same picture as the Front's, and no write that lets it in but the sending that D-24 may give it."""
    client = sign_in(cast.party)
    wrong = {
        url.name: client.post(address(url), TYPED).status_code
        for url in writes()
        if url.name not in MAY_SEND_UP
    }
    assert not {name: status for name, status in wrong.items() if status not in REFUSED}


def test_the_models_refuse_to_change_what_was_said(cast):
    commitment = make.a_commitment(cast=cast)
    visit = a_visit(cast=cast, commitment=commitment, verdict="remark", text="Đã xem.")
    urging = an_urging(cast=cast, commitment=commitment, reply_due_on=make.PENDING_DUE_ON)
    for row in (visit, visit.reviews.get(), urging):
        for act in (
            row.save,
            row.delete,
            type(row).objects.all().delete,
            lambda row=row: type(row).objects.update(created_at=None),
        ):
            with pytest.raises(Refused, match="không sửa, không xoá"):
                act()
    assert Urging.objects.get().text == urging.text
