"""Every address of the conference day, asked by people who should not, with input that nobody sends by mistake."""

import re
from importlib import import_module
from itertools import count
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from dialogue import services
from dialogue.models import (
    Attendance,
    Conference,
    Contribution,
    HallEntry,
    SatisfactionBallot,
    SpeakerRequest,
    Survey,
)
from feedback.models import Petition
from tests.factories import dialogue as make
from tests.factories.feedback import a_petition

pytestmark = pytest.mark.django_db
ROOMS = [
    "dialogue.conference_urls.chair", "dialogue.conference_urls.desk", "dialogue.conference_urls.door",
    "dialogue.conference_urls.hall", "dialogue.conference_urls.queue", "dialogue.conference_urls.screens",
    "dialogue.conference_urls.sittings", "dialogue.conference_urls.speakers", "dialogue.conference_urls.survey",
    "feedback.urls.hall",
]  # fmt: skip
ROUTES = {route.name: str(route.pattern) for room in ROOMS for route in import_module(room).urlpatterns}
# What an address's key names, by the words before it; the first that fits.
KINDS = {
    "hoi-nghi/phat-bieu/": "speech", "hoi-nghi/dang-ky/": "request", "diem-danh/luot/": "attendance",
    "muc-chuong-trinh/": "step", "dang-ky-phat-bieu/": "request", "phat-bieu/": "speech", "hai-long/": "survey",
    "kien-nghi/": "petition", "hoi-nghi/": "conference", "xa/": "conference",
}  # fmt: skip
WRITTEN = (
    Attendance,
    Contribution,
    SpeakerRequest,
    HallEntry,
    SatisfactionBallot,
    Survey,
    Petition,
    AuditEntry,
)
# A NUL, a number beyond every column, words that turn round and break out of their place, what is never a choice.
ODD = ("a\x00b", "9" * 30, "\u202e\"'><img src=x onerror=alert(1)>\U0001f4a9" + "x" * 300)
BOXES = (
    "ago", "over", "hall", "invitation", "presence", "name", "place", "group", "venue", "door", "is_online", "code",
    "speaker", "kind", "answers_to", "topic", "phone", "asked_minutes", "petition_code", "before", "reason", "minutes",
    "seconds", "outcome", "unit", "due_on", "petition", "source", "version", "summary", "answer", "answered_by", "field",
    "level_text", "resumes_on", "resumes_at", "handed_out", "intro", "questions", "remark", "ballot", "course",
    "attendance", "q", "tim", "nhom", "xem", "trang", "phien", "ma", "loai", "cho", "ticket", "sum", "website", "bang",
    "manh", "nguon", "ghi", "only", "next",
)  # fmt: skip
# What the content security policy would not run or draw.
INLINE = re.compile(rb"<[^>]+\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)|<style")
_acts = count()


def everything_in(cast, conference):
    """One conference with a thing of each kind, as far as it has them."""
    guest, row = conference.invitations.first(), conference.attendances.first()
    return SimpleNamespace(
        conference=conference, commune=cast.commune, speech=conference.contributions.last(),
        request=conference.speaker_requests.last(), attendance=row, step=conference.steps.first(),
        survey=Survey.objects.filter(conference=conference).first(), petition=conference.petitions.first(),
        code=(row or guest).code if row or guest else "ABCD2345EFGH",
    )  # fmt: skip


def addresses_of(things, *, keyed_only=False):
    """(name, address) of every address of the day; those whose thing there is none of are left out."""
    for name, pattern in ROUTES.items():
        args = [things.commune.slug] if "<slug:slug>" in pattern else []
        if "<int:pk>" in pattern:
            thing = getattr(things, next(kind for words, kind in KINDS.items() if pattern.startswith(words)))
            if thing is None:
                continue
            args.append(thing.pk)
        elif keyed_only:
            continue
        if "<str:code>" in pattern:
            is_hall = pattern.startswith(("xem/", "man-hinh/"))
            args.append(things.conference.hall_code if is_hall else things.code)
        if "<slug:part>" in pattern:
            args.append("dien-thoai")
        yield name, reverse(name, args=args)


def signed_in(person):
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def answers(client, url, said):
    """What a look and the script are answered; each act bears a key of its own."""
    words = dict.fromkeys(BOXES, said)
    yield client.get(url, words)
    yield client.post(url, words | {"key": f"{said[:20]}{next(_acts)}"}, headers={"X-Hall": "1"})


