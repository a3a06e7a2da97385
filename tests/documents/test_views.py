"""The pages of papers: who sees which, the making of the PDF, the file, what is logged."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from documents import services
from documents.models import Paper
from documents.tasks import render_pdf
from tests.factories.documents import a_draft_paper, an_issued_paper, text_build

pytestmark = pytest.mark.django_db
PAGES = ["paper_detail", "paper_progress", "paper_preview", "paper_pdf", "paper_docx"]


@pytest.fixture
def paper(cast):
    return an_issued_paper(commune=cast.commune, actor=cast.office)


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode() if not answer.streaming else ""


def test_paper_list_finds_without_diacritics_by_kind_and_year(client, sign_in, cast, paper):
    an_issued_paper(
        commune=cast.commune, actor=cast.office, kind="minutes", sign="BB", excerpt="Họp thôn Đoài"
    )
    sign_in(cast.office)
    for query, found in [
        ({}, 2), ({"words": "hop thon doai"}, 1), ({"words": "01/tb"}, 1), ({"kind": "minutes"}, 1),
        ({"kind": "plan"}, 0), ({"year": "2026"}, 2), ({"year": "2025"}, 0), ({"state": "draft"}, 0),
        ({"year": "x", "kind": "y"}, 2),
    ]:  # fmt: skip
        answer, text = page(client, "paper_list", **query)
        assert answer.context["page"].paginator.count == found, query
        assert "None" not in text


def test_paper_list_costs_the_same_with_many(client, sign_in, cast, django_assert_max_num_queries):
    for _ in range(30):
        an_issued_paper(commune=cast.commune, actor=cast.office)
    sign_in(cast.unit)
    with django_assert_max_num_queries(10):
        assert page(client, "paper_list")[0].status_code == 200
    with django_assert_max_num_queries(10):
        page(client, "paper_list", trang="2", words="to chuc")


@pytest.mark.parametrize("name", PAGES)
def test_another_communes_paper_is_not_found(client, sign_in, paper, neighbours, name):
    sign_in(neighbours.office)
    assert page(client, name, paper.pk)[0].status_code == 404
    assert client.post(reverse("paper_retry", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "plain", "personal", "draft"),
    [
        ("office", True, True, True), ("chair", True, True, True), ("front", True, True, False),
        ("party", True, True, False), ("unit", True, False, False), ("admin", True, False, False),
    ],
)  # fmt: skip
def test_who_sees_which_paper(client, sign_in, cast, paper, who, plain, personal, draft):
    secret = an_issued_paper(commune=cast.commune, actor=cast.office, has_personal_data=True)
    print_ = a_draft_paper(commune=cast.commune, actor=cast.office)
    sign_in(getattr(cast, who))
    for row, seen in ((paper, plain), (secret, personal), (print_, draft)):
        for name in ("paper_detail", "paper_preview"):
            assert page(client, name, row.pk)[0].status_code == (200 if seen else 404), (who, row, name)


def test_the_province_and_visitors_see_no_papers(client, sign_in, cast, paper):
    assert page(client, "paper_list")[0].status_code == 302
    sign_in(cast.province)
    for name in PAGES:
        assert page(client, name, paper.pk)[0].status_code == 403
    assert not Paper.objects.visible_to(cast.province).exists()


def test_paper_detail_polls_until_there_is_a_file(client, sign_in, cast, paper):
    sign_in(cast.office)
    waiting = page(client, "paper_detail", paper.pk)[1]
    assert f'hx-get="{reverse("paper_progress", args=[paper.pk])}"' in waiting
    assert "Tải lại trang" in waiting
    assert page(client, "paper_pdf", paper.pk)[0].status_code == 409
    render_pdf(paper.pk)
    done = page(client, "paper_progress", paper.pk)[1]
    assert "hx-get" not in done
    assert reverse("paper_pdf", args=[paper.pk]) in done
    assert "<html" not in done


def test_paper_pdf_is_a_download_with_a_speaking_name(client, sign_in, cast, paper):
    render_pdf(paper.pk)
    sign_in(cast.unit)
    answer = client.get(reverse("paper_pdf", args=[paper.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="01-tb-ubnd-thong-bao.pdf"'
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert not AuditEntry.objects.filter(action="personal_data.read").exists()


def test_opening_personal_data_is_logged(client, sign_in, cast):
    paper = an_issued_paper(commune=cast.commune, actor=cast.office, has_personal_data=True)
    render_pdf(paper.pk)
    sign_in(cast.front)
    page(client, "paper_preview", paper.pk)
    client.get(reverse("paper_pdf", args=[paper.pk]))
    entries = AuditEntry.objects.filter(action="personal_data.read", actor=cast.front)
    assert entries.count() == 2
    answer = client.get(reverse("paper_docx", args=[paper.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="01-tb-ubnd-thong-bao.docx"'
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert entries.count() == 3
    assert "văn bản có dữ liệu cá nhân" in entries.first().sentence


def test_paper_preview_is_the_frozen_text_under_the_strict_policy(client, sign_in, cast):
    paper = an_issued_paper(
        commune=cast.commune, actor=cast.office, build=text_build("<script>alert(1)</script> Nội dung")
    )
    sign_in(cast.unit)
    answer, text = page(client, "paper_preview", paper.pk)
    assert text == paper.html
    assert "<script" not in text
    assert "style=" not in text
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_paper_detail_offers_a_retry_only_when_it_failed(client, sign_in, cast, paper):
    sign_in(cast.office)
    assert "Tạo lại tệp PDF" not in page(client, "paper_detail", paper.pk)[1]
    services.fail_paper(paper=paper, error="OSError: the disk is full")
    text = page(client, "paper_detail", paper.pk)[1]
    assert "Tạo lại tệp PDF" in text
    assert "the disk is full" in text
    url = reverse("paper_retry", args=[paper.pk])
    assert client.get(url).status_code == 405
    sign_in(cast.unit)
    assert "Tạo lại tệp PDF" not in page(client, "paper_detail", paper.pk)[1]
    refused = client.post(url)
    assert refused.status_code == 403
    assert "Chỉ Văn phòng và người chủ trì" in refused.content.decode()
    sign_in(cast.chair)
    assert client.post(url).status_code == 302
    again = client.post(url)
    assert again.status_code == 409
    assert "đang được tạo" in again.content.decode()
    assert AuditEntry.objects.about(paper).filter(action="paper.retry").count() == 1


def test_paper_that_waits_for_long_offers_a_retry(client, sign_in, cast, paper):
    Paper.objects.filter(pk=paper.pk).update(pdf_asked_at=timezone.now() - timedelta(minutes=30))
    sign_in(cast.office)
    assert "Tạo lại tệp PDF" in page(client, "paper_detail", paper.pk)[1]


def test_paper_detail_names_its_correction(client, sign_in, cast, paper):
    newer = an_issued_paper(
        commune=cast.commune, actor=cast.office, corrects=paper, issued_on=date(2026, 3, 9)
    )
    sign_in(cast.unit)
    assert "Đã được đính chính bởi số 02/TB-UBND" in page(client, "paper_detail", paper.pk)[1]
    assert reverse("paper_detail", args=[paper.pk]) in page(client, "paper_detail", newer.pk)[1]


# The registers


def test_register_list_shows_the_next_number(client, sign_in, cast, neighbours, paper):
    sign_in(cast.unit)
    answer, text = page(client, "register_list")
    assert "02/TB-UBND" in text
    assert "Ghi số đã cấp" not in text
    sign_in(neighbours.office)
    assert "Chưa có sổ nào" in page(client, "register_list")[1]


def test_register_set_goes_on_from_the_paper_book_and_never_back(client, sign_in, cast, paper):
    sign_in(cast.office)
    url = reverse("register_set")
    assert client.get(url).status_code == 200
    typed = {"body": "ubnd", "sign": "tb", "period": "2026", "last_number": "36", "reason": "Sổ giấy."}
    assert client.post(url, typed).status_code == 302
    assert an_issued_paper(commune=cast.commune, actor=cast.office).number_text == "37/TB-UBND"
    back = client.post(url, typed | {"last_number": "20"})
    assert back.status_code == 200
    assert "đã cấp đến số 37" in back.content.decode()
    entry = AuditEntry.objects.get(action="register.set")
    assert (entry.note, entry.changes) == ("Sổ giấy.", {"Số cuối đã cấp": ["1", "36"]})


@pytest.mark.parametrize("who", ["chair", "unit", "front", "admin"])
def test_register_set_is_the_offices(client, sign_in, cast, who):
    sign_in(getattr(cast, who))
    answer = client.post(reverse("register_set"), {"body": "ubnd"})
    assert answer.status_code == 403
    assert "Chỉ Văn phòng" in answer.content.decode()


def test_register_list_costs_the_same_with_many(client, sign_in, cast, django_assert_max_num_queries):
    for year in range(2000, 2026):
        an_issued_paper(commune=cast.commune, actor=cast.office, issued_on=date(year, 2, 1))
    sign_in(cast.office)
    with django_assert_max_num_queries(10):
        page(client, "register_list")
