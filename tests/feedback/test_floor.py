"""Speeches settled in the hall, and the record of the day that the conclusion is drafted from."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.refusals import Refused
from deadlines.services import deadlines_of
from dialogue.states import Outcome
from feedback import services
from feedback.models import Petition
from feedback.queries import day_record
from feedback.states import PetitionState, Source, Triage
from tests.factories.dialogue import HELD_ON, a_contribution, an_open_conference, on_the
from tests.factories.feedback import (
    a_petition,
    an_accepted_assignment,
    an_answered_petition,
    an_upward_petition,
)

DUE = HELD_ON + timedelta(days=14)


@pytest.fixture
def hall(cast):
    conference = an_open_conference(cast=cast)
    with on_the(HELD_ON):
        yield conference


def settle(cast, contribution, outcome, **more):
    more = {"field": "land", "summary": "Đề nghị sửa đường liên thôn."} | more
    return services.settle_contribution(contribution=contribution, outcome=outcome, actor=cast.office, **more)


def spoken(cast, hall):
    return a_contribution(cast=cast, conference=hall)


def test_settle_contribution_answered_makes_an_answered_petition(cast, hall):
    """LP-76, LP-105."""
    contribution = spoken(cast, hall)
    petition = settle(
        cast, contribution, Outcome.ANSWERED, answered_by="Trưởng phòng Kinh tế", answer="Sửa trong quý III."
    )
    petition.refresh_from_db()
    contribution.refresh_from_db()
    assert contribution.state == "settled"
    assert (petition.state, petition.source, petition.contribution) == (
        PetitionState.ANSWERED,
        Source.AT_CONFERENCE,
        contribution,
    )
    assert petition.petitioners.get().name == "Ông Nguyễn Văn Bình"
    answer = petition.answers.approved().get()
    assert (answer.content, answer.signer) == ("Sửa trong quý III.", "Trưởng phòng Kinh tế")


def test_settle_contribution_handed_gives_the_unit_a_date(cast, hall):
    petition = settle(cast, spoken(cast, hall), Outcome.HANDED, unit=cast.units.economy, due_on=DUE)
    petition.refresh_from_db()
    lead = petition.assignments.get()
    assert (petition.state, petition.triage, lead.unit, lead.due_on) == (
        "assigned",
        Triage.LATER,
        cast.units.economy,
        DUE,
    )
    assert deadlines_of(lead)[0].kind == "answer_after"


def test_settle_contribution_later_may_wait_for_the_conclusion(cast, hall):
    """LP-66."""
    petition = settle(cast, spoken(cast, hall), Outcome.LATER)
    assert (petition.state, petition.triage) == (PetitionState.CLASSIFIED, Triage.LATER)
    given = settle(cast, spoken(cast, hall), Outcome.LATER, unit=cast.units.police, due_on=DUE)
    assert given.state == PetitionState.ASSIGNED


def test_settle_contribution_upward_waits_for_its_report(cast, hall):
    """LP-67."""
    petition = settle(cast, spoken(cast, hall), Outcome.UPWARD, level_text="UBND thành phố")
    petition.refresh_from_db()
    assert (petition.state, petition.triage, petition.competence) == ("classified", "upward", "higher")
    assert day_record(hall)[0].level == "UBND thành phố"


def test_settle_contribution_links_a_petition_sent_before(cast, hall):
    known = a_petition(cast=cast, conference=hall)
    settled = settle(
        cast,
        spoken(cast, hall),
        Outcome.ANSWERED,
        petition=known,
        field="land",
        answered_by="Chủ tịch",
        answer="Đã rõ.",
    )
    assert settled.pk == known.pk and Petition.objects.count() == 1
    known.refresh_from_db()
    assert known.state == PetitionState.ANSWERED and known.contribution


def test_settle_contribution_of_an_assigned_petition_frees_its_unit(cast, hall):
    lead = an_accepted_assignment(cast=cast, conference=hall, due_on=DUE)
    settle(
        cast,
        spoken(cast, hall),
        Outcome.ANSWERED,
        petition=lead.petition,
        answered_by="Chủ tịch",
        answer="Đã rõ.",
    )
    lead.refresh_from_db()
    assert lead.state == "done" and deadlines_of(lead)[0].state == "met"
    lead = an_accepted_assignment(cast=cast, conference=hall, due_on=DUE)
    settle(
        cast,
        spoken(cast, hall),
        Outcome.HANDED,
        petition=Petition.objects.get(pk=lead.petition_id),
        unit=cast.units.culture,
        due_on=DUE,
    )
    lead.refresh_from_db()
    assert lead.state == "withdrawn"
    assert lead.petition.assignments.in_force().get().unit == cast.units.culture


def test_settle_contribution_of_an_answer_read_out_keeps_that_answer(cast, hall):
    known = an_answered_petition(cast=cast, conference=hall, due_on=DUE)
    settle(
        cast,
        spoken(cast, hall),
        Outcome.ANSWERED,
        petition=known,
        answered_by="Trưởng phòng",
        answer="Như văn bản.",
    )
    assert known.answers.count() == 1
    with pytest.raises(Refused, match="đã có kết quả"):
        settle(cast, spoken(cast, hall), Outcome.UPWARD, petition=known)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.ANSWERED, "ai trả lời"), (Outcome.HANDED, "chọn đơn vị")],
)
def test_settle_contribution_needs_what_its_outcome_needs(cast, hall, outcome, words):
    contribution = spoken(cast, hall)
    with pytest.raises(Refused, match=words):
        settle(cast, contribution, outcome)
    contribution.refresh_from_db()
    assert contribution.state == "speaking" and not Petition.objects.exists()


def test_settle_contribution_page(client, sign_in, cast, neighbours, hall):
    contribution = spoken(cast, hall)
    url = reverse("contribution_settle", args=[contribution.pk])
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.unit).get(url).status_code == 403
    sign_in(cast.office)
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"summary": "Đường hỏng", "outcome": "answered", "field": "land"})
    assert "ai trả lời" in wrong.content.decode() and "Đường hỏng" in wrong.content.decode()
    done = client.post(
        url,
        {
            "summary": "Đường hỏng",
            "outcome": "handed",
            "field": "land",
            "unit": cast.units.economy.pk,
            "due_on": "28/5/2026",
        },
    )
    assert done.status_code == 302
    assert Petition.objects.get().assignments.get().due_on == date(2026, 5, 28)
    assert client.get(url).status_code == 409


def test_day_record_sorts_what_was_answered_what_is_pending_and_what_goes_up(cast, hall):
    an_upward_petition(cast=cast, conference=hall)
    lead = an_accepted_assignment(cast=cast, conference=hall, due_on=DUE)
    an_answered_petition(cast=cast, conference=hall, due_on=DUE)
    rejected = a_petition(cast=cast, conference=hall)
    services.reject_petition(petition=rejected, reason="Ngoài phạm vi.", actor=cast.office)
    rows = day_record(hall)
    assert [row.group for row in rows] == ["answered", "answered", "pending", "upward"]
    pending = rows[2]
    assert (pending.unit, pending.due_on, pending.petition) == (cast.units.economy, DUE, lead.petition)
    assert any("Ngoài phạm vi." in row.answer_text for row in rows[:2])
    assert any("Nạo vét" in row.result for row in rows[:2])
    assert "0912" not in "".join(row.who for row in rows)


def test_day_record_costs_the_same_with_many(cast, hall, django_assert_num_queries):
    for _ in range(3):
        an_accepted_assignment(cast=cast, conference=hall, due_on=DUE)
    with django_assert_num_queries(6):
        day_record(hall)
