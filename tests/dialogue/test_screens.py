"""The hall's screen and the people's phones: what they show, what they never show, what asking costs."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from core.codes import spoken
from dialogue import services
from dialogue.models import HallEntry, SpeakerRequest
from dialogue.queries import screens
from dialogue.states import RequestSource, RequestState
from tests.factories import dialogue as days
from tests.factories import hall as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
PARTS = ("man-hinh", "dien-thoai")
BINH, HOA = (
    {"speaker": "Ông Nguyễn Văn Bình", "place": "Thôn Đông"},
    {"speaker": "Bà Lê Thị Hoa", "place": "Thôn Đoài"},
)
PRIVATE = {
    "phone": "0912 345 678",
    "topic": "Tranh chấp ranh giới với nhà ông Tư",
    "petition_code": "ABCD-EFGH-JKMN",
}


@pytest.fixture
def hall(cast):
    """A conference at its dialogue step; the clock stands at nine."""
    conference = make.a_hall(cast=cast)
    with on_the(conference.held_on, 9):
        yield conference


def now(client, conference, part="man-hinh", tag=""):
    headers = {"If-None-Match": tag} if tag else {}
    return client.get(reverse("hall_now", args=[conference.hall_code, part]), headers=headers)


def text_of(client, conference, part="man-hinh"):
    return now(client, conference, part).content.decode()


@pytest.mark.parametrize("part", PARTS)
def test_the_screens_show_step_speaker_clock_and_next_names_and_nothing_personal(client, cast, hall, part):
    """live-room 12."""
    make.a_request(cast=cast, conference=hall, **HOA, **PRIVATE)
    assert make.talking_step(hall).heading.split(" (")[0] in text_of(client, hall, part)
    make.a_speech(cast=cast, conference=hall, **BINH)
    text = text_of(client, hall, part)
    for words in (*BINH.values(), *HOA.values(), "data-clock", "Đang phát biểu"):
        assert words in text, words
    for words in (*PRIVATE.values(), "None", cast.office.full_name):
        assert words not in text, words


@pytest.mark.parametrize("part", PARTS)
def test_unchanged_is_304_and_each_act_is_seen(client, cast, hall, part):
    """live-room 12."""
    first = now(client, hall, part)
    assert (first.status_code, first["Cache-Control"]) == (200, "no-cache")
    assert now(client, hall, part, first["ETag"]).status_code == 304
    assert (
        now(client, hall, part, "W/" + first["ETag"]).status_code == 304
    )  # as a compressing web server hands it on
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    second = now(client, hall, part, first["ETag"])
    assert second.status_code == 200 and BINH["speaker"] in second.content.decode()
    services.pause_contribution(contribution=speech, actor=cast.office)
    third = now(client, hall, part, second["ETag"])
    assert third.status_code == 200 and "Tạm dừng" in third.content.decode()
    assert len({answer["ETag"] for answer in (first, second, third)}) == 3


def test_asking_costs_one_query_and_within_half_a_second_none(
    client, cast, hall, settings, django_assert_num_queries
):
    """live-room 12: two hundred screens are cheap."""
    tag = now(client, hall)["ETag"]
    with django_assert_num_queries(1):
        assert now(client, hall, tag=tag).status_code == 304
    settings.WATCH_SECONDS = 30
    text_of(client, hall)
    with django_assert_num_queries(0):
        assert now(client, hall, tag=tag).status_code == 304
        assert text_of(client, hall)
    make.a_speech(cast=cast, conference=hall, **BINH)
    assert BINH["speaker"] not in text_of(client, hall)
    screens._kept.clear()


def test_a_clock_that_jumps_does_not_stop_the_screens(client, cast, hall, settings):
    settings.WATCH_SECONDS = 0.001
    tag = now(client, hall)["ETag"]
    with time_machine.travel(hall.opened_at - timedelta(days=400), tick=False):
        make.a_speech(cast=cast, conference=hall, **BINH)
        assert BINH["speaker"] in now(client, hall, tag=tag).content.decode()
    screens._kept.clear()


@pytest.mark.parametrize("part", PARTS)
def test_many_waiting_cost_no_more_queries_than_one(client, cast, hall, part, django_assert_max_num_queries):
    make.a_request(cast=cast, conference=hall, **BINH)
    with django_assert_max_num_queries(8):
        text_of(client, hall, part)
    for number in range(30):
        make.a_request(cast=cast, conference=hall, speaker=f"Bà Nguyễn Thị {number}", place="Thôn Trung")
    with django_assert_max_num_queries(8):
        text = text_of(client, hall, part)
    assert "31" in text and "Bà Nguyễn Thị 4" in text and "Bà Nguyễn Thị 20" not in text


def test_pages_open_for_anybody_in_every_state(client, cast):
    """Before the day, on it, interrupted, closed: nobody signs in, no code in a search engine."""
    for state, words in [
        (days.a_conference, "Ngày giờ và địa điểm sẽ được thông báo"),
        (days.an_announced_conference, "thứ Năm, 14/05/2026"),
        (days.an_open_conference, "Tiếp theo"),
        (days.a_closed_conference, "đã bế mạc"),
    ]:
        conference = state(cast=cast)
        for name in ("hall_screen", "hall_phone"):
            address = reverse(name, args=[spoken(conference.hall_code).lower()])
            answer = client.get(address, follow=True)
            page = answer.content.decode()
            assert answer.status_code == 200 and words in page and "None" not in page, (state, name)
            assert "noindex" in answer["X-Robots-Tag"]


def test_day_and_place_stay_untold_until_the_notice_is_issued(client, cast):
    """LP-51, LP-52: who knows the code learns no more than the public."""
    conference = days.a_scheduled_conference(cast=cast)
    with on_the(days.BEGUN_ON):
        text = text_of(client, conference)
        assert "14/05/2026" not in text and conference.venues.get().name not in text
    with on_the(conference.held_on, 7):
        assert "Hôm nay" in text_of(client, conference) and conference.venues.get().name in text_of(
            client, conference
        )


def test_an_interrupted_conference_says_when_it_goes_on(client, cast, hall):
    services.interrupt_conference(
        conference=hall, reason="Mất điện", resumes_on=hall.held_on, resumes_at=None, actor=cast.office
    )
    for part in PARTS:
        text = text_of(client, hall, part)
        assert "tạm nghỉ" in text and "Họp tiếp" in text and "hôm nay" in text, part


def test_a_break_in_the_middle_of_a_step_goes_on_with_that_step(client, cast, hall):
    services.interrupt_conference(
        conference=hall, reason="Nghỉ trưa", resumes_on=hall.held_on, resumes_at=None, actor=cast.office
    )
    heading = make.talking_step(hall).heading.split(" (")[0]
    text = text_of(client, hall, "man-hinh")
    assert f"Tiếp tục: {heading}" in text and "Tiếp theo: " not in text


def test_a_wrong_code_and_a_wrong_part_are_not_found(client, cast, hall):
    assert client.get(reverse("hall_screen", args=["AAAABBBBCCCC"])).status_code == 404
    assert now(client, hall, "x").status_code == 404
    assert client.post(reverse("hall_phone", args=[hall.hall_code])).status_code == 405
    assert client.get(reverse("hall_forget", args=[hall.hall_code])).status_code == 405


def test_the_code_on_the_screen_leads_phones_through_the_network_they_are_in(client, cast, hall, settings):
    """A day without internet: whoever opens the screen by the machine's own address gives the phones that one."""
    address = reverse("hall_screen", args=[hall.hall_code])
    settings.SITE_URL = "https://doithoai.example.gov.vn"
    assert (
        "192.168.1.10:8000/xem/"
        in client.get(address, headers={"host": "192.168.1.10:8000"}).content.decode()
    )
    assert (
        "doithoai.example.gov.vn/xem/" in client.get(address, headers={"host": "localhost"}).content.decode()
    )
    settings.SITE_URL = "http://localhost:8000"
    assert "Chưa có mã QR" in client.get(address, headers={"host": "127.0.0.1:8000"}).content.decode()


