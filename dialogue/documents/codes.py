"""The check-in code as it stands on paper: its address, its QR code, its letters; and read back from either."""

import re

from django.conf import settings
from django.urls import reverse

from core.codes import spoken, typed_code
from core.qr import qr_svg

IN_ADDRESS = re.compile(r"/diem-danh/([^/?#\s]+)", re.IGNORECASE)


def code_link(code):
    """The address behind the QR code, as a phone's camera opens it."""
    return settings.SITE_URL.rstrip("/") + reverse("attendance_card", args=[code])


def code_qr(code, whose=""):
    """The drawing; `whose` for a reader that hears it where no name stands beside it."""
    return qr_svg(code_link(code), f"Mã điểm danh của {whose}" if whose else "Mã điểm danh")


def code_in(text):
    """The stored code from a scanned address or from what somebody typed."""
    found = IN_ADDRESS.search(text)
    return typed_code(found.group(1) if found else text)


def with_codes(invitations):
    """Hang `qr` and `code_words` on each invitation, for the paper that carries them."""
    rows = list(invitations)
    for row in rows:
        row.qr, row.code_words = code_qr(row.code, row.invitee), spoken(row.code)
    return rows
