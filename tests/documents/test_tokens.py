"""Signing with a hardware token: through SoftHSM where it is installed with python-pkcs11, else only what is refused."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.refusals import Refused
from documents.models import PaperSignature
from documents.pades import inspect
from documents.services import Key, sign_paper
from tests.documents.test_signatures import CHAIR, bytes_of, printed
from tests.factories.certificates import PASSWORD, a_certificate, a_key_file
from tests.factories.documents import an_issued_paper

pytestmark = pytest.mark.django_db
PLACES = (
    os.environ.get("SOFTHSM2_LIBRARY", ""),
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/libsofthsm2.so",
)
LIBRARY = next((path for path in PLACES if path and Path(path).exists()), "")
needs_token = pytest.mark.skipif(
    not (LIBRARY and find_spec("pkcs11") and which("softhsm2-util")),
    reason="softhsm2 and python-pkcs11 (extra `token`) are not installed",
)


@pytest.fixture
def paper(cast):
    return printed(an_issued_paper(commune=cast.commune, actor=cast.office))


def test_without_a_token_at_the_server_nothing_is_signed(client, sign_in, cast, paper, settings):
    """The library is named but cannot be used: a sentence, and no half-signed paper; the file stays a way."""
    settings.PKCS11_MODULE = "/khong/co/thu-vien.so"
    sign_in(cast.chair)
    url = reverse("paper_sign", args=[paper.pk])
    assert "Thiết bị ký (USB token)" in client.get(url).content.decode()
    text = client.post(url, {"way": "token", "secret": "1234"}).content.decode()
    assert "đọc thiết bị ký" in text or "Không mở được thiết bị ký" in text
    assert "Chưa điền" in client.post(url, {"way": "token", "secret": ""}).content.decode()
    assert not PaperSignature.objects.exists()
    file = SimpleUploadedFile("a.p12", a_key_file(CHAIR))
    assert client.post(url, {"way": "file", "secret": PASSWORD, "key_file": file}).status_code == 302


@pytest.fixture
def token(tmp_path, monkeypatch, settings):
    """A software token that holds the chair's key, PIN 1234."""
    (tmp_path / "tokens").mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    settings.PKCS11_MODULE = LIBRARY
    util = ["softhsm2-util", "--module", LIBRARY]
    make = [*util, "--init-token", "--free", "--label", "ky", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(make, check=True, capture_output=True)
    secret, certificate = a_certificate(CHAIR, usage="clock")
    pem = tmp_path / "key.pem"
    pem.write_bytes(secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    make = [*util, "--import", pem, "--token", "ky", "--label", "k", "--id", "31", "--pin", "1234"]
    subprocess.run(make, check=True, capture_output=True)
    store_certificate(certificate.public_bytes(serialization.Encoding.DER))


def store_certificate(der):
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    with pkcs11.lib(LIBRARY).get_token(token_label="ky").open(rw=True, user_pin="1234") as session:
        row = decode_x509_certificate(der)
        row |= {pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: "k"}
        session.create_object(row)


@needs_token
def test_a_token_signs_and_a_wrong_pin_says_so(token, paper, cast):
    with pytest.raises(Refused, match="mã PIN sai"):
        sign_paper(paper=paper, actor=cast.chair, key=Key("0000"))
    row = sign_paper(paper=paper, actor=cast.chair, key=Key("1234"))
    assert inspect(bytes_of(row.file), "")["signatures"][0]["is_intact"]
