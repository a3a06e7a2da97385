"""The petitions behind the speakers: outcomes by form, fragment and script, further rounds, what lies at the desk's hand."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.refusals import Refused
from dialogue import services as dialogue
from dialogue.models import HallEntry, SpeakerRequest
from dialogue.services.hall_log import Stamp
from dialogue.states import Outcome, SpeechKind
from feedback import services
from feedback.models import Petition, SpeakerPetition
from feedback.queries import day_record
from feedback.queries.hall import matters
from feedback.queries.settling import settle_start
from feedback.states import PetitionState, Source
from tests.factories.dialogue import HELD_ON, a_contribution, an_open_conference, on_the
from tests.factories.feedback import a_petition, an_answered_petition

DUE = HELD_ON + timedelta(days=14)
SECRET = "Ông trưởng thôn có thái độ hách dịch, vòi vĩnh tiền của dân."
SCRIPT = {"HTTP_X_HALL": "1"}


@pytest.fixture
def hall(cast):
    conference = an_open_conference(cast=cast)
    with on_the(HELD_ON):
        yield conference


def spoken(cast, hall, **more):
    return a_contribution(cast=cast, conference=hall, **more)


def settle(cast, contribution, outcome, **more):
    more = {"field": "land", "summary": "Đề nghị sửa đường liên thôn."} | more
    return services.settle_contribution(contribution=contribution, outcome=outcome, actor=cast.office, **more)


def answered(cast, contribution, **more):
    more = {"answered_by": "Chủ tịch UBND xã", "answer": "Xã sửa trong quý III."} | more
    return settle(cast, contribution, Outcome.ANSWERED, **more)


def asked_again(cast, hall, first, speaker="Ông Nguyễn Văn Bình"):
    """The same person goes on after the answer (QN-48)."""
    return dialogue.begin_contribution(
        conference=hall, speaker=speaker, kind=SpeechKind.FOLLOW_UP, answers_to=first, actor=cast.office
    )


def registered(cast, hall, **more):
    more = {"speaker": "Bà Lê Thị Lan", "place": "Thôn Đoài"} | more
    return dialogue.register_speaker(conference=hall, actor=cast.office, **more)


# --- outcomes ----------------------------------------------------------------------------------------------


def test_settle_contribution_noted_makes_no_petition(cast, hall):
    """TM-14: every opinion is a petition or is marked as none; live-room 10."""
    contribution = spoken(cast, hall)
    assert settle(cast, contribution, Outcome.NOTED, summary="Cảm ơn lãnh đạo xã.", field="") is None
    contribution.refresh_from_db()
    assert (contribution.state, contribution.summary) == ("settled", "Cảm ơn lãnh đạo xã.")
    assert not Petition.objects.exists() and not SpeakerPetition.objects.exists()


def test_settle_contribution_of_a_new_matter_tells_where_it_was_raised(cast, hall):
    """LP-105, live-room 10: a tracked case in the same step, with source, step, time and speaker."""
    step = hall.steps.first()
    dialogue.start_agenda_step(agenda_step=step, actor=cast.office)
    dialogue.register_speaker(
        conference=hall, speaker="Bà Lê Thị Lan", place="Thôn Đoài", phone="0912 000 111", actor=cast.office
    )
    contribution = dialogue.call_speaker_request(
        speaker_request=SpeakerRequest.objects.get(), actor=cast.office
    )
    petition = settle(cast, contribution, Outcome.LATER)
    person = petition.petitioners.get()
    assert (petition.source, petition.received_on) == (Source.AT_CONFERENCE, HELD_ON)
    assert (person.name, person.hamlet, person.phone) == ("Bà Lê Thị Lan", "Thôn Đoài", "0912 000 111")
    assert (petition.contribution.step, petition.contribution.started_at) == (
        contribution.step,
        contribution.started_at,
    )


def test_settle_contribution_of_a_follow_up_is_a_round_of_the_same_petition(cast, hall):
    """QN-48, TD-54, live-room 6: who is not satisfied goes on; what is promised further opens the petition again."""
    first = spoken(cast, hall)
    petition = answered(cast, first)
    more = asked_again(cast, hall, first)
    assert answered(cast, more, field="", answer="Làm đoạn đầu trước.").pk == petition.pk
    third = asked_again(cast, hall, first, speaker="Bà Lê Thị Lan")
    settle(cast, third, Outcome.HANDED, field="", unit=cast.units.economy, due_on=DUE)
    petition.refresh_from_db()
    assert (petition.state, petition.contribution) == (PetitionState.ASSIGNED, first)
    assert Petition.objects.count() == 1 and petition.speakers.count() == 3
    assert petition.assignments.in_force().get().unit == cast.units.economy
    assert not petition.answers.approved().exists(), "the first answer was not enough"


def test_further_answers_stand_with_the_petition_in_record_and_page(client, sign_in, cast, hall):
    """QN-48, TM-14: no round is lost, and none becomes a second matter of the conclusion."""
    first = spoken(cast, hall)
    petition = answered(cast, first)
    answered(cast, asked_again(cast, hall, first), field="", answer="Làm đoạn đầu trước.")
    rows = day_record(hall)
    assert [row.said_further for row in rows] == [("Làm đoạn đầu trước.",)]
    page = sign_in(cast.office).get(reverse("petition_detail", args=[petition.pk])).content.decode()
    assert "Làm đoạn đầu trước." in page and "Hỏi lại câu trả lời" in page


def test_settle_contribution_of_a_follow_up_waits_for_the_first_outcome(cast, hall):
    first = spoken(cast, hall)
    more = asked_again(cast, hall, first)
    with pytest.raises(Refused, match="Ghi kết quả lượt đó trước|ghi kết quả lượt đó trước"):
        answered(cast, more)
    settle(cast, first, Outcome.NOTED)
    assert answered(cast, more).contribution == more, "what it asks about was none, so it is its own"


@pytest.mark.parametrize(
    ("who", "is_appointed", "is_known"),
    [
        ("Chủ tịch UBND xã", False, True),
        ("Trưởng phòng Kinh tế", False, True),
        ("ong bui van hoa", False, True),
        ("Đại diện Công an xã", False, True),
        ("Ông Cao Xa Lạ", False, False),
        ("Ông Cao Xa Lạ", True, True),
    ],
)
def test_settle_contribution_is_answered_by_chair_or_assigned_head(cast, hall, who, is_appointed, is_known):
    """LP-76, ND-28, TM-12, QN-47."""
    contribution = spoken(cast, hall)
    if is_known:
        assert answered(cast, contribution, answered_by=who, is_appointed=is_appointed)
        return
    with pytest.raises(Refused, match="Người chủ trì đã phân công"):
        answered(cast, contribution, answered_by=who)


def test_settle_contribution_knows_who_was_given_the_floor_to_answer(cast, hall):
    """QN-47: an answerer of another authority is one whom the chair let speak."""
    first = spoken(cast, hall)
    dialogue.begin_contribution(
        conference=hall, speaker="Ông Cao Xa Lạ", place="UBND xã bạn", kind=SpeechKind.UNIT_ANSWER, answers_to=first,
        actor=cast.office,
    )  # fmt: skip
    assert answered(cast, first, answered_by="Ông Cao Xa Lạ, UBND xã bạn")


def test_settle_contribution_sent_twice_is_done_once(cast, hall):
    """Live-room 13: the same act with the same key, from a desk that was offline."""
    contribution = spoken(cast, hall)
    answered(cast, contribution, stamp=Stamp(key="a"))
    with pytest.raises(Refused):
        answered(cast, contribution, stamp=Stamp(key="a"))
    assert Petition.objects.count() == 1
    assert HallEntry.objects.filter(action="contribution.settle").count() == 1


# --- what the form begins with -----------------------------------------------------------------------------


def test_the_form_begins_with_the_chairs_word(cast, hall):
    contribution = spoken(cast, hall)
    dialogue.direct_contribution(
        contribution=contribution,
        outcome=Outcome.HANDED,
        unit=cast.units.police,
        due_on=DUE,
        actor=cast.chair,
    )
    contribution.refresh_from_db()
    initial = settle_start(contribution, cast.office).initial
    assert (initial["outcome"], initial["unit"], initial["due_on"]) == ("handed", cast.units.police.pk, DUE)


def test_the_form_begins_with_petition_and_prepared_answer(cast, hall):
    """LP-104: what was prepared is read out and stands in the box."""
    petition = an_answered_petition(cast=cast, conference=hall, due_on=DUE)
    request = services.register_petitioner(
        petition=petition, name="Bà Nguyễn Thị Hoa", place="Thôn Đông", actor=cast.office
    )
    assert (request.kind, request.petition_code) == (SpeechKind.READS, petition.code)
    contribution = dialogue.call_speaker_request(speaker_request=request, actor=cast.office)
    start = settle_start(contribution, cast.office)
    assert start.initial["petition"] == petition.code and start.initial["summary"] == petition.content
    assert start.initial["answered_by"] == "Trưởng phòng Kinh tế"
    assert "bồi lấp 120 m" in start.initial["answer"] and "Nạo vét" in start.initial["answer"]


def test_the_form_knows_what_became_of_a_petition_meanwhile(cast, hall):
    """Merged into another: that one is meant; rejected: the matter is raised anew."""
    first, second = a_petition(cast=cast, conference=hall), a_petition(cast=cast, conference=hall)
    rows = [
        registered(cast, hall, speaker=f"Ông {one.code}", petition_code=one.code) for one in (first, second)
    ]
    for row, one in zip(rows, (first, second), strict=True):
        services.link_speaker(row=row, petition=one, actor=cast.office)
    services.merge_petition(petition=first, into=second, actor=cast.office)
    speech = dialogue.call_speaker_request(speaker_request=rows[0], actor=cast.office)
    assert settle_start(speech, cast.office).initial["petition"] == second.code
    services.unmerge_petition(petition=Petition.objects.get(pk=first.pk), actor=cast.office)
    services.reject_petition(petition=Petition.objects.get(pk=first.pk), reason="Sai.", actor=cast.office)
    assert "petition" not in settle_start(speech, cast.office).initial


def test_the_form_says_that_a_follow_up_waits_for_the_first_outcome(client, sign_in, cast, hall):
    first = spoken(cast, hall, speaker="Ông Tư Đầu")
    more = asked_again(cast, hall, first, speaker="Bà Năm")
    page = sign_in(cast.office).get(reverse("contribution_settle", args=[more.pk])).content.decode()
    assert "Ông Tư Đầu" in page and "Ghi lượt đó trước" in page
    settle(cast, first, Outcome.LATER)
    page = client.get(reverse("contribution_settle", args=[more.pk])).content.decode()
    assert "Ghi lượt đó trước" not in page and "ghi vào cùng kiến nghị" in page


def test_the_form_begins_with_who_answered_in_the_hall(cast, hall):
    first = spoken(cast, hall)
    dialogue.begin_contribution(
        conference=hall, speaker="Phạm Kinh Tế", place="Phòng Kinh tế", kind=SpeechKind.UNIT_ANSWER, answers_to=first,
        actor=cast.office,
    )  # fmt: skip
    initial = settle_start(first, cast.office).initial
    assert (initial["outcome"], initial["answered_by"]) == ("answered", "Phạm Kinh Tế, Phòng Kinh tế")


def test_words_on_officials_stay_out_of_the_hall(client, sign_in, cast, hall):
    """LP-29: neither the form, nor the queue, nor the list at hand, nor the draft of the minutes shows them."""
    petition = a_petition(cast=cast, conference=hall, content=SECRET)
    assert petition.names_official
    request = services.register_petitioner(petition=petition, name="Bà Hoa", actor=cast.office)
    contribution = dialogue.call_speaker_request(speaker_request=request, actor=cast.office)
    sign_in(cast.office)
    pages = [
        client.get(reverse("contribution_settle", args=[contribution.pk])),
        client.get(reverse("conference_matters", args=[hall.pk]), {"only": "all"}),
    ]
    assert all(page.status_code == 200 and "hách dịch" not in page.content.decode() for page in pages)
    assert all(petition.code in page.content.decode() for page in pages)
    assert request.topic == ""


# --- pages -------------------------------------------------------------------------------------------------


def test_contribution_settle_as_a_fragment_and_by_script(client, sign_in, cast, neighbours, hall):
    """The desk's own page: the form alone, JSON back, a wrong box told beside it, a key sent twice counts once."""
    contribution = spoken(cast, hall)
    url = reverse("contribution_settle", args=[contribution.pk])
    assert sign_in(neighbours.office).post(url, **SCRIPT).status_code == 404
    assert sign_in(cast.unit).post(url, **SCRIPT).status_code == 403
    sign_in(cast.office)
    part = client.get(url, {"manh": "1"}).content.decode()
    assert "<html" not in part and "data-hall" in part and "Trưởng phòng Kinh tế" in part
    wrong = client.post(url, {"summary": "", "outcome": "answered"}, **SCRIPT)
    assert wrong.status_code == 422 and "summary" in wrong.json()["errors"]
    values = {"summary": "Đường hỏng", "outcome": "answered", "field": "land", "key": "k1"}
    refused = client.post(url, values, **SCRIPT)
    assert refused.status_code == 409 and "ai trả lời" in refused.json()["said"]
    values |= {"answered_by": "Chủ tịch UBND xã", "answer": "Sửa ngay."}
    for _ in range(2):
        done = client.post(url, values, **SCRIPT)
        assert done.status_code == 200 and done.json()["ok"]
    assert Petition.objects.count() == 1
    again = client.post(url, values | {"key": "k2"}, **SCRIPT)
    assert again.status_code == 409 and "Đã ghi kết quả" in again.json()["said"]


