"""The address by which phones in the hall reach this machine: through the office's own network or the internet."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Address:
    full: str  # what the QR code holds
    is_reachable: bool  # False: only this machine itself gets there

    @property
    def folder(self):
        """What people type, without the protocol, up to the last part."""
        return self.full.split("://", 1)[-1].rstrip("/").rsplit("/", 1)[0] + "/"


def address_for_phones(request, path):
    """The address of `path` under the name by which the page itself was opened.

    So a hall without internet works on the office's network: whoever opens the hall screen as http://192.168.1.10:8000
    gives the phones that same address. On the machine itself (localhost) settings.SITE_URL stands in.
    """
    here = f"{request.scheme}://{request.get_host()}"
    base = settings.SITE_URL.rstrip("/") if _is_own_machine(here) else here
    return Address(base + path, not _is_own_machine(base))


def _is_own_machine(base):
    name = urlsplit(base).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
