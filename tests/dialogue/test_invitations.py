"""Guests by the list."""

import pytest
from django.urls import reverse

from tests.factories.dialogue import a_scheduled_conference

pytestmark = pytest.mark.django_db


def test_a_pasted_list_is_told_line_by_line_and_added_once(sign_in, cast, neighbours):
    """200 guests come from a spreadsheet, not from a keyboard (LP-89)."""
    conference = a_scheduled_conference(cast=cast)
    group = conference.groups.first()
    url = reverse("invitation_paste", args=[conference.pk])
    client = sign_in(cast.office)
    bad = f"Nguyễn Văn A; Trưởng thôn Đông\n; Bí thư\nTrần Thị B;;Nhóm lạ\n{'x' * 201}"
    answer = client.post(url, {"lines": bad})
    text = answer.content.decode()
    assert answer.status_code == 200 and conference.invitations.count() == 0
    assert "Dòng 2: thiếu họ tên" in text and "Dòng 3: không có thành phần “Nhóm lạ”" in text
    assert f"Các thành phần: {group.name}" in text  # what may be written there
    assert "Dòng 4" in text and "Trưởng thôn Đông" in text
    good = f"Nguyễn Văn A\tTrưởng thôn Đông\t{group.name.upper()}\n\nNguyễn Văn A\tTrưởng thôn Đông\t{group.name}\nTrần Thị B"
    assert client.post(url, {"lines": good}).status_code == 302
    rows = conference.invitations.order_by("pk").values_list("invitee", "title", "group")
    assert list(rows) == [("Nguyễn Văn A", "Trưởng thôn Đông", group.pk), ("Trần Thị B", "", None)]
    assert "đã có trong danh sách" in client.post(url, {"lines": "Trần Thị B"}).content.decode()
    assert "chưa có người nào" in client.post(url, {"lines": " ; ;\n"}).content.decode()
    assert sign_in(cast.unit).get(url).status_code == 403
    assert sign_in(neighbours.office).get(url).status_code == 404


def test_print_invitations_names_the_empty_list_where_nobody_is_invited(sign_in, cast):
    conference = a_scheduled_conference(cast=cast)
    client, page = sign_in(cast.office), reverse("conference_invitations", args=[conference.pk])
    conference.invitations.all().delete()
    text = client.get(page).content.decode()
    assert "Chưa có khách mời nào. Hãy thêm khách mời" in text
    assert "Mọi khách mời đã có giấy mời" not in text
