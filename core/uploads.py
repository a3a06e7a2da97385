"""Uploaded files: type told by content, size limited, stored through Django's storage."""

import hashlib
import zipfile

from django.conf import settings
from django.core.exceptions import ValidationError

from core.models import Attachment

OLE = b"\xd0\xcf\x11\xe0"
MAGIC = [
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
]
OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
ALLOWED = "PDF, ảnh PNG hoặc JPG, DOCX, XLSX"


def sniff(file):
    """The type of an upload by its content, or None; macro-carrying office files are not accepted."""
    head = file.read(8)
    file.seek(0)
    for magic, content_type, suffixes in MAGIC:
        if head.startswith(magic):
            return content_type, suffixes
    if head.startswith(b"PK") and zipfile.is_zipfile(file):
        file.seek(0)
        try:
            names = set(zipfile.ZipFile(file).namelist())
        except zipfile.BadZipFile:
            return None
        finally:
            file.seek(0)
        if any(name.endswith("vbaProject.bin") for name in names):
            return None
        for part, (content_type, suffix) in OFFICE.items():
            if part in names:
                return content_type, (suffix,)
    file.seek(0)
    return None


def clean_upload(file):
    """Return the content type of an acceptable upload; raise ValidationError with a Vietnamese sentence."""
    if file.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ValidationError(f"Tệp “{file.name}” lớn hơn {limit} MB. Hãy nén hoặc tách nhỏ rồi gửi lại.")
    if file.size == 0:
        raise ValidationError(f"Tệp “{file.name}” rỗng. Hãy chọn lại tệp.")
    found = sniff(file)
    if found is None:
        raise ValidationError(
            f"Tệp “{file.name}” không đúng loại được nhận ({ALLOWED}). Hãy lưu lại đúng loại rồi gửi."
        )
    content_type, suffixes = found
    if not file.name.lower().endswith(suffixes):
        raise ValidationError(
            f"Tệp “{file.name}” có đuôi không khớp nội dung (nội dung là {suffixes[0]}). Hãy đặt lại đúng đuôi tệp."
        )
    return content_type


def attach(*, subject, file, actor, commune, note=""):
    """Store an upload beside its subject; the caller's transaction decides whether the row stays."""
    content_type = clean_upload(file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    kind = Attachment._meta.get_field("subject_type").related_model.objects.get_for_model(subject)
    return Attachment.objects.create(
        commune=commune,
        subject_type=kind,
        subject_id=subject.pk,
        file=file,
        name=file.name[-200:],
        content_type=content_type,
        size=file.size,
        sha256=digest.hexdigest(),
        note=note,
        uploaded_by=actor,
    )