# Registering from a phone


def send(client, conference, *, after=20, **said):
    """Open the form, wait, send; returns the answer."""
    url = reverse("hall_register", args=[conference.hall_code])
    page = client.get(url).content.decode()
    ticket = page.split('name="ticket" value="')[1].split('"')[0] if "ticket" in page else ""
    with time_machine.travel(hall_now(conference) + timedelta(seconds=after), tick=False):
        return client.post(url, {"ticket": ticket, **said})


def hall_now(conference):
    return conference.opened_at + timedelta(hours=1)


def mine(client, conference):
    return client.get(reverse("hall_mine", args=[conference.hall_code]))


def test_a_phone_registers_while_the_queue_is_open_and_once(client, cast, hall):
    """live-room 1, 2, 3: name and hamlet are enough."""
    url = reverse("hall_register", args=[hall.hall_code])
    assert "không nhận đăng ký bằng điện thoại" in client.get(url).content.decode()
    services.open_queue(agenda_step=make.talking_step(hall), actor=cast.office)
    make.a_request(cast=cast, conference=hall, **HOA)
    assert url in text_of(client, hall, "dien-thoai")
    assert send(client, hall, **BINH).status_code == 302
    made = SpeakerRequest.objects.get(speaker=BINH["speaker"])
    assert (made.source, made.state, made.registered_by) == (RequestSource.PHONE, RequestState.WAITING, None)
    assert made.step == make.talking_step(hall) and HallEntry.objects.filter(actor=None).exists()
    again = send(client, hall, speaker="ông nguyễn  văn bình", place="thôn đông")
    assert "đã có tên trong hàng chờ" in again.content.decode() and SpeakerRequest.objects.count() == 2


