"""The admin's home, mails that failed, the commune's settings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import services
from core.models import AuditEntry, Notice, TaskAttempt, WorkerBeat
from core.refusals import NotYourRole
from core.states import DeliveryState
from tests.factories.core import a_person

pytestmark = pytest.mark.django_db
PAGES = ["admin_home", "user_list", "user_create", "unit_list", "unit_create", "commune_edit", "operations"]
OTHERS = ["office", "clerk", "chair", "vice_chair", "unit", "front", "party", "province"]


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_admin_open(client, sign_in, cast, name):
    sign_in(cast.admin)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "None" not in text_of(answer)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", OTHERS)
def test_pages_of_the_admin_refuse_others_with_the_sentence(client, sign_in, cast, name, who):
    sign_in(getattr(cast, who))
    answer = client.get(reverse(name))
    assert answer.status_code == 403
    assert "Trang này dành cho: Quản trị" in text_of(answer)


def test_home_says_since_when_the_worker_is_silent(client, sign_in, cast):
    sign_in(cast.admin)
    assert "chưa chạy lần nào" in text_of(client.get(reverse("admin_home")))
    beat = WorkerBeat.objects.create(name="w", beat_at=timezone.now() - timedelta(hours=3))
    assert "Tiến trình nền chưa chạy từ" in text_of(client.get(reverse("admin_home")))
    beat.beat_at = timezone.now()
    beat.save()
    assert "Tiến trình nền đang chạy" in text_of(client.get(reverse("admin_home")))


def test_home_counts_dead_letters_and_mails_of_its_own_commune(client, sign_in, cast, neighbours):
    TaskAttempt.objects.create(key="render_pdf:1", is_dead=True)
    for person, state in [(cast.office, "failed"), (cast.unit, "waiting"), (neighbours.office, "failed")]:
        Notice.objects.create(
            recipient=person, commune=person.commune, key="k", title=f"Thư của {person}",
            email_state=state, email_error="Hộp thư đầy",
        )  # fmt: skip
    sign_in(cast.admin)
    answer = client.get(reverse("admin_home"))
    health = answer.context["health"]
    assert (health["dead_letters"], health["mails_waiting"], health["mails_failed"]) == (1, 1, 1)
    assert "Hộp thư đầy" in text_of(answer)
    assert neighbours.office.email not in text_of(answer)


def test_home_costs_the_same_with_many_failed_mails(client, sign_in, cast, django_assert_max_num_queries):
    for n in range(30):
        Notice.objects.create(
            recipient=cast.unit, commune=cast.commune, key=str(n), title="t", email_state="failed", email_error="e"
        )  # fmt: skip
    sign_in(cast.admin)
    with django_assert_max_num_queries(16):  # session, user, posts, unread; health 5; figures 4
        client.get(reverse("admin_home"))


def test_retry_failed_mails_gives_fresh_attempts_once(client, sign_in, cast, neighbours):
    rows = [
        Notice.objects.create(
            recipient=person,
            commune=person.commune,
            key="k",
            title="t",
            email_state="failed",
            email_attempts=5,
        )
        for person in (cast.unit, neighbours.unit)
    ]
    sign_in(cast.admin)
    assert client.get(reverse("mail_retry")).status_code == 405
    assert client.post(reverse("mail_retry")).status_code == 302
    for row in rows:
        row.refresh_from_db()
    assert (rows[0].email_state, rows[0].email_attempts) == (DeliveryState.WAITING, 0)
    assert rows[1].email_state == DeliveryState.FAILED
    client.post(reverse("mail_retry"))
    assert AuditEntry.objects.filter(action="mail.retry").count() == 1


def test_retry_failed_mails_is_the_admins(cast):
    with pytest.raises(NotYourRole, match="Chỉ quản trị của xã"):
        services.retry_failed_mails(commune=cast.commune, actor=cast.office)


SETTINGS = {
    "kind": "ward", "name": "Lạc Phượng", "province": "thành phố Hải Phòng", "party_parent": "ĐẢNG BỘ THÀNH PHỐ",
    "party_term": "2025 – 2030", "address": "Số 1 đường Trung tâm", "email": "", "phone": "",
}  # fmt: skip


def test_commune_settings_are_saved_and_logged(client, sign_in, cast):
    sign_in(cast.admin)
    assert client.post(reverse("commune_edit"), SETTINGS).status_code == 302
    cast.commune.refresh_from_db()
    assert (cast.commune.kind, cast.commune.party_term) == ("ward", "2025-2030")
    entry = AuditEntry.objects.get(action="commune.edit")
    assert entry.commune == cast.commune
    assert entry.changes["trụ sở"] == ["", "Số 1 đường Trung tâm"]
    assert "Số 1 đường Trung tâm" in text_of(client.get(reverse("commune_edit")))
    client.post(reverse("commune_edit"), SETTINGS)
    assert AuditEntry.objects.filter(action="commune.edit").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "xã Lạc Phượng", "không kèm chữ xã"),
        ("party_term", "2030-2025", "năm sau lớn hơn năm trước"),
        ("party_term", "khoá 1", "Nhiệm kỳ gồm hai năm"),
        ("email", "khong phai thu", "Địa chỉ thư chưa đúng"),
        ("name", "", "Chưa điền mục này"),
    ],
)
def test_commune_settings_name_what_is_wrong(client, sign_in, cast, field, value, words):
    sign_in(cast.admin)
    answer = client.post(reverse("commune_edit"), SETTINGS | {field: value})
    assert answer.status_code == 200
    assert words in text_of(answer)


def test_a_province_user_gets_an_empty_kind_desk_and_no_personal_data(client, sign_in, cast):
    person, _ = a_person(cast=cast)
    sign_in(cast.province)
    text = text_of(client.get(reverse("my_work")))
    assert "Không còn việc nào chờ anh/chị" in text
    assert reverse("admin_home") not in text
    for name, args in [
        ("user_detail", [person.pk]),
        ("unit_detail", [cast.units.economy.pk]),
        ("delegation_list", []),
        ("history", ["core.user", person.pk]),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 403, name
