"""Signing issued papers: the key, whose certificate, the place of the mark, what is kept (C-26: the chair signs the notice)."""

import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from core.clock import local_today
from core.models import AuditEntry, Delegation, User
from core.refusals import NotYourRole, Refused
from core.states import BodyKind
from documents import services
from documents.models import PaperDraft, PaperSignature
from documents.pades import inspect
from documents.queries import signed_pdf_of, work_items
from documents.services import Key
from documents.states import PaperEffect, SignatureKind
from tests.factories.certificates import (
    PASSWORD,
    a_key_file,
    a_root_folder,
    an_expired_key_file,
)
from tests.factories.documents import a_draft_paper, an_issued_paper, plain_build

pytestmark = pytest.mark.django_db
CHAIR = "Trần Chủ Tịch"
BODY = "Ủy ban nhân dân xã Lạc Phượng"


@pytest.fixture
def paper(cast):
    return printed(an_issued_paper(commune=cast.commune, actor=cast.office))


def printed(paper):
    services.render_paper(paper=paper)
    return paper


def key(name=CHAIR, organisation="", password=PASSWORD, **more):
    return Key(password, a_key_file(name, organisation, **more))


def upload(content=None, name="chung-thu.p12"):
    return SimpleUploadedFile(name, a_key_file(CHAIR) if content is None else content)


def bytes_of(stored):
    with stored.open("rb") as file:
        return file.read()


def signed(paper, cast, **more):
    return services.sign_paper(paper=paper, actor=cast.chair, key=key(**more))


# --- the person ------------------------------------------------------------------------------------------------


def test_sign_paper_adds_to_the_frozen_bytes_and_holds_over_the_whole_file(paper, cast):
    """NĐ 30/2020: PAdES (ETSI.CAdES.detached); what was frozen is the beginning of the signed file."""
    row = signed(paper, cast)
    frozen, whole = bytes_of(paper.pdf), bytes_of(row.file)
    assert whole.startswith(frozen) and len(whole) > len(frozen)
    assert b"ETSI.CAdES.detached" in whole
    found = inspect(whole, "")["signatures"]
    assert [(one["name"], one["is_intact"], one["covers"], one["is_changed_after"]) for one in found] == [
        (CHAIR, True, "file", False)
    ]
    assert found[0]["trust"] == "unset" and not found[0]["has_timestamp"]
    paper.refresh_from_db()
    assert row.paper_sha256 == paper.pdf_sha256 == hashlib.sha256(frozen).hexdigest()
    assert row.sha256 == hashlib.sha256(whole).hexdigest()
    assert row.signed_at == datetime.fromisoformat(found[0]["signed_at"])
    entry = AuditEntry.objects.about(paper).get(action="paper.sign")
    assert entry.actor == cast.chair and row.serial in entry.note and PASSWORD not in entry.note


def test_seal_paper_follows_the_person_and_ends_the_signing(paper, cast):
    """The body's seal comes second; both signatures hold, afterwards nobody signs."""
    with pytest.raises(Refused, match="phải ký số trước"):
        services.seal_paper(paper=paper, actor=cast.office, key=key(BODY))
    first = signed(paper, cast)
    second = services.seal_paper(paper=paper, actor=cast.office, key=key(BODY))
    assert bytes_of(second.file).startswith(bytes_of(first.file))
    found = inspect(bytes_of(second.file), "")["signatures"]
    assert [(one["name"], one["covers"], one["is_changed_after"]) for one in found] == [
        (CHAIR, "part", False), (BODY, "file", False),
    ]  # fmt: skip
    with pytest.raises(Refused, match="đã đóng dấu số"):
        services.seal_paper(paper=paper, actor=cast.office, key=key(BODY))
    with pytest.raises(Refused, match="không ký thêm"):
        services.sign_paper(paper=paper, actor=cast.chair, key=key())
    assert signed_pdf_of(paper).name == second.file.name