def test_contribution_settle_takes_what_belongs_to_its_outcome_only(client, sign_in, cast, hall):
    """A prepared answer that stands in a hidden box is not recorded as given."""
    contribution = spoken(cast, hall)
    sign_in(cast.office)
    values = {
        "summary": "Mương tắc",
        "outcome": "later",
        "field": "land",
        "answered_by": "Chủ tịch",
        "answer": "Đã rõ.",
    }
    assert client.post(reverse("contribution_settle", args=[contribution.pk]), values).status_code == 302
    contribution.refresh_from_db()
    assert (contribution.outcome, contribution.answered_by, contribution.answer) == ("later", "", "")


def test_the_hall_page_keeps_words_on_officials_from_who_may_not_read_them(client, sign_in, cast, hall):
    """LP-29: the Front and the units see that somebody spoke, not what about an official."""
    settle(cast, spoken(cast, hall), Outcome.LATER, summary=SECRET)
    settle(cast, spoken(cast, hall), Outcome.LATER, summary="Đường hỏng nặng.")
    urls = [reverse(name, args=[hall.pk]) for name in ("conference_hall", "conference_minutes")]
    for who, reads in ((cast.office, True), (cast.chair, True), (cast.front, False), (cast.unit, False)):
        for url in urls:
            page = sign_in(who).get(url).content.decode()
            assert ("hách dịch" in page) is reads and "Đường hỏng nặng." in page, (who, url)


