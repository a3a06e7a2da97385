"""Codes that people carry on paper and type on phones; nobody can guess one."""

import re
import secrets

# Without 0 O, 1 I L, U V: what is read aloud or copied by hand comes out right. 12 letters hold 58 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 12


def secret_code():
    """Twelve random letters and figures, as stored."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spoken(code):
    """ "ABCD-EFGH-JKMN": in groups, as printed."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def typed_code(text):
    """The code as stored from what somebody typed: any case, with or without dashes and blanks."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[: LENGTH + 8]
