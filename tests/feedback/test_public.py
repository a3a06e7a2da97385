"""The commune's public page and form: what anybody may read and send, and what hostile senders get."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.models import Attachment, AuditEntry, Notice
from core.refusals import Refused
from core.robots import FREELY_PER_HOUR, HOUR, PER_HOUR
from core.throttle import place_of, tries
from feedback import services
from feedback.forms.public import LONGEST, MAX_MB
from feedback.models import Petition, PetitionSetting
from feedback.states import PetitionState, Source
from feedback.views.public import MINUTE, SEARCHES
from tests.factories.dialogue import a_conference, a_scheduled_conference, an_issued_notice, on_the
from tests.factories.feedback import a_petition

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
SAID = {
    "content": "Đường thôn Đông ngập mỗi khi mưa, đề nghị xã sửa.", "kind": "petition", "hamlet": "Thôn Đông",
    "name": "Bà Trần Thị Mận", "phone": "0912 345 678", "email": "", "hide_name": "on",
}  # fmt: skip


def page_of(commune):
    return reverse("public_send", args=[commune.slug])


def ticket_on(client, url):
    return re.search(r'name="ticket" value="([^"]+)"', client.get(url).content.decode()).group(1)


def send(client, commune, *, ticket=None, after=20, **more):
    """Open the form, wait, send; returns the answer."""
    url = page_of(commune)
    said = SAID | {"ticket": ticket or ticket_on(client, url)} | more
    with time_machine.travel(timezone.now() + timedelta(seconds=after), tick=False):
        return client.post(url, {name: value for name, value in said.items() if value is not None})


@pytest.fixture
def conference(cast):
    return a_scheduled_conference(cast=cast)


def test_the_home_page_names_day_and_place_only_once_the_notice_is_issued(
    client, cast, conference, django_assert_max_num_queries
):
    home = reverse("public_home", args=[cast.commune.slug])
    before = client.get(home).content.decode()
    assert conference.title in before and "14/05/2026" not in before and "sẽ được thông báo" in before
    an_issued_notice(cast=cast, conference=conference)
    with django_assert_max_num_queries(8):
        after = client.get(home).content.decode()
    assert "14/05/2026" in after and conference.venues.get().name in after
    assert "Dành cho" not in after and page_of(cast.commune) in after


def test_the_home_page_leads_to_registration_on_the_day_of_an_ad_hoc_conference_without_a_notice(
    client, cast, conference
):
    """LP-81: the office's page says that people can register; the commune's page must then lead there."""
    home = reverse("public_home", args=[cast.commune.slug])
    address = reverse("speaker_register_public", args=[cast.commune.slug, conference.pk])
    assert address not in client.get(home).content.decode()
    with on_the(conference.held_on):
        text = client.get(home).content.decode()
        assert "14/05/2026" in text and address in text
        assert client.get(address).status_code == 200


def test_an_opinion_is_sent_without_script_and_gives_a_code(client, cast, conference):
    answer = send(client, cast.commune, files=[SimpleUploadedFile("anh.png", PNG)])
    sent_page = reverse("public_sent", args=[cast.commune.slug])
    petition = Petition.objects.get()
    assert answer.status_code == 302 and answer.url == sent_page
    assert petition.tracking_code not in answer.url
    assert (petition.source, petition.state, petition.entered_by) == (
        Source.PUBLIC_FORM, PetitionState.RECEIVED, None,
    )  # fmt: skip
    assert petition.conference == conference and petition.hide_name and petition.hamlet == "Thôn Đông"
    person = petition.petitioners.get()
    assert (person.name, person.phone, person.address) == ("Bà Trần Thị Mận", "0912 345 678", "")
    assert Attachment.objects.about(petition).get().uploaded_by is None
    assert AuditEntry.objects.about(petition).get().actor is None
    shown = client.get(sent_page)
    words = shown.content.decode()
    code = petition.tracking_code
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in words and '<svg role="img"' in words
    assert "Trần Thị Mận" not in words and "ngập" not in words
    assert shown.headers["Cache-Control"] == "no-store, private"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert client.post(reverse("public_forget", args=[cast.commune.slug])).status_code == 302
    assert client.get(sent_page).status_code == 302


def test_the_code_is_shown_to_its_sender_only_and_for_half_an_hour(client, cast, conference):
    send(client, cast.commune)
    sent_page = reverse("public_sent", args=[cast.commune.slug])
    assert client.get(sent_page).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert client.get(sent_page).status_code == 302
    client.cookies.clear()
    assert client.get(sent_page).status_code == 302


def test_forty_opinions_a_day_are_one_notice_to_each_of_the_office(client, cast, conference):
    for _ in range(2):
        send(client, cast.commune)
        Notice.objects.update(read_at=timezone.now())
    send(client, cast.commune)
    notices = Notice.objects.filter(key__startswith="public-petitions")
    assert {row.recipient for row in notices} == {cast.office, cast.clerk}
    assert len(notices) == 2 and not [row for row in notices if row.read_at]
    assert not [row for row in notices if "Mận" in row.body + row.title or "ngập" in row.body]


def test_a_conference_is_chosen_among_those_that_still_collect(client, cast, neighbours, conference):
    other = a_conference(cast=cast, title="Đối thoại chuyên đề về môi trường")
    foreign = a_scheduled_conference(cast=neighbours)
    page = client.get(page_of(cast.commune)).content.decode()
    assert other.title in page and page.index(conference.title) < page.index(other.title)
    assert f'value="{foreign.pk}"' not in page
    # None is chosen beforehand; a conference's own link on the commune's page chooses it.
    assert 'name="conference"' in page and "checked" not in page.split('name="content"')[0]
    link = f"{page_of(cast.commune)}?hoi-nghi={other.pk}"
    assert link in client.get(reverse("public_home", args=[cast.commune.slug])).content.decode()
    chosen = client.get(link).content.decode().split('name="content"')[0]
    assert re.search(rf'value="{other.pk}"[^>]*checked', chosen) and chosen.count("checked") == 1
    assert client.get(f"{page_of(cast.commune)}?hoi-nghi=%00'").status_code == 200
    for wrong in (foreign.pk, 999_999, "x", ""):
        assert send(client, cast.commune, conference=wrong).status_code == 200
    assert not Petition.objects.exists()
    assert send(client, cast.commune, conference=other.pk).status_code == 302
    assert Petition.objects.get().conference == other
    with time_machine.travel("2026-05-15 03:00:00+00:00", tick=False):
        late = send(client, cast.commune, conference=conference.pk)
        assert "Hãy xem tên hội nghị" in late.content.decode() and Petition.objects.count() == 1
        assert send(client, cast.commune, conference=other.pk).status_code == 302


def test_a_closed_page_says_where_else_to_go(client, cast, conference):
    ticket = ticket_on(client, page_of(cast.commune))
    PetitionSetting.objects.create(commune=cast.commune, is_public_open=False)
    answer = send(client, cast.commune, ticket=ticket)
    assert answer.status_code == 200 and "tạm thời không nhận ý kiến" in answer.content.decode()
    assert SAID["content"] in answer.content.decode()  # what was written meanwhile comes back
    home = client.get(reverse("public_home", args=[cast.commune.slug])).content.decode()
    assert "Gửi trên trang này" not in home and "bộ phận tiếp nhận" in home
    PetitionSetting.objects.update(is_public_open=True)
    with time_machine.travel("2026-05-15 03:00:00+00:00", tick=False):
        assert "chưa mở hội nghị" in client.get(page_of(cast.commune)).content.decode()
    assert not Petition.objects.exists()


def test_send_petition_is_refused_where_nothing_is_collected(cast, neighbours, conference):
    foreign = PetitionSetting(commune=neighbours.commune)
    for setting in (PetitionSetting(commune=cast.commune, is_public_open=False), foreign):
        with pytest.raises(Refused):
            services.send_petition(setting=setting, conference=conference, values={}, person={})


HOSTILE = "<script>alert(1)</script> ' OR 1=1; DROP TABLE feedback_petition;-- {{ 7*7 }} đề nghị xã xem"


def test_hostile_words_are_kept_as_words(client, sign_in, cast, conference):
    assert (
        send(
            client, cast.commune, content=HOSTILE, name="<b onmouseover=x>Ông Tư</b>", hamlet='"><img src=x>'
        ).status_code
        == 302
    )
    petition = Petition.objects.get()
    assert petition.content == HOSTILE
    page = sign_in(cast.office).get(reverse("petition_detail", args=[petition.pk])).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "<b onmouseover" not in page
    assert "<img src=x" not in page


WRONG = [
    ({"content": "Đường hỏng \x00 quá rồi ạ"}, "Có ký tự không dùng được"),
    ({"content": "ặ " * (LONGEST // 2 + 1)}, "content"),
    ({"content": "x " * 50_000}, "content"),
    ({"content": "sửa đường"}, "Hãy viết rõ hơn"),
    ({"content": None}, "Chưa điền mục này."),
    ({"name": "   "}, "Chưa điền mục này."),
    ({"phone": "1; DROP TABLE"}, "Số điện thoại chỉ gồm chữ số"),
    ({"email": "a@b\nBcc: c@d"}, "Địa chỉ thư chưa đúng"),
    ({"kind": "admin"}, "Chọn một mục trong danh sách."),
    ({"website": "http://spam.example"}, "ô ẩn dành cho máy"),
    ({"after": 1}, "giống như máy gửi tự động"),
    ({"after": 4 * 3600}, "Trang này mở đã lâu"),
    ({"ticket": "forged"}, "Trang này mở đã lâu"),
]


def test_what_is_wrong_is_refused_and_nothing_typed_is_lost(client, cast, conference):
    for more, sentence in WRONG:
        answer = send(client, cast.commune, **more)
        page = answer.content.decode()
        assert answer.status_code == 200, more
        assert 'class="error-summary"' in page and "Chưa lưu được" not in page
        assert sentence in page or 'href="#id_content"' in page, more
        assert SAID["content"] in page or "content" in more
        assert "Bà Trần Thị Mận" in page or "name" in more
    assert not Petition.objects.exists()


def a_bomb():
    """A docx of a few kilobytes that would unpack to 400 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(40):
                part.write(b"0" * 1024 * 1024)
    return file.getvalue()


