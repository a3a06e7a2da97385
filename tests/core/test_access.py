"""Roles from posts, delegation for one conference only, guards, the buttons of a thing (LP-68)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core import services
from core.access import actions_for, guard, has_role, need_role, roles_with_delegation
from core.clock import local_today
from core.context import rail_of
from core.models import AuditEntry, Delegation, Notice, User
from core.pages import typed_key, typed_keys
from core.queries import delegation_status
from core.refusals import NotYourRole, Refused
from core.states import Role
from tests.factories.core import a_delegation
from tests.factories.deadlines import a_deadline

pytestmark = pytest.mark.django_db


class Part:
    """Something that belongs to a conference, as petitions and conclusions do."""

    class _meta:
        label_lower = "tests.part"

    def __init__(self, conference):
        self.conference, self.commune_id = conference, conference.commune_id


@pytest.fixture
def conference(cast):
    """Core knows no conferences: a unit stands in for one."""
    return cast.units.culture


@pytest.fixture
def today():
    return local_today()


def fresh(person):
    return User.objects.get(pk=person.pk)


# Roles


def test_roles_hold_in_the_own_commune_only(cast, neighbours):
    assert has_role(cast.chair, cast.units.culture, Role.CHAIR)
    assert has_role(cast.chair, cast.commune, Role.OFFICE, Role.CHAIR)
    assert not has_role(cast.chair, cast.commune, Role.OFFICE)
    assert not has_role(neighbours.chair, cast.commune, Role.CHAIR)
    assert not has_role(None, cast.commune, Role.CHAIR)


def test_need_role_raises_the_given_sentence(cast):
    need_role(cast.office, cast.commune, Role.OFFICE, sentence="không dùng")
    with pytest.raises(NotYourRole, match="Chỉ người chủ trì"):
        need_role(cast.office, cast.commune, Role.CHAIR, sentence="Chỉ người chủ trì.")


def test_a_guard_without_roles_asks_for_a_signed_in_person_only(rf, cast):
    view = guard()(lambda request: "ok")
    request = rf.get("/x/")
    request.user, request.resolver_match = cast.province, None
    assert view(request) == "ok"
    assert view.guarded_by == ("signed_in",)


def test_a_guard_names_the_roles_that_may(rf, cast):
    view = guard(Role.CHAIR, Role.FRONT)(lambda request: "ok")
    request = rf.get("/x/")
    request.user, request.resolver_match = cast.office, None
    with pytest.raises(NotYourRole, match="Trang này dành cho: Người chủ trì, Mặt trận"):
        view(request)


def test_a_visitor_comes_back_to_what_can_be_read_but_repeats_no_write(client):
    assert client.get(reverse("notice_list")).url == f"{reverse('sign_in')}?next={reverse('notice_list')}"
    assert client.post(reverse("notice_read_all")).url == f"{reverse('sign_in')}?next=/"


# Delegation


def test_a_delegate_is_chair_of_the_named_conference_and_its_parts_only(cast, conference, today):
    a_delegation(cast=cast, subject=conference, starts_on=today, ends_on=today)
    delegate = fresh(cast.vice_chair)
    assert has_role(delegate, conference, Role.CHAIR)
    assert has_role(delegate, Part(conference), Role.CHAIR)
    assert not has_role(delegate, cast.units.economy, Role.CHAIR)
    assert not has_role(delegate, Part(cast.units.economy), Role.CHAIR)
    assert not has_role(delegate, cast.commune, Role.CHAIR)
    assert roles_with_delegation(delegate) == {Role.UNIT, Role.CHAIR}
    assert Role.CHAIR not in delegate.roles


@pytest.mark.parametrize(("start", "end"), [(1, 5), (-9, -1)])
def test_a_delegation_counts_from_its_first_to_its_last_day(cast, conference, today, start, end):
    Delegation.objects.create(
        commune=cast.commune, delegator=cast.chair, delegate=cast.vice_chair, reason="x",
        subject_type=a_type(conference), subject_id=conference.pk,
        starts_on=today + timedelta(days=start), ends_on=today + timedelta(days=end),
    )  # fmt: skip
    assert not has_role(fresh(cast.vice_chair), conference, Role.CHAIR)
    assert roles_with_delegation(fresh(cast.vice_chair)) == {Role.UNIT}


def a_type(thing):
    return Delegation._meta.get_field("subject_type").related_model.objects.get_for_model(thing)


def test_a_revoked_delegation_gives_nothing(cast, conference, today):
    delegation = a_delegation(cast=cast, subject=conference, starts_on=today, ends_on=today)
    services.revoke_delegation(delegation=delegation, actor=cast.chair)
    assert not has_role(fresh(cast.vice_chair), conference, Role.CHAIR)
    assert delegation_status(delegation)[0] == "Đã thu hồi"


def test_grant_delegation_logs_and_tells_the_delegate(cast, conference, today):
    delegation = a_delegation(
        cast=cast, subject=conference, starts_on=today, ends_on=today + timedelta(days=2)
    )
    entry = AuditEntry.objects.get(action="delegation.grant")
    assert "đã uỷ quyền cho Đỗ Phó Chủ Tịch chủ trì" in entry.sentence
    assert entry.note == delegation.reason == "Đi công tác đột xuất"
    assert Notice.objects.get(recipient=cast.vice_chair).key == f"delegation:{delegation.pk}:granted"


def grant(cast, conference, **other):
    values = {
        "delegator": cast.chair, "delegate": cast.vice_chair, "subject": conference, "reason": "Đi vắng",
        "starts_on": local_today(), "ends_on": local_today(), "actor": cast.chair,
    }  # fmt: skip
    return services.grant_delegation(**values | other)


def test_grant_delegation_is_the_chairs_in_person(cast, neighbours, conference):
    for actor in (cast.office, cast.admin, neighbours.chair):
        with pytest.raises(NotYourRole, match="Chỉ người chủ trì mới uỷ quyền được"):
            grant(cast, conference, actor=actor, delegator=actor)
    with pytest.raises(NotYourRole):
        grant(cast, conference, actor=cast.office)


def test_a_delegate_never_passes_it_on(cast, conference):
    grant(cast, conference)
    delegate = fresh(cast.vice_chair)
    with pytest.raises(NotYourRole):
        grant(cast, conference, delegator=delegate, actor=delegate, delegate=cast.office)


def test_grant_delegation_refuses_what_makes_no_sense(cast, neighbours, conference, today):
    yesterday = today - timedelta(days=1)
    for other, words in [
        ({"delegate": cast.chair}, "tự uỷ quyền"),
        ({"delegate": neighbours.office}, "không giữ chức vụ nào trong xã"),
        ({"reason": "  "}, "Chưa ghi lý do"),
        ({"starts_on": today, "ends_on": yesterday}, "đứng trước ngày bắt đầu"),
        ({"starts_on": yesterday, "ends_on": yesterday}, "đã qua"),
    ]:
        with pytest.raises(Refused, match=words):
            grant(cast, conference, **other)
    grant(cast, conference)
    with pytest.raises(Refused, match="Đang có uỷ quyền cho Đỗ Phó Chủ Tịch"):
        grant(cast, conference, delegate=cast.office)
    assert grant(cast, cast.units.economy, delegate=cast.office)


@pytest.mark.parametrize("who", ["chair", "admin"])
def test_revoke_delegation_by_who_may(client, sign_in, cast, conference, today, who):
    delegation = a_delegation(cast=cast, subject=conference, starts_on=today, ends_on=today)
    sign_in(getattr(cast, who))
    url = reverse("delegation_revoke", args=[delegation.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).url == reverse("delegation_list")
    again = client.post(url)
    assert again.status_code == 409
    assert "đã được thu hồi trước đó" in again.content.decode()
    assert AuditEntry.objects.filter(action="delegation.revoke").count() == 1
    assert Notice.objects.filter(recipient=cast.vice_chair).count() == 2


def test_revoke_delegation_is_refused_to_others(client, sign_in, cast, neighbours, conference, today):
    delegation = a_delegation(cast=cast, subject=conference, starts_on=today, ends_on=today)
    url = reverse("delegation_revoke", args=[delegation.pk])
    sign_in(cast.office)
    answer = client.post(url)
    assert answer.status_code == 403
    assert "Chỉ người đã uỷ quyền" in answer.content.decode()
    sign_in(neighbours.chair)
    assert client.post(url).status_code == 404


def test_a_delegation_that_ended_needs_no_revoking(cast, conference):
    row = Delegation(
        commune=cast.commune, delegator=cast.chair, delegate=cast.vice_chair, ends_on=date(2020, 1, 1),
        starts_on=date(2020, 1, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="đã hết thời gian"):
        services.revoke_delegation(delegation=row, actor=cast.chair)


def test_delegation_list_tells_who_what_why_and_when(client, sign_in, cast, conference, today):
    sign_in(cast.front)
    assert "Chưa có uỷ quyền nào" in client.get(reverse("delegation_list")).content.decode()
    a_delegation(cast=cast, subject=conference, starts_on=today, ends_on=today)
    text = client.get(reverse("delegation_list")).content.decode()
    for words in (
        str(conference),
        "Trần Chủ Tịch",
        "Đỗ Phó Chủ Tịch",
        "Đi công tác đột xuất",
        "Đang có hiệu lực",
    ):
        assert words in text
    assert "Thu hồi uỷ quyền" not in text
    sign_in(cast.chair)
    assert "Thu hồi uỷ quyền" in client.get(reverse("delegation_list")).content.decode()


def test_delegation_list_costs_the_same_with_many_rows(
    client, sign_in, cast, today, django_assert_max_num_queries
):
    sign_in(cast.office)
    counts = []
    subjects = list(vars(cast.units).values())
    for some in (subjects[:1], subjects[1:]):
        for subject in some:
            a_delegation(cast=cast, subject=subject, starts_on=today, ends_on=today)
        with django_assert_max_num_queries(10) as queries:
            client.get(reverse("delegation_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Buttons


def test_actions_are_enabled_or_carry_the_refusals_sentence(cast, commune):
    deadline = a_deadline(commune=commune, actor=cast.office, anchor_on=local_today())
    assert {action.name: action.enabled for action in actions_for(cast.chair, deadline)} == {
        "extend": True, "exempt": True,
    }  # fmt: skip
    refused = actions_for(cast.office, deadline)
    assert {action.enabled for action in refused} == {False}
    assert all(action.reason.startswith("Chỉ người chủ trì") for action in refused)
    assert actions_for(cast.party, deadline) == []


def test_the_rail_marks_the_place_of_pages_whose_path_begins_otherwise(cast, rf):
    def here(path):
        request = rf.get(path)
        request.user = cast.office
        return [entry["label"] for entry in rail_of(request) if entry["active"]]

    assert here("/thu-thap/1/") == here("/tra-loi/") == here("/kien-nghi/thong-ke/") == ["Kiến nghị"]
    assert here("/ket-luan/1/") == ["Kết luận"]
    assert here("/dat-mat-khau/") == []


def test_what_cannot_be_a_key_is_none_whatever_was_typed():
    assert [typed_key(text) for text in ("7", "", None, "²", "-1", "1e3", "9" * 30, "7; DROP")] == [7] + [
        None
    ] * 7
    assert typed_keys(["3", "x", "²", "5"]) == [3, 5]
