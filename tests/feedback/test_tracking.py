"""Following a petition by its code: what is told, to whom, and that nobody gets there by guessing."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.codes import spoken
from core.models import AuditEntry
from core.throttle import place_of, tries
from feedback import services
from feedback.models import Petition
from feedback.queries.tracking import tracked
from feedback.states import Field, PetitionState, Satisfaction
from feedback.views.tracking import HOUR, MISSES
from tests.factories.feedback import (
    CONTENT,
    a_classified_petition,
    a_petition,
    an_answered_petition,
    an_assignment,
    an_upward_petition,
)

PERSON = ("Nguyễn Thị Hoa", "0912 345 678", "ngõ Đình", "xóm Đình", CONTENT, "KN-2026")


def read(client, petition):
    answer = client.get(reverse("track", args=[petition.tracking_code]))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert not [word for word in PERSON if word in page], "no name, no phone, no matter on the page"
    return page


def current(page):
    return page.split('aria-current="step"')[1].split('class="stage-name">')[1].split("<")[0].strip()


def test_each_stage_is_told_in_plain_words_and_nothing_else(client, cast, django_assert_max_num_queries):
    received = a_petition(cast=cast)
    with django_assert_max_num_queries(8):
        page = read(client, received)
    assert (
        current(page) == "Tiếp nhận" and "Ủy ban nhân dân xã Lạc Phượng" in page and "Chưa hẹn ngày" in page
    )
    assert current(read(client, a_classified_petition(cast=cast))) == "Phân loại"
    given = an_assignment(cast=cast, due_on=date(2026, 4, 29)).petition
    page = read(client, given)
    assert current(page) == "Giải quyết"
    assert "Phòng Kinh tế xã Lạc Phượng" in page and "thứ Tư, 29/04/2026" in page
    answered = an_answered_petition(cast=cast)
    page = read(client, answered)
    assert "đang hoàn tất kết quả" in page and "bồi lấp 120 m" not in page and "danh-gia" not in page
    services.publish_petition(petition=answered, actor=cast.office)
    page = read(client, answered)
    assert "bồi lấp 120 m" in page and "Nạo vét toàn tuyến" in page and "Xong trước 30/5/2026" in page
    assert "danh-gia" in page and "Phạm Kinh Tế" not in page


def test_what_was_rejected_or_goes_upwards_is_told_once_sent(client, cast):
    rejected = services.reject_petition(
        petition=a_petition(cast=cast), reason="Việc đã có kết luận thanh tra.", actor=cast.office
    )
    assert "thanh tra" not in read(client, rejected)
    services.publish_petition(petition=rejected, actor=cast.office)
    assert "Việc đã có kết luận thanh tra." in read(client, rejected)
    upward = an_upward_petition(cast=cast)
    assert "vượt thẩm quyền của xã" in read(client, upward)


def test_a_restricted_petition_names_no_unit(client, cast):
    given = an_assignment(cast=cast, field=Field.CONDUCT).petition
    page = read(client, given)
    assert "Phòng Kinh tế" not in page and "Ủy ban nhân dân xã Lạc Phượng" in page and "Tác phong" not in page


def test_a_merged_petition_follows_the_other_without_its_people(client, cast):
    into = an_answered_petition(cast=cast)
    into.answers.update(content="Xã đã làm việc với bà Nguyễn Thị Hoa, mương bị bồi lấp 120 m.")
    other = a_petition(cast=cast, petitioners=[{"name": "Ông Lê Văn Bảy"}], content="Mương tắc, xin nạo vét.")
    Petition.objects.filter(pk=other.pk).update(merged_into=into)
    services.publish_petition(petition=into, actor=cast.office)
    page = read(client, other)
    assert (
        "cùng việc" in page
        and "bồi lấp 120 m" in page
        and "Lê Văn Bảy" not in page
        and "danh-gia" not in page
    )
    follower = a_petition(cast=cast, petitioners=[{"name": "Ông Lê Văn Tám"}])
    Petition.objects.filter(pk=follower.pk).update(answered_with=into)
    assert "bồi lấp 120 m" in read(client, follower)
    Petition.objects.filter(pk=into.pk).update(merged_into=other)
    assert read(client, other), "a circle ends"


def test_pages_with_a_code_are_not_kept_or_found(client, cast):
    answer = client.get(reverse("track", args=[a_petition(cast=cast).tracking_code]))
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex' in page and "<style" not in page and " style=" not in page


def test_a_code_is_found_however_it_is_typed(client, cast):
    petition = a_petition(cast=cast)
    code = petition.tracking_code
    for typed in (code.lower(), spoken(code), f"  {spoken(code).lower()} "):
        answer = client.get(reverse("track_ask"), {"ma": typed})
        assert answer.url == reverse("track", args=[code])
        assert tracked(typed) == petition
    for wrong in ("", "ABCD", "x" * 5000, "\x00" * 12, "<script>"):
        answer = client.get(reverse("track_ask"), {"ma": wrong})
        assert answer.status_code == 200 and "error-summary" in answer.content.decode()


@pytest.mark.parametrize("code", ["ABCD-EFGH-JKMN", "1", "%00%00", "..%2f..", "KN-2026-0001", "a" * 3000])
def test_an_unknown_code_is_the_same_page_whatever_it_is(client, cast, code):
    a_petition(cast=cast)
    answer = client.get(f"/tra-cuu/{code}/")
    assert answer.status_code == 404 and "Mã tra cứu chưa đúng" in answer.content.decode()


def test_guessing_is_stopped_for_right_codes_too(client, cast):
    petition = a_petition(cast=cast)
    place = place_of(RequestFactory().get("/"))
    for _ in range(MISSES - 1):
        tries("track-miss", place, per=HOUR)
    assert client.get("/tra-cuu/ABCDEFGHJKMN/").status_code == 404
    for url in ("/tra-cuu/ABCDEFGHJKMN/", reverse("track", args=[petition.tracking_code])):
        answer = client.get(url)
        assert answer.status_code == 429 and "Hãy thử lại sau" in answer.content.decode()
    elsewhere = client.get(reverse("track", args=[petition.tracking_code]), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_the_petitioner_says_what_they_think_and_may_reopen_once(client, cast):
    petition = an_answered_petition(cast=cast)
    url = reverse("track_rate", args=[petition.tracking_code])
    said = {"satisfaction": Satisfaction.UNSATISFIED, "note": "Mương vẫn tắc."}
    assert client.post(url, said).status_code == 200
    assert Petition.objects.get(pk=petition.pk).satisfaction == "", "nothing was sent yet"
    services.publish_petition(petition=petition, actor=cast.office)
    assert client.get(url).status_code == 405
    for wrong in (
        {},
        {"satisfaction": "unsatisfied"},
        {"satisfaction": "x"},
        {"satisfaction": "unsatisfied", "note": "\x00"},
    ):
        answer = client.post(url, wrong)
        assert answer.status_code == 200 and "error-summary" in answer.content.decode()
    assert client.post(url, said).status_code == 302
    petition.refresh_from_db()
    assert petition.state == PetitionState.CLASSIFIED and petition.reopened_on
    assert AuditEntry.objects.about(petition).filter(action="petition.rate", actor=None).exists()
    page = read(client, petition)
    assert "đang giải quyết lại" in page and "Mương vẫn tắc" not in page
    assert client.post(url, said).status_code == 200
    assert Petition.objects.get(pk=petition.pk).state == PetitionState.CLASSIFIED


def test_a_satisfied_petitioner_is_thanked(client, cast):
    petition = an_answered_petition(cast=cast)
    services.publish_petition(petition=petition, actor=cast.office)
    url = reverse("track_rate", args=[petition.tracking_code])
    assert client.post(url, {"satisfaction": Satisfaction.SATISFIED, "note": ""}).status_code == 302
    page = read(client, petition)
    assert "Hài lòng" in page and "danh-gia" not in page
    assert timezone.localdate() - Petition.objects.get(pk=petition.pk).satisfied_on == timedelta(0)
