"""Two people with the same thing open: the second sees both texts and loses nothing typed."""

import pytest
from django.urls import reverse

from core.editing import save_edit, save_plain
from core.models import AuditEntry
from core.refusals import StaleEdit
from deadlines import services
from deadlines.models import Regulation, Rule
from tests.factories.deadlines import a_regulation

pytestmark = pytest.mark.django_db


@pytest.fixture
def regulation(cast):
    """Something with a version: the commune's own copy of a regulation."""
    return services.copy_regulation(regulation=a_regulation(), commune=cast.commune, actor=cast.admin)


def edit(regulation, actor, version, **values):
    return save_edit(
        regulation, actor=actor, version=version, values=values, action="regulation.edit", sentence="đã sửa"
    )


def lines():
    return AuditEntry.objects.filter(action="regulation.edit")


def test_an_edit_writes_grows_the_version_and_logs_what_changed(cast, regulation):
    before = (regulation.title, regulation.version)
    edit(regulation, cast.admin, regulation.version, title="Quy định mới", note=regulation.note)
    saved = Regulation.objects.get(pk=regulation.pk)
    assert (saved.title, saved.version) == ("Quy định mới", before[1] + 1)
    label = str(Regulation._meta.get_field("title").verbose_name)
    assert lines().get().changes == {label: [before[0], "Quy định mới"]}


def test_an_edit_that_changes_nothing_writes_nothing(cast, regulation):
    version = regulation.version
    edit(regulation, cast.admin, version, title=regulation.title)
    assert Regulation.objects.get(pk=regulation.pk).version == version
    assert not lines().exists()


def test_newlines_of_browsers_are_no_change(cast, regulation):
    edit(regulation, cast.admin, regulation.version, note="một\r\nhai")
    saved = Regulation.objects.get(pk=regulation.pk)
    assert saved.note == "một\nhai"
    edit(saved, cast.admin, saved.version, note="một\r\nhai")
    assert lines().count() == 1


def test_zero_is_not_nothing(cast, regulation):
    rule = Rule.objects.filter(regulation=regulation, amount=None).first()
    save_edit(
        rule, actor=cast.admin, version=rule.version, values={"amount": 0}, action="rule.edit", sentence="s"
    )
    assert Rule.objects.get(pk=rule.pk).amount == 0


def test_the_second_editor_gets_both_texts_and_the_first_text_stays(cast, regulation):
    mine = Regulation.objects.get(pk=regulation.pk)
    version = regulation.version
    edit(regulation, cast.admin, version, title="Bản của người thứ nhất")
    with pytest.raises(StaleEdit, match="Người khác vừa lưu bản mới") as stale:
        edit(mine, cast.admin, version, title="Bản của người thứ hai", note="ghi chú của tôi")
    label, saved, typed = stale.value.saved["title"]
    assert (saved, typed) == ("Bản của người thứ nhất", "Bản của người thứ hai")
    assert stale.value.saved["note"][2] == "ghi chú của tôi"
    assert stale.value.version == version + 1
    assert Regulation.objects.get(pk=regulation.pk).title == "Bản của người thứ nhất"
    edit(mine, cast.admin, stale.value.version, title="Bản của người thứ hai")
    assert Regulation.objects.get(pk=regulation.pk).title == "Bản của người thứ hai"
    assert lines().count() == 2


def test_an_edit_leaves_alone_what_it_did_not_name(cast, regulation):
    """The row is read again before it is saved: what somebody else wrote elsewhere in it is not undone."""
    mine = Regulation.objects.get(pk=regulation.pk)
    Regulation.objects.filter(pk=regulation.pk).update(legal_basis="KH số 1")
    edit(mine, cast.admin, mine.version, title="Quy định mới")
    saved = Regulation.objects.get(pk=regulation.pk)
    assert (saved.title, saved.legal_basis) == ("Quy định mới", "KH số 1")


def test_the_page_shows_both_texts_keeps_what_was_typed_and_saves_on_the_second_press(
    client, sign_in, cast, regulation
):
    sign_in(cast.admin)
    url = reverse("regulation_edit", args=[regulation.pk])
    typed = {"version": regulation.version, "title": "Bản A", "legal_basis": "KH 1", "note": ""}
    assert client.post(url, typed).status_code == 302
    answer = client.post(url, typed | {"title": "Bản B của tôi"})
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Hai bản khác nhau", "Bản A", "Bản B của tôi", "Bấm Lưu lần nữa"):
        assert words in text
    form = answer.context["form"]
    assert form["title"].value() == "Bản B của tôi"
    assert (
        client.post(url, typed | {"title": "Bản B của tôi", "version": form["version"].value()}).status_code
        == 302
    )
    assert Regulation.objects.get(pk=regulation.pk).title == "Bản B của tôi"


def test_rows_without_versions_log_what_changed_and_nothing_else(cast):
    unit = cast.units.economy
    for _ in range(2):
        save_plain(
            unit, actor=cast.admin, values={"phone": "0220 1", "email": ""}, action="unit.edit", sentence="s"
        )
    assert AuditEntry.objects.get(action="unit.edit").changes == {"điện thoại": ["", "0220 1"]}