def test_contribution_settle_finds_a_petition_by_its_number(client, sign_in, cast, hall):
    petition = a_petition(cast=cast, conference=hall)
    contribution = spoken(cast, hall)
    url = reverse("contribution_settle", args=[contribution.pk])
    sign_in(cast.office)
    values = {"summary": "Mương tắc", "outcome": "later", "petition": "99"}
    assert "không có kiến nghị “99”" in client.post(url, values).content.decode()
    number = str(int(petition.code.rsplit("-", 1)[1]))
    assert client.post(url, values | {"petition": number}).status_code == 302
    petition.refresh_from_db()
    assert petition.contribution == contribution


def test_conference_matters_lists_what_lies_at_hand(client, sign_in, cast, neighbours, hall):
    petition = an_answered_petition(cast=cast, conference=hall, due_on=DUE)
    raised = a_petition(cast=cast, conference=hall, content="Đèn đường thôn Đoài tắt cả tháng.")
    services.register_petitioner(petition=raised, name="Ông Tư", actor=cast.office)
    url = reverse("conference_matters", args=[hall.pk])
    assert sign_in(neighbours.office).get(url).status_code == 404
    refused = sign_in(cast.unit).get(url)
    assert refused.status_code == 403
    assert sign_in(cast.chair).get(url).status_code == 200
    sign_in(cast.office)
    page = client.get(url).content.decode()
    assert petition.code in page and "Có trả lời" in page and raised.code not in page
    part = client.get(url, {"manh": "1", "q": "den duong"}).content.decode()
    assert "<html" not in part and raised.code in part and "Ông Tư" in part and petition.code not in part


