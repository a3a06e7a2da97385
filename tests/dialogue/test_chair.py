"""The chair's page in the hall: what it shows, to whom, and the acts of its buttons."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from dialogue import services
from dialogue.models import HallEntry, SpeakerRequest
from dialogue.queries.chair import chair
from dialogue.states import Outcome, SpeechKind
from feedback import services as feedback
from tests.factories.dialogue import (
    HELD_ON,
    a_closed_conference,
    a_contribution,
    a_scheduled_conference,
    an_open_conference,
    on_the,
)
from tests.factories.feedback import a_petition, an_answered_petition

DUE = HELD_ON + timedelta(days=14)
SCRIPT = {"HTTP_X_HALL": "1"}


@pytest.fixture
def hall(cast):
    conference = an_open_conference(cast=cast)
    with on_the(HELD_ON):
        yield conference


def registered(cast, hall, speaker, place="Thôn Đoài", **more):
    return services.register_speaker(conference=hall, speaker=speaker, place=place, actor=cast.office, **more)


def page_of(client, hall, name="conference_chair"):
    return client.get(reverse(name, args=[hall.pk]))


def values_of_button(html, label):
    """Where the button of this label posts to, and the name and value that it adds."""
    button = next(tag for tag in re.findall(r"<button[^>]*>", html) if f'data-label="{label}"' in tag)
    return {name: (re.search(rf'\b{name}="([^"]*)"', button) or [None, ""])[1] for name in ("formaction", "name", "value")}  # fmt: skip


def press(client, html, label, **more):
    found = values_of_button(html, label)
    return client.post(found["formaction"], {found["name"]: found["value"], **more}, **SCRIPT)


def test_the_chair_sees_who_speaks_and_the_prepared_answer(client, sign_in, cast, hall):
    """LP-76, TM-12: the petition, what was prepared, who is next and what is left, on one page."""
    petition = an_answered_petition(cast=cast, conference=hall, due_on=DUE)
    request = feedback.register_petitioner(
        petition=petition, name="Bà Nguyễn Thị Hoa", place="Thôn Đông", actor=cast.office
    )
    a_contribution(cast=cast, conference=hall, speaker="Ông Ba")
    services.call_speaker_request(speaker_request=request, actor=cast.office)
    registered(cast, hall, "Bà Lê Thị Lan", topic="Đường liên thôn")
    html = page_of(sign_in(cast.chair), hall).content.decode()
    for words in (
        "Bà Nguyễn Thị Hoa", petition.code, "nạo vét mương", "bồi lấp 120 m", "Xong trước 30/5/2026", "Bà Lê Thị Lan",
        "Đường liên thôn", "1 lượt chưa ghi kết quả", "Ông Ba", "Chương trình", "data-clock",
    ):  # fmt: skip
        assert words in html, words


def test_words_on_officials_stay_out_of_the_chairs_page(client, sign_in, cast, hall):
    """LP-29: a phone on the table is read by neighbours; the chair opens it alone."""
    petition = a_petition(cast=cast, conference=hall, content="Ông trưởng thôn có thái độ hách dịch.")
    request = feedback.register_petitioner(petition=petition, name="Bà Hoa", actor=cast.office)
    services.call_speaker_request(speaker_request=request, actor=cast.office)
    html = page_of(sign_in(cast.chair), hall).content.decode()
    assert petition.code in html and "hách dịch" not in html


def test_who_may_open_the_chairs_page(client, sign_in, cast, neighbours, hall):
    for name in ("conference_chair", "chair_live"):
        assert page_of(sign_in(cast.chair), hall, name).status_code == 200
        assert page_of(sign_in(cast.office), hall, name).status_code == 200
        assert page_of(sign_in(neighbours.chair), hall, name).status_code == 404
        for stranger in (cast.unit, cast.front):
            refused = page_of(sign_in(stranger), hall, name)
            assert refused.status_code == 403 and "Trang này dành cho" in refused.content.decode()


def test_a_delegate_presides_over_the_delegated_conference_only(client, sign_in, cast, hall):
    """LP-68: delegation on the day itself; another conference stays closed, with the reason."""
    services.delegate_conference(
        conference=hall, delegate=cast.vice_chair, starts_on=HELD_ON, ends_on=HELD_ON, reason="Họp đột xuất.",
        actor=cast.chair,
    )  # fmt: skip
    contribution = a_contribution(cast=cast, conference=hall)
    sign_in(cast.vice_chair)
    assert page_of(client, hall).status_code == 200
    url = reverse("contribution_direct", args=[contribution.pk])
    assert client.post(url, {"outcome": "later"}, **SCRIPT).json()["ok"]
    other = a_scheduled_conference(cast=cast, title="Hội nghị khác", held_on=HELD_ON + timedelta(days=30))
    refused = page_of(client, other)
    assert refused.status_code == 403 and "được uỷ quyền chủ trì hội nghị này" in refused.content.decode()


def test_the_office_looks_on_without_the_chairs_buttons(client, sign_in, cast, hall):
    a_contribution(cast=cast, conference=hall)
    html = page_of(sign_in(cast.office), hall).content.decode()
    assert "chỉ đạo do người chủ trì bấm" in html and "contribution_direct" not in html
    assert 'data-label="Trả lời sau bằng văn bản"' not in html


def test_one_touch_hands_over_answers_later_and_ends(client, sign_in, cast, hall):
    """The buttons as they stand on the page: give to a unit with a day, answer later, one more minute, end."""
    hall.speaking_seconds = 180
    hall.save()
    contribution = a_contribution(cast=cast, conference=hall)
    sign_in(cast.chair)
    html = page_of(client, hall).content.decode()
    assert press(client, html, "Trả lời sau bằng văn bản").json()["ok"]
    contribution.refresh_from_db()
    assert contribution.directed == Outcome.LATER
    unit = cast.units.police
    give = re.search(rf'<form[^>]*action="({reverse("contribution_direct", args=[contribution.pk])})"', html)
    day = re.search(r'name="due_on" value="([^"]+)" checked', html)[1]
    assert f'value="{unit.pk}" data-label="Giao cho Công an xã"' in html
    sent = {"outcome": "handed", "due_on": day, "unit": unit.pk}
    assert client.post(give[1], sent, **SCRIPT).json()["ok"]
    contribution.refresh_from_db()
    assert (contribution.directed, contribution.directed_unit) == (Outcome.HANDED, unit)
    assert contribution.directed_due_on > HELD_ON and contribution.directed_by == cast.chair
    told = page_of(client, hall).content.decode()
    assert "Anh/chị đã chỉ đạo" in told and "Công an xã" in told
    limit = contribution.limit_seconds
    assert press(client, html, "Thêm 1 phút").json()["ok"]
    assert press(client, html, "Kết thúc lượt").json()["ok"]
    contribution.refresh_from_db()
    assert (contribution.state, contribution.limit_seconds) == ("spoken", limit + 60)
    assert HallEntry.objects.filter(action="contribution.direct", actor=cast.chair).count() == 2
    after = page_of(client, hall).content.decode()
    assert "Vừa nói xong, chờ trả lời" in after, "the chair may still decide on who spoke last"


def test_the_chair_moves_a_person_to_the_top_and_it_is_logged(client, sign_in, cast, hall):
    """Live-room 5: the chair may override the order, and the override is logged."""
    first, _, third = [registered(cast, hall, name) for name in ("Ông Một", "Ông Hai", "Ông Ba")]
    html = page_of(sign_in(cast.chair), hall).content.decode()
    assert f'aria-label="Đưa {first.speaker} lên đầu hàng chờ"' not in html
    url = reverse("speaker_request_place", args=[third.pk])
    assert f'formaction="{url}" name="before" value="{first.pk}"' in html
    assert client.post(url, {"before": first.pk}, **SCRIPT).json()["ok"]
    names = list(SpeakerRequest.objects.waiting().values_list("speaker", flat=True))
    assert names == ["Ông Ba", "Ông Một", "Ông Hai"]
    assert HallEntry.objects.filter(actor=cast.chair, words__contains="Ông Ba").exists()


def test_what_waits_for_a_direction_can_be_handed_over_later(client, sign_in, cast, hall):
    """Whoever spoke before and has no outcome yet stands under "Còn lại", with the same one touch."""
    earlier = a_contribution(cast=cast, conference=hall, speaker="Ông Một")
    a_contribution(cast=cast, conference=hall, speaker="Ông Hai")
    found = chair(hall, cast.chair)
    assert [row.speech for row in found["open"]] == [earlier]
    assert [unit.short_name for unit in found["units"]][:3] == ["Phòng Kinh tế", "Phòng VH-XH", "Công an xã"]
    html = page_of(sign_in(cast.chair), hall).content.decode()
    url = reverse("contribution_direct", args=[earlier.pk])
    assert html.count(f'action="{url}"') == 2, "one touch to answer later, one form to hand over"


def test_while_somebody_answers_the_chair_decides_on_what_was_asked(cast, hall):
    """Live-room 6: an answer belongs to a speech; the direction is the speech's, the clock the answer's."""
    asked = a_contribution(cast=cast, conference=hall)
    reply = services.begin_contribution(
        conference=hall,
        speaker="Phạm Kinh Tế",
        kind=SpeechKind.UNIT_ANSWER,
        answers_to=asked,
        actor=cast.office,
    )
    subject = chair(hall, cast.chair)["subject"]
    assert (subject.speech, subject.answering, subject.clock_of) == (asked, reply, reply)
    services.end_contribution(contribution=reply, actor=cast.office)
    subject = chair(hall, cast.chair)["subject"]
    assert (subject.speech, subject.answering, subject.has_floor) == (asked, None, False)


def test_the_live_part_is_sent_only_after_a_change(client, sign_in, cast, hall):
    """Live-room 12."""
    url = reverse("chair_live", args=[hall.pk])
    first = sign_in(cast.chair).get(url)
    tag = first.headers["ETag"]
    assert "<html" not in first.content.decode()
    assert client.get(url, HTTP_IF_NONE_MATCH=tag).status_code == 304
    a_contribution(cast=cast, conference=hall, speaker="Bà Mới")
    changed = client.get(url, HTTP_IF_NONE_MATCH=tag)
    assert changed.status_code == 200 and "Bà Mới" in changed.content.decode()


def test_the_page_before_the_opening_and_after_the_close(client, sign_in, cast):
    with on_the(HELD_ON, 7):
        html = page_of(sign_in(cast.chair), a_scheduled_conference(cast=cast)).content.decode()
    assert "Chưa khai mạc" in html and "Kết thúc lượt" not in html
    closed = a_closed_conference(cast=cast)
    with on_the(HELD_ON, 12):
        html = page_of(client, closed).content.decode()
    assert "Hội nghị đã bế mạc" in html and "Lên đầu" not in html


def test_in_a_break_the_chair_reads_and_the_desk_writes(client, sign_in, cast, hall):
    """Nothing is decided by touch while the conference is interrupted; outcomes may be written (live-room 10)."""
    contribution = a_contribution(cast=cast, conference=hall)
    services.end_contribution(contribution=contribution, actor=cast.office)
    services.interrupt_conference(conference=hall, reason="Nghỉ trưa.", actor=cast.office)
    html = page_of(sign_in(cast.chair), hall).content.decode()
    assert "Hội nghị đang tạm nghỉ" in html and contribution.speaker in html
    assert 'data-label="Trả lời sau bằng văn bản"' not in html
    url = reverse("contribution_settle", args=[contribution.pk])
    values = {"summary": "Cảm ơn.", "outcome": "noted"}
    assert sign_in(cast.office).post(url, values, **SCRIPT).json()["ok"]


def test_the_page_costs_the_same_with_many(client, sign_in, cast, hall, django_assert_max_num_queries):
    a_contribution(cast=cast, conference=hall)
    url = reverse("chair_live", args=[hall.pk])
    sign_in(cast.chair)
    counts = []
    for turn in range(2):
        for number in range(6):
            registered(cast, hall, f"Ông {turn} {number}")
            a_petition(cast=cast, conference=hall)
        with django_assert_max_num_queries(30) as seen:
            client.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1], counts


def test_of_a_very_long_queue_the_chair_sees_the_first_and_how_many_follow(cast, sign_in, hall, monkeypatch):
    """The page is drawn anew on a phone after each act: three hundred who wait are not sent each time."""
    monkeypatch.setattr("dialogue.queries.chair.SHOWN", 4)
    for number in range(1, 7):
        registered(cast, hall, f"Ông Số {number}")
    html = page_of(sign_in(cast.chair), hall).content.decode()
    assert "3 người nữa đang chờ" in html and "Còn 2 người đứng sau" in html
    assert "Ông Số 4" in html and "Ông Số 5" not in html
