"""Signing issued papers: the person, the body's seal, scans of what was signed by hand. PAdES itself is in `pades`."""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core.log import record
from core.refusals import Refused
from core.uploads import clean_upload
from documents import rules
from documents.models import Paper, PaperSignature
from documents.stamps import body_words, person_stamp, seal_stamp
from documents.states import SignatureKind

SOMEBODY_SIGNED = "Vừa có người khác ký văn bản này. Hãy tải lại trang, xem rồi ký lại."
SCAN_ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
NO_TOKEN_LIBRARY = (
    "Máy chủ chưa cài phần đọc thiết bị ký (gói python-pkcs11). Hãy nhờ quản trị cài, hoặc ký bằng tệp."
)


@dataclass(frozen=True)
class Key:
    """What a person signs with, in memory only and never shown: a PKCS#12 file, or a token at this machine."""

    secret: str = field(repr=False)
    file: bytes | None = field(default=None, repr=False)

    @contextmanager
    def opened(self, accepts):
        """The signer whose certificate `accepts` lets pass. Raises Refused with a sentence."""
        if self.file is not None:
            signer = import_string("documents.pades.open_key_file")(self.file, self.secret)
            accepts(_facts(signer))
            yield signer
            return
        try:
            token_signer = import_string("documents.tokens.token_signer")
        except ImportError as error:
            raise Refused(NO_TOKEN_LIBRARY) from error
        with token_signer(settings.PKCS11_MODULE, self.secret, accepts) as signer:
            yield signer


def sign_paper(*, paper, actor, key):
    """One more revision of the PDF with the person's PAdES signature over it; what was frozen stays as it is.

    Nothing is written unless all of it succeeds: key, certificate, time stamp, the check of what was made. Raises
    Refused (NĐ 30/2020/NĐ-CP, art. 12, 13 and annex I on digital signatures).
    """
    rules.check_can_sign_paper(actor, paper)
    place = rules.sign_place_for(actor, paper)
    return _sign(
        paper, actor, key, kind=SignatureKind.PERSON, place=place,
        accepts=partial(rules.check_certificate_of_person, name=place["as"]),
        stamp=partial(person_stamp, paper, place, name=place["as"]),
    )  # fmt: skip


def seal_paper(*, paper, actor, key):
    """The body's own signature behind the person's, as a red seal. Raises Refused."""
    rules.check_can_seal_paper(actor, paper)
    place = rules.main_place(paper)
    return _sign(
        paper, actor, key, kind=SignatureKind.SEAL, place=place,
        accepts=partial(rules.check_certificate_of_body, paper=paper), stamp=partial(seal_stamp, paper, place),
    )  # fmt: skip


def _sign(paper, actor, key, *, kind, place, accepts, stamp):
    last = paper.signatures.digital().in_order().last()
    base = _read(last.file if last else paper.pdf)
    rules.check_is_stored_file(_sha256(base), last.sha256 if last else paper.pdf_sha256)
    moment = timezone.localtime().replace(microsecond=0)
    with key.opened(lambda facts: _check(facts, moment, accepts)) as signer:
        facts = _facts(signer)
        _check_trust(signer, facts)
        drawn = stamp(moment=moment)
        signed = import_string("documents.pades.sign")(
            base, signer, field=f"{kind.value}-{paper.pk}-{last.order + 1 if last else 1}", page=place["page"],
            box=drawn.box, stamp=drawn.content, moment=moment, location=paper.commune.name,
            timestamper=_timestamper(),
        )  # fmt: skip
    return _keep(
        paper, actor, last, kind=kind, content=signed.content, place_name=place["name"], signer_name=facts.name,
        signer_organisation=facts.organisation, issuer=facts.issuer, serial=facts.serial[:64],
        valid_from=facts.valid_from, valid_until=facts.valid_until, signed_at=moment,
        has_timestamp=signed.timestamped_at is not None, timestamped_at=signed.timestamped_at,
    )  # fmt: skip


def _check(facts, moment, accepts):
    rules.check_certificate(facts, moment)
    accepts(facts)


def _facts(signer):
    return import_string("documents.pades.facts_of")(signer.signing_cert)