WRONG_FILES = [
    ([("virus.exe", b"MZ" + b"0" * 50)], "không đúng loại được nhận"),
    ([("anh.png", b"<svg onload=alert(1)>")], "không đúng loại được nhận"),
    ([("anh.html", PNG)], "đuôi không khớp"),
    ([("to.png", PNG + b"0" * MAX_MB * 1024 * 1024)], f"lớn hơn {MAX_MB} MB"),
    ([(f"{n}.png", PNG) for n in range(4)], "không quá 3 tệp"),
    ([("bom.docx", a_bomb())], "không đúng loại được nhận"),
]


def test_wrong_files_are_refused_with_the_words_kept(client, cast, conference):
    for files, sentence in WRONG_FILES:
        answer = send(client, cast.commune, files=[SimpleUploadedFile(*file) for file in files])
        page = answer.content.decode()
        assert answer.status_code == 200 and sentence in page and SAID["content"] in page, files[0][0]
    assert not Petition.objects.exists() and not Attachment.objects.exists()


def test_a_form_is_not_sent_twice_and_floods_are_stopped(client, cast, conference):
    ticket = ticket_on(client, page_of(cast.commune))
    assert send(client, cast.commune, ticket=ticket).status_code == 302
    again = send(client, cast.commune, ticket=ticket)
    assert "đã gửi rồi" in again.content.decode() and Petition.objects.count() == 1
    for _ in range(FREELY_PER_HOUR - 2):
        send(client, cast.commune)
    asked = send(client, cast.commune).content.decode()
    assert "bằng mấy?" in asked and SAID["content"] in asked
    before = Petition.objects.count()
    place = place_of(RequestFactory().get("/"))
    for _ in range(PER_HOUR):
        tries("public-opinion", place, per=HOUR)
    stopped = send(client, cast.commune)
    assert stopped.status_code == 429 and "Hãy thử lại sau" in stopped.content.decode()
    assert SAID["content"] in stopped.content.decode() and Petition.objects.count() == before