@pytest.mark.parametrize("body", [BodyKind.UBND, BodyKind.PARTY])
def test_the_mark_stands_in_the_space_between_title_and_name(cast, body):
    """official-format: top of the signature space, State and Party alike; the seal over its left third."""
    paper = printed(an_issued_paper(
        commune=cast.commune, actor=cast.office, body=body, signer_title="TM. TẬP THỂ\nNGƯỜI ĐỨNG ĐẦU"
    ))  # fmt: skip
    place = paper.sign_places[0]
    signed(paper, cast)
    name = BODY if body == BodyKind.UBND else "Đảng ủy xã Lạc Phượng"
    last = services.seal_paper(paper=paper, actor=cast.office, key=key(name))
    page = PdfReader(io.BytesIO(bytes_of(last.file))).pages[0]
    heights = heights_of(page)
    x, y, width, height = place["box"]
    mark, seal = (field.get_object()["/Rect"] for field in page["/Annots"])
    assert heights["NGƯỜI ĐỨNG ĐẦU"] > y + height and heights[CHAIR] < y
    assert abs(float(mark[3]) - (y + height)) < 0.1 and x <= float(mark[0]) < float(mark[2]) <= x + width
    assert abs(float(seal[1]) - y) < 0.5 and float(seal[0]) >= x - 0.1


def heights_of(page):
    found = {}
    page.extract_text(
        visitor_text=lambda text, cm, tm, font, size: found.setdefault(text.strip(), cm[3] * tm[5] + cm[5])
    )
    return found


def test_minutes_have_a_place_for_each_who_signs(cast):
    """C-24: secretary and chair sign the same paper, each above the own name."""
    two = (
        '<div class="two-signatures"><div class="signature"><p>THƯ KÝ</p><div class="seal"></div>'
        '<p class="signer">Lê Văn Thư</p></div><div class="signature"><p>CHỦ TRÌ</p><div class="seal"></div>'
        f'<p class="signer">{CHAIR}</p></div></div></main>'
    )
    paper = an_issued_paper(commune=cast.commune, actor=cast.office, build=lambda face: build_two(face, two))
    printed(paper)
    assert [place["name"] for place in paper.sign_places] == ["Lê Văn Thư", CHAIR]
    services.sign_paper(paper=paper, actor=cast.clerk, key=key("Lê Văn Thư"))
    with pytest.raises(Refused, match="phải ký số trước"):
        services.seal_paper(paper=paper, actor=cast.office, key=key(BODY))
    row = signed(paper, cast)
    first, second = (
        field.get_object()["/Rect"] for field in PdfReader(io.BytesIO(bytes_of(row.file))).pages[0]["/Annots"]
    )
    assert float(first[2]) < float(second[0]) + 1


def build_two(face, two):
    html = plain_build(face)
    return html[: html.index('<div class="foot">')] + two + "</body></html>"


def test_who_may_sign(paper, cast):
    """Only whose name stands there; the wrong role is refused with a sentence that names the signer."""
    for who in ("office", "unit", "front", "vice_chair"):
        with pytest.raises(NotYourRole, match=f"Chỉ {CHAIR}"):
            services.sign_paper(paper=paper, actor=getattr(cast, who), key=key())
    assert not PaperSignature.objects.exists()
    signed(paper, cast)
    with pytest.raises(Refused, match="đã ký số văn bản này"):
        signed(paper, cast)


def test_the_delegate_signs_with_the_own_certificate_while_delegated(paper, cast):
    """LP-68: who stands in for the chair on this very thing signs; the certificate is the delegate's own."""
    delegate, day = cast.vice_chair, local_today()
    row = Delegation.objects.create(
        commune=cast.commune, delegator=cast.chair, delegate=delegate, subject_type=paper.subject_type,
        subject_id=paper.subject_id, reason="đi công tác", starts_on=day, ends_on=day,
    )  # fmt: skip
    with pytest.raises(Refused, match="mang tên “Trần Chủ Tịch”, không phải Đỗ Phó Chủ Tịch"):
        services.sign_paper(paper=paper, actor=delegate, key=key())
    assert services.sign_paper(paper=paper, actor=delegate, key=key("Đỗ Phó Chủ Tịch")).place_name == CHAIR
    # The chair's place is taken now, and the seal counts the delegate's signature as the chair's.
    with pytest.raises(Refused, match="đã có chữ ký số"):
        signed(paper, cast)
    assert services.seal_paper(paper=paper, actor=cast.office, key=key(BODY))
    row.revoked_at = datetime.now(UTC)
    row.save()
    later = printed(an_issued_paper(commune=cast.commune, actor=cast.office))
    with pytest.raises(NotYourRole):
        services.sign_paper(paper=later, actor=User.objects.get(pk=delegate.pk), key=key("Đỗ Phó Chủ Tịch"))


