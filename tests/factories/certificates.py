"""A certificate authority made up for the tests: keys, certificates, PKCS#12 files, a clock authority."""

from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

START = datetime(2020, 1, 1, tzinfo=UTC)
END = datetime(2045, 1, 1, tzinfo=UTC)
PASSWORD = "Mat-khau-chung-thu"


def _name(common, organisation=""):
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


@cache
def an_authority(name="Tổ chức chứng thực thử nghiệm"):
    """(key, certificate) of a root that signs the others; one for each name in a run of tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(subject).public_key(key.public_key()).serial_number(7)
        .not_valid_before(START).not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )  # fmt: skip
    return key, builder.sign(key, hashes.SHA256())


def _usage(**wanted):
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


@cache
def a_certificate(
    name, organisation="", authority="Tổ chức chứng thực thử nghiệm", start=START, end=END, usage=None
):
    """(key, certificate) of somebody, from the authority of that name; `usage`: "clock", "encipher" or None to sign."""
    root_key, root = an_authority(authority)
    # pyHanko's clock for tests signs with RSA only.
    key = (
        rsa.generate_private_key(65537, 2048) if usage == "clock" else ec.generate_private_key(ec.SECP256R1())
    )
    flags = (
        {"key_agreement": True}
        if usage == "encipher"
        else {"digital_signature": True, "content_commitment": True}
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name, organisation)).issuer_name(root.subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(**flags), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
    )  # fmt: skip
    if usage == "clock":
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return key, builder.sign(root_key, hashes.SHA256())


@cache
def a_key_file(name, organisation="", password=PASSWORD, **more):
    """The bytes of a PKCS#12 file with the certificate of this name, its key and its authority."""
    key, certificate = a_certificate(name, organisation, **more)
    root = an_authority(more.get("authority", "Tổ chức chứng thực thử nghiệm"))[1]
    lock = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"ky", key, certificate, [root], lock)


def an_expired_key_file(name, organisation=""):
    return a_key_file(name, organisation, end=START + timedelta(days=365))


def a_root_folder(folder, authority="Tổ chức chứng thực thử nghiệm"):
    """The authority's certificate as a PEM file in this folder, as settings.TRUSTED_ROOTS wants it."""
    pem = an_authority(authority)[1].public_bytes(serialization.Encoding.PEM)
    (folder / "goc.pem").write_bytes(pem)
    (folder / "ghi-chu.txt").write_text("không phải chứng thư")
    return str(folder)


def a_clock(url):
    """A time-stamping authority in the tests' own process, in place of documents.pades.HouseTimeStamper."""
    key, certificate = a_certificate("Máy chủ dấu thời gian", usage="clock")
    der = serialization.Encoding.DER
    secret = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    store = SimpleCertificateStore()
    root = an_authority()[1].public_bytes(der)
    store.register(Certificate.load(root))
    return DummyTimeStamper(
        Certificate.load(certificate.public_bytes(der)), PrivateKeyInfo.load(secret), certs_to_embed=store
    )
