"""Registering to speak outside the hall: from home, by the Front and hamlets, from paper; the list and its edits."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.models.log import READING
from core.refusals import NotYourRole, Refused, StaleEdit
from dialogue import services
from dialogue.models import Conference, HallEntry, SpeakerRequest
from dialogue.states import RequestSource, RequestState, SpeechKind
from tests.factories import dialogue as make
from tests.factories import hall as halls
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
BINH = {"speaker": "Ông Nguyễn Văn Bình", "place": "Thôn Đông"}
ALL = BINH | {
    "topic": "Đường liên thôn xuống cấp", "asked_minutes": "5", "petition_code": "abcd-efgh-jkmn", "phone": "0912 345 678",
}  # fmt: skip
WEEK_BEFORE = make.HELD_ON - timedelta(days=7)


@pytest.fixture
def announced(cast):
    """Its notice is issued; a week before the day."""
    conference = make.an_announced_conference(cast=cast)
    with on_the(WEEK_BEFORE):
        yield conference


def public_url(conference):
    return reverse("speaker_register_public", args=[conference.commune.slug, conference.pk])


def send(client, conference, **said):
    page = client.get(public_url(conference)).content.decode()
    ticket = page.split('name="ticket" value="')[1].split('"')[0]
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        return client.post(public_url(conference), {"ticket": ticket, **said})


def listed(client, conference, **query):
    return client.get(reverse("conference_speakers", args=[conference.pk]), query)


def a_request(cast, conference, source=RequestSource.PAPER, actor=None, **more):
    return services.register_speaker(
        conference=conference, source=source, actor=actor or cast.office, **(BINH | more)
    )


# From home


def test_anybody_registers_from_home_before_the_day(client, cast, announced):
    """LP-75, LP-81, live-room 2: name and hamlet, and if they like topic, minutes, phone, the code of a petition sent."""
    answer = send(client, announced, **ALL)
    made = SpeakerRequest.objects.get()
    assert (made.source, made.is_early, made.registered_by, made.asked_minutes) == (
        RequestSource.PUBLIC,
        True,
        None,
        5,
    )
    assert (made.petition_code, made.kind) == ("ABCD-EFGH-JKMN", SpeechKind.READS)
    done = client.get(answer.url).content.decode()
    assert BINH["speaker"] in done and "5 phút" in done and "0912" not in done
    client.cookies.clear()
    assert client.get(answer.url).status_code == 302  # another browser learns nothing
    assert "đã có tên" in send(client, announced, **BINH).content.decode()


def test_the_communes_page_leads_there_once_the_notice_is_issued(client, cast):
    """LP-51: what is not announced is not offered."""
    conference = make.a_scheduled_conference(cast=cast)
    home = reverse("public_home", args=[cast.commune.slug])
    with on_the(make.BEGUN_ON):
        assert public_url(conference) not in client.get(home).content.decode()
        page = client.get(public_url(conference)).content.decode()
        assert "Không nhận đăng ký" in page and "14/05/2026" not in page and "<form class" not in page
    with on_the(make.ANNOUNCED_ON):
        make.an_issued_notice(cast=cast, conference=conference)
        assert public_url(conference) in client.get(home).content.decode()
        assert "14/05/2026" in client.get(public_url(conference)).content.decode()


def test_closed_while_somebody_wrote_keeps_the_words(client, cast, announced):
    url = public_url(announced)
    ticket = client.get(url).content.decode().split('name="ticket" value="')[1].split('"')[0]
    Conference.objects.filter(pk=announced.pk).update(takes_registrations=False)
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        page = client.post(url, {"ticket": ticket, **ALL}).content.decode()
    assert "không nhận đăng ký cho hội nghị này nữa" in page and ALL["topic"] in page
    assert not SpeakerRequest.objects.exists()
    assert "Không nhận đăng ký" in client.get(url).content.decode()


def test_public_pages_of_other_states_and_communes(client, cast, neighbours):
    preparing = make.a_conference(cast=cast)
    assert client.get(public_url(preparing)).status_code == 404
    closed = make.a_closed_conference(cast=cast)
    with on_the(closed.held_on + timedelta(days=1)):
        assert "đã bế mạc" in client.get(public_url(closed)).content.decode()
        elsewhere = reverse("speaker_register_public", args=[neighbours.commune.slug, closed.pk])
        assert client.get(elsewhere).status_code == 404


# By the office, the Front and hamlets


def test_a_stack_of_paper_forms_is_keyed_in(cast, sign_in, announced):
    """LP-81: Ctrl+Enter saves and the next form is there; the source is kept."""
    client, url = sign_in(cast.office), reverse("conference_speakers", args=[announced.pk])
    page = client.get(url).content.decode()
    assert "data-keying" in page and "data-focus" in page
    answer = client.post(url, {"source": "paper", **ALL})
    assert answer.url == f"{url}?ghi=paper"
    made = SpeakerRequest.objects.get()
    assert (made.source, made.registered_by, made.is_early) == (RequestSource.PAPER, cast.office, True)
    page = client.get(answer.url).content.decode()
    assert BINH["speaker"] in page and "0912" not in page and "có số điện thoại" in page
    again = client.post(url, {"source": "paper", **BINH}).content.decode()
    assert "đã có tên trong hàng chờ" in again
    wrong = client.post(url, {"source": "paper", "speaker": "", "place": "Thôn Đông", "asked_minutes": "99"})
    assert "Chưa điền mục này" in wrong.content.decode() and SpeakerRequest.objects.count() == 1


@pytest.mark.parametrize(("who", "source"), [("front", RequestSource.FRONT), ("unit", RequestSource.VILLAGE)])
def test_the_front_and_hamlets_register_their_people(cast, sign_in, announced, who, source):
    """LP-72: who collects hands the names in; a hamlet sees its own, the Front sees all."""
    a_request(cast, announced, speaker="Bà Lê Thị Hoa")
    client, url = sign_in(getattr(cast, who)), reverse("conference_speakers", args=[announced.pk])
    assert ("Bà Lê Thị Hoa" in client.get(url).content.decode()) == (who == "front")
    assert client.post(url, {"source": source.value, **BINH}).status_code == 302
    made = SpeakerRequest.objects.get(speaker=BINH["speaker"])
    assert (made.source, made.registered_by) == (source, getattr(cast, who))
    # The way is not theirs to choose.
    client.post(url, {"source": "paper", "speaker": "Ông Khác", "place": "Thôn Đông"})
    assert not SpeakerRequest.objects.filter(speaker="Ông Khác").exists()


def test_who_only_reads_gets_the_list_without_the_form(cast, sign_in, announced):
    a_request(cast, announced)
    for who in ("chair", "party"):
        page = listed(sign_in(getattr(cast, who)), announced).content.decode()
        assert BINH["speaker"] in page and "data-keying" not in page, who
    answer = sign_in(cast.chair).post(
        reverse("conference_speakers", args=[announced.pk]), {"source": "paper", **BINH}
    )
    assert answer.status_code == 403 and SpeakerRequest.objects.count() == 1


def test_the_list_is_searched_and_costs_the_same_with_many(
    cast, sign_in, announced, django_assert_max_num_queries
):
    client = sign_in(cast.office)
    a_request(cast, announced)
    listed(client, announced)
    # Six for the list; the frame, the tabs of all rooms and the sign-in are the rest.
    with django_assert_max_num_queries(24):
        listed(client, announced)
    for number in range(60):
        a_request(cast, announced, speaker=f"Bà Trần Thị {number}", place=f"Thôn {number % 5}")
    with django_assert_max_num_queries(24):
        page = listed(client, announced).content.decode()
    assert "61" in page and "Trang 1 / 2" in page
    found = listed(client, announced, q="nguyen binh dong", nguon="paper").content.decode()
    assert BINH["speaker"] in found and "Bà Trần Thị 3" not in found
    assert BINH["speaker"] not in listed(client, announced, nguon="public").content.decode()


def test_no_registration_before_the_day_where_the_conference_takes_none(cast, sign_in, announced):
    Conference.objects.filter(pk=announced.pk).update(takes_registrations=False)
    client, url = sign_in(cast.office), reverse("conference_speakers", args=[announced.pk])
    assert "không nhận đăng ký phát biểu trước" in client.get(url).content.decode()
    assert "không nhận" in client.post(url, {"source": "paper", **BINH}).content.decode()
    assert not SpeakerRequest.objects.exists()


def test_after_the_close_the_list_is_read_only(cast, sign_in):
    conference = halls.a_hall(cast=cast)
    with on_the(conference.held_on, 9):
        request = halls.a_request(cast=cast, conference=conference)
        services.finish_agenda_step(agenda_step=halls.talking_step(conference), actor=cast.office)
        services.close_conference(conference=conference, actor=cast.office)
        client = sign_in(cast.office)
        page = listed(client, conference).content.decode()
        assert BINH["speaker"] in page and "data-keying" not in page and "chỉ còn để xem" in page
        assert client.get(reverse("speaker_request_edit", args=[request.pk])).status_code == 409


# Mending


def test_edit_speaker_request_keeps_the_place_and_tells_the_screens(cast, sign_in, announced):
    request = a_request(cast, announced, phone="0912 345 678")
    other = a_request(cast, announced, speaker="Bà Lê Thị Hoa")
    version = Conference.objects.get(pk=announced.pk).hall_version
    client, url = sign_in(cast.clerk), reverse("speaker_request_edit", args=[request.pk])
    assert "0912 345 678" in client.get(url).content.decode()
    assert AuditEntry.objects.filter(action=READING, actor=cast.clerk, subject_id=request.pk).count() == 1
    said = {
        "version": request.version,
        "speaker": "Ông Nguyễn Văn Bình (con)",
        "place": "Thôn Đoài",
        "phone": "",
    }
    assert client.post(url, said).status_code == 302
    request.refresh_from_db()
    assert (request.speaker, request.place, request.phone) == (said["speaker"], "Thôn Đoài", "")
    assert request.rank < other.rank and "thon doai" in request.person_key
    assert Conference.objects.get(pk=announced.pk).hall_version > version


def test_edit_speaker_request_refuses_the_stale_the_double_and_the_called(cast, announced):
    """live-room 3, 13."""
    request, other = a_request(cast, announced), a_request(cast, announced, speaker="Bà Lê Thị Hoa")

    def edit(row, actor=cast.office, version=None, **values):
        return services.edit_speaker_request(
            speaker_request=row, values=BINH | values, version=version or row.version, actor=actor
        )

    with pytest.raises(Refused, match="đã có tên"):
        edit(other)
    edit(request, topic="Nước sạch")
    with pytest.raises(StaleEdit):
        edit(request, version=1, topic="Rác thải")
    with pytest.raises(NotYourRole):
        edit(request, actor=cast.unit)
    services.withdraw_speaker_request(speaker_request=request, actor=cast.office)
    with pytest.raises(Refused, match="không còn trong hàng chờ"):
        edit(request, topic="x")


def test_edit_speaker_request_in_the_hall_is_a_line_of_the_log(cast):
    """live-room 14."""
    conference = halls.a_hall(cast=cast)
    with on_the(conference.held_on, 9):
        request = halls.a_request(cast=cast, conference=conference)
        services.edit_speaker_request(
            speaker_request=request,
            values=BINH | {"place": "Thôn Đoài"},
            version=request.version,
            actor=cast.office,
        )
    assert "Thôn Đoài" in HallEntry.objects.get(action="speaker_request.edit").words


def test_who_wrote_it_down_may_mend_it_and_others_may_not(cast, sign_in, neighbours, announced):
    own = a_request(cast, announced, source=RequestSource.VILLAGE, actor=cast.unit, phone="0912 345 678")
    url = reverse("speaker_request_edit", args=[own.pk])
    assert sign_in(cast.unit).get(url).status_code == 200
    assert not AuditEntry.objects.filter(action=READING).exists()  # one's own words
    refused = sign_in(cast.other_unit).get(url)
    assert refused.status_code == 403 and "Văn phòng" in refused.content.decode()
    for name, key in [("speaker_request_edit", own.pk), ("conference_speakers", announced.pk)]:
        assert sign_in(neighbours.office).get(reverse(name, args=[key])).status_code == 404


def test_names_are_taken_off_the_list_and_put_back_from_it(cast, sign_in, announced):
    request, client = a_request(cast, announced), sign_in(cast.office)
    page = reverse("conference_speakers", args=[announced.pk])
    answer = client.post(reverse("speaker_request_withdraw", args=[request.pk]), {"next": page})
    assert answer.url == page and "Đưa lại" in client.get(page).content.decode()
    client.post(reverse("speaker_request_restore", args=[request.pk]), {"next": page})
    request.refresh_from_db()
    assert request.state == RequestState.WAITING


def test_the_list_after_a_registration_is_not_taken_for_a_filtered_one(cast, sign_in, announced):
    """After "Ghi, nhập người tiếp" the address only remembers the source: nothing is filtered."""
    client, url = sign_in(cast.office), reverse("conference_speakers", args=[announced.pk])
    assert "Bỏ lọc" not in client.get(url, {"ghi": "paper"}).content.decode()
    assert "Bỏ lọc" in client.get(url, {"q": "Bình"}).content.decode()
