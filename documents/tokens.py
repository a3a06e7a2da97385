"""A hardware token at this machine as a signer, through its maker's PKCS#11 library. No Django, no database.

Loaded by name only: it needs python-pkcs11 (the optional extra `token`), which most machines do not have.
"""

from contextlib import contextmanager, suppress

from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, PKCS11Error, TokenFlag, lib
from pyhanko.sign.pkcs11 import PKCS11Signer

from core.refusals import Refused
from documents.pades import facts_of

TOKEN_SILENT = (
    "Không mở được thiết bị ký: chưa cắm, mã PIN sai, hoặc thiết bị đã khoá. Chưa ký gì cả. Sai mã PIN nhiều lần "
    "thiết bị sẽ tự khoá."
)
TOO_MANY = "Máy chủ đang cắm nhiều thiết bị ký. Hãy chỉ để lại thiết bị của người ký rồi ký lại."
TOKEN_FAILED = "Thiết bị ký báo lỗi trong lúc ký nên chưa ký gì cả. Hãy rút ra cắm lại rồi thử lần nữa."
NOTHING_ON_IT = "Thiết bị ký không có chứng thư nào. Hãy cắm đúng thiết bị."


@contextmanager
def token_signer(module, pin, accepts):
    """The signer of the first certificate on the token whose Facts `accepts` lets pass; its session ends with it.

    `module`: path of the maker's PKCS#11 library. Raises Refused with a sentence: the token's, or why none of its
    certificates is accepted.
    """
    session = _session(module, pin)
    try:
        yield _signer(session, accepts)
    except PKCS11Error as error:
        raise Refused(TOKEN_FAILED) from error
    finally:
        with suppress(PKCS11Error):
            session.close()


def _signer(session, accepts):
    refusal = Refused(NOTHING_ON_IT)
    for row in list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})):
        certificate = x509.Certificate.load(row[Attribute.VALUE])
        try:
            accepts(facts_of(certificate))
        except Refused as refused:
            refusal = refused
            continue
        # Hashed here: not every token hashes and signs in one step.
        return PKCS11Signer(
            session, signing_cert=certificate, cert_id=row[Attribute.ID], use_raw_mechanism=True
        )
    raise refusal


def _session(module, pin):
    """The one token's session; never tries a PIN on several, since each wrong one counts towards its lock."""
    try:
        tokens = [one for one in lib(module).get_tokens() if TokenFlag.TOKEN_INITIALIZED in one.flags]
        if len(tokens) > 1:
            raise Refused(TOO_MANY)
        if not tokens:
            raise Refused(TOKEN_SILENT)
        return tokens[0].open(user_pin=pin)
    except (PKCS11Error, OSError, RuntimeError, ValueError) as error:
        raise Refused(TOKEN_SILENT) from error