def test_signs_that_nobody_sees_make_no_second_name_and_turn_nothing_round(client, cast, hall):
    """live-room 3 on phones: a blank without width is no other person; a name has a letter that can be read out."""
    services.open_queue(agenda_step=make.talking_step(hall), actor=cast.office)
    assert (
        send(client, hall, speaker="Ông\u200b Nguyễn Văn \u202eBình", place=BINH["place"]).status_code == 302
    )
    assert SpeakerRequest.objects.get().speaker == "Ông Nguyễn Văn Bình"
    for name in ("Ông Nguyễn\u2060 Văn Bình", "\u200b", "\U0001f4a9", "..."):
        assert send(client, hall, speaker=name, place=BINH["place"]).status_code == 200
    assert SpeakerRequest.objects.count() == 1


def test_ones_own_place_is_told_to_ones_own_phone_only(client, cast, hall, settings):
    services.open_queue(agenda_step=make.talking_step(hall), actor=cast.office)
    first = make.a_request(cast=cast, conference=hall, **HOA)
    send(client, hall, **BINH)
    made = SpeakerRequest.objects.get(speaker=BINH["speaker"])
    page = client.get(reverse("hall_phone", args=[hall.hall_code])).content.decode()
    assert "Anh/chị đứng thứ 2" in page and "hall_mine" not in page
    answer = mine(client, hall)
    tag = answer["ETag"]
    assert mine(client, hall)["ETag"] == tag
    services.call_speaker_request(speaker_request=first, actor=cast.office)
    assert "người tiếp theo" in mine(client, hall).content.decode()
    services.call_speaker_request(speaker_request=made, actor=cast.office)
    assert "Mời anh/chị phát biểu" in mine(client, hall).content.decode()
    services.end_contribution(contribution=hall.contributions.last(), actor=cast.office)
    assert "đã phát biểu" in mine(client, hall).content.decode()
    client.post(reverse("hall_forget", args=[hall.hall_code]))
    assert not mine(client, hall).content.strip()
    client.cookies["luot"] = str(made.pk)  # a key without our signature tells nothing
    assert not mine(client, hall).content.strip()


