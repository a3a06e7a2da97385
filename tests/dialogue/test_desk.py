"""The secretary's desk and the day's page: what they show, to whom, what they cost (live-room 1, 5, 6, 8 to 13)."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from dialogue import services
from dialogue.models import AgendaStep
from dialogue.queries.desk import step_rows
from dialogue.queries.floor import floor_of
from dialogue.states import Outcome
from feedback.services import settle_contribution
from tests.factories import dialogue as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(cast):
    """An open conference at nine o'clock; the step with speeches, planned for half past eight, has just begun."""
    conference = make.an_open_conference(cast=cast)
    with make.on_the(conference.held_on):
        step = conference.steps.filter(takes_contributions=True).first()
        AgendaStep.objects.filter(pk=step.pk).update(planned_at=time(8, 30), limit_seconds=180)
        services.start_agenda_step(agenda_step=AgendaStep.objects.get(pk=step.pk), actor=cast.office)
        yield conference


def desk(client, conference):
    answer = client.get(reverse("conference_desk", args=[conference.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def live(client, conference, tag=""):
    headers = {"If-None-Match": tag} if tag else {}
    return client.get(reverse("desk_live", args=[conference.pk]), headers=headers)


def waits(conference, cast, speaker="Bà Đoàn Thị Lý", place="Thôn Hạ", **more):
    return services.register_speaker(
        conference=conference, speaker=speaker, place=place, actor=cast.office, **more
    )


def test_desk_shows_steps_with_planned_and_real_times_and_the_delay(cast, sign_in, hall):
    text = desk(sign_in(cast.office), hall)
    assert "chậm 30 phút" in text
    assert "08:30" in text and "09:00" in text
    assert "Kết thúc mục" in text


def test_desk_tells_no_delay_of_a_step_that_began_on_another_day_than_planned(cast, hall):
    """P8: after an interruption the programme goes on a day later; its planned hours were those of the day before."""
    assert [row.late for row in step_rows(floor_of(hall)) if row.is_running] == [30]
    running = AgendaStep.objects.get(conference=hall, state="running")
    AgendaStep.objects.filter(pk=running.pk).update(started_at=running.started_at + timedelta(days=1))
    assert [row.late for row in step_rows(floor_of(hall)) if row.is_running] == [None]


def test_desk_offers_the_call_of_the_first_and_the_clock_of_who_speaks(cast, sign_in, hall):
    """live-room 7, 8, 11: one touch each; badges; the limit."""
    request = waits(hall, cast)
    client = sign_in(cast.office)
    text = desk(client, hall)
    assert reverse("speaker_request_call", args=[request.pk]) in text
    assert "Lần đầu" in text and "chờ 0 phút" in text
    speech = services.call_speaker_request(speaker_request=request, actor=cast.office)
    text = desk(client, hall)
    assert 'data-limit="180"' in text and 'data-running="1"' in text
    for verb in ("end", "pause", "extend"):
        assert reverse(f"contribution_{verb}", args=[speech.pk]) in text
    assert f'name="over" form="acts" value="{speech.pk}"' in text  # what the desk saw (live-room 13)


def test_desk_offers_outcome_answers_and_undo_after_a_speech(cast, sign_in, hall):
    """live-room 6, 9, 10."""
    speech = services.call_speaker_request(speaker_request=waits(hall, cast), actor=cast.office)
    services.end_contribution(contribution=speech, actor=cast.office)
    client = sign_in(cast.office)
    text = desk(client, hall)
    assert reverse("contribution_settle", args=[speech.pk]) in text
    assert reverse("contribution_requeue", args=[speech.pk]) in text
    assert "Chủ trì trả lời" in text and "Đơn vị trả lời" in text and "Hỏi lại" in text
    services.begin_contribution(
        conference=hall, speaker="Chủ tịch UBND xã", kind="chair_answer", answers_to=speech, actor=cast.office
    )
    text = desk(client, hall)
    assert f"ý kiến của {speech.speaker}" in text


def test_desk_writes_down_a_follow_up_that_is_not_satisfied(cast, sign_in, hall):
    """TD-54: who asks again at once is marked, and belongs to the first speech (live-room 6)."""
    speech = services.call_speaker_request(speaker_request=waits(hall, cast), actor=cast.office)
    sent = {
        "speaker": speech.speaker, "place": speech.place, "kind": "follow_up", "answers_to": speech.pk, "is_unsatisfied": "on",
    }  # fmt: skip
    address = reverse("contribution_begin", args=[hall.pk])
    assert sign_in(cast.office).post(address, sent, headers={"X-Hall": "1"}).json()["ok"]
    again = hall.contributions.last()
    assert (again.answers_to, again.is_unsatisfied) == (speech, True)
    assert "Chưa thoả đáng" in desk(sign_in(cast.office), hall)


def test_desk_prepares_an_answer_without_script(cast, sign_in, hall):
    """live-room 6: the link of “Đơn vị trả lời” fills in what the answer belongs to."""
    speech = services.call_speaker_request(speaker_request=waits(hall, cast), actor=cast.office)
    address = reverse("conference_desk", args=[hall.pk])
    text = sign_in(cast.office).get(address, {"loai": "unit_answer", "cho": speech.pk}).content.decode()
    assert f'name="answers_to" value="{speech.pk}"' in text
    assert '<option value="unit_answer" selected>' in text
    for junk in (
        {"loai": "unit_answer", "cho": "x"},
        {"loai": "bay", "cho": speech.pk},
        {"loai": "new", "cho": "9"},
    ):
        assert sign_in(cast.office).get(address, junk).status_code == 200


def test_desk_names_who_each_row_moves_before(cast, sign_in, hall):
    """live-room 4: up is before the one above, down before the one after next, at the end before nobody."""
    rows = [waits(hall, cast, speaker=f"Ông {name}", place=f"Thôn {name}") for name in ("Một", "Hai", "Ba")]
    answer = sign_in(cast.office).get(reverse("conference_desk", args=[hall.pk]))
    moves = [(row.up, row.down) for row in answer.context["rows"]]
    assert moves == [(None, rows[2].pk), (rows[0].pk, ""), (rows[1].pk, None)]


def test_live_part_is_304_until_something_happens(cast, sign_in, hall):
    """live-room 12, 13: another desk's act shows with the next question."""
    client = sign_in(cast.office)
    first = live(client, hall)
    assert (first.status_code, live(client, hall, first["ETag"]).status_code) == (200, 304)
    waits(hall, cast, speaker="Ông Của Bàn Khác")
    again = live(client, hall, first["ETag"])
    assert again.status_code == 200 and "Ông Của Bàn Khác" in again.content.decode()


def test_page_and_part_agree_so_that_the_first_question_is_304(cast, sign_in, hall):
    client = sign_in(cast.office)
    tag = client.get(reverse("conference_desk", args=[hall.pk])).context["tag"]
    assert live(client, hall, tag).status_code == 304


def test_desk_costs_the_same_with_one_and_with_many_waiting(
    cast, sign_in, hall, django_assert_max_num_queries
):
    client, counts = sign_in(cast.office), []
    for rows in (1, 40):
        for n in range(rows):
            waits(hall, cast, speaker=f"Ông Số {rows} {n}", place=f"Thôn {n % 7}")
        speech = services.call_speaker_request(
            speaker_request=hall.speaker_requests.waiting().first(), actor=cast.office
        )
        live(client, hall)
        with django_assert_max_num_queries(30) as queries:
            assert live(client, hall).status_code == 200
        counts.append(len(queries))
        services.end_contribution(contribution=speech, actor=cast.office)
    assert counts[0] == counts[1]


def test_a_very_long_queue_is_counted_and_not_drawn_whole(cast, sign_in, hall, monkeypatch):
    monkeypatch.setattr("dialogue.queries.desk.SHOWN", 3)
    for n in range(5):
        waits(hall, cast, speaker=f"Ông Số {n}")
    text = desk(sign_in(cast.office), hall)
    assert text.count("data-row=") == 3
    assert "Còn 2 người đứng sau" in text


def test_an_unchanged_desk_costs_next_to_nothing(cast, sign_in, hall, django_assert_max_num_queries):
    client = sign_in(cast.office)
    tag = live(client, hall)["ETag"]
    with django_assert_max_num_queries(5):
        assert live(client, hall, tag).status_code == 304


@pytest.mark.parametrize("who", ["unit", "front", "party", "chair"])
def test_desk_is_the_offices(cast, sign_in, hall, who):
    client = sign_in(getattr(cast, who))
    for name in ("conference_desk", "desk_live"):
        answer = client.get(reverse(name, args=[hall.pk]))
        assert answer.status_code == 403
        assert "Trang này dành cho" in answer.content.decode()


def test_another_commune_finds_no_desk(cast, neighbours, sign_in, hall):
    client = sign_in(neighbours.office)
    for name in ("conference_desk", "desk_live"):
        assert client.get(reverse(name, args=[hall.pk])).status_code == 404
    assert client.post(reverse("speech_end", args=[hall.pk]), {"speaker": "Bà Lý"}).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (make.a_conference, "Chưa khai mạc"),
        (make.an_announced_conference, "Khai mạc"),
        (make.a_closed_conference, "Nhật ký hội trường đã khoá"),
    ],
)
def test_desk_opens_in_every_state_of_the_conference(cast, sign_in, state, words):
    conference = state(cast=cast)
    client = sign_in(cast.office)
    with make.on_the(conference.held_on or make.BEGUN_ON):
        text = desk(client, conference)
    if conference.opened_at is None and conference.held_on is None:
        words = "dùng được"
    assert words in text
    assert "None" not in text.split("<body", 1)[1]


def test_desk_of_an_interrupted_conference_says_when_it_goes_on(cast, sign_in, hall):
    step = hall.steps.filter(state="running").get()
    services.finish_agenda_step(agenda_step=step, actor=cast.office)
    hall.refresh_from_db()
    services.interrupt_conference(
        conference=hall,
        reason="Nghỉ giải lao.",
        resumes_on=hall.held_on,
        resumes_at=time(14),
        actor=cast.office,
    )
    text = desk(sign_in(cast.office), hall)
    assert "đang tạm nghỉ" in text and "14:00" in text


def test_desk_offers_the_close_when_the_programme_is_done(cast, sign_in, hall):
    """live-room 15: not before each speech has its outcome, with the reason; then with the number of who still waits."""
    speech = services.call_speaker_request(speaker_request=waits(hall, cast), actor=cast.office)
    services.end_contribution(contribution=speech, actor=cast.office)
    services.finish_agenda_step(agenda_step=hall.steps.get(state="running"), actor=cast.office)
    for step in hall.steps.filter(state="pending"):
        services.start_agenda_step(agenda_step=step, actor=cast.office)
        services.finish_agenda_step(agenda_step=step, actor=cast.office)
    client = sign_in(cast.office)
    text = desk(client, hall)
    assert "Bế mạc hội nghị</button>" not in text and "Chưa bế mạc được" in text
    waits(hall, cast, speaker="Ông Chờ Mãi")
    services.settle_contribution(contribution=speech, outcome="noted", summary="Cảm ơn.", actor=cast.office)
    text = desk(client, hall)
    assert "Bế mạc hội nghị</button>" in text
    assert "Còn 1 người trong hàng chờ chưa được mời." in text


def test_speech_end_ends_the_speech_of_the_person_named(cast, sign_in, hall):
    """A desk that was offline knows no key of the speech that it began there."""
    services.begin_contribution(conference=hall, speaker="Bà Mai", place="Thôn Bến", actor=cast.office)
    client = sign_in(cast.office)
    address = reverse("speech_end", args=[hall.pk])
    assert client.get(address).status_code == 405
    sent = {"speaker": "Bà Mai", "key": "k1", "ago": "30"}
    for _ in range(2):  # sent twice, done once
        assert client.post(address, sent, headers={"X-Hall": "1"}).json()["ok"]
    assert hall.contributions.get().state == "spoken"
    assert hall.entries.filter(action="contribution.end").count() == 1
    gone = client.post(address, {"speaker": "Ông Không Nói"}, headers={"X-Hall": "1"})
    assert gone.status_code == 409
    assert "Ông Không Nói" in gone.json()["said"]


def test_speech_end_is_refused_to_the_unit_with_the_sentence(cast, sign_in, hall):
    services.begin_contribution(conference=hall, speaker="Bà Mai", actor=cast.office)
    answer = sign_in(cast.unit).post(reverse("speech_end", args=[hall.pk]), {"speaker": "Bà Mai"})
    assert answer.status_code == 403


# The day's page


def test_day_page_leads_to_its_pages_and_shows_the_log(cast, sign_in, hall):
    """live-room 14: the log is read where the day is."""
    waits(hall, cast)
    text = sign_in(cast.office).get(reverse("conference_hall", args=[hall.pk])).content.decode()
    for name in ("conference_desk", "conference_door", "conference_chair", "conference_speakers"):
        assert reverse(name, args=[hall.pk]) in text
    assert hall.hall_code in text
    assert "đăng ký phát biểu." in text and "Nhật ký hội trường" in text


def test_day_page_shows_nobody_a_page_that_is_closed_to_them(cast, sign_in, hall):
    for who in ("unit", "front", "party", "chair"):
        client = sign_in(getattr(cast, who))
        page = client.get(reverse("conference_hall", args=[hall.pk]))
        for link in page.context["links"]:
            assert client.get(link.url).status_code == 200, (who, link.url)


def test_day_page_costs_the_same_with_one_and_with_many_speeches(
    cast, sign_in, hall, django_assert_max_num_queries
):
    client, counts = sign_in(cast.office), []
    for rows in (1, 15):
        for n in range(rows):
            make.a_settled_contribution(cast=cast, conference=hall, speaker=f"Ông {rows} {n}")
        client.get(reverse("conference_hall", args=[hall.pk]))
        with django_assert_max_num_queries(60) as queries:
            client.get(reverse("conference_hall", args=[hall.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_desk_takes_a_question_asked_again_after_the_outcome_is_written(cast, sign_in, hall):
    """QN-48, live-room 6: who hears the answer and is not satisfied asks at once, also when the outcome stands."""
    speech = services.call_speaker_request(speaker_request=waits(hall, cast), actor=cast.office)
    services.end_contribution(contribution=speech, actor=cast.office)
    speech.refresh_from_db()
    settle_contribution(contribution=speech, summary="Cảm ơn xã.", outcome=Outcome.NOTED, actor=cast.office)
    text = desk(sign_in(cast.office), hall)
    assert f'data-answer="follow_up" data-to="{speech.pk}"' in text
    assert 'data-answer="unit_answer"' not in text


def test_desk_does_not_count_who_still_speaks_as_done(cast, sign_in, hall):
    services.call_speaker_request(speaker_request=waits(hall, cast), actor=cast.office)
    text = desk(sign_in(cast.office), hall)
    assert "1 lượt phát biểu" in text and "Mọi lượt đã nói" not in text


def test_the_closed_day_tells_who_came_without_a_group(cast, sign_in):
    """LP-90: the groups and the rest add up to everybody who came."""
    conference = make.a_closed_conference(cast=cast)
    conference.groups.update(present=None)
    conference.groups.filter(pk=conference.groups.first().pk).update(present=4)
    type(conference).objects.filter(pk=conference.pk).update(attendance=7)
    text = sign_in(cast.office).get(reverse("conference_hall", args=[conference.pk])).content.decode()
    assert "<dt>Chưa xếp thành phần</dt><dd>3</dd>" in text
    assert reverse("conference_minutes", args=[conference.pk]) in text
