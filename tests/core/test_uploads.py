"""Uploads: the type is told by the content, size is limited, files leave the house as downloads only."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import uploads
from core.models import Attachment
from core.uploads import attach, clean_upload

PDF = b"%PDF-1.7\n%x\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"0" * 20
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def office(*names, types=b"<Types/>", **contents):
    """A zip with these parts, as Word and Excel write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, contents.get("content", b"<x/>"))
    return out.getvalue()


DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("ảnh.jpg", JPG, "image/jpeg"),
        ("ảnh.jpeg", JPG, "image/jpeg"),
        ("văn bản.docx", DOCX, WORD),
        ("bảng.xlsx", XLSX, SHEET),
    ],
)
def test_what_the_office_uses_is_taken_and_its_type_read_from_the_content(name, content, kind):
    file = upload(name, content)
    assert clean_upload(file) == kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trang.html", b"<!doctype html><script>alert(1)</script>"),
        ("hinh.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("trang.pdf", b"<html></html>"),
        ("may.exe", b"MZ\x90\x00"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("chu.txt", b"xin chao"),
        ("goi.zip", office("a.txt")),
        ("hong.docx", b"PK\x03\x04 not a zip"),
        ("cut.docx", DOCX[:-30]),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("macro.docx", office("word/document.xml", "word/VBAPROJECT.BIN")),
        (
            "macro.docx",
            office("word/document.xml", types=b'<Types ContentType="ms-word.document.macroEnabled.main"/>'),
        ),
        ("macro.xlsx", office("xl/workbook.xml", "xl/macrosheets/sheet1.xml")),
        ("hai.docx", office("word/document.xml", "xl/workbook.xml")),
    ],
)
def test_what_runs_or_lies_is_refused_with_a_sentence(name, content):
    with pytest.raises(ValidationError, match="không đúng loại được nhận .*Hãy lưu lại đúng loại"):
        clean_upload(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", PDF), ("a.docx", XLSX), ("a.pdf.html", PDF), ("pdf", PDF), ("a.docm", DOCX)],
)
def test_an_ending_that_does_not_fit_the_content_is_refused(name, content):
    with pytest.raises(ValidationError, match="đuôi không khớp nội dung"):
        clean_upload(upload(name, content))


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError, match="rỗng. Hãy chọn lại tệp"):
        clean_upload(upload("a.pdf", b""))


def test_a_file_that_is_too_large_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    assert clean_upload(upload("a.pdf", PDF + b"0" * (1024 * 1024 - len(PDF))))
    with pytest.raises(ValidationError, match="lớn hơn 1 MB. Hãy nén hoặc tách nhỏ"):
        clean_upload(upload("a.pdf", PDF + b"0" * 1024 * 1024))


def test_an_office_file_that_unpacks_to_a_mountain_is_refused():
    bomb = office("word/document.xml", content=b"0" * (30 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(ValidationError, match="không đúng loại"):
        clean_upload(upload("a.docx", bomb))


def test_an_office_file_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_PARTS", 5)
    with pytest.raises(ValidationError):
        clean_upload(upload("a.docx", office("word/document.xml", *(f"word/{n}.xml" for n in range(9)))))


# As attachments


@pytest.fixture
def attachment(cast, deadline_like):
    return attach(
        subject=deadline_like, file=upload("Đơn thư.pdf", PDF), actor=cast.front, commune=cast.commune
    )


@pytest.fixture
def deadline_like(cast):
    return cast.units.economy


@pytest.mark.django_db
def test_attach_keeps_name_size_type_and_hash(cast, attachment):
    assert (attachment.name, attachment.size, attachment.content_type) == (
        "Đơn thư.pdf",
        len(PDF),
        "application/pdf",
    )
    assert len(attachment.sha256) == 64
    assert attachment.uploaded_by == cast.front
    assert list(Attachment.objects.about(cast.units.economy)) == [attachment]


@pytest.mark.django_db
def test_attach_refuses_what_clean_upload_refuses(cast):
    with pytest.raises(ValidationError):
        attach(
            subject=cast.units.economy, file=upload("a.html", b"<b>"), actor=cast.front, commune=cast.commune
        )
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_an_attachment_leaves_as_a_download_only(client, sign_in, cast, attachment):
    sign_in(cast.office)
    answer = client.get(reverse("attachment_download", args=[attachment.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF


@pytest.mark.django_db
def test_an_attachment_of_another_commune_is_not_found(client, sign_in, neighbours, attachment):
    for who in ("office", "admin", "province"):
        sign_in(getattr(neighbours, who))
        assert client.get(reverse("attachment_download", args=[attachment.pk])).status_code == 404


@pytest.mark.django_db
def test_an_attachment_is_as_hidden_as_what_it_is_attached_to(client, sign_in, cast, neighbours, attachment):
    """The row says this commune, its subject another one: nobody gets it."""
    Attachment.objects.update(subject_id=neighbours.units.economy.pk)
    sign_in(cast.office)
    assert client.get(reverse("attachment_download", args=[attachment.pk])).status_code == 404


@pytest.mark.django_db
def test_an_attachment_whose_file_is_gone_is_not_found(client, sign_in, cast, attachment):
    attachment.file.delete(save=False)
    sign_in(cast.office)
    assert client.get(reverse("attachment_download", args=[attachment.pk])).status_code == 404
