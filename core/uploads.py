"""Uploaded files: type told by content, size limited, stored through Django's storage."""

import hashlib
import zipfile
import zlib

from django.conf import settings
from django.core.exceptions import ValidationError

from core.models import Attachment

# An office file that unpacks to more than this, or from next to nothing, is made to choke whoever opens it.
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO, RATIO_COUNTS_FROM = 200, 20 * 1024 * 1024
MAX_PARTS = 5000
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
# For a box of files: with the kinds of picture named a telephone offers its camera, and turns HEIC into JPG itself.
ACCEPT = "image/png,image/jpeg,.pdf,.docx,.xlsx"


def sniff(file):
    """The type of an upload by its content, or None; macro-carrying office files are not accepted."""
    head = file.read(8)
    file.seek(0)
    for magic, content_type, suffixes in MAGIC:
        if head.startswith(magic):
            return content_type, suffixes
    return sniff_office(file) if head.startswith(b"PK") else None


def sniff_office(file):
    """The type of a DOCX or XLSX without macros, or None; nothing is unpacked but the list of types."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            types = parts.get("[Content_Types].xml")
            if types is None or types.file_size > 1024 * 1024 or not _is_sane(parts.values()):
                return None
            if b"macroEnabled" in archive.read(types):
                return None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None
    finally:
        file.seek(0)
    if any(name.lower().endswith("vbaproject.bin") or "macrosheets/" in name.lower() for name in parts):
        return None
    found = [office for part, office in OFFICE.items() if part in parts]
    return (found[0][0], (found[0][1],)) if len(found) == 1 else None


def _is_sane(parts):
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    is_bomb = unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * max(packed, 1)
    return len(parts) <= MAX_PARTS and unpacked <= MAX_UNPACKED and not is_bomb


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
        # Long names lose their beginning, never their ending.
        name=file.name[-200:],
        content_type=content_type,
        size=file.size,
        sha256=digest.hexdigest(),
        note=note,
        uploaded_by=actor,
    )
