"""The province's view: many communes, figures only, no person; and who may never become the province."""

import io
import re
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core import services as core
from core.models import AuditEntry, Commune, Post, Unit, User
from core.refusals import NotYourRole, Refused
from core.states import CommuneKind, Role, UnitKind
from reports import queries
from reports.periods import Period, periods_of
from reports.rules import check_can_read_province
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.factories.reports import Chance

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 3)
PROVINCE = "thành phố Hải Phòng"


def a_province(name="Sở Nội vụ thành phố Hải Phòng", province=PROVINCE, username="so.noi.vu"):
    out = io.StringIO()
    call_command("create_province", province, name, username.replace(".", "-"), username, stdout=out)
    user = User.objects.get(username=username)
    password = re.search(r"mật khẩu ban đầu: (\S+)", out.getvalue())[1]
    return SimpleNamespace(commune=user.commune, user=user, password=password)


@pytest.fixture
def province(cast):
    found = a_province()
    User.objects.filter(pk=found.user.pk).update(must_change_password=False)
    found.user.posts.update(starts_on=date(2020, 1, 1))
    found.user = User.objects.get(pk=found.user.pk)
    return found


def text_of(answer):
    return answer.content.decode()


# --- who is the province -------------------------------------------------------------------------------------------


def test_create_province_makes_a_tenant_and_an_account_that_changes_its_password(client, cast):
    made = a_province()
    assert (made.commune.kind, str(made.commune)) == (CommuneKind.PROVINCE, "Sở Nội vụ thành phố Hải Phòng")
    assert made.user.roles == {Role.PROVINCE, Role.ADMIN}
    assert made.user.check_password(made.password)
    client.force_login(made.user)
    assert client.get(reverse("province_view")).url == reverse("password_change")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"province": "tỉnh Không Có"}, "Chưa có xã nào"),
        ({"username": "lac-phuong.office"}, "đã có người dùng"),
    ],
)
def test_create_province_refuses_in_words(cast, changes, words):
    with pytest.raises(CommandError, match=words):
        a_province(**changes)
    assert not Commune.objects.filter(kind=CommuneKind.PROVINCE).exists()


def test_create_province_twice_is_refused(cast):
    a_province()
    with pytest.raises(CommandError, match="đã có"):
        a_province()


def test_nobody_inside_a_commune_makes_himself_the_province(client, sign_in, cast, neighbours):
    """Neither by the form, nor by the service, nor by a post of role province: he stays with his own commune."""
    sign_in(cast.admin)
    fields = {"kind": "province", "name": "Lạc Phượng", "province": PROVINCE, "party_term": "2025-2030"}
    answer = client.post(reverse("commune_edit"), fields)
    assert answer.status_code == 200
    assert "kind" in answer.context["form"].errors
    with pytest.raises(Refused, match="trên máy chủ"):
        core.edit_commune(commune=cast.commune, values={"kind": CommuneKind.PROVINCE}, actor=cast.admin)
    cast.commune.refresh_from_db()
    assert not cast.commune.is_province
    Post.objects.create(
        commune=cast.commune, user=cast.admin, unit=cast.units.office, role=Role.PROVINCE, title="Tự phong"
    )
    for url in ("province_view", "province_export"):
        assert sign_in(cast.admin).get(reverse(url)).status_code == 403
    assert (
        sign_in(cast.admin).get(reverse("province_commune", args=[neighbours.commune.slug])).status_code
        == 404
    )


def test_a_province_never_takes_another_ones_communes(client, province):
    """Its admin edits name and address; whose communes it reads is not on the form and refused by the service."""
    client.force_login(province.user)
    answer = client.post(
        reverse("commune_edit"), {"name": "Sở Nội vụ", "province": "thành phố Hà Nội", "kind": "commune"}
    )
    assert answer.status_code == 302
    province.commune.refresh_from_db()
    assert (province.commune.province, province.commune.is_province) == (PROVINCE, True)
    with pytest.raises(Refused):
        core.edit_commune(
            commune=province.commune, values={"province": "thành phố Hà Nội"}, actor=province.user
        )
    with pytest.raises(Refused):
        core.edit_commune(commune=province.commune, values={"kind": "commune"}, actor=province.user)


