"""Every page of the room: it opens for those who may, another commune gets 404, reads cost little."""

from datetime import date

import pytest
from django.urls import reverse

from dialogue import services
from dialogue.models import AgendaStep, Conference, Contribution, Invitation, InvitedGroup, PublicNotice
from tests.factories import dialogue as make

pytestmark = pytest.mark.django_db
OF_CONFERENCE = [
    "conference_detail", "conference_agenda", "conference_notices", "conference_invitations", "conference_hall",
]  # fmt: skip
FORMS = [
    "conference_edit",
    "conference_schedule",
    "agenda_step_add",
    "group_add",
    "invitation_add",
    "invitation_add_many",
]
STATES = [
    make.a_conference, make.a_scheduled_conference, make.an_announced_conference, make.an_open_conference,
    make.a_closed_conference,
]  # fmt: skip


def read(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["office", "chair", "unit", "front", "party", "admin"])
def test_pages_open_in_every_state_for_everyone_of_the_commune(cast, sign_in, state, who):
    conference = state(cast=cast)
    client = sign_in(getattr(cast, who))
    with make.on_the(conference.held_on or make.BEGUN_ON):
        for name in OF_CONFERENCE:
            answer, text = read(client, name, conference.pk)
            assert answer.status_code == 200, name
            assert "None" not in text, name


def test_forms_open_for_the_office(cast, sign_in):
    conference = make.a_conference(cast=cast)
    client = sign_in(cast.office)
    with make.on_the(make.BEGUN_ON):
        for name in FORMS:
            answer, text = read(client, name, conference.pk)
            assert answer.status_code == 200, name
            assert "None" not in text, name
        for name, row in [
            ("agenda_step_edit", conference.steps.first()),
            ("group_edit", conference.groups.first()),
        ]:
            assert read(client, name, row.pk)[0].status_code == 200


def test_forms_of_the_chair_open(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    client = sign_in(cast.chair)
    with make.on_the(make.BEGUN_ON):
        for name in ("conference_exempt", "conference_delegate", "conference_cancel"):
            answer, text = read(client, name, conference.pk)
            assert answer.status_code == 200, name
            assert "None" not in text


def test_province_sees_no_conference(cast, sign_in):
    conference = make.a_conference(cast=cast)
    answer, text = read(sign_in(cast.province), "conference_detail", conference.pk)
    assert answer.status_code == 403
    assert "Trang này dành cho" in text


def every_address(conference):
    """(url name, key) of everything about one conference."""
    names = [
        *OF_CONFERENCE, *FORMS, "conference_reschedule", "conference_exempt", "conference_delegate", "conference_cancel",
        "conference_open", "conference_close", "conference_attendance", "contribution_begin", "public_notice_draft",
        "invitation_print", "invitation_send",
    ]  # fmt: skip
    found = [(name, conference.pk) for name in names]
    notice = PublicNotice.objects.filter(conference=conference).first()
    found += [(f"public_notice_{verb}", notice.pk) for verb in ("detail", "edit", "issue", "publish")]
    invitation = Invitation.objects.filter(conference=conference).first()
    found += [(f"invitation_{verb}", invitation.pk) for verb in ("remove", "reply")]
    step = AgendaStep.objects.filter(conference=conference).first()
    found += [(f"agenda_step_{verb}", step.pk) for verb in ("edit", "remove", "start", "finish")]
    group = InvitedGroup.objects.filter(conference=conference).first()
    found += [(f"group_{verb}", group.pk) for verb in ("edit", "remove")]
    found.append(("contribution_end", Contribution.objects.filter(conference=conference).first().pk))
    return found


def test_another_commune_gets_404_everywhere(cast, neighbours, sign_in):
    conference = make.a_closed_conference(cast=cast)
    client = sign_in(neighbours.office)
    for name, key in every_address(conference):
        assert client.post(reverse(name, args=[key])).status_code in (404, 405), name
        assert client.get(reverse(name, args=[key])).status_code in (404, 405), name


WRITES = [
    "conference_open", "conference_close", "conference_attendance", "contribution_begin", "public_notice_draft",
    "public_notice_issue", "public_notice_publish", "invitation_print", "invitation_send", "invitation_remove",
    "invitation_reply", "agenda_step_remove", "agenda_step_start", "agenda_step_finish", "group_remove", "contribution_end",
]  # fmt: skip


def test_get_is_refused_on_writes(cast, sign_in):
    conference = make.a_closed_conference(cast=cast)
    client = sign_in(cast.office)
    for name, key in every_address(conference):
        if name in WRITES:
            assert client.get(reverse(name, args=[key])).status_code == 405, name


def test_wrong_role_gets_403_with_the_sentence(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    client = sign_in(cast.unit)
    with make.on_the(make.BEGUN_ON):
        for name in (
            "conference_edit",
            "conference_reschedule",
            "invitation_add",
            "invitation_add_many",
            "agenda_step_add",
        ):
            answer, text = read(client, name, conference.pk)
            assert answer.status_code == 403, name
            assert "Chỉ Văn phòng" in text
        for name in ("conference_exempt", "conference_delegate", "conference_cancel"):
            answer, text = read(client, name, conference.pk)
            assert answer.status_code == 403, name
            assert "Chỉ người chủ trì" in text


def test_wrong_state_gets_409_with_the_sentence(cast, sign_in):
    conference = make.a_closed_conference(cast=cast)
    client = sign_in(cast.office)
    for name in ("conference_schedule", "conference_edit", "invitation_add", "agenda_step_add"):
        answer, text = read(client, name, conference.pk)
        assert answer.status_code == 409, name
        assert "bế mạc" in text or "không còn ở bước chuẩn bị" in text


def test_conference_list_finds_without_diacritics_and_filters(cast, sign_in):
    make.a_scheduled_conference(cast=cast, title="Đối thoại với các nhà trường", kind="thematic")
    make.a_conference(cast=cast)
    client = sign_in(cast.office)
    for query, count in [
        ({}, 2), ({"words": "nha truong"}, 1), ({"words": "NHÀ trường"}, 1), ({"kind": "periodic"}, 1),
        ({"state": "scheduled"}, 1), ({"year": 2026}, 2), ({"year": 2025}, 0), ({"year": "bậy"}, 2),
    ]:  # fmt: skip
        answer, _ = read(client, "conference_list", **query)
        assert answer.context["page"].paginator.count == count, query


def test_conference_list_costs_the_same_with_many_rows(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.office)
    counts = []
    for rows in (1, 12):
        for n in range(rows):
            make.a_scheduled_conference(cast=cast, title=f"Hội nghị {rows}.{n}")
        with django_assert_max_num_queries(12) as queries:
            assert read(client, "conference_list")[0].status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_invitation_list_costs_the_same_with_many_rows(cast, sign_in, django_assert_max_num_queries):
    conference = make.an_announced_conference(cast=cast)
    client = sign_in(cast.office)
    counts = []
    with make.on_the(date(2026, 5, 6)):
        read(client, "conference_invitations", conference.pk)
        for _ in range(2):
            with django_assert_max_num_queries(60) as queries:
                read(client, "conference_invitations", conference.pk)
            counts.append(len(queries))
            rows = [{"invitee": f"Ông {n}"} for n in range(40)]
            if counts[1:] == []:
                services.add_invitations(conference=conference, rows=rows, actor=cast.office)
    assert counts[0] == counts[1]


def test_list_is_empty_kindly(cast, sign_in):
    assert "Chưa có hội nghị nào." in read(sign_in(cast.office), "conference_list")[1]
    assert not Conference.objects.exists()