def test_conference_matters_costs_the_same_with_many(
    client, sign_in, cast, hall, django_assert_max_num_queries
):
    sign_in(cast.office)
    url = reverse("conference_matters", args=[hall.pk])
    counts = []
    for _ in range(2):
        for _ in range(4):
            a_petition(cast=cast, conference=hall)
        with django_assert_max_num_queries(24) as seen:
            client.get(url, {"manh": "1"})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_petition_speak_puts_the_petitioner_into_the_queue_once(client, sign_in, cast, neighbours, hall):
    """Live-room 2, 3, 6."""
    petition = a_petition(cast=cast, conference=hall)
    url = reverse("petition_speak", args=[petition.pk])
    values = {"name": "Bà Nguyễn Thị Hoa", "place": "Thôn Đông"}
    assert sign_in(neighbours.office).post(url, values).status_code == 404
    assert sign_in(cast.chair).post(url, values).status_code == 403
    sign_in(cast.office)
    assert client.get(url).status_code == 405
    assert client.post(url, values, **SCRIPT).json()["ok"]
    row = SpeakerRequest.objects.get()
    assert (row.kind, row.petition_code, row.matter.petition) == ("reads", petition.code, petition)
    assert row.topic.startswith("Đề nghị xã nạo vét")
    again = client.post(url, values, **SCRIPT)
    assert again.status_code == 409 and SpeakerRequest.objects.count() == 1


