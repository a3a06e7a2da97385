"""The classification board: suggestions explained and learned, rows and pages saved, nothing typed lost (LP-16, LP-60)."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from feedback import services
from feedback.models import LearnedField, LearnedUnit, Petition
from feedback.queries.suggest import suggestions_for
from feedback.states import Competence, Field, PetitionState, Triage
from tests.factories.feedback import a_classified_petition, a_petition, an_assignment

DITCH = "Đề nghị nạo vét mương thoát nước xóm Đình."
CLASSES = {"field": Field.LAND, "competence": Competence.COMMUNE, "triage": Triage.LATER, "is_urgent": False}
URL = "/kien-nghi/bang-phan-loai/"


def hint_of(cast, petition):
    return suggestions_for([petition], cast.commune)[petition.pk]


def fresh(petition):
    return Petition.objects.get(pk=petition.pk)


def typed(petition, **values):
    return {f"r{petition.pk}-{name}": value for name, value in values.items()}


def whole(petition, **more):
    return typed(petition, field="land", competence="commune", triage="later", **more)


def rows(*petitions):
    return {"row": [petition.pk for petition in petitions]}


# --- suggestions -------------------------------------------------------------------------------------------------


def test_words_of_the_table_suggest_a_field_and_say_which(cast):
    hint = hint_of(cast, a_petition(cast=cast, content=DITCH))
    assert hint.field.value == Field.INFRASTRUCTURE
    assert hint.field.why == "có chữ “mương thoát nước”, “nạo vét”"
    assert (hint.competence.value, hint.triage.value) == (Competence.COMMUNE, Triage.AT_CONFERENCE)
    assert hint.urgent is None and hint.unit is None
    nothing = hint_of(cast, a_petition(cast=cast, content="Tôi muốn hỏi việc hôm trước."))
    assert nothing.field is None and nothing.values == {"competence": "commune", "triage": "at_conference"}


@pytest.mark.parametrize(
    ("text", "name", "value", "word"),
    [
        ("Cầu gãy lan can, rất nguy hiểm cho học sinh.", "urgent", True, "nguy hiểm"),
        ("Đề nghị tỉnh sớm sửa đường.", "competence", Competence.HIGHER, "đề nghị tỉnh"),
        ("Mong Quốc hội xem lại luật.", "triage", Triage.UPWARD, "quốc hội"),
        ("Ngành điện nâng cột giúp dân.", "competence", Competence.OTHER_BODY, "ngành điện"),
        ("Xác minh ranh giới hai nhà.", "triage", Triage.LATER, "xác minh"),
        ("dat o cua toi bi lan chiem", "field", Field.LAND, "lấn chiếm"),
    ],
)
def test_words_suggest_urgency_and_competence(cast, text, name, value, word):
    found = getattr(hint_of(cast, a_petition(cast=cast, content=text)), name)
    assert found.value == value and word in found.why


def test_earlier_decisions_are_learned_and_unlearned(cast):
    for _ in range(3):
        an_assignment(cast=cast, content="Bờ tre đầu ngõ gãy đổ.", field=Field.ENVIRONMENT)
    new = a_petition(cast=cast, content="Xin chặt bờ tre đầu ngõ.")
    hint = hint_of(cast, new)
    assert hint.field.value == Field.ENVIRONMENT
    assert "3 kiến nghị trước có chữ “bờ tre” được xếp Môi trường" in hint.field.why
    assert (
        hint.unit.value == cast.units.economy.pk
        and "3 kiến nghị trước có chữ “bờ tre” đã giao" in hint.unit.why
    )
    assert "3/3 kiến nghị môi trường gần đây" in hint.competence.why
    for petition in Petition.objects.filter(state=PetitionState.ASSIGNED):
        lead = petition.assignments.get()
        services.withdraw_assignment(assignment=lead, reason="Nhầm", actor=cast.office)
        services.classify_petition(petition=fresh(petition), actor=cast.office, **CLASSES)
    assert not LearnedField.objects.filter(field=Field.ENVIRONMENT, count__gt=0).exists()
    assert not LearnedUnit.objects.filter(count__gt=0).exists()
    assert LearnedField.objects.get(phrase="bo tre", field=Field.LAND).count == 3
    assert hint_of(cast, new).field.value == Field.LAND


def test_what_one_commune_learns_says_nothing_to_another(cast, neighbours):
    for _ in range(3):
        a_classified_petition(cast=neighbours, content="Bờ tre đầu ngõ gãy đổ.", field=Field.ENVIRONMENT)
    assert hint_of(cast, a_petition(cast=cast, content="Xin chặt bờ tre đầu ngõ.")).field is None


def test_learning_costs_the_same_for_many(cast, django_assert_max_num_queries):
    counts = []
    for number in (1, 12):
        petitions = [a_petition(cast=cast, content=DITCH) for _ in range(number)]
        with django_assert_max_num_queries(200) as queries:
            services.classify_petitions(petitions=petitions, actor=cast.office, **CLASSES)
        counts.append(sum("learned" in query["sql"] for query in queries.captured_queries))
    assert counts[0] == counts[1] <= 4


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_board_shows_each_new_petition_with_its_hints_and_the_keys(sign_in, cast, neighbours):
    first = a_petition(cast=cast, content=DITCH)
    double = a_petition(cast=cast, content=DITCH + " Mưa là ngập.")
    done, strange = a_classified_petition(cast=cast), a_petition(cast=neighbours)
    text = sign_in(cast.office).get(URL).content.decode()
    assert first.code in text and f"r{done.pk}-field" not in text and f"r{strange.pk}-field" not in text
    assert (
        "mương thoát nước" in text
        and f"{reverse('petition_merge', args=[double.pk])}?voi={first.code}" in text
    )
    assert text.count('data-key="') == 14 + 3 + 3 + 2 and 'data-take-field="infrastructure"' in text
    assert sign_in(cast.front).get(URL).status_code == 403
    client = sign_in(cast.office)
    assert first.code in client.get(f"{URL}?hoi-nghi={first.conference_id}").content.decode()
    assert client.get(f"{URL}?hoi-nghi={strange.conference_id}").status_code == 404


def test_an_empty_board_says_so(sign_in, cast):
    assert (
        "Không còn kiến nghị nào chờ phân loại"
        in sign_in(cast.office).get(f"{URL}?hoi-nghi=x&trang=9").content.decode()
    )


def test_saving_the_page_saves_filled_rows_and_leaves_the_others(sign_in, cast):
    filled, urgent, untouched = (a_petition(cast=cast) for _ in range(3))
    data = (
        rows(filled, urgent, untouched) | whole(filled, other_fields="môi trường; Y tế") | {"save_all": "1"}
    )
    data |= whole(urgent, is_urgent="on", names_official="on")
    answer = sign_in(cast.office).post(URL, data)
    assert answer.status_code == 200 and untouched.code in answer.content.decode()
    assert (fresh(filled).state, fresh(filled).other_fields) == (
        PetitionState.CLASSIFIED,
        ["environment", "health"],
    )
    assert fresh(urgent).is_urgent and fresh(urgent).names_official
    assert fresh(untouched).state == PetitionState.RECEIVED
    assert AuditEntry.objects.filter(action="petition.classify").count() == 2


def test_one_bad_row_keeps_the_whole_page_and_everything_typed(sign_in, cast):
    good, half, wrong = (a_petition(cast=cast) for _ in range(3))
    client = sign_in(cast.office)
    data = (
        rows(good, half, wrong)
        | whole(good)
        | typed(half, field="health", other_fields="Đất đai")
        | {"save_all": "1"}
    )
    data |= typed(wrong, field="land", competence="commune", triage="upward")
    text = client.post(URL, data).content.decode()
    assert not Petition.objects.filter(state=PetitionState.CLASSIFIED).exists()
    assert "Hãy chọn thêm thẩm quyền, phân loại" in text and text.count('class="is-wrong"') == 1
    assert (
        '<option value="health" selected>' in text
        and 'value="Đất đai"' in text
        and text.count('value="land" selected') == 2
    )
    data |= whole(half)
    text = client.post(URL, data).content.decode()
    assert "xã phải giải quyết" in text and text.count('class="is-wrong"') == 1, (
        "the rule's own refusal beside its row"
    )
    assert not Petition.objects.filter(state=PetitionState.CLASSIFIED).exists()
    assert not LearnedField.objects.filter(count__gt=0).exists()
    data |= whole(wrong)
    assert client.post(URL, data).url == URL
    assert Petition.objects.filter(state=PetitionState.CLASSIFIED).count() == 3


def test_one_row_is_saved_and_the_others_keep_what_was_typed(sign_in, cast):
    first, second = a_petition(cast=cast), a_petition(cast=cast)
    client = sign_in(cast.office)
    data = rows(first, second) | whole(first) | typed(second, field="health") | {"save": first.pk}
    text = client.post(URL, data).content.decode()
    assert fresh(first).state == PetitionState.CLASSIFIED and fresh(second).state == PetitionState.RECEIVED
    assert 'value="health" selected' in text and f"r{first.pk}-field" not in text
    live = {"HX-Request": "true"}
    text = client.post(
        URL, rows(second) | typed(second, field="health") | {"save": second.pk}, headers=live
    ).content.decode()
    assert text.startswith("<tr") and "Hãy chọn thêm" in text
    text = client.post(URL, rows(second) | whole(second) | {"save": second.pk}, headers=live).content.decode()
    assert "data-done" in text and fresh(second).state == PetitionState.CLASSIFIED
    text = client.post(URL, rows(second) | whole(second) | {"save": second.pk}, headers=live).content.decode()
    assert "phân loại hoặc gộp trước đó" in text


def test_suggestions_and_equal_classes_are_filled_in_but_not_saved(sign_in, cast):
    first, second, third = (a_petition(cast=cast, content=DITCH) for _ in range(3))
    client = sign_in(cast.office)
    both = rows(first, second, third) | typed(third, field="health")
    text = client.post(URL, both | {"take": first.pk}).content.decode()
    assert text.count('value="infrastructure" selected') == 1 and text.count('value="health" selected') == 1
    text = client.post(URL, both | {"take_ticked": "1", "chon": [first.pk, second.pk]}).content.decode()
    assert text.count('value="infrastructure" selected') == 2 and text.count(" checked") == 2
    bulk = {"b-field": "culture", "b-competence": "commune", "b-triage": "later", "b-is_urgent": "on"}
    text = client.post(URL, both | bulk | {"fill": "1", "chon": [first.pk, second.pk]}).content.decode()
    assert text.count('value="culture" selected') == 3, "two rows and the line for all"
    text = client.post(URL, both | {"fill": "1"}).content.decode()
    assert "Chưa đánh dấu dòng nào" in text
    assert not Petition.objects.exclude(state=PetitionState.RECEIVED).exists()


def test_hostile_posts_to_the_board_change_nothing(sign_in, cast, neighbours):
    mine, strange = a_petition(cast=cast), a_petition(cast=neighbours)
    client = sign_in(cast.office)
    for data in (
        {"row": ["x", "9" * 30, strange.pk]} | whole(strange) | {"save_all": "1"},
        rows(strange) | whole(strange) | {"save": strange.pk},
        rows(mine) | typed(mine, field="nothing", competence="commune", triage="later") | {"save_all": "1"},
        rows(mine) | whole(mine, other_fields="Không có thật") | {"save": mine.pk},
        rows(mine) | whole(mine, other_fields="Tác phong cán bộ") | {"save": mine.pk},
        {"save": "<b>"},
    ):
        assert client.post(URL, data).status_code in (200, 302)
    assert not Petition.objects.exclude(state=PetitionState.RECEIVED).exists()
    assert sign_in(cast.unit).post(URL, rows(mine) | whole(mine)).status_code == 403


@pytest.mark.parametrize(
    "name", ["petition_classify_many", "petition_assign_many", "petition_publish_many", "answer_forward_many"]
)
def test_a_ticked_key_that_is_no_number_is_nothing_ticked(sign_in, cast, name):
    answer = sign_in(cast.office).post(reverse(name), {"chon": ["²", "x", "9" * 30]}, follow=True)
    assert answer.status_code in (200, 409) and "Chưa chọn" in answer.content.decode()


def test_the_board_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    client = sign_in(cast.office)
    a_petition(cast=cast)
    client.get(URL)
    counts = []
    for number in (0, 6):
        for _ in range(number):
            a_petition(cast=cast)
        with django_assert_max_num_queries(10) as queries:
            client.get(URL)
        counts.append(len(queries))

    assert counts[0] == counts[1], counts


# --- the single forms --------------------------------------------------------------------------------------------


def test_the_classification_form_explains_and_takes_the_hint_on_demand(sign_in, cast):
    petition = a_petition(cast=cast, content=DITCH)
    client = sign_in(cast.office)
    url = reverse("petition_classify", args=[petition.pk])
    text = client.get(url).content.decode()
    assert "mương thoát nước" in text and 'value="infrastructure" selected' not in text
    assert 'value="infrastructure" selected' in client.get(f"{url}?goi-y").content.decode()
    data = {
        "field": "land",
        "competence": "commune",
        "triage": "later",
        "names_official": "on",
        "other_fields": ["health"],
    }
    client.post(url, data)
    assert fresh(petition).names_official and fresh(petition).other_fields == ["health"]
    client.post(url, {name: data[name] for name in ("field", "competence", "triage")})
    assert not fresh(petition).names_official and fresh(petition).other_fields == []
    last = AuditEntry.objects.filter(action="petition.classify").order_by("-pk").first()
    assert last.changes["hạn chế người xem"] == ["có", "không"]


def test_classing_many_alike_opens_nothing_to_more_readers(sign_in, cast):
    closed = a_petition(cast=cast, content="Cán bộ tiếp dân hách dịch.")
    data = {"chon": [closed.pk], "field": "land", "competence": "commune", "triage": "later"}
    sign_in(cast.office).post(reverse("petition_classify_many"), data)
    assert fresh(closed).state == PetitionState.CLASSIFIED and fresh(closed).names_official


def test_the_form_for_giving_out_explains_who_usually_answers(sign_in, cast):
    for _ in range(2):
        an_assignment(cast=cast, content="Bờ tre đầu ngõ gãy đổ.", field=Field.ENVIRONMENT)
    petition = a_classified_petition(cast=cast, content="Xin chặt bờ tre đầu ngõ.", field=Field.ENVIRONMENT)
    client = sign_in(cast.office)
    url = reverse("petition_assign", args=[petition.pk])
    text = client.get(url).content.decode()
    unit = cast.units.economy
    assert "đã giao đơn vị này" in text and f'value="{unit.pk}" selected' not in text
    assert f'value="{unit.pk}" selected' in client.get(f"{url}?don-vi={unit.pk}").content.decode()
    assert client.get(f"{url}?don-vi=x").status_code == 200


def test_the_petitions_page_keeps_three_acts_open_and_the_rest_in_a_menu(sign_in, cast):
    petition = a_classified_petition(cast=cast)
    text = sign_in(cast.office).get(reverse("petition_detail", args=[petition.pk])).content.decode()
    bar = text[text.index('class="action-bar"') : text.index("menu-acts")]
    menu = text[text.index("menu-acts") : text.index("</details>", text.index("menu-acts"))]
    assert bar.count('class="btn') == 3 and bar.count("btn-primary") == 1
    for name in ("petition_merge", "petition_group", "petition_split"):
        assert reverse(name, args=[petition.pk]) in menu
    assert "không thuộc diện báo cáo cấp trên" in menu, "a refused act says why"
    assert "Thôi trả lời chung" not in text