def written():
    return {model.__name__: model.objects.count() for model in WRITTEN}


def a_running_hall(cast):
    """Guests, somebody who speaks, somebody who waits, a petition, a draft survey; the clock is the test's."""
    conference = make.an_open_conference(cast=cast)
    services.check_in(conference=conference, invitation=conference.invitations.first(), actor=cast.office)
    services.register_speaker(conference=conference, speaker="Ông Ba", place="Thôn Đông", actor=cast.office)
    make.a_contribution(cast=cast, conference=conference)
    services.create_survey(conference=conference, actor=cast.front)
    a_petition(cast=cast, conference=conference)
    return Conference.objects.get(pk=conference.pk)


# --- who should not -----------------------------------------------------------------------------------------------


def test_no_address_of_the_day_tells_or_takes_anything_of_another_commune(cast, neighbours):
    with make.on_the(make.HELD_ON):
        things = everything_in(cast, a_running_hall(cast))
        before = written()
        for person in (neighbours.office, neighbours.front):
            client = signed_in(person)
            for name, url in addresses_of(things, keyed_only=True):
                if ROUTES[name].startswith("xa/"):
                    continue
                for answer in answers(client, url, "1"):
                    assert answer.status_code in (403, 404, 405), (person.username, name, answer.status_code)
                    assert "Ông Ba" not in answer.content.decode()
        assert written() == before


@pytest.mark.parametrize("role", ["province", "unit", "party", "admin", None])
def test_who_has_no_part_in_the_day_writes_nothing(cast, role):
    """GET writes nothing either; who is not signed in is sent to the door."""
    with make.on_the(make.HELD_ON):
        things = everything_in(cast, a_running_hall(cast))
        before = written()
        client = signed_in(getattr(cast, role) if role else None)
        for name, url in addresses_of(things):
            for answer in answers(client, url, ""):
                assert answer.status_code < 500, (role, name, answer.status_code)
                if role == "province" and not name.startswith("hall_"):
                    assert "Ông Ba" not in answer.content.decode(), name
        assert written() == before


def test_every_write_wants_the_token(cast):
    with make.on_the(make.HELD_ON):
        things = everything_in(cast, a_running_hall(cast))
        before = written()
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
        for name, url in addresses_of(things):
            answer = client.post(url, {"speaker": "Ông Năm"})
            assert answer.status_code in (403, 405), (name, answer.status_code)
        assert written() == before


def test_forms_take_no_thing_of_another_commune(cast, neighbours):
    """A guest, a code, a group, a hall, a speech, a place in the queue, a unit, a petition of the commune next door."""
    with make.on_the(make.HELD_ON):
        own, theirs = (everything_in(people, a_running_hall(people)) for people in (cast, neighbours))
        guest, unit = theirs.conference.invitations.first(), neighbours.units.economy.pk
        venue, group = theirs.conference.venues.first().pk, theirs.conference.groups.first().pk
        handed = {
            "outcome": "handed",
            "unit": unit,
            "due_on": "2026-06-01",
            "summary": "Đường hỏng.",
            "field": "land",
        }
        forms = [
            ("attendance_check_in", own.conference, {"invitation": guest.pk}),
            ("attendance_scan", own.conference, {"code": guest.code}),
            ("attendance_walk_in", own.conference, {"name": "Ông Năm", "group": group}),
            ("speaker_register", own.conference, {"speaker": "Ông Năm", "venue": venue}),
            ("speaker_register", own.conference, {"speaker": "Ông Năm", "kind": "follow_up", "answers_to": theirs.speech.pk}),
            ("contribution_begin", own.conference, {"speaker": "Ông Năm", "kind": "unit_answer", "answers_to": theirs.speech.pk}),
            ("speaker_request_place", own.request, {"before": theirs.request.pk}),
            ("contribution_direct", own.speech, handed),
            ("contribution_settle", own.speech, handed),
            ("contribution_settle", own.speech, handed | {"unit": cast.units.economy.pk, "petition": theirs.petition.tracking_code}),
            ("contribution_link", own.speech, {"petition": theirs.petition.tracking_code}),
            ("speaker_request_link", own.request, {"petition": theirs.petition.tracking_code}),
            ("petition_speak", theirs.petition, {"name": "Ông Năm"}),
        ]  # fmt: skip
        before, client, chair = written(), signed_in(cast.office), signed_in(cast.chair)
        for name, thing, data in forms:
            sender = chair if name == "contribution_direct" else client
            answer = sender.post(reverse(name, args=[thing.pk]), data, headers={"X-Hall": "1"})
            assert answer.status_code in (404, 409, 422), (name, data, answer.status_code)
        client.post(
            reverse("conference_door_choose", args=[own.conference.pk]), {"door": "Cửa", "venue": venue}
        )
        assert written() == before
        assert "door" not in client.session


