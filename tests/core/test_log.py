"""The log: append-only, readable, on every object's page."""

import pytest
from django.db import transaction
from django.urls import reverse

from core.log import differences, history_of, record, record_reading
from core.models import AuditEntry
from core.models.log import LogIsAppendOnly

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    return record(actor=cast.office, action="unit.edit", subject=cast.units.economy, sentence="đã sửa")


def test_an_entry_is_never_changed(entry):
    entry.sentence = "khác"
    for change in (
        entry.save,
        lambda: AuditEntry.objects.update(sentence="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["sentence"]),
    ):
        with pytest.raises(LogIsAppendOnly), transaction.atomic():
            change()
    assert AuditEntry.objects.get().sentence == "đã sửa"


def test_an_entry_is_never_deleted(entry):
    for delete in (
        entry.delete,
        AuditEntry.objects.all().delete,
        AuditEntry.objects.filter(pk=entry.pk).delete,
    ):
        with pytest.raises(LogIsAppendOnly):
            delete()
    assert AuditEntry.objects.count() == 1


def test_the_texts_of_the_whole_log_are_never_forgotten(cast):
    entry = record(
        actor=cast.office, action="unit.edit", subject=cast.units.economy, sentence="đã sửa", note="cũ"
    )
    with pytest.raises(LogIsAppendOnly):
        AuditEntry.objects.forget_texts()
    assert AuditEntry.objects.get(pk=entry.pk).note == "cũ"
    AuditEntry.objects.about(cast.units.economy).forget_texts()
    left = AuditEntry.objects.get(pk=entry.pk)
    assert (left.note, left.changes, left.sentence, left.actor) == ("", {}, "đã sửa", cast.office)


def test_an_entry_keeps_what_it_is_about_from_vanishing(entry, cast):
    with pytest.raises(Exception, match="protected"):
        cast.office.delete()


def test_history_is_newest_first_and_about_one_thing(cast, entry):
    record(actor=None, action="unit.edit", subject=cast.units.economy, sentence="đã sửa lần hai")
    record(actor=None, action="unit.edit", subject=cast.units.culture, sentence="chuyện khác")
    assert [row.sentence for row in history_of(cast.units.economy)] == ["đã sửa lần hai", "đã sửa"]


def test_an_entry_of_a_commune_belongs_to_it(cast):
    assert record(actor=None, action="x.y", subject=cast.commune, sentence="s").commune == cast.commune


def test_reading_personal_data_is_logged(cast):
    row = record_reading(actor=cast.office, subject=cast.units.economy, what="số điện thoại")
    assert (row.action, row.sentence) == ("personal_data.read", "đã xem số điện thoại")


def test_differences_name_only_what_changed():
    before, after = {"a": "1", "b": None, "c": "x"}, {"a": "2", "b": "", "c": "x"}
    assert differences(before, after, {"a": "Mục A", "b": "Mục B", "c": "Mục C"}) == {"Mục A": ["1", "2"]}


def test_the_history_page_shows_every_entry_to_its_commune_only(client, sign_in, cast, neighbours, entry):
    url = reverse("history", args=["core.unit", cast.units.economy.pk])
    sign_in(cast.front)
    text = client.get(url).content.decode()
    assert "Nguyễn Thị Văn Phòng, Chánh Văn phòng" in text
    assert "đã sửa." in text
    sign_in(neighbours.front)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("label", ["core.auditentry", "auth.group", "khong.co", "core.commune"])
def test_the_history_page_knows_only_things_that_have_a_page(client, sign_in, cast, label):
    sign_in(cast.office)
    assert client.get(reverse("history", args=[label, 1])).status_code == 404


def test_a_persons_history_is_for_the_admin_and_the_person(client, sign_in, cast):
    url = reverse("history", args=["core.user", cast.unit.pk])
    for who, status in [("admin", 200), ("unit", 200), ("office", 404), ("chair", 404)]:
        sign_in(getattr(cast, who))
        assert client.get(url).status_code == status, who


def test_the_history_page_costs_the_same_with_many_rows(
    client, sign_in, cast, entry, django_assert_max_num_queries
):
    sign_in(cast.front)
    url, counts = reverse("history", args=["core.unit", cast.units.economy.pk]), []
    for rows in (0, 60):
        for n in range(rows):
            record(actor=cast.office, action="unit.edit", subject=cast.units.economy, sentence=f"đã sửa {n}")
        with django_assert_max_num_queries(10) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
