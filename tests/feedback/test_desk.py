"""The desk: several matters and signers at once, who came before, the receipt; the settings of petitions."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from core.codes import spoken
from core.models import AuditEntry
from core.refusals import NotYourRole
from feedback import services
from feedback.models import Petition, Petitioner, PetitionSetting
from feedback.queries.desk import masked, spellings
from feedback.states import Field, Source
from tests.factories.dialogue import a_scheduled_conference
from tests.factories.feedback import a_classified_petition, a_petition
from tests.feedback.test_chain import people

ADD = "petition_add"


@pytest.fixture
def conference(cast):
    return a_scheduled_conference(cast=cast)


def typed(conference, **more):
    """What a clerk sends without opening anything that is folded away."""
    return {
        "conference": conference.pk, "content": "Đèn đường thôn Đông hỏng, đề nghị sửa.", "received_on": "22/4/2026",
        "source": "phone", "kind": "petition", **people({"name": "Bà Vũ Thị Thơm", "phone": "0912345678"}),
    } | more  # fmt: skip


def test_the_form_opens_ready_to_type(sign_in, cast, conference, django_assert_max_num_queries):
    a_petition(cast=cast, conference=conference, hamlet="Xóm Bến")
    client = sign_in(cast.office)
    client.get(reverse(ADD))
    with django_assert_max_num_queries(12):
        page = client.get(reverse(ADD)).content.decode()
    assert f'value="{conference.pk}" selected' in page and '<option value="Xóm Bến">' in page
    assert 'value="phone"' in page and 'value="public_form"' not in page
    assert page.index('name="p-0-name"') < page.index('name="content"') < page.index("<summary>Ngày nhận")


def test_several_matters_of_one_visit_are_a_petition_each(sign_in, cast, conference):
    data = typed(
        conference, more=["Cầu ao làng gãy lan can.", "  ", "Nước máy yếu."],
        signers="1. Ông Trần Văn An; Thôn Đoài\n\n2) Bà Lê Thị Bình\tThôn Đông\nÔng Ba\n", hide_name="on",
    )  # fmt: skip
    answer = sign_in(cast.front).post(reverse(ADD), data)
    rows = list(Petition.objects.order_by("pk"))
    assert answer.status_code == 302 and len(rows) == 3
    assert [row.content for row in rows][1:] == ["Cầu ao làng gãy lan can.", "Nước máy yếu."]
    assert {row.source for row in rows} == {Source.PHONE} and all(row.hide_name for row in rows)
    assert len({row.tracking_code for row in rows}) == 3
    for row in rows:
        names = list(row.petitioners.values_list("name", "hamlet"))
        assert names == [
            ("Bà Vũ Thị Thơm", ""), ("Ông Trần Văn An", "Thôn Đoài"), ("Bà Lê Thị Bình", "Thôn Đông"), ("Ông Ba", ""),
        ]  # fmt: skip
        assert row.raised_by == "Bà Vũ Thị Thơm và 3 người khác" and "an" in row.search_text
        assert AuditEntry.objects.about(row).count() == 1


def test_more_boxes_are_asked_for_without_script_and_bounds_hold(sign_in, cast, conference):
    client = sign_in(cast.office)
    page = client.post(reverse(ADD), typed(conference, more=["Việc hai"], more_matters="1")).content.decode()
    assert page.count('name="more"') == 3 and "Việc hai" in page and "error-summary" not in page
    wrong = [
        ({"more": [f"Việc {n}" for n in range(10)]}, "không quá 10 việc"),
        ({"more": ["x" * 20_001]}, "20000"),
        ({"more": ["a\x00b"]}, "Có ký tự không dùng được"),
        ({"signers": "\n".join(f"Ông {n}" for n in range(201))}, "không quá 200"),
        ({"signers": "Ô" * 300}, "dòng quá dài"),
        ({"source": "public_form"}, "Chọn một mục"),
    ]
    for more, sentence in wrong:
        answer = client.post(reverse(ADD), typed(conference, **more))
        assert answer.status_code == 200 and sentence in answer.content.decode(), sentence
    assert not Petition.objects.exists()


def test_add_petitions_enters_all_or_none(cast, conference, neighbours):
    values = {"received_on": conference.held_on, "source": Source.PHONE}
    with pytest.raises(NotYourRole):
        services.add_petitions(
            conference=conference, matters=["Một", "Hai"], values=values, petitioners=[{"name": "Bà Thơm"}],
            actor=neighbours.office,
        )  # fmt: skip
    with pytest.raises((TypeError, IntegrityError)):
        services.add_petitions(
            conference=conference, matters=["Một", None], values=values, petitioners=[{"name": "Bà Thơm"}],
            actor=cast.office,
        )  # fmt: skip
    assert not Petition.objects.exists()


def test_an_edit_keeps_a_long_list_of_signers_and_their_rows(sign_in, cast, conference):
    signers = [{"name": f"Ông Người Thứ {n}", "hamlet": "Thôn Đoài"} for n in range(60)]
    petition = a_petition(
        cast=cast, conference=conference, petitioners=[{"name": "Bà Hoa", "phone": "0912 345 678"}, *signers]
    )
    before = dict(petition.petitioners.values_list("name", "pk"))
    client = sign_in(cast.office)
    shown = client.get(reverse("petition_edit", args=[petition.pk]))
    page, form = shown.content.decode(), shown.context["form"]
    assert page.count("desk-person") == 3 and "Ông Người Thứ 59; Thôn Đoài" in page
    rows = people(
        {"name": "Bà Hoa", "phone": "0912 345 678"}, {"name": "Bà Mới"}, {"name": "Ông Người Thứ 0"}
    )
    data = {name: form[name].value() for name in ("conference", "content", "source", "kind", "version")}
    data |= {"received_on": "22/4/2026", "signers": form["signers"].value(), **rows}
    assert client.post(reverse("petition_edit", args=[petition.pk]), data).status_code == 302
    after = dict(petition.petitioners.values_list("name", "pk"))
    assert len(after) == 62 and {name: after[name] for name in before} == before


def suggest(client, **said):
    data = {f"p-0-{name}": value for name, value in said.items()}
    return client.post(reverse("petition_people_suggest"), data)


def test_who_came_before_is_offered_with_a_masked_number(
    sign_in, cast, conference, neighbours, django_assert_max_num_queries
):
    first = a_petition(cast=cast, conference=conference)
    a_classified_petition(cast=cast, conference=conference)
    a_petition(cast=neighbours, petitioners=[{"name": "Bà Nguyễn Thị Hoa", "hamlet": "Thôn Xa"}])
    client = sign_in(cast.front)
    suggest(client, name="x")
    with django_assert_max_num_queries(10):
        page = suggest(client, name="nguyen thi ho").content.decode()
    assert page.count("data-fill") == 1 and 'data-name="Bà Nguyễn Thị Hoa"' in page and "Thôn Đông" in page
    assert first.code in page and "Đất đai, đã phân loại" in page and "Thôn Xa" not in page
    assert "0912 ••• 678" in page and "345" not in page and "ngõ Đình" not in page
    for phone in ("0912345678", "+84 912 345 678", "0912.345.678"):
        assert "data-fill" in suggest(client, phone=phone).content.decode()
    for nothing in (
        {"name": "hoa"},
        {"phone": "0912"},
        {"name": "' OR 1=1 --"},
        {"name": "%%%%"},
        {"name": "\x00abcd"},
    ):
        assert "data-fill" not in suggest(client, **nothing).content.decode()
    assert client.get(reverse("petition_people_suggest")).status_code == 405
    assert suggest(sign_in(cast.unit), name="nguyen thi hoa").status_code == 403


def test_restricted_and_anonymised_people_are_never_offered_to_the_front(sign_in, cast, conference):
    a_classified_petition(cast=cast, conference=conference, field=Field.CONDUCT)
    assert "data-fill" not in suggest(sign_in(cast.front), name="Nguyễn Thị Hoa").content.decode()
    assert "data-fill" in suggest(sign_in(cast.office), phone="0912 345 678").content.decode()
    Petition.objects.update(anonymised_on=conference.held_on)
    assert "data-fill" not in suggest(sign_in(cast.office), phone="0912 345 678").content.decode()


def test_without_script_a_button_looks_people_up(sign_in, cast, conference):
    a_petition(cast=cast, conference=conference)
    page = sign_in(cast.office).post(reverse(ADD), typed(conference, look_up="1")).content.decode()
    assert "data-fill" in page and "đề nghị sửa" in page and "error-summary" not in page
    assert Petition.objects.count() == 1


def test_a_number_is_found_however_it_was_written():
    assert {"0912345678", "0912 345 678", "+84912345678"} <= spellings("84912345678") & spellings(
        "0912345678"
    )
    assert masked("0912 345 678") == "0912 ••• 678" and masked("113") == "" == masked("")


def test_the_receipt_carries_code_and_qr_and_its_opening_is_logged(sign_in, cast, conference, neighbours):
    petition = a_petition(cast=cast, conference=conference)
    url = reverse("petition_receipt", args=[petition.pk])
    answer = sign_in(cast.front).get(url)
    page = answer.content.decode()
    assert spoken(petition.tracking_code) in page and "<svg" in page and "Bà Nguyễn Thị Hoa" in page
    assert "0912" not in page and answer.headers["Cache-Control"] == "no-store, private"
    assert (
        AuditEntry.objects.about(petition).filter(action="personal_data.read", actor=cast.front).count() == 1
    )
    assert sign_in(cast.unit).get(url).status_code == 403
    assert sign_in(neighbours.office).get(url).status_code == 404


def test_the_settings_are_kept_by_office_and_admin_and_logged(sign_in, cast, neighbours):
    url = reverse("petition_setting_edit")
    said = {
        "is_public_open": "on",
        "public_intro": "Mời bà con góp ý.",
        "link_days": "5",
        "upward_days": "20",
    }
    client = sign_in(cast.admin)
    assert client.get(url).status_code == 200 and not PetitionSetting.objects.exists()
    assert client.post(url, said).status_code == 302
    setting = PetitionSetting.of(cast.commune)
    assert (setting.link_days, setting.upward_days, setting.retention_months) == (5, 20, None)
    sign_in(cast.office).post(url, said | {"is_public_open": ""})
    assert not PetitionSetting.of(cast.commune).is_public_open
    assert PetitionSetting.of(neighbours.commune).is_public_open
    entries = AuditEntry.objects.about(setting)
    assert entries.count() == 2 and "nhận ý kiến trên trang công khai" in str(entries.first().changes) + str(
        entries.last().changes
    )
    for wrong in (
        {"link_days": "0"},
        {"upward_days": "x"},
        {"retention_months": "1"},
        {"public_intro": "x" * 2001},
    ):
        assert "error-summary" in client.post(url, said | wrong).content.decode()
    assert sign_in(cast.front).get(url).status_code == 403
    with pytest.raises(NotYourRole):
        services.edit_petition_setting(commune=cast.commune, values={}, actor=cast.front)


def test_two_hundred_signers_are_written_in_few_statements(cast, conference, django_assert_max_num_queries):
    people = [{"name": f"Ông {n}"} for n in range(200)]
    with django_assert_max_num_queries(30):
        petition = a_petition(cast=cast, conference=conference, petitioners=people)
    assert Petitioner.objects.filter(petition=petition).count() == 200