def test_published_answers_are_searched_by_their_public_words_only(
    client, cast, conference, django_assert_max_num_queries
):
    public = [
        a_petition(cast=cast, content=f"Bà Hoa ở ngõ Đình hỏi việc số {n}, có giấy kèm theo.")
        for n in range(12)
    ]
    hidden = a_petition(cast=cast, content="Việc chưa công khai của ông Tư.")
    conduct = a_petition(cast=cast, content="Về tác phong.")
    rows = Petition.objects.filter(pk__in=[one.pk for one in [*public, conduct]])
    rows.update(
        is_public=True, published_at=timezone.now(), public_content="Đề nghị nạo vét mương thôn Đông.",
        public_answer="Xã đã nạo vét.",
    )  # fmt: skip
    Petition.objects.filter(pk=public[0].pk).update(
        public_content="Đề nghị sửa đèn đường.", field="infrastructure"
    )
    Petition.objects.filter(pk=conduct.pk).update(field="conduct", public_content="Tác phong của cán bộ thôn")
    home = reverse("public_home", args=[cast.commune.slug])
    with django_assert_max_num_queries(8):
        page = client.get(home).content.decode()
    assert page.count("<summary><small") == 10 and "12</strong> câu trả lời" in page
    assert "Hoa" not in page and "Tác phong của" not in page and hidden.content not in page
    found = client.get(home, {"q": "den duong"}).content.decode()
    assert found.count("<summary><small") == 1 and "sửa đèn đường" in found
    assert "sửa đèn" in client.get(home, {"field": "infrastructure"}).content.decode()
    for oracle in (
        "hoa",
        "nguyen thi hoa",
        "ngo dinh",
        public[0].code,
        "\x00",
        "' OR 1=1 --",
        "%",
        "a" * 5000,
    ):
        answer = client.get(home, {"q": oracle, "trang": "-1"})
        assert answer.status_code == 200
        if len(oracle) < 100 and "\x00" not in oracle:
            assert "Không có câu trả lời nào khớp" in answer.content.decode()
    for _ in range(SEARCHES):
        tries("public-search", place_of(RequestFactory().get("/")), per=MINUTE)
    assert client.get(home, {"q": "muong"}).status_code == 429 and client.get(home).status_code == 200


def test_communes_are_found_from_one_page(client, cast):
    assert client.get(reverse("public_index")).url == reverse("public_home", args=[cast.commune.slug])
    assert client.get("/xa/khong-co/").status_code == 404


def test_communes_are_listed_where_there_are_several(client, cast, neighbours):
    page = client.get(reverse("public_index")).content.decode()
    assert (
        str(cast.commune) in page.replace("Xã", "xã") and reverse("public_home", args=["thanh-mien"]) in page
    )