def test_contribution_link_ties_a_speech_until_it_is_settled(client, sign_in, cast, neighbours, hall):
    petition, contribution = a_petition(cast=cast, conference=hall), spoken(cast, hall)
    url = reverse("contribution_link", args=[contribution.pk])
    assert sign_in(neighbours.office).post(url, {"petition": petition.code}, **SCRIPT).status_code == 404
    assert sign_in(cast.chair).post(url, {"petition": petition.code}, **SCRIPT).status_code == 403
    sign_in(cast.office)
    assert client.get(url).status_code == 405
    assert client.post(url, {"petition": "KN-1999-0001"}, **SCRIPT).status_code == 422
    assert client.post(url, {"petition": petition.code}, **SCRIPT).json()["ok"]
    assert settle_start(contribution, cast.office).initial["petition"] == petition.code
    assert HallEntry.objects.filter(action="speaker.link", words__contains=petition.code).exists()
    assert client.post(url, {"petition": ""}, **SCRIPT).json()["ok"]
    assert not SpeakerPetition.objects.exists()
    settle(cast, contribution, Outcome.NOTED)
    assert client.post(url, {"petition": petition.code}, **SCRIPT).status_code == 409


def test_speaker_request_link_is_kept_through_the_call(client, sign_in, cast, hall):
    petition, request = a_petition(cast=cast, conference=hall), registered(cast, hall)
    sign_in(cast.office)
    url = reverse("speaker_request_link", args=[request.pk])
    assert f'formaction="{url}"' in client.get(reverse("conference_matters", args=[hall.pk])).content.decode()
    assert client.post(url, {"petition": petition.code}, **SCRIPT).json()["ok"]
    contribution = dialogue.call_speaker_request(speaker_request=request, actor=cast.office)
    assert matters(hall, cast.office).of(contribution).code == petition.code
    assert client.post(url, {"petition": ""}, **SCRIPT).status_code == 409, "no longer waiting"


# --- matters -----------------------------------------------------------------------------------------------


def test_matters_follow_the_code_that_a_person_wrote(cast, hall):
    """Live-room 2: a petition collected before may be linked, by its code or its tracking code, however typed."""
    petition = a_petition(cast=cast, conference=hall)
    by_code = registered(cast, hall, petition_code=petition.code.lower())
    by_tracking = registered(cast, hall, speaker="Ông Tư", petition_code=petition.tracking_code)
    wrong = registered(cast, hall, speaker="Ông Năm", petition_code="KN-2026-9999")
    found = matters(hall, cast.office)
    assert [found.of(row) and found.of(row).code for row in (by_code, by_tracking, wrong)] == [
        petition.code, petition.code, None,
    ]  # fmt: skip


def test_matters_of_answers_and_follow_ups_are_those_of_the_speech(cast, hall):
    """QN-48."""
    first = spoken(cast, hall)
    petition = answered(cast, first)
    more = asked_again(cast, hall, first)
    reply = dialogue.begin_contribution(
        conference=hall, speaker="Chủ tịch", kind=SpeechKind.CHAIR_ANSWER, answers_to=more, actor=cast.office
    )
    found = matters(hall, cast.office)
    assert {found.of(row).petition for row in (first, more, reply)} == {petition}


def test_matters_cost_the_same_however_many_speak(cast, hall, django_assert_max_num_queries):
    for number in range(3):
        petition = a_petition(cast=cast, conference=hall)
        services.register_petitioner(petition=petition, name=f"Ông {number}", actor=cast.office)
    rows = list(SpeakerRequest.objects.all())
    with django_assert_max_num_queries(5):
        found = matters(hall, cast.office)
        assert all(found.of(row) for row in rows)
