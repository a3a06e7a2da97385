"""PAdES through pyHanko: opening keys, signing, reading the signatures of any PDF. No Django, no database.

Loaded by name only (`import_string`), so that web processes start without it; reading what strangers upload runs
in a process of its own (`documents.inspection`), which starts this module's `main`.
"""

import asyncio
import io
import json
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from asn1crypto import pem, pkcs12, tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import KeyUsageConstraints, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.status import ModificationLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from core.refusals import Refused

# Either purpose of a certificate makes a signature; many of the country's certificates name only one.
KEY_USAGE = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
SIGNING_USAGES = {"non_repudiation", "digital_signature"}
TSA_SECONDS = 10
MOST_SIGNATURES = 30
NOT_A_KEY_FILE = "Tệp này không phải tệp chứng thư số (.p12, .pfx). Hãy chọn tệp do nơi cấp chứng thư giao."
WRONG_PASSWORD = "Mật khẩu của tệp chứng thư chưa đúng, hoặc tệp đã hỏng. Chưa ký gì cả; hãy gõ lại mật khẩu."
NO_KEY = "Tệp này không có khoá ký kèm chứng thư. Hãy dùng tệp có cả khoá bí mật (.p12, .pfx)."
OLD_CIPHER = (
    "Tệp chứng thư được mã hoá theo kiểu cũ mà máy chủ không mở. Hãy xuất lại tệp với mã hoá AES-256."
)
NO_TIME = (
    "Máy chủ dấu thời gian không trả lời hoặc trả lời sai nên chưa ký gì cả. Hãy thử lại sau ít phút, hoặc nhờ "
    "quản trị xem lại địa chỉ máy chủ."
)


@dataclass(frozen=True)
class Facts:
    """What a certificate says: names as in its subject, times with their zone, `fingerprint` its SHA-256."""

    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str
    is_for_signing: bool


def facts_of(certificate):
    """The Facts of an asn1crypto certificate."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    usage = certificate.key_usage_value
    validity = certificate["tbs_certificate"]["validity"]
    return Facts(
        name=_words(subject, "common_name"),
        organisation=_words(subject, "organization_name"),
        issuer=", ".join(filter(None, (_words(issuer, "common_name"), _words(issuer, "organization_name")))),
        serial=f"{certificate.serial_number:X}",
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        fingerprint=certificate.sha256.hex(),
        is_for_signing=usage is None or bool(usage.native & SIGNING_USAGES),
    )


def _words(name, key):
    value = name.get(key) or ""
    return " ".join((value if isinstance(value, str) else ", ".join(value)).split())


# --- keys ------------------------------------------------------------------------------------------------------


def open_key_file(data, password):
    """The signer of a PKCS#12 file, held in memory only. Raises Refused with a sentence."""
    try:
        pkcs12.Pfx.load(data, strict=True)["auth_safe"].native  # noqa: B018 - reading it parses it
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(NOT_A_KEY_FILE) from error
    try:
        return SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password.encode())
    except (ValueError, AttributeError, TypeError) as error:
        cause = error.__cause__
        if isinstance(cause, UnsupportedAlgorithm):
            raise Refused(OLD_CIPHER) from None
        # Without a key or certificate pyHanko trips over the None that it is given.
        raise Refused(WRONG_PASSWORD if isinstance(cause, ValueError) else NO_KEY) from None


# --- signing ---------------------------------------------------------------------------------------------------


class StampPage(ImportedPdfPage):
    """A stamp's PDF from memory; pyHanko's own class reads from a path."""

    def __init__(self, content):
        super().__init__("")
        self.content = content

    def render(self):
        reader = PdfFileReader(io.BytesIO(self.content))
        form = self._ensure_writer.import_page_as_xobject(reader)
        self.resources.xobject["/Stamp"] = form
        x1, y1, x2, y2 = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x2), height=abs(y1 - y2))
        return b"/Stamp Do"


class PunctualSigner(PdfSigner):
    """Signs with the very time that stands in the stamp."""

    moment = None

    def init_signing_session(self, pdf_out, existing_fields_only=False):
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