def test_who_approved_a_paper_signs_it_at_the_printed_name(cast):
    """An account may be called by its post: the certificate bears the name that is printed."""
    paper = printed(
        an_issued_paper(commune=cast.commune, actor=cast.office, signer_name="Nguyễn Văn Ký Thật")
    )
    with pytest.raises(NotYourRole):
        signed(paper, cast)
    PaperDraft.objects.create(
        commune=cast.commune, kind=paper.kind, body=paper.body, subject_type=paper.subject_type, state="issued",
        subject_id=paper.subject_id, approved_by=cast.chair, paper=paper,
    )  # fmt: skip
    with pytest.raises(Refused, match="không phải Nguyễn Văn Ký Thật"):
        signed(paper, cast)
    assert signed(paper, cast, name="NGUYEN VAN KY THAT").place_name == "Nguyễn Văn Ký Thật"


def test_drafts_withdrawn_papers_and_papers_without_a_file_are_not_signed(cast, paper):
    draft = printed(a_draft_paper(commune=cast.commune, actor=cast.office, signer_name=CHAIR))
    bare = an_issued_paper(commune=cast.commune, actor=cast.office)
    an_issued_paper(commune=cast.commune, actor=cast.office, corrects=paper, effect=PaperEffect.WITHDRAWS)
    for row, words in ((draft, "dự thảo"), (bare, "chưa có"), (paper, "hết hiệu lực")):
        with pytest.raises(Refused, match=words):
            signed(row, cast)


# --- keys and certificates ----------------------------------------------------------------------------------------

BAD_KEYS = [
    ("wrong password", lambda: Key("sai", a_key_file(CHAIR)), "Mật khẩu .* chưa đúng"),
    ("no key file", lambda: Key("x", b"%PDF-1.7 khong phai chung thu"), "không phải tệp chứng thư"),
    ("somebody else's", lambda: key("Nguyễn Văn Lạ"), "mang tên “Nguyễn Văn Lạ”"),
    ("part of a name", lambda: key("Trần Chủ"), "mang tên “Trần Chủ”"),
    ("run out", lambda: Key(PASSWORD, an_expired_key_file(CHAIR)), "đã hết hạn"),
    ("not yet", lambda: key(start=datetime(2044, 1, 1, tzinfo=UTC)), "chưa đến"),
    ("for encryption", lambda: key(usage="encipher"), "không dùng để ký"),
]


@pytest.mark.parametrize(("bad", "words"), [row[1:] for row in BAD_KEYS], ids=[row[0] for row in BAD_KEYS])
def test_a_key_that_does_not_fit_leaves_nothing(paper, cast, bad, words):
    with pytest.raises(Refused, match=words):
        services.sign_paper(paper=paper, actor=cast.chair, key=bad())
    assert not PaperSignature.objects.exists()


def test_the_name_is_compared_without_marks_and_letter_case(paper, cast):
    assert signed(paper, cast, name="TRAN CHU TICH").signer_name == "TRAN CHU TICH"


@pytest.mark.parametrize("name", ["Ủy ban nhân dân xã Thanh Miện", "Đảng ủy xã Lạc Phượng", CHAIR])
def test_the_seal_is_the_issuing_bodys_own(paper, cast, name):
    signed(paper, cast)
    with pytest.raises(Refused, match="không phải của Ủy ban nhân dân xã Lạc Phượng"):
        services.seal_paper(paper=paper, actor=cast.office, key=key(name))
    with pytest.raises(NotYourRole):
        services.seal_paper(paper=paper, actor=cast.unit, key=key(BODY))


def test_with_roots_a_foreign_certificate_is_refused(paper, cast, settings, tmp_path):
    settings.TRUSTED_ROOTS = a_root_folder(tmp_path)
    with pytest.raises(Refused, match="không thuộc các nơi cấp"):
        signed(paper, cast, authority="Tổ chức ở nước khác")
    row = signed(paper, cast)
    assert inspect(bytes_of(row.file), settings.TRUSTED_ROOTS)["signatures"][0]["trust"] == "trusted"


def test_a_key_never_shows_itself():
    assert PASSWORD not in repr(key()) and "file" not in repr(key())


# --- time stamps ---------------------------------------------------------------------------------------------------


def test_a_time_stamp_where_a_server_is_set(paper, cast, settings):
    settings.TSA_URL, settings.TIMESTAMPER = "http://tsa.example", "tests.factories.certificates.a_clock"
    row = signed(paper, cast)
    assert row.has_timestamp and row.timestamped_at
    found = inspect(bytes_of(row.file), "")["signatures"][0]
    assert found["has_timestamp"] and found["is_timestamp_intact"] and not found["is_timestamp_trusted"]


def test_a_time_stamp_server_out_of_reach_leaves_nothing_half_signed(paper, cast, settings):
    settings.TSA_URL = "http://127.0.0.1:9/tsa"
    with pytest.raises(Refused, match="Máy chủ dấu thời gian"):
        signed(paper, cast)
    assert not PaperSignature.objects.exists()


