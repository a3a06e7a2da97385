"""Refusals of the framework itself read as the house's own, in the sample too, where DEBUG is on."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_is_told_in_vietnamese(client, cast, sign_in, settings, debug):
    settings.DEBUG = debug
    sign_in(cast.office)
    for path in ("/khong-co/", "/hoi-nghi/999999/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Không tìm thấy trang này" in answer.content.decode()
        assert "URLconf" not in answer.content.decode()


def test_a_button_s_address_opened_by_hand_says_so(client, cast, sign_in):
    sign_in(cast.office)
    answer = client.get(reverse("notice_read_all"))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "chỉ dùng khi bấm nút" in answer.content.decode()
