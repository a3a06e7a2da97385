"""Signing in and out, the lock after five wrong passwords, passwords, the CSP of every page."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "Mot-cau-that-de-nho-2026"


def enter(client, user, password=PASSWORD, **more):
    return client.post(reverse("sign_in"), {"username": user.username, "password": password, **more})


def is_in(client):
    return client.get(reverse("my_work")).status_code == 200


def test_the_right_password_opens_ones_work(client, cast):
    assert enter(client, cast.office).url == reverse("my_work")
    assert is_in(client)
    assert client.get(reverse("sign_in")).url == reverse("my_work")


def test_a_wrong_password_and_an_unknown_name_say_the_same(client, cast):
    wrong = enter(client, cast.office, "sai")
    unknown = client.post(reverse("sign_in"), {"username": "khong.co", "password": "sai"})
    sentences = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert sentences[0] == sentences[1] != []
    assert "None" not in wrong.content.decode()


def test_five_wrong_passwords_lock_the_account_out_even_with_the_right_one(client, cast):
    for _ in range(5):
        answer = enter(client, cast.office, "sai mật khẩu")
    assert answer.status_code == 429
    assert "Tạm khoá đăng nhập" in answer.content.decode()
    answer = enter(client, cast.office)
    assert answer.status_code == 429
    assert "15 phút" in answer.content.decode()
    assert not is_in(client)


def test_the_lock_is_about_one_account(client, cast):
    for _ in range(5):
        enter(client, cast.office, "sai mật khẩu")
    enter(client, cast.unit)
    assert is_in(client)


def test_four_wrong_passwords_do_not_lock(client, cast):
    for _ in range(4):
        enter(client, cast.office, "sai mật khẩu")
    enter(client, cast.office)
    assert is_in(client)


def test_a_deactivated_account_does_not_open(client, cast):
    User.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert enter(client, cast.office).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/thong-bao-cua-toi/", "/thong-bao-cua-toi/"),
        ("https://xau.example/", "/"),
        ("//xau.example/", "/"),
        ("///xau.example", "/"),
        ("http:xau.example", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\xau.example", "/"),
        ("", "/"),
    ],
)
def test_next_leads_nowhere_outside_the_house(client, cast, target, goes_to):
    assert enter(client, cast.office, next=target).url == goes_to
    client.post(reverse("sign_out"))
    client.get(reverse("sign_in"), {"next": target})


def test_signing_out_takes_a_post(client, sign_in, cast):
    sign_in(cast.office)
    assert client.get(reverse("sign_out")).status_code == 405
    assert client.post(reverse("sign_out")).url == reverse("sign_in")
    assert not is_in(client)


def test_forms_of_strangers_are_refused(cast):
    client = Client(enforce_csrf_checks=True)
    answer = enter(client, cast.office)
    assert answer.status_code == 403


# The own password


def change(client, old=PASSWORD, new=NEW, again=None):
    typed = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password_change"), typed)


def test_password_change_keeps_this_session_and_ends_the_others(client, cast):
    other = Client()
    enter(other, cast.office)
    enter(client, cast.office)
    assert change(client).url == reverse("own_page")
    assert is_in(client)
    assert not is_in(other)
    entry = AuditEntry.objects.get(action="user.password")
    assert (entry.sentence, entry.changes) == ("đã đổi mật khẩu", {})


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("sai", NEW, NEW),
        (PASSWORD, NEW, NEW + "x"),
        (PASSWORD, "ngan", "ngan"),
        (PASSWORD, "1234567890123", "1234567890123"),
        (PASSWORD, "password123", "password123"),
        (PASSWORD, "lac-phuong.office", "lac-phuong.office"),
    ],
)
def test_password_change_refuses_wrong_short_common_and_telling_ones(client, sign_in, cast, old, new, again):
    sign_in(cast.office)
    answer = change(client, old, new, again)
    assert answer.status_code == 200
    assert "Chưa lưu được" in answer.content.decode()
    assert User.objects.get(pk=cast.office.pk).check_password(PASSWORD)


# The own page


def test_own_page_saves_contact_and_logs_once(client, sign_in, cast):
    sign_in(cast.unit)
    typed = {"email": "moi@lacphuong.example", "phone": "0912 345 678"}
    for _ in range(2):
        assert client.post(reverse("own_page"), typed).status_code == 302
    changes = AuditEntry.objects.get(action="user.contact").changes
    assert changes["thư điện tử"] == [cast.unit.email, "moi@lacphuong.example"]
    assert "0912 345 678" in client.get(reverse("own_page")).content.decode()


def test_own_page_of_someone_without_a_post_says_what_to_do(client, sign_in, cast):
    cast.unit.posts.all().delete()
    sign_in(cast.unit)
    assert "Nhờ quản trị của xã giao chức vụ" in client.get(reverse("own_page")).content.decode()
    assert "Không còn việc nào" in client.get(reverse("my_work")).content.decode()


# Headers of every page


@pytest.mark.parametrize("name", ["sign_in", "my_work", "own_page", "admin_home", "user_list"])
def test_every_page_carries_a_strict_policy(client, sign_in, cast, name):
    if name != "sign_in":
        sign_in(cast.admin)
    answer = client.get(reverse(name))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_error_pages_carry_the_policy_too(client, sign_in, cast):
    sign_in(cast.office)
    for path, status in [("/khong-co/", 404), (reverse("admin_home"), 403)]:
        answer = client.get(path)
        assert answer.status_code == status
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_sample_accounts_show_only_with_sample_data_on_a_trial(client, cast, settings):
    url = reverse("sign_in")
    settings.DEBUG = True
    assert "Tài khoản dùng thử" not in client.get(url).content.decode()
    cast.commune.is_sample = True
    cast.commune.save()
    assert cast.chair.username in client.get(url).content.decode()
    settings.DEBUG = False
    assert "Tài khoản dùng thử" not in client.get(url).content.decode()


def test_the_styleguide_is_for_trials_only(client, sign_in, cast):
    sign_in(cast.office)
    assert client.get(reverse("styleguide")).status_code == 404