# --- what is kept --------------------------------------------------------------------------------------------------


def test_signatures_are_never_changed_or_deleted(paper, cast):
    row = signed(paper, cast)
    for act in (row.save, row.delete, PaperSignature.objects.all().delete):
        with pytest.raises(Refused, match="không sửa và không xoá"):
            act()
    with pytest.raises(Refused):
        PaperSignature.objects.update(signer_name="x")


def test_a_file_that_was_changed_in_the_store_is_not_signed(paper, cast):
    with paper.pdf.storage.open(paper.pdf.name, "ab") as file:
        file.write(b" ")
    with pytest.raises(Refused, match="không khớp mã SHA-256"):
        signed(paper, cast)


def test_two_who_sign_at_once_do_not_lose_each_other(paper, cast, monkeypatch):
    """While one file is being made somebody else signs: the slower one is told and nothing is overwritten."""
    slow = Key.opened

    def meanwhile(self, accepts):
        monkeypatch.setattr(Key, "opened", slow)
        PaperSignature(
            commune=paper.commune, paper=paper, kind=SignatureKind.PERSON, order=1, size=1, sha256="0" * 64,
            paper_sha256=paper.pdf_sha256, signed_by=cast.clerk, file="x.pdf",
        ).save()  # fmt: skip
        return slow(self, accepts)

    monkeypatch.setattr(Key, "opened", meanwhile)
    with pytest.raises(Refused, match="Vừa có người khác ký"):
        signed(paper, cast)
    assert PaperSignature.objects.count() == 1


# --- scans -----------------------------------------------------------------------------------------------------------


@cache
def a_scan(mark=""):
    return b"%PDF-1.4 ban quet " + mark.encode()


def scan(mark="", name="ban-quet.pdf"):
    return SimpleUploadedFile(name, a_scan(mark))


def test_a_scan_is_bound_to_the_frozen_paper_and_only_replaced(paper, cast):
    """A commune without certificates: print, sign by hand, upload; the older scan is kept."""
    first = services.attach_scan(paper=paper, actor=cast.office, file=scan("1"), note="tủ 2")
    second = services.attach_scan(paper=paper, actor=cast.office, file=scan("2"))
    assert first.paper_sha256 == second.paper_sha256 == paper.pdf_sha256
    assert PaperSignature.objects.count() == 2 and bytes_of(first.file) == a_scan("1")
    assert signed_pdf_of(paper).name == second.file.name
    with pytest.raises(Refused, match="đã có"):
        services.attach_scan(paper=paper, actor=cast.office, file=scan("2"))
    frozen = SimpleUploadedFile("x.pdf", bytes_of(paper.pdf))
    with pytest.raises(Refused, match="không phải bản quét"):
        services.attach_scan(paper=paper, actor=cast.office, file=frozen)
    with pytest.raises(NotYourRole, match="Văn phòng"):
        services.attach_scan(paper=paper, actor=cast.chair, file=scan("3"))


def test_a_picture_is_a_scan_but_not_the_pdf_to_hand_on(paper, cast):
    picture = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff anh")
    row = services.attach_scan(paper=paper, actor=cast.office, file=picture)
    assert row.content_type == "image/jpeg" and signed_pdf_of(paper).name == paper.pdf.name


def test_the_front_keeps_the_scans_of_its_own_papers(cast):
    own = printed(an_issued_paper(commune=cast.commune, actor=cast.front, body=BodyKind.FRONT))
    assert services.attach_scan(paper=own, actor=cast.front, file=scan())
    with pytest.raises(NotYourRole):
        services.attach_scan(paper=own, actor=cast.office, file=scan("2"))


# --- pages -----------------------------------------------------------------------------------------------------------


def test_paper_sign_page_signs_and_the_panel_shows_it(client, sign_in, cast, paper):
    sign_in(cast.chair)
    text = client.get(reverse("paper_detail", args=[paper.pk])).content.decode()
    assert reverse("paper_sign", args=[paper.pk]) in text and paper.spoken_code in text
    page = client.get(reverse("paper_sign", args=[paper.pk])).content.decode()
    assert "Chứng thư số phải mang tên" in page and PASSWORD not in page
    answer = client.post(reverse("paper_sign", args=[paper.pk]), {"key_file": upload(), "secret": PASSWORD})
    assert answer.status_code == 302
    text = client.get(reverse("paper_detail", args=[paper.pk])).content.decode()
    assert "Chữ ký số" in text and "không có dấu thời gian" in text and "None" not in text
    row = PaperSignature.objects.get()
    file = client.get(reverse("signature_download", args=[row.pk]))
    assert b"".join(file.streaming_content) == bytes_of(row.file)
    whole = client.get(reverse("paper_pdf", args=[paper.pk]))
    assert b"".join(whole.streaming_content) == bytes_of(row.file)
    frozen = client.get(reverse("paper_pdf", args=[paper.pk]), {"ban": "goc"})
    assert b"".join(frozen.streaming_content) == bytes_of(paper.pdf)