def test_the_province_has_no_public_page_and_holds_nothing(client, province):
    assert client.get(reverse("public_home", args=[province.commune.slug])).status_code == 404
    assert province.commune.name not in text_of(client.get(reverse("public_index")))


def test_check_can_read_province_asks_for_the_role_and_the_tenant(cast, province):
    check_can_read_province(province.user)
    with pytest.raises(NotYourRole):
        check_can_read_province(cast.province)


# --- what it sees --------------------------------------------------------------------------------------------------


def test_province_view_has_every_commune_of_the_province_and_no_other(client, cast, neighbours, province):
    held = make.a_held_conference(cast=cast)
    far = Commune.objects.create(name="Nơi Khác", slug="noi-khac", province="tỉnh Điện Biên")
    client.force_login(province.user)
    with on_the(TODAY):
        text = text_of(client.get(reverse("province_view"), {"nam": 2026}))
    assert "Xã Lạc Phượng" in text and f"Xã {neighbours.commune.name}" in text
    assert far.name not in text
    assert "Chưa tổ chức" in text
    for words in ("Nguyễn Văn Bình", "0912345678", "nạo vét", held.chair.full_name, "None"):
        assert words not in text


def test_the_name_of_a_province_is_found_however_it_is_typed(cast, province):
    Commune.objects.create(name="Viết Hoa", slug="viet-hoa", province="Thành phố  Hải Phòng")
    rows = queries.province_of(province.commune.province, Period(2026), TODAY).rows
    assert {"Viết Hoa", "Lạc Phượng"} <= {row.commune.name for row in rows}


@pytest.mark.parametrize("seed", [11, 12])
def test_the_province_counts_what_each_commune_counts(cast, neighbours, seed):
    """One meaning of every figure: a commune's own report and its line above are the same numbers."""
    for number, one in enumerate((cast, neighbours)):
        Chance(one, 10 * seed + number).years()
    for period in periods_of(2026):
        province = queries.province_of(PROVINCE, period, TODAY)
        for row in province.rows:
            assert row.figures == queries.report_of(row.commune, period, TODAY).total, (
                row.commune,
                period.words,
            )
        assert province.total.petitions == sum(row.figures.petitions for row in province.rows)


def test_the_filter_finds_who_has_not_held_and_who_is_late(client, cast, neighbours, province):
    commitment = make.a_commitment(cast=cast)
    client.force_login(province.user)
    with on_the(TODAY):
        not_held = text_of(client.get(reverse("province_view"), {"nam": 2026, "standing": "not_held"}))
        late = text_of(
            client.get(reverse("province_view"), {"nam": 2026, "standing": "late", "order": "tre"})
        )
        named = text_of(client.get(reverse("province_view"), {"words": "lac phuong"}))
    here = reverse("province_commune", args=[commitment.commune.slug])
    assert "Thực hiện nhiệm vụ sau kết luận (1)" in late  # late with what
    assert here not in not_held and here in late and here in named
    assert reverse("province_commune", args=[neighbours.commune.slug]) in not_held


def test_province_commune_shows_figures_and_is_written_into_the_communes_log(client, cast, province):
    held = make.an_issued_notice(cast=cast).conference
    client.force_login(province.user)
    with on_the(TODAY):
        text = text_of(client.get(reverse("province_commune", args=[cast.commune.slug]), {"nam": 2026}))
    for words in ("Nguyễn Văn Bình", "nạo vét", "KN-", held.chair.full_name, "None"):
        assert words not in text
    assert reverse("public_home", args=[cast.commune.slug]) in text
    entry = AuditEntry.objects.get(sentence__contains="đã xem số liệu năm 2026")
    assert (entry.commune, entry.actor) == (cast.commune, province.user)


