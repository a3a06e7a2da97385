"""LP-60: one petition that holds several matters becomes several, each with its own way."""

import pytest
from django.urls import reverse

from core.log import history_of
from core.refusals import NotYourRole, Refused
from feedback import services
from feedback.models import Petition
from tests.factories.feedback import a_classified_petition, a_petition, an_assignment

TWO = "Đề nghị nạo vét mương. Đề nghị sửa đường xóm Đình."
KEPT, TAKEN = "Đề nghị nạo vét mương.", "Đề nghị sửa đường xóm Đình."


def split(cast, petition, **more):
    values = {"kept": KEPT, "taken": TAKEN, "version": petition.version, "actor": cast.office} | more
    return services.split_petition(petition=petition, **values)


def test_split_petition_gives_a_second_one_of_the_same_people_that_names_the_first(cast):
    petition = a_classified_petition(cast=cast, content=TWO, is_urgent=True)
    new = split(cast, petition)
    first = Petition.objects.get(pk=petition.pk)
    assert (first.content, first.original_content, first.state) == (KEPT, TWO, "classified")
    assert (new.content, new.origin, new.state, new.is_urgent) == (TAKEN, first, "received", True)
    assert new.code != first.code and new.conference == first.conference
    person = new.petitioners.get()
    assert (person.name, person.phone) == ("Bà Nguyễn Thị Hoa", "0912 345 678")
    assert [row.pk for row in Petition.objects.search("sua duong")] == [new.pk]
    entry = history_of(first)[0]
    assert new.code in entry.note and entry.changes["nội dung kiến nghị"] == [TWO, KEPT]
    assert first.code in history_of(new)[0].sentence


def test_split_petition_keeps_the_very_first_text_through_a_second_split(cast):
    petition = a_petition(cast=cast, content=TWO)
    split(cast, petition)
    split(cast, petition, kept="Nạo vét", taken="mương")
    assert Petition.objects.get(pk=petition.pk).original_content == TWO and petition.split_off.count() == 2


def test_split_petition_is_refused_without_two_matters_to_others_and_when_given_out(cast):
    petition = a_petition(cast=cast, content=TWO)
    for words in ({"kept": " "}, {"taken": ""}, {"taken": KEPT}, {"version": 7}):
        with pytest.raises(Refused):
            split(cast, petition, **words)
    for who in (cast.chair, cast.front, cast.unit):
        with pytest.raises(NotYourRole):
            split(cast, petition, actor=who)
    given = an_assignment(cast=cast, content=TWO).petition
    with pytest.raises(Refused, match="Tách thành hai"):
        split(cast, given)
    assert Petition.objects.count() == 2


def test_the_page_splits_and_shows_where_both_came_from(sign_in, cast, neighbours):
    petition = a_petition(cast=cast, content=TWO)
    url = reverse("petition_split", args=[petition.pk])
    client = sign_in(cast.office)
    assert TWO in client.get(url).content.decode()
    answer = client.post(url, {"kept": KEPT, "taken": TAKEN, "version": petition.version})
    new = Petition.objects.get(origin=petition)
    assert answer.url == reverse("petition_detail", args=[new.pk])
    assert (
        f'Tách từ <a href="{reverse("petition_detail", args=[petition.pk])}"'
        in client.get(answer.url).content.decode()
    )
    page = client.get(reverse("petition_detail", args=[petition.pk])).content.decode()
    assert "Đã tách ra" in page and "Nguyên văn trước khi tách" in page and TWO in page
    typed = client.post(url, {"kept": KEPT, "taken": "Việc khác", "version": 1}).content.decode()
    assert "vừa sửa kiến nghị này" in typed and "Việc khác" in typed
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.chair).get(url).status_code == 403
