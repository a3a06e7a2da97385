"""A hardware token at this machine as a signer, through its maker's PKCS#11 library. No Django, no database.

Loaded by name only: it needs python-pkcs11 (the optional extra `token`), which most machines do not have.
"""

from contextlib import suppress

from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, PKCS11Error
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from core.refusals import Refused
from documents.pades import facts_of

TOKEN_SILENT = (
    "Không mở được thiết bị ký: chưa cắm, mã PIN sai, hoặc thiết bị đã khoá. Chưa ký gì cả. Sai mã PIN nhiều lần "
    "thiết bị sẽ tự khoá."
)
NOTHING_ON_IT = "Thiết bị ký không có chứng thư nào. Hãy cắm đúng thiết bị."


def open_token(module, pin, accepts):
    """The signer of the first certificate on the token whose Facts `accepts` lets pass.

    `module`: path of the maker's PKCS#11 library. Raises Refused with a sentence: the token's, or why none of its
    certificates is accepted. The session stays open until `close_token`.
    """
    try:
        session = open_pkcs11_session(module, user_pin=pin)
        rows = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    except (PKCS11Error, OSError, RuntimeError, ValueError) as error:
        raise Refused(TOKEN_SILENT) from error
    refusal = Refused(NOTHING_ON_IT)
    for row in rows:
        certificate = x509.Certificate.load(row[Attribute.VALUE])
        try:
            accepts(facts_of(certificate))
        except Refused as refused:
            refusal = refused
            continue
        return PKCS11Signer(session, signing_cert=certificate, cert_id=row[Attribute.ID])
    session.close()
    raise refusal


def close_token(signer):
    """End the token's session, whatever became of the signing."""
    with suppress(Exception):
        signer.pkcs11_session.close()