def test_a_wrong_password_says_so_and_keeps_the_rest(client, sign_in, cast, paper):
    """Sent by htmx only the errors come back: the chosen file and the password stay in the browser."""
    sign_in(cast.chair)
    url = reverse("paper_sign", args=[paper.pk])
    answer = client.post(url, {"key_file": upload(), "secret": "sai"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "Mật khẩu của tệp chứng thư chưa đúng" in text and "<form" not in text
    text = client.post(url, {"key_file": upload(), "secret": "sai-mat-khau"}).content.decode()
    assert "Mật khẩu của tệp chứng thư chưa đúng" in text and "sai-mat-khau" not in text
    answer = client.post(url, {"key_file": upload(), "secret": PASSWORD}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("paper_detail", args=[paper.pk])


def test_pages_of_signing_refuse_the_wrong_people_and_states(client, sign_in, cast, paper, neighbours):
    row = signed(paper, cast)
    pages = [
        ("paper_sign", paper.pk),
        ("paper_seal", paper.pk),
        ("scan_attach", paper.pk),
        ("signature_download", row.pk),
    ]
    sign_in(neighbours.chair)
    assert {client.get(reverse(name, args=[pk])).status_code for name, pk in pages} == {404}
    sign_in(cast.unit)
    assert [client.get(reverse(name, args=[pk])).status_code for name, pk in pages] == [403, 403, 403, 200]
    sign_in(cast.chair)
    assert client.get(reverse("paper_sign", args=[paper.pk])).status_code == 409


def test_opening_a_signed_paper_with_personal_data_is_logged(client, sign_in, cast):
    secret = printed(an_issued_paper(commune=cast.commune, actor=cast.office, has_personal_data=True))
    row = signed(secret, cast)
    sign_in(cast.unit)
    assert client.get(reverse("signature_download", args=[row.pk])).status_code == 404
    sign_in(cast.front)
    client.get(reverse("signature_download", args=[row.pk]))
    assert AuditEntry.objects.about(secret).readings().filter(actor=cast.front).count() == 1


def test_the_paper_page_costs_the_same_with_many_signatures(
    client, sign_in, cast, paper, django_assert_max_num_queries
):
    for number in range(8):
        services.attach_scan(paper=paper, actor=cast.office, file=scan(str(number)))
    sign_in(cast.office)
    with django_assert_max_num_queries(25):
        client.get(reverse("paper_detail", args=[paper.pk]))


def test_the_desk_asks_for_the_seal_and_for_the_next_signature(cast, paper):
    """Only of communes that sign digitally: nobody is asked before a first signature was made."""
    day = local_today()
    first, second, third = (
        printed(an_issued_paper(commune=cast.commune, actor=cast.office, issued_on=day)) for _ in range(3)
    )
    assert not [item for item in work_items(cast.chair) if item.sentence.startswith("Ký số")]
    signed(first, cast)
    services.attach_scan(paper=third, actor=cast.office, file=scan())
    acts = {
        who: [item.url for item in work_items(getattr(cast, who))]
        for who in ("chair", "office", "clerk", "unit")
    }
    assert reverse("paper_sign", args=[second.pk]) in acts["chair"]
    assert reverse("paper_sign", args=[first.pk]) not in acts["chair"] and len(acts["chair"]) == 1
    assert acts["office"] == acts["clerk"] == [reverse("paper_seal", args=[first.pk])]
    assert acts["unit"] == []
    services.seal_paper(paper=first, actor=cast.office, key=key(BODY))
    assert work_items(cast.clerk) == []


def test_web_processes_start_without_the_libraries_of_signing():
    """pyHanko takes half a second and much memory; it is loaded by name when somebody signs."""
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in ('pyhanko', 'weasyprint', 'asn1crypto', 'pkcs11') if name in sys.modules])"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=settings.BASE_DIR
    )
    assert done.stdout.strip() == "[]", done.stderr