class HouseTimeStamper(TimeStamper):
    """Asks a time-stamping authority by plain HTTP (RFC 3161), waiting at most TSA_SECONDS."""

    def __init__(self, url):
        super().__init__()
        self.url = url

    async def async_request_tsa_response(self, req):
        headers = {"Content-Type": "application/timestamp-query", "User-Agent": "hoi-nghi-doi-thoai"}
        request = Request(self.url, data=req.dump(), headers=headers, method="POST")
        with urlopen(request, timeout=TSA_SECONDS) as answer:
            return tsp.TimeStampResp.load(answer.read(1024 * 1024))


@dataclass(frozen=True)
class Signed:
    content: bytes
    timestamped_at: datetime | None


def sign(pdf, signer, *, field, page, box, stamp, moment, location="", reason="", timestamper=None):
    """`pdf` with one more PAdES signature, added behind its own bytes, which stay as they are.

    `box`: [x, y, width, height] in points on `page` (0 = the first); `stamp`: a one-page PDF drawn into it.
    `moment`: the time of signing, with its zone. The result has been read again: raises Refused where the time
    stamp could not be had or the signature does not hold.
    """
    x, y, width, height = box
    maker = PunctualSigner(
        PdfSignatureMetadata(
            field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", location=location or None,
            reason=reason or None, name=facts_of(signer.signing_cert).name or None,
        ),
        signer=signer, timestamper=timestamper,
        stamp_style=StaticStampStyle(
            border_width=0, background=StampPage(stamp),
            background_layout=SimpleBoxLayoutRule(
                x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0), inner_content_scaling=InnerScaling.STRETCH_FILL
            ),
        ),
        new_field_spec=SigFieldSpec(field, on_page=page, box=(x, y, x + width, y + height)),
    )  # fmt: skip
    maker.moment = moment
    output = io.BytesIO()
    try:
        maker.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=output)
    except Exception as error:
        if timestamper is not None and _is_about_time(error):
            raise Refused(NO_TIME) from error
        raise
    content = output.getvalue()
    return Signed(content, _check_made(pdf, content, timestamper))


def _is_about_time(error):
    named = (
        type(error).__module__.startswith("pyhanko.sign.timestamps") or "Timestamp" in type(error).__name__
    )
    return named or isinstance(error, URLError | OSError | ValueError)


def _check_made(pdf, content, timestamper):
    """The time stamp's time, or None; raises Refused unless the new signature holds over the whole file."""
    found = QuickReader(io.BytesIO(content)).embedded_regular_signatures[-1]
    status = validate_pdf_signature(found, _context([], None), key_usage_settings=KEY_USAGE)
    stamped = status.timestamp_validity
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and content.startswith(pdf)
    if not (status.intact and status.valid and whole) or (timestamper and not (stamped and stamped.intact)):
        raise Refused(
            "Chữ ký vừa tạo không kiểm tra lại được nên chưa lưu gì. Hãy thử lại, hoặc báo quản trị."
        )
    return stamped.timestamp if stamped else None