def test_a_known_key_opens_nothing_for_another_person(cast):
    """Sent again by its own desk an act counts as done; by anybody else it is asked by the rules."""
    with make.on_the(make.HELD_ON):
        things = everything_in(cast, a_running_hall(cast))
        url, said = (
            reverse("speaker_register", args=[things.conference.pk]),
            {"speaker": "Ông Tám", "key": "k1"},
        )
        for person, status in ((cast.office, 200), (cast.office, 200), (cast.unit, 403), (None, 302)):
            assert signed_in(person).post(url, said, headers={"X-Hall": "1"}).status_code == status
        assert things.conference.speaker_requests.filter(speaker="Ông Tám").count() == 1


def test_what_is_drawn_for_one_person_is_kept_by_no_cache_on_the_way(cast):
    """The hall's own fragment is everybody's; all else is one person's, under a tag of their own."""
    with make.on_the(make.HELD_ON):
        things, tags = everything_in(cast, a_running_hall(cast)), set()
        for person in (cast.office, cast.clerk):
            client = signed_in(person)
            for name, url in addresses_of(things):
                answer = client.get(url)
                kept = answer.headers.get("Cache-Control", "")
                if answer.status_code != 200 or "ETag" not in answer.headers:
                    continue
                assert ("private" in kept) == (name != "hall_now"), name
                if name not in ("hall_now", "hall_mine"):
                    assert answer["ETag"] not in tags
                    tags.add(answer["ETag"])
        assert len(tags) >= 6


# --- what nobody sends by mistake -----------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ODD)
def test_odd_input_is_never_an_error_of_the_server(cast, said):
    with make.on_the(make.HELD_ON):
        things = everything_in(cast, a_running_hall(cast))
        for person in (cast.front, cast.office, None):
            client = signed_in(person)
            for name, url in addresses_of(things):
                if person == cast.front and not name.startswith(("survey_", "ballot_")):
                    continue
                for answer in answers(client, url, said):
                    assert answer.status_code < 500, (name, said[:10], answer.status_code)
                    assert b"<img src=x" not in answer.content, name


# --- conferences in every state --------------------------------------------------------------------------------------


def bare(cast):
    """No day, no agenda, no venue, no guests."""
    conference = make.a_conference(cast=cast)
    conference.steps.all().delete()
    conference.venues.all().delete()
    conference.groups.all().delete()
    return conference


def cancelled(cast):
    conference = make.an_announced_conference(cast=cast)
    with make.on_the(conference.held_on, 7):
        return services.cancel_conference(conference=conference, reason="Bão.", actor=cast.chair)


def interrupted(cast):
    with make.on_the(make.HELD_ON):
        conference = a_running_hall(cast)
        services.end_contribution(contribution=conference.contributions.get(), actor=cast.office)
        return services.interrupt_conference(
            conference=conference,
            reason="Mất điện.",
            resumes_on=make.HELD_ON,
            resumes_at=None,
            actor=cast.office,
        )


def closed(cast):
    conference = make.a_closed_conference(cast=cast)
    with make.on_the(make.HELD_ON, 11):
        survey = services.create_survey(conference=conference, actor=cast.front)
        services.open_survey(survey=survey, actor=cast.front)
    return conference


@pytest.mark.parametrize("state", [bare, make.a_scheduled_conference, cancelled, interrupted, closed])
def test_every_page_answers_in_every_state(cast, state):
    conference = state(cast) if state is not make.a_scheduled_conference else state(cast=cast)
    conference = Conference.objects.get(pk=conference.pk)
    with make.on_the(make.HELD_ON, 12):
        things = everything_in(cast, conference)
        for person in (None, cast.front, cast.office):
            client = signed_in(person)
            for name, url in addresses_of(things):
                if person == cast.front and not name.startswith(("survey_", "ballot_")):
                    continue
                for answer in answers(client, url, ""):
                    assert answer.status_code < 500, (name, answer.status_code)
                    assert b"None" not in answer.content.replace(b"If-None-Match", b""), name
                    assert not INLINE.search(answer.content), name
