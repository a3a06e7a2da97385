"""The admin's pages of people: accounts, initial passwords, posts, the last admin."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse

from core import services
from core.clock import local_today
from core.models import AuditEntry, Post, User
from core.refusals import NotYourRole, Refused
from core.states import Role
from tests.conftest import PASSWORD
from tests.factories.core import a_person, a_post, a_unit

pytestmark = pytest.mark.django_db
NEW = {"full_name": "Đặng  Thị Ánh", "username": "Anh.Dang", "email": "", "phone": "", "wants_email": "on"}


def text_of(answer):
    return answer.content.decode()


def test_create_user_shows_the_initial_password_once(client, sign_in, cast):
    sign_in(cast.admin)
    answer = client.post(reverse("user_create"), NEW)
    password = re.search(r"<samp>(.+?)</samp>", text_of(answer))[1]
    person = User.objects.get(username="anh.dang")
    assert (person.full_name, person.commune) == ("Đặng Thị Ánh", cast.commune)
    validate_password(password, person)
    assert person.check_password(password)
    assert "no-store" in answer["Cache-Control"]
    assert password not in text_of(client.get(reverse("user_detail", args=[person.pk])))
    assert AuditEntry.objects.filter(action="user.create").count() == 1
    assert not AuditEntry.objects.filter(sentence__contains=password).exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "lac-phuong.office", "đã có người dùng"),
        ("username", "LAC-PHUONG.OFFICE", "đã có người dùng"),
        ("username", "Ánh Đặng", "chữ thường không dấu"),
        ("username", "ab", "ít nhất 3"),
        ("full_name", "", "Chưa điền mục này"),
        ("email", "x@", "Địa chỉ thư chưa đúng"),
    ],
)
def test_create_user_names_what_is_wrong_and_keeps_the_typed_text(client, sign_in, cast, field, value, words):
    sign_in(cast.admin)
    answer = client.post(reverse("user_create"), NEW | {field: value})
    assert words in text_of(answer)
    assert answer.context["form"]["phone"].value() == ""
    assert not User.objects.filter(full_name="Đặng Thị Ánh").exists()


def test_a_new_person_chooses_an_own_password_before_anything_else(client, cast):
    person, password = a_person(cast=cast)
    client.post(reverse("sign_in"), {"username": person.username, "password": password})
    for name in ("my_work", "own_page", "notice_list"):
        assert client.get(reverse(name)).url == reverse("password_change")
    assert "Đặt mật khẩu riêng" in text_of(client.get(reverse("password_change")))
    typed = {"old_password": password, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(reverse("password_change"), typed).status_code == 302
    assert client.get(reverse("my_work")).status_code == 200


def test_edit_user_is_logged_with_both_texts(client, sign_in, cast):
    sign_in(cast.admin)
    url = reverse("user_edit", args=[cast.unit.pk])
    typed = {
        "full_name": "Phạm Kinh Tế",
        "username": cast.unit.username,
        "email": "moi@x.vn",
        "phone": "0912",
    }
    assert client.get(url).status_code == 200
    assert client.post(url, typed).status_code == 302
    cast.unit.refresh_from_db()
    assert (cast.unit.email, cast.unit.wants_email) == ("moi@x.vn", False)
    changes = AuditEntry.objects.get(action="user.edit").changes
    assert changes["nhận thư nhắc việc"] == ["có", "không"]
    assert "họ và tên" not in changes


def test_user_list_finds_without_marks(client, sign_in, cast):
    a_person(cast=cast, full_name="Đỗ Thị Hằng", username="hang.do")
    sign_in(cast.admin)
    for words, found in [("hang", 1), ("ĐỖ thị", 1), ("do thi hang", 1), ("hang.do", 1), ("không ai", 0)]:
        page = client.get(reverse("user_list"), {"words": words}).context["page"]
        assert page.paginator.count == found, words


def test_user_list_filters_by_unit_role_and_status(client, sign_in, cast):
    services.deactivate_user(user=cast.party, actor=cast.admin)
    sign_in(cast.admin)
    for query, found in [
        ({"unit": cast.units.office.pk}, 3),
        ({"role": "chair"}, 1),
        ({"status": "inactive"}, 1),
        ({"status": "all"}, 10),
        ({}, 9),
        ({"unit": "bậy", "status": "bậy", "role": "bậy"}, 9),
        ({"trang": "bậy"}, 9),
    ]:
        assert client.get(reverse("user_list"), query).context["page"].paginator.count == found, query


def test_user_list_costs_the_same_with_many_rows(client, sign_in, cast, django_assert_max_num_queries):
    sign_in(cast.admin)
    counts = []
    for start, rows in ((0, 1), (100, 40)):
        for n in range(start, start + rows):
            person, _ = a_person(cast=cast, username=f"nguoi.{n}", full_name=f"Người {n}")
            a_post(cast=cast, user=person)
        with django_assert_max_num_queries(10) as queries:
            client.get(reverse("user_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_another_communes_people_are_not_found(client, sign_in, cast, neighbours):
    sign_in(neighbours.admin)
    for name in ("user_detail", "user_edit", "post_give"):
        assert client.get(reverse(name, args=[cast.unit.pk])).status_code == 404
    for name in ("user_deactivate", "user_activate", "user_reset_password"):
        assert client.post(reverse(name, args=[cast.unit.pk])).status_code == 404
    post = cast.unit.posts.get()
    assert client.get(reverse("post_end", args=[post.pk])).status_code == 404
    text = text_of(client.get(reverse("user_list")))
    assert cast.unit.username not in text


WRITES = ["user_deactivate", "user_activate", "user_reset_password"]


@pytest.mark.parametrize("name", WRITES)
def test_writes_about_people_by_get_are_refused(client, sign_in, cast, name):
    sign_in(cast.admin)
    assert client.get(reverse(name, args=[cast.unit.pk])).status_code == 405


@pytest.mark.parametrize("name", [*WRITES, "user_edit", "post_give", "user_detail"])
@pytest.mark.parametrize("who", ["office", "chair", "unit", "front"])
def test_writes_about_people_are_the_admins(client, sign_in, cast, name, who):
    sign_in(getattr(cast, who))
    assert client.post(reverse(name, args=[cast.party.pk])).status_code == 403


def test_services_about_people_refuse_who_is_no_admin_here(cast, neighbours):
    for actor in (cast.office, neighbours.admin):
        calls = [
            (services.create_user, {"commune": cast.commune, "values": {}}),
            (services.edit_user, {"user": cast.unit, "values": {}}),
            (services.deactivate_user, {"user": cast.unit}),
            (services.activate_user, {"user": cast.unit}),
            (services.reset_password, {"user": cast.unit}),
            (services.end_post, {"post": cast.unit.posts.get(), "ends_on": local_today()}),
        ]
        for service, kwargs in calls:
            with pytest.raises(NotYourRole, match="Chỉ quản trị của xã"):
                service(**kwargs, actor=actor)


# Deactivating


def test_deactivate_user_ends_open_sessions_and_sign_in(client, sign_in, cast):
    sign_in(cast.unit)
    services.deactivate_user(user=cast.unit, actor=cast.admin)
    assert client.get(reverse("my_work")).status_code == 302
    client.post(reverse("sign_in"), {"username": cast.unit.username, "password": PASSWORD})
    assert client.get(reverse("my_work")).status_code == 302
    assert AuditEntry.objects.filter(action="user.deactivate").count() == 1
    with pytest.raises(Refused, match="đã ngừng sử dụng"):
        services.deactivate_user(user=cast.unit, actor=cast.admin)


def test_activate_user_brings_the_person_back(client, sign_in, cast):
    services.deactivate_user(user=cast.unit, actor=cast.admin)
    sign_in(cast.admin)
    url = reverse("user_activate", args=[cast.unit.pk])
    assert client.post(url).status_code == 302
    answer = client.post(url)
    assert answer.status_code == 409
    assert "đang được sử dụng" in text_of(answer)
    cast.unit.refresh_from_db()
    assert cast.unit.is_active


def test_an_admin_cannot_deactivate_himself(client, sign_in, cast):
    sign_in(cast.admin)
    answer = client.post(reverse("user_deactivate", args=[cast.admin.pk]))
    assert answer.status_code == 409
    assert "Không thể tự ngừng" in text_of(answer)


# Passwords


def test_reset_password_ends_the_old_one_and_open_sessions(client, sign_in, cast):
    sign_in(cast.unit)
    password = services.reset_password(user=User.objects.get(pk=cast.unit.pk), actor=cast.admin)
    assert client.get(reverse("my_work")).status_code == 302
    person = User.objects.get(pk=cast.unit.pk)
    assert person.check_password(password)
    assert not person.check_password(PASSWORD)
    assert person.must_change_password


def test_reset_password_of_oneself_leads_to_the_own_page(client, sign_in, cast):
    sign_in(cast.admin)
    answer = client.post(reverse("user_reset_password", args=[cast.admin.pk]))
    assert answer.status_code == 409
    assert "Trang của tôi" in text_of(answer)


def test_initial_passwords_differ_and_please_every_validator(cast):
    passwords = {a_person(cast=cast, username=f"nguoi.{n}")[1] for n in range(20)}
    assert len(passwords) == 20
    for password in passwords:
        validate_password(password)


# Posts


def test_give_post_page(client, sign_in, cast):
    person, _ = a_person(cast=cast)
    sign_in(cast.admin)
    url = reverse("post_give", args=[person.pk])
    typed = {
        "unit": cast.units.front.pk, "role": "front", "title": "Phó Chủ tịch MTTQ", "is_main": "on",
        "starts_on": "05/06/2026", "ends_on": "",
    }  # fmt: skip
    page = text_of(client.get(url))
    assert "Chọn…" in page
    assert "-----" not in page
    assert client.post(url, typed).status_code == 302
    post = person.posts.get()
    assert post.starts_on == date(2026, 6, 5)
    assert "đã giao chức vụ Phó Chủ tịch MTTQ" in AuditEntry.objects.get(action="user.give_post").sentence
    again = client.post(url, typed)
    assert "đang giữ vai trò này" in text_of(again)
    assert again.context["form"]["title"].value() == "Phó Chủ tịch MTTQ"


def test_give_post_offers_only_units_of_the_own_commune(client, sign_in, cast, neighbours):
    sign_in(cast.admin)
    typed = {"unit": neighbours.units.front.pk, "role": "front", "title": "x", "starts_on": "1/1/2026"}
    answer = client.post(reverse("post_give", args=[cast.unit.pk]), typed)
    assert "Chọn một mục trong danh sách" in text_of(answer)
    with pytest.raises(Refused, match="không còn hoạt động trong xã"):
        a_post(cast=cast, user=cast.unit, unit=neighbours.units.front)


def test_give_post_refuses_days_out_of_order(cast):
    with pytest.raises(Refused, match="đứng trước ngày bắt đầu"):
        a_post(cast=cast, user=cast.unit, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))


def test_a_new_main_post_takes_the_place_of_the_old_one(cast):
    a_post(cast=cast, user=cast.unit, is_main=True, title="Phó Trưởng phòng")
    assert User.objects.get(pk=cast.unit.pk).main_post.title == "Phó Trưởng phòng"
    assert Post.objects.filter(user=cast.unit, is_main=True).count() == 1


def test_roles_follow_the_days_of_the_post(cast):
    today = local_today()
    person, _ = a_person(cast=cast)
    a_post(cast=cast, user=person, starts_on=today + timedelta(days=1), role=Role.FRONT)
    a_post(cast=cast, user=person, starts_on=today, ends_on=today, role=Role.OFFICE)
    a_post(cast=cast, user=person, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1), role=Role.PARTY)  # fmt: skip
    assert User.objects.get(pk=person.pk).roles == {Role.OFFICE}


def test_end_post_page(client, sign_in, cast):
    sign_in(cast.admin)
    post = cast.unit.posts.get()
    url = reverse("post_end", args=[post.pk])
    assert client.get(url).status_code == 200
    assert "từ hôm đó trở đi" in text_of(client.post(url, {"ends_on": "1/1/2019"}))
    assert client.post(url, {"ends_on": "31/12/2025"}).status_code == 302
    assert User.objects.get(pk=cast.unit.pk).roles == set()
    assert "đã kết thúc ngày 31/12/2025" in text_of(client.post(url, {"ends_on": "31/12/2025"}))
    assert AuditEntry.objects.filter(action="user.end_post").count() == 1


# The last admin


def test_the_last_admin_post_of_a_commune_is_protected(client, sign_in, cast):
    second, _ = a_person(cast=cast)
    post = a_post(cast=cast, user=second, role=Role.ADMIN)
    own = cast.admin.posts.get(role=Role.ADMIN)
    with pytest.raises(Refused, match="tự bỏ chức vụ quản trị cuối cùng của mình"):
        services.end_post(post=own, ends_on=local_today(), actor=cast.admin)
    services.end_post(post=post, ends_on=local_today() + timedelta(days=30), actor=cast.admin)
    with pytest.raises(Refused, match="quản trị cuối cùng của xã"):
        services.end_post(
            post=own, ends_on=local_today() + timedelta(days=60), actor=User.objects.get(pk=second.pk)
        )
    sign_in(cast.admin)
    answer = client.post(reverse("post_end", args=[own.pk]), {"ends_on": f"{local_today():%d/%m/%Y}"})
    assert "Không thể tự bỏ" in text_of(answer)


def test_the_last_admin_is_not_deactivated(cast):
    second, _ = a_person(cast=cast)
    a_post(cast=cast, user=second, role=Role.ADMIN)
    services.deactivate_user(user=cast.admin, actor=User.objects.get(pk=second.pk))
    third, _ = a_person(cast=SimpleCast(cast, User.objects.get(pk=second.pk)), username="nguoi.ba")
    # A post that has not begun yet saves nobody.
    a_post(
        cast=SimpleCast(cast, User.objects.get(pk=second.pk)), user=third, role=Role.ADMIN,
        starts_on=local_today() + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(NotYourRole):
        services.deactivate_user(user=second, actor=third)
    with pytest.raises(Refused, match="Không thể tự ngừng"):
        services.deactivate_user(user=second, actor=User.objects.get(pk=second.pk))


class SimpleCast:
    """The same cast with another admin."""

    def __init__(self, cast, admin):
        self.commune, self.units, self.admin = cast.commune, cast.units, admin


# Units


def test_deactivate_unit_waits_until_nobody_works_there(client, sign_in, cast):
    sign_in(cast.admin)
    url = reverse("unit_deactivate", args=[cast.units.economy.pk])
    answer = client.post(url)
    assert answer.status_code == 409
    assert "Còn 1 chức vụ" in text_of(answer)
    services.end_post(post=cast.unit.posts.get(), ends_on=date(2026, 1, 1), actor=cast.admin)
    assert client.post(url).status_code == 302
    assert "đã ngừng hoạt động" in text_of(client.post(url))
    assert client.post(reverse("unit_activate", args=[cast.units.economy.pk])).status_code == 302


def test_a_unit_is_made_and_renamed_and_its_old_name_still_leads_to_it(client, sign_in, cast):
    sign_in(cast.admin)
    typed = {
        "kind": "village",
        "official_name": "Thôn Đông",
        "short_name": "T. Đông",
        "email": "",
        "phone": "",
    }
    assert client.post(reverse("unit_create"), typed).status_code == 302
    unit = cast.commune.units.get(folded_name="thon dong")
    assert "đã là tên của" in text_of(client.post(reverse("unit_create"), typed))
    url = reverse("unit_edit", args=[unit.pk])
    assert client.post(url, typed | {"official_name": "Thôn Đông Thượng"}).status_code == 302
    for words in ("thôn đông", "Thôn Đông Thượng", "t. dong"):
        assert list(type(unit).objects.named(words)) == [unit], words


def test_aliases_lead_to_one_unit_only(client, sign_in, cast):
    sign_in(cast.admin)
    add = reverse("alias_add", args=[cast.units.office.pk])
    assert client.post(add, {"text": "VP HĐND-UBND"}).status_code == 302
    other = reverse("alias_add", args=[cast.units.economy.pk])
    assert "đã là tên của Văn phòng" in text_of(client.post(other, {"text": "vp hdnd-ubnd"}))
    alias = cast.units.office.aliases.get()
    remove = reverse("alias_remove", args=[alias.pk])
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 302
    assert not cast.units.office.aliases.exists()


def test_unit_list_finds_by_every_name_without_marks(client, sign_in, cast):
    services.add_alias(unit=cast.units.office, text="VP xã", actor=cast.admin)
    sign_in(cast.admin)
    for query, found in [
        ({"words": "phong kinh te"}, 1),
        ({"words": "vh-xh"}, 1),
        ({"words": "VP XA"}, 1),
        ({"kind": "police"}, 1),
        ({"status": "inactive"}, 0),
        ({}, 8),
    ]:
        assert client.get(reverse("unit_list"), query).context["page"].paginator.count == found, query


def test_unit_list_costs_the_same_with_many_rows(client, sign_in, cast, django_assert_max_num_queries):
    sign_in(cast.admin)
    counts = []
    for start, rows in ((0, 1), (100, 40)):
        for n in range(start, start + rows):
            a_unit(cast=cast, name=f"Thôn {n}")
        with django_assert_max_num_queries(10) as queries:
            client.get(reverse("unit_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_unit_list_counts_working_people_only_and_sorts_figures(client, sign_in, cast):
    for n in (10, 2, 1):
        a_unit(cast=cast, name=f"Thôn {n}")
    sign_in(cast.admin)
    rows = list(client.get(reverse("unit_list")).context["page"])
    villages = [row.official_name for row in rows if row.kind == "village"]
    assert villages == ["Thôn 1", "Thôn 2", "Thôn 10"]
    assert {row.short_name: row.people for row in rows}["Văn phòng"] == 3


def test_everybody_of_the_commune_may_see_a_unit_but_not_change_it(client, sign_in, cast, neighbours):
    url = reverse("unit_detail", args=[cast.units.economy.pk])
    sign_in(cast.unit)
    text = text_of(client.get(url))
    assert "Phạm Kinh Tế" in text
    assert "Sửa thông tin" not in text
    assert client.post(reverse("unit_edit", args=[cast.units.economy.pk])).status_code == 403
    sign_in(neighbours.admin)
    for name in ("unit_detail", "unit_edit", "alias_add"):
        assert client.get(reverse(name, args=[cast.units.economy.pk])).status_code == 404
    for name in ("unit_deactivate", "unit_activate"):
        assert client.post(reverse(name, args=[cast.units.economy.pk])).status_code == 404
        assert client.get(reverse(name, args=[cast.units.economy.pk])).status_code == 405