class QuickReader(PdfFileReader):
    """Reads each object stream's list of objects once; pyHanko's own reads it anew for every object.

    A tagged report of eighty pages keeps ten thousand objects in one stream: minutes become a second.
    """

    def __init__(self, *args, **kwargs):
        self.object_streams = {}
        super().__init__(*args, **kwargs)

    def _get_object_from_stream(self, idnum, stmnum, idx):
        if stmnum not in self.object_streams:
            self.object_streams[stmnum] = self._listed(stmnum)
        data, first, offsets = self.object_streams[stmnum]
        place, offset = offsets.get(idnum, (None, 0))
        if place != idx:
            raise PdfStrictReadError("Object is not where the object stream says.")
        stream = io.BytesIO(data)
        stream.seek(first + offset)
        found = generic.read_object(stream, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfStrictReadError("Encountered forbidden object type in object stream")
        return found

    def _listed(self, stmnum):
        """(the stream's data, where its objects begin, number -> (place, offset)) of one object stream."""
        stream = generic.Reference(stmnum, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            raise PdfStrictReadError("Not an object stream")
        data, first, count = stream.read_data(DecodePurpose.OBJECT_STREAM), stream["/First"], stream["/N"]
        numbers = [int(word) for word in data[:first].split()[: 2 * count]]
        offsets = {}
        for place, (number, offset) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            offsets.setdefault(number, (place, offset))
        return data, first, offsets


# --- reading ---------------------------------------------------------------------------------------------------


def load_roots(folder):
    """The certificates of a folder of PEM and DER files; what is no certificate is left out."""
    roots = []
    for path in sorted(Path(folder).iterdir()) if folder else []:
        with suppress(ValueError, OSError):
            data = path.read_bytes()
            parts = [part for _, _, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            loaded = [x509.Certificate.load(part, strict=True) for part in parts]
            # Loading is lazy: only reading a field shows that it is a certificate.
            roots.extend(one for one in loaded if one.serial_number is not None and one.subject.native)
    return roots


def _context(roots, moment):
    return ValidationContext(
        trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", moment=moment
    )


def is_trusted(signer, folder, moment):
    """Whether a signer's certificate leads to one of the folder's roots; revocation is not asked anywhere."""
    others = list(signer.cert_registry)
    context = _context(load_roots(folder), moment)
    try:
        asyncio.run(CertificateValidator(signer.signing_cert, others, context).async_validate_usage(set()))
    except Exception:  # every way of failing means the same: not trusted
        return False
    return True


def inspect(data, folder):
    """What the signatures of a PDF say: {"error", "signatures": [...]}, plain values only.

    `error`: "" or "broken" or "encrypted". Each signature: who, when, time stamp, `is_intact`, `covers` ("file",
    "part", "unclear"), `is_changed_after`, `trust` ("trusted", "untrusted", "unset"), `is_expired`.
    """
    roots = load_roots(folder)
    try:
        reader = QuickReader(io.BytesIO(data), strict=True)
        if reader.encrypted:
            return {"error": "encrypted", "signatures": []}
        found = reader.embedded_regular_signatures
    except Exception:  # whatever a stranger's file does to the parser, it is not readable
        return {"error": "broken", "signatures": []}
    rows = [_row(one, roots) for one in found[:MOST_SIGNATURES]]
    return {"error": "", "signatures": rows, "is_cut": len(found) > MOST_SIGNATURES}


def _row(found, roots):
    try:
        facts = facts_of(found.signer_cert)
        status, trust, is_expired = _status(found, roots)
    except Exception:  # a signature that cannot be read is not a good one
        return {"is_readable": False, "is_intact": False, "field": str(found.field_name)[:60]}
    stamped = status.timestamp_validity
    covers_file = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    covers_part = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    changed = not covers_file and (
        not covers_part
        or not status.docmdp_ok
        or status.modification_level in (None, ModificationLevel.OTHER)
    )
    said = found.self_reported_timestamp
    return {
        "is_readable": True, "field": str(found.field_name)[:60], "name": facts.name, "organisation": facts.organisation,
        "issuer": facts.issuer, "serial": facts.serial, "valid_from": facts.valid_from.isoformat(),
        "valid_until": facts.valid_until.isoformat(), "signed_at": said.isoformat() if said else "",
        "has_timestamp": stamped is not None,
        "is_timestamp_intact": bool(stamped and stamped.intact and stamped.valid),
        "is_timestamp_trusted": bool(stamped and stamped.trusted),
        "timestamped_at": stamped.timestamp.isoformat() if stamped else "",
        "is_intact": bool(status.intact and status.valid),
        "covers": "file" if covers_file else "part" if covers_part else "unclear",
        "is_changed_after": changed, "trust": trust, "is_expired": is_expired,
    }  # fmt: skip


def _status(found, roots):
    """(pyHanko's status, trust word, whether the certificate has run out by now).

    The chain is judged at the trusted time stamp's time; without one, at the time that the signer's machine said.
    """
    said = found.self_reported_timestamp
    moment = _trusted_time(found, roots) or (said if said and said.tzinfo else None)
    now = datetime.now(UTC)
    status = validate_pdf_signature(
        found, _context(roots, min(moment, now) if moment else now), _context(roots, None), key_usage_settings=KEY_USAGE
    )  # fmt: skip
    trust = "unset" if not roots else "trusted" if status.trusted else "untrusted"
    return status, trust, found.signer_cert["tbs_certificate"]["validity"]["not_after"].native < now


def _trusted_time(found, roots):
    """The time of a time stamp that leads to one of the roots, or None."""
    status = validate_pdf_signature(found, _context(roots, None), _context(roots, None), skip_diff=True)
    stamped = status.timestamp_validity
    return stamped.timestamp if stamped and stamped.intact and stamped.valid and stamped.trusted else None


def main(folder, megabytes, seconds):
    """Read a PDF from standard input and write what `inspect` says as JSON; the limits hold for this process alone."""
    limit = int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    json.dump(inspect(sys.stdin.buffer.read(), folder), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