def test_opening_the_overview_is_logged_once_a_day(client, cast, province):
    client.force_login(province.user)
    with on_the(TODAY):
        for _ in range(3):
            client.get(reverse("province_view"), {"nam": 2026})
    with on_the(date(2026, 8, 4)):
        client.get(reverse("province_view"), {"nam": 2026})
    assert AuditEntry.objects.filter(commune=province.commune, sentence__contains="của các xã").count() == 2


def test_province_commune_of_another_province_is_not_to_be_found(client, cast, province):
    far = Commune.objects.create(name="Nơi Khác", slug="noi-khac", province="tỉnh Điện Biên")
    client.force_login(province.user)
    for slug in (far.slug, province.commune.slug, "khong-co"):
        assert client.get(reverse("province_commune", args=[slug])).status_code == 404


def test_the_province_opens_nothing_else_of_a_commune(client, cast, province):
    held = make.an_issued_notice(cast=cast).conference
    petition = held.petitions.first()
    client.force_login(province.user)
    for name, pk in (
        ("conference_detail", held.pk), ("petition_detail", petition.pk), ("report_conference", held.pk),
        ("conclusion_notice_detail", held.conclusion_notices.get().pk), ("commitment_detail", held.commitments.get().pk),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[pk])).status_code in (403, 404), name
    assert client.get(reverse("report_period")).url.startswith(reverse("province_view"))


def test_the_provinces_rail_has_its_own_places_only(client, province):
    client.force_login(province.user)
    rail = client.get(reverse("province_view"), follow=True).context["rail"]
    assert [entry["label"] for entry in rail] == ["Việc của tôi", "Báo cáo", "Quản trị"]
    assert [entry["label"] for entry in rail if entry["active"]] == ["Báo cáo"]


def test_province_export_has_one_line_a_commune_and_is_logged(client, cast, neighbours, province):
    make.a_held_conference(cast=cast)
    client.force_login(province.user)
    with on_the(TODAY):
        answer = client.get(reverse("province_export"), {"nam": 2026})
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "xã Lạc Phượng" in text and "Cộng" in text and "Nguyễn Văn Bình" not in text
    assert AuditEntry.objects.filter(
        commune=province.commune, sentence__contains="đã xuất bảng tính"
    ).exists()


@pytest.mark.parametrize("count", [1, 300])
def test_province_view_costs_the_same_for_one_and_for_three_hundred_communes(
    client, cast, province, django_assert_max_num_queries, count
):
    Chance(cast, 4).years(conferences=4)
    Commune.objects.bulk_create(
        Commune(name=f"Xã số {number}", slug=f"xa-so-{number}", province=PROVINCE) for number in range(count)
    )
    client.force_login(province.user)
    with on_the(TODAY), django_assert_max_num_queries(20):  # the frame's, the log's and nine that count
        answer = client.get(reverse("province_view"), {"nam": 2026})
    assert answer.status_code == 200
    assert len(answer.context["page"].object_list) <= 50


def test_a_unit_of_the_province_may_have_more_people(client, province):
    """Its first account is its admin as well and gives the others their accounts."""
    unit = Unit.objects.get(commune=province.commune)
    assert unit.kind == UnitKind.HIGHER_BODY
    person, _ = core.create_user(
        commune=province.commune,
        values={"username": "chuyen.vien", "full_name": "Phạm Chuyên Viên"},
        actor=province.user,
    )
    core.give_post(
        user=person, unit=unit, role=Role.PROVINCE, title="Chuyên viên", is_main=True, starts_on=date(2026, 1, 1),
        ends_on=None, actor=province.user,
    )  # fmt: skip
    User.objects.filter(pk=person.pk).update(must_change_password=False)
    client.force_login(User.objects.get(pk=person.pk))
    assert client.get(reverse("province_view")).status_code == 200
