"""The conclusion notice as a PDF: heading, number, date, parts, signature; never a petitioner's data."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from conclusions import services
from core.models import AuditEntry
from documents.render import pdf_of
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db


def text_of(paper, *, is_archival=True):
    reader = PdfReader(io.BytesIO(pdf_of(paper.html, is_archival=is_archival).content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_issued_notice_follows_the_state_format(cast):
    text = text_of(make.an_issued_notice(cast=cast).paper)
    for words in (
        "ỦY BAN NHÂN DÂN XÃ LẠC PHƯỢNG", "Số: 02/TB-UBND", "Lạc Phượng, ngày 20 tháng 5 năm 2026",
        "THÔNG BÁO Kết luận của Chủ tịch UBND xã tại Hội nghị đối thoại định kỳ với Nhân dân",
        "Ngày 14 tháng 5 năm 2026, tại Hội trường UBND xã", "Ủy ban nhân dân xã Lạc Phượng tổ chức",
        "I. NỘI DUNG ĐÃ TRẢ LỜI, GIẢI QUYẾT TẠI HỘI NGHỊ", "II. NỘI DUNG TIẾP TỤC GIẢI QUYẾT, TRẢ LỜI",
        "Giao Phòng Kinh tế xã Lạc Phượng chủ trì giải quyết", "ngày 30 tháng 6 năm 2026",
        "III. NỘI DUNG GHI NHẬN, BÁO CÁO CẤP TRÊN", "Cấp giải quyết: Sở Nội vụ",
        "Ủy ban Mặt trận Tổ quốc Việt Nam và Ban Xây dựng Đảng xã Lạc Phượng theo dõi, giám sát",
        "giám sát./.", "CHỦ TỊCH", "Trần Chủ Tịch", "Nơi nhận:", "Lưu: VT.",
    ):  # fmt: skip
        assert words in text, words
    for private in ("0912345678", "Nguyễn Văn Bình", "ngõ 3", "None", "kéo dài"):
        assert private not in text, private


def test_a_draft_says_so_and_shows_dots_for_what_is_missing(cast):
    notice = make.a_draft(cast=cast)
    notice.items.filter(group="pending").update(unit=None, due_on=None)
    text = text_of(
        services.print_conclusion_notice(conclusion_notice=notice, actor=cast.office), is_archival=False
    )
    assert "DỰ THẢO" in text
    assert "Số: ……/TB-UBND" in text
    assert "ngày …… tháng …… năm ……" in text
    assert "None" not in text


def test_an_extract_holds_one_petitioners_matters_only(sign_in, cast):
    """LP-95: one letter for each petitioner, with only their matters and without their address."""
    with on_the(make.SENT_ON):
        notice = make.an_issued_notice(cast=cast)
        row = notice.dispatches.get(petitioner__name="Tập thể phụ huynh lớp 5A")
        url = reverse("dispatch_extract", args=[notice.pk, row.pk])
        text = sign_in(cast.office).get(url).content.decode()
        for words in ("Kính gửi: Tập thể phụ huynh lớp 5A", "Số: 02/TB-UBND", "bảo hiểm", "Sở Nội vụ"):
            assert words in text
        for other in ("nạo vét", "sổ đỏ", "0987654321", "DỰ THẢO", "None"):
            assert other not in text
        assert AuditEntry.objects.filter(action="personal_data.read").count() == 1
        assert sign_in(cast.front).get(url).status_code == 403
        body = notice.dispatches.get(unit=cast.units.front)
        assert (
            sign_in(cast.office).get(reverse("dispatch_extract", args=[notice.pk, body.pk])).status_code
            == 404
        )
