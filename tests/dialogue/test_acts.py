"""Acts of the hall as desks send them: twice at the same moment, and from a device on which somebody else signed in."""

import pytest
from django.urls import reverse

from dialogue import acts
from dialogue.models import Contribution, HallEntry
from tests.factories import hall as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Hall": "1"}


@pytest.fixture
def hall(cast):
    conference = make.a_hall(cast=cast)
    with on_the(conference.held_on, 9):
        yield conference


def test_act_sent_again_while_its_first_sending_is_at_work_counts_as_done(cast, hall, sign_in, monkeypatch):
    """live-room 13: the second sending looks into the log too early, and its rule then finds the act done."""
    row = make.a_request(cast=cast, conference=hall)
    address, client = reverse("speaker_request_call", args=[row.pk]), sign_in(cast.office)
    sent = {"key": "lan-1", "ago": "0"}
    assert client.post(address, sent, headers=SCRIPT).json()["ok"]
    in_the_log, too_early = acts.is_done, iter([False])
    monkeypatch.setattr(acts, "is_done", lambda *act: next(too_early, None) is None and in_the_log(*act))
    again = client.post(address, sent, headers=SCRIPT)
    assert (again.status_code, again.json()["said"]) == (200, f"Mời {row.speaker} phát biểu.")
    assert Contribution.objects.count() == 1
    other = client.post(address, {"key": "lan-2"}, headers=SCRIPT)
    assert other.status_code == 409


def test_act_left_unsent_by_one_person_is_not_done_in_the_name_of_the_next(cast, hall, sign_in):
    """Offices share their computers. A page, not JSON: the script then keeps the act until its person is back."""
    row = make.a_request(cast=cast, conference=hall)
    address, lines = reverse("speaker_request_call", args=[row.pk]), HallEntry.objects.count()
    sent = {"key": "lan-1", "ago": "40", "hall": f"{hall.pk}:{cast.clerk.pk}"}
    answer = sign_in(cast.office).post(address, sent, headers=SCRIPT)
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "text/html; charset=utf-8")
    assert "đúng tài khoản" in answer.content.decode()
    assert HallEntry.objects.count() == lines
    assert sign_in(cast.clerk).post(address, sent, headers=SCRIPT).json()["ok"]
    assert HallEntry.objects.last().actor == cast.clerk


def test_refused_form_says_of_which_box_it_speaks(cast, hall, sign_in):
    """The sentence stands at the top of the desk, away from the box."""
    speech = make.a_spoken(cast=cast, conference=hall)
    address = reverse("contribution_settle", args=[speech.pk])
    answer = sign_in(cast.office).post(address, {"outcome": "noted"}, headers=SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["said"] == "Nội dung phát biểu: Chưa điền mục này."
