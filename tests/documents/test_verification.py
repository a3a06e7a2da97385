"""The public page /kiem-tra/: what it says of true, changed, forged, foreign, broken and heavy files."""

import io
import subprocess
import time
import zlib
from datetime import UTC, datetime
from shutil import which

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, NumberObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader, PdfWriter

from core.models import RateCount
from documents import inspection, pades, services
from documents.queries.verification import paper_by_code, verdict_of
from documents.render import pdf_of, stamp_of
from documents.services import Key
from documents.states import PaperEffect
from tests.documents.test_signatures import BODY, CHAIR, bytes_of, key, printed, scan
from tests.factories.certificates import PASSWORD, a_key_file, a_root_folder
from tests.factories.documents import a_draft_paper, an_issued_paper

pytestmark = pytest.mark.django_db
BLANK = b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """Reading in this very process: the process of its own costs half a second each time, two tests ask for it."""
    monkeypatch.setattr(
        "documents.queries.verification.signatures_in", lambda content: pades.inspect(content, "")
    )


@pytest.fixture
def paper(cast):
    return printed(an_issued_paper(commune=cast.commune, actor=cast.office))


@pytest.fixture
def signed(paper, cast):
    """The bytes of the paper signed by the chair and sealed."""
    services.sign_paper(paper=paper, actor=cast.chair, key=key())
    return bytes_of(services.seal_paper(paper=paper, actor=cast.office, key=key(BODY)).file)


def send(client, content, name="van-ban.pdf"):
    answer = client.post(reverse("verify_ask"), {"file": SimpleUploadedFile(name, content)})
    text = answer.content.decode()
    assert "None" not in text.split("<body")[1]
    return answer.context.get("verdict"), text


def test_the_signed_file_is_the_one_that_was_issued(client, signed, paper):
    verdict, text = send(client, signed)
    assert verdict.word == "issued" and "Đúng là văn bản đã ban hành" in text
    assert CHAIR in text and BODY in text and "chưa cấu hình gốc tin cậy" in text.lower()
    assert "Chưa bị đính chính, thay thế, thu hồi" in text and paper.number_text in text
    assert [one["covers"] for one in verdict.signatures] == ["part", "file"]


def test_earlier_revisions_and_the_unsigned_file_say_what_they_are(client, signed, paper):
    """Byte for byte ours, yet not the whole: the bare paper, the paper before its seal."""
    first = paper.signatures.by_people().get()
    assert send(client, bytes_of(paper.pdf))[0].word == "unsigned"
    assert send(client, bytes_of(first.file))[0].word == "earlier"


def test_the_frozen_file_of_a_paper_without_signatures_is_the_issued_one(client, paper):
    verdict, text = send(client, bytes_of(paper.pdf))
    assert verdict.word == "issued" and "Chưa có chữ ký số" in text