def _check_trust(signer, facts):
    """Where the server has a list of roots, nothing is signed with a certificate from elsewhere."""
    if settings.TRUSTED_ROOTS:
        rules.check_trusted(
            import_string("documents.pades.is_trusted")(signer, settings.TRUSTED_ROOTS, None), facts
        )


def _timestamper():
    return import_string(settings.TIMESTAMPER)(settings.TSA_URL) if settings.TSA_URL else None


@transaction.atomic
def _keep(paper, actor, last, *, kind, content, **said):
    """Store the new revision, unless somebody signed while this one was being made."""
    Paper.objects.light().select_for_update().get(pk=paper.pk)
    rows = list(paper.signatures.in_order())
    if [row.pk for row in rows if row.is_digital][-1:] != ([last.pk] if last else []):
        raise Refused(SOMEBODY_SIGNED)
    row = PaperSignature(
        commune=paper.commune, paper=paper, kind=kind, order=_next_order(rows), size=len(content),
        sha256=_sha256(content), paper_sha256=paper.pdf_sha256, signed_by=actor, **_cut(said),
    )  # fmt: skip
    row.file.save(f"{paper.kind}-{paper.pk}-{kind.value}.pdf", ContentFile(content), save=False)
    row.save()
    words = "đã ký số" if kind == SignatureKind.PERSON else f"đã đóng dấu số của {body_words(paper)} lên"
    record(
        actor=actor, action=f"paper.{'sign' if kind == SignatureKind.PERSON else 'seal'}", subject=paper,
        sentence=f"{words} {paper}", note=f"Chứng thư: {row.signer_name}, số {row.serial}; SHA-256 {row.sha256}",
    )  # fmt: skip
    return row


def _cut(said):
    """Names on certificates are as long as their maker liked."""
    longest = {"signer_name": 200, "signer_organisation": 200, "issuer": 300}
    return {key: value[: longest[key]] if key in longest else value for key, value in said.items()}


@transaction.atomic
def attach_scan(*, paper, actor, file, note=""):
    """Keep a scan of what was signed and stamped by hand, bound to the frozen PDF by its SHA-256.

    A newer scan takes the older one's place; the older one is kept. Raises Refused, and ValidationError for a file
    that is no PDF, PNG or JPG.
    """
    rules.check_can_attach_scan(actor, paper)
    content_type = clean_upload(file)
    if content_type not in SCAN_ENDINGS:
        raise Refused("Bản quét phải là tệp PDF, PNG hoặc JPG. Hãy lưu lại đúng loại rồi gửi.")
    content = file.read()
    Paper.objects.light().select_for_update().get(pk=paper.pk)
    rows = list(paper.signatures.in_order())
    _check_scan(paper, rows, _sha256(content))
    row = PaperSignature(
        commune=paper.commune, paper=paper, kind=SignatureKind.SCAN, order=_next_order(rows), size=len(content),
        sha256=_sha256(content), paper_sha256=paper.pdf_sha256, content_type=content_type,
        file_name=file.name[-200:], signer_name=paper.signer_name, note=note.strip()[:200], signed_by=actor,
    )  # fmt: skip
    row.file.save(
        f"{paper.kind}-{paper.pk}-scan{SCAN_ENDINGS[content_type]}", ContentFile(content), save=False
    )
    row.save()
    record(
        actor=actor, action="paper.attach_scan", subject=paper, sentence=f"đã đưa bản quét đã ký của {paper} lên",
        note=f"SHA-256 {row.sha256}; bản đã chốt {paper.pdf_sha256}",
    )  # fmt: skip
    return row


def _check_scan(paper, rows, digest):
    if digest == paper.pdf_sha256 or any(row.is_digital and row.sha256 == digest for row in rows):
        raise Refused(
            "Tệp này chính là tệp PDF của phần mềm, không phải bản quét đã ký tay. Hãy chọn bản quét."
        )
    scans = [row for row in rows if not row.is_digital]
    if scans and scans[-1].sha256 == digest:
        raise Refused("Bản quét này đã có trên phần mềm.")


def _next_order(rows):
    return rows[-1].order + 1 if rows else 1


def _read(stored):
    with stored.open("rb") as file:
        return file.read()


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