def test_a_withdrawn_name_is_told_so(client, cast, hall):
    services.open_queue(agenda_step=make.talking_step(hall), actor=cast.office)
    send(client, hall, **BINH)
    made = SpeakerRequest.objects.get()
    services.withdraw_speaker_request(
        speaker_request=made, reason="Gọi hai lần không có mặt", actor=cast.office
    )
    text = mine(client, hall).content.decode()
    assert "Tên đã rút" in text and "Gọi hai lần không có mặt" in text


def test_what_is_typed_is_kept_when_the_queue_closes_meanwhile(client, cast, hall):
    step = make.talking_step(hall)
    services.open_queue(agenda_step=step, actor=cast.office)
    url = reverse("hall_register", args=[hall.hall_code])
    ticket = client.get(url).content.decode().split('name="ticket" value="')[1].split('"')[0]
    services.close_queue(agenda_step=step, actor=cast.office)
    with time_machine.travel(hall_now(hall) + timedelta(seconds=30), tick=False):
        page = client.post(url, {"ticket": ticket, **BINH}).content.decode()
    assert "bàn thư ký" in page and BINH["speaker"] in page and not SpeakerRequest.objects.exists()


def test_robots_are_kept_off(client, cast, hall):
    services.open_queue(agenda_step=make.talking_step(hall), actor=cast.office)
    assert "vài giây" in send(client, hall, after=0, **BINH).content.decode()
    assert "ô ẩn" in send(client, hall, website="x", **BINH).content.decode()
    assert not SpeakerRequest.objects.exists()
    # A whole hall behind one router is no robot.
    for number in range(6):
        assert send(client, hall, speaker=f"Ông Số {number}", place="Thôn Đông").status_code == 302


def test_two_joined_halls_say_where_one_sits(client, cast, hall):
    """Two venues joined: the phone asks in which hall one sits, the screens say it beside the name."""
    other = hall.venues.create(name="Nhà văn hóa thôn Đông", order=2)
    services.open_queue(agenda_step=make.talking_step(hall), actor=cast.office)
    assert "Chưa chọn mục nào" in send(client, hall, **BINH).content.decode()
    assert send(client, hall, venue=other.pk, **BINH).status_code == 302
    assert SpeakerRequest.objects.get().venue == other
    for part in PARTS:
        assert other.name in text_of(client, hall, part), part


@pytest.mark.parametrize("part", PARTS)
def test_an_open_survey_is_offered_at_once_and_only_while_it_is_open(client, cast, part):
    """QN-43: the opening raises no version of the hall, and yet every screen sees it."""
    conference = days.a_closed_conference(cast=cast)
    with on_the(conference.held_on, 12):
        tag = now(client, conference, part)["ETag"]
        survey = services.create_survey(conference=conference, actor=cast.front)
        services.open_survey(survey=survey, actor=cast.front)
        answer = now(client, conference, part, tag)
        assert answer.status_code == 200 and "hài lòng" in answer.content.decode()
        services.close_survey(survey=survey, actor=cast.front)
        assert "Mặt trận" not in text_of(client, conference, part)


@pytest.mark.parametrize("part", PARTS)
def test_an_answer_says_whose_opinion_it_is_about(client, cast, hall, part):
    """live-room 6."""
    asked = make.a_spoken(cast=cast, conference=hall, **BINH)
    make.a_speech(
        cast=cast,
        conference=hall,
        speaker="Ông Trần Chủ Tịch",
        place="",
        kind="chair_answer",
        answers_to=asked,
    )
    assert f"Đang trả lời: {BINH['speaker']}" in text_of(client, hall, part)