def added(content, change):
    """What an honest program would add to a PDF: one more incremental save."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def stamp_over(writer):
    """Another text painted over the first page."""
    stream = writer.add_object(StreamObject(stream_data=b"1 0 0 rg 50 50 400 700 re f"))
    page = writer.root["/Pages"]["/Kids"][0]
    writer.add_stream_to_page(0, stream)
    assert page


def new_root(writer):
    """An incremental forgery: the catalogue shows another set of pages."""
    pages = writer.add_object(DictionaryObject({
        NameObject("/Type"): NameObject("/Pages"), NameObject("/Kids"): writer.root["/Pages"]["/Kids"],
        NameObject("/Count"): NumberObject(1), NameObject("/Rotate"): NumberObject(180),
    }))  # fmt: skip
    writer.root["/Pages"] = pages
    writer.update_root()


@pytest.mark.parametrize("change", [stamp_over, new_root])
def test_changes_after_the_signature_are_seen(client, signed, change):
    """Hostile: an incremental save that paints over the page, or swaps the pages."""
    verdict, text = send(client, added(signed, change))
    assert verdict.word == "changed" and "Tệp đã bị thay đổi sau khi ban hành" in text
    assert verdict.signatures[-1]["is_changed_after"] and "Bị sửa sau khi ký" in text
    # A stranger's paper is judged by its signatures alone.
    stranger = added(foreign(), change)
    assert send(client, stranger)[0].word == "broken_signature"


def test_bytes_hung_on_after_the_end_are_a_change(client, signed):
    assert send(client, signed + b"\n% them vao")[0].word == "changed"


def test_a_byte_changed_inside_is_no_paper_of_ours(client, signed):
    place = signed.index(b"ETSI.CAdES.detached") - 4000
    broken = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    verdict, _ = send(client, broken)
    assert verdict.word in ("broken", "broken_signature", "changed") and verdict.tone == "late"


def foreign(name="Nguyễn Ở Nơi Khác"):
    """A paper of another office: one page, signed with its own key."""
    signer = pades.open_key_file(a_key_file(name, "Cơ quan khác"), PASSWORD)
    return pades.sign(
        pdf_of("<p>Văn bản khác</p>", is_archival=False).content, signer, field="x", page=0, box=[10, 10, 100, 40], stamp=stamp(),
        moment=datetime(2026, 5, 16, 2, 30, tzinfo=UTC),
    ).content  # fmt: skip


def stamp():
    return stamp_of("documents/stamps/person.html", {"name": "Ai đó"}, 100, 40)


def test_a_foreign_signed_pdf_is_read_and_named_as_foreign(client, signed):
    verdict, text = send(client, foreign())
    assert (
        verdict.word == "foreign"
        and "Nguyễn Ở Nơi Khác" in text
        and "Không phải văn bản do phần mềm này" in text
    )
    assert verdict.known is None


def test_trust_is_said_with_roots_and_without(client, signed, settings, tmp_path, monkeypatch):
    roots = a_root_folder(tmp_path)
    assert {one["trust"] for one in pades.inspect(signed, roots)["signatures"]} == {"trusted"}
    other = a_root_folder(tmp_path, authority="Gốc của nơi khác")
    assert {one["trust"] for one in pades.inspect(signed, other)["signatures"]} == {"untrusted"}
    assert {one["trust"] for one in pades.inspect(signed, "")["signatures"]} == {"unset"}


def test_a_certificate_that_ran_out_since_was_good_when_it_signed():
    """The chain is judged at the time of signing; that it has run out by now is said beside it."""
    signer = pades.open_key_file(a_key_file("Người cũ", end=datetime(2026, 1, 1, tzinfo=UTC)), PASSWORD)
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(300, 300)
    writer.write(output)
    made = pades.sign(
        output.getvalue(), signer, field="x", page=0, box=[10, 10, 100, 40], stamp=stamp(),
        moment=datetime(2025, 5, 16, 2, 30, tzinfo=UTC),
    )  # fmt: skip
    found = pades.inspect(made.content, "")["signatures"][0]
    assert found["is_intact"] and found["is_expired"]


def encrypted():
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(300, 300)
    writer.encrypt("bi mat")
    writer.write(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (encrypted(), "khoa.pdf", "encrypted"),
        (b"%PDF-1.7 rac rac", "rac.pdf", "broken"),
        (b"%PDF-1.7\n" + b"<<" * 60_000 + b"%%EOF", "sau.pdf", "broken"),
        (b"PK\x03\x04 khong phai PDF", "gia.pdf", "unknown_picture"),
        (b"\xff\xd8\xff anh", "anh.jpg", "unknown_picture"),
    ],
    ids=["encrypted", "rubbish", "deeply nested", "no PDF", "a picture"],
)
def test_files_that_are_no_readable_pdf_get_a_sentence(client, signed, content, name, word):
    verdict, _ = send(client, content, name)
    assert verdict.word == word


def test_an_unsigned_stranger_and_an_empty_or_huge_file(client, paper, monkeypatch):
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(300, 300)
    writer.write(output)
    assert send(client, output.getvalue())[0].word == "unknown"
    answer = client.post(reverse("verify_ask"), {"file": SimpleUploadedFile("trong.pdf", b"")})
    assert "Tệp này trống" in answer.content.decode()
    monkeypatch.setattr("documents.signature_forms.LARGEST_PDF", 100)
    assert "Tệp lớn hơn 20 MB" in send(client, b"%PDF-1.7" + b"0" * 200)[1]


def test_a_file_is_read_in_a_process_of_its_own(signed, settings):
    assert [one["name"] for one in inspection.signatures_in(signed)["signatures"]] == [CHAIR, BODY]


def test_a_file_that_costs_too_much_is_given_up(monkeypatch):
    """Hostile: a small PDF that unpacks to hundreds of megabytes; the limits hold for the child alone."""
    monkeypatch.setattr(inspection, "MEGABYTES", 300)
    assert inspection.signatures_in(bomb())["error"] in ("heavy", "broken")


def bomb():
    """A PDF whose cross-reference stream unpacks to far more than the limit."""
    packer, parts = zlib.compressobj(9), []
    for _ in range(400):
        parts.append(packer.compress(bytes(1024 * 1024)))
    packed = b"".join([*parts, packer.flush()])
    head = b"%PDF-1.7\n"
    body = (
        b"1 0 obj <</Type/XRef/Size 2/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length "
        + str(len(packed)).encode() + b">> stream\n" + packed + b"\nendstream endobj\n"
    )  # fmt: skip
    return head + body + b"startxref\n" + str(len(head)).encode() + b"\n%%EOF\n"


def test_scans_are_equal_or_not(client, paper, cast):
    services.attach_scan(paper=paper, actor=cast.office, file=scan("1"))
    old = scan("1").read()
    assert send(client, old)[0].word == "scan"
    services.attach_scan(paper=paper, actor=cast.office, file=scan("2"))
    assert send(client, old)[0].word == "old_scan"
    assert send(client, scan("3").read())[0].known is None


@pytest.mark.parametrize("effect", PaperEffect)
def test_what_became_of_the_paper_is_said(client, paper, cast, effect):
    """Corrected, replaced or withdrawn since; the file itself stays as it was issued."""
    newer = an_issued_paper(commune=cast.commune, actor=cast.office, corrects=paper, effect=effect)
    paper.refresh_from_db()
    for text in (send(client, bytes_of(paper.pdf))[1], by_code(client, paper).content.decode()):
        assert newer.number_text in text and paper.fate in text
        assert ("không còn hiệu lực" in text) == (effect != PaperEffect.CORRECTS)


def by_code(client, paper, code=None):
    return client.get(reverse("verify_code", args=[code or paper.code]))


def test_the_code_shows_who_signed_and_nothing_of_the_content(client, cast, paper, signed):
    secret = printed(an_issued_paper(
        commune=cast.commune, actor=cast.office, has_personal_data=True, excerpt="Trả lời bà Nguyễn Thị Kín"
    ))  # fmt: skip
    text = by_code(client, paper).content.decode()
    assert paper.excerpt in text and CHAIR in text and paper.pdf_sha256 in text
    for text in (by_code(client, secret).content.decode(), send(client, bytes_of(secret.pdf))[1]):
        assert "Nguyễn Thị Kín" not in text and secret.number_text in text
    assert paper_by_code(secret.code).excerpt == ""
    letter = printed(an_issued_paper(
        commune=cast.commune, actor=cast.office, kind="transfer_letter", sign="CV", excerpt="Chuyển đơn của bà Kín"
    ))  # fmt: skip
    assert "bà Kín" not in by_code(client, letter).content.decode()


def test_drafts_have_no_code_to_ask_for(client, cast):
    draft = printed(a_draft_paper(commune=cast.commune, actor=cast.office))
    assert by_code(client, draft).status_code == 404
    assert verdict_of(bytes_of(draft.pdf)).known is None


def test_the_code_is_typed_as_people_type(client, paper):
    answer = client.get(reverse("verify_ask"), {"ma": paper.spoken_code.lower()})
    assert answer.status_code == 302 and answer.url == reverse("verify_code", args=[paper.code])
    assert "Mã gồm 12" in client.get(reverse("verify_ask"), {"ma": "AB"}).content.decode()


def test_guessing_codes_and_flooding_with_files_are_stopped(client, paper, monkeypatch):
    monkeypatch.setattr("documents.views.verification.MISSES", 2)
    monkeypatch.setattr("documents.views.verification.FILES", 1)
    assert [by_code(client, paper, "X" * 12).status_code for _ in range(3)] == [404, 404, 429]
    assert by_code(client, paper).status_code == 429
    file = {"file": SimpleUploadedFile("a.pdf", BLANK)}
    assert client.post(reverse("verify_ask"), file).status_code == 200
    file = {"file": SimpleUploadedFile("a.pdf", BLANK)}
    assert client.post(reverse("verify_ask"), file).status_code == 429
    assert RateCount.objects.exists()


def test_pages_that_carry_a_code_are_kept_nowhere(client, paper):
    answer = by_code(client, paper)
    assert "no-store" in answer.headers["Cache-Control"] and "noindex" in answer.headers["X-Robots-Tag"]


def test_a_long_report_is_read_quickly():
    """Twelve thousand tagged objects in one object stream: pyHanko's own reader needs minutes."""
    long = pdf_of("<p>Một dòng của báo cáo</p>" * 1500, is_archival=True).content
    signer, began = pades.open_key_file(a_key_file("Người ký"), PASSWORD), time.process_time()
    for field in ("one", "two"):
        long = pades.sign(
            long, signer, field=field, page=0, box=[10, 10, 100, 40], stamp=stamp(),
            moment=datetime(2026, 5, 16, 2, 30, tzinfo=UTC),
        ).content  # fmt: skip
    found = pades.inspect(long, "")["signatures"]
    assert [(one["covers"], one["is_changed_after"]) for one in found] == [("part", False), ("file", False)]
    assert time.process_time() - began < 10


@pytest.mark.skipif(which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_an_outside_tool_agrees(signed, tmp_path):
    """Two signatures, both valid, the second over the whole document: what pdfsig of poppler says."""
    path = tmp_path / "ky.pdf"
    path.write_bytes(signed)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout
    assert said.count("Signature is Valid") == 2 and "Total document signed" in said
    assert said.count("ETSI.CAdES.detached") == 2


def test_the_signed_file_still_reads_as_a_pdf(signed):
    assert len(PdfReader(io.BytesIO(signed)).pages) == 1
    assert len(PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures) == 2
    assert Key(PASSWORD, b"x")
