"""Counting tries from one place, so that a public page cannot be flooded; no outside service, no address kept."""

import hashlib
import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.models import RateCount

KEPT = timedelta(days=2)


def place_of(request):
    """The address that asks, as a keyed hash: two tries from one place are seen as such, the place is not kept.

    Of an IPv6 address only the network counts: one household has billions of them.
    """
    address = _parsed(address_of(request))
    if address and address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False)
    words = f"{settings.SECRET_KEY}:{address or ''}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def address_of(request):
    """The address that asks. What X-Forwarded-For says counts only behind one of settings.TRUSTED_PROXIES.

    Read from the right: each proxy of ours adds whom it was asked by; what stands further left anybody can write.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return address
    for said in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        if not _is_ours(address) or not _parsed(said.strip()):
            break
        address = said.strip()
    return address


def _is_ours(address):
    """Whether a proxy of ours asks; through a socket of this machine there is no address at all."""
    parsed = _parsed(address)
    if parsed is None:
        return not address and "unix" in settings.TRUSTED_PROXIES
    return any(
        parsed in ipaddress.ip_network(net, strict=False) for net in settings.TRUSTED_PROXIES if net != "unix"
    )


def _parsed(address):
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


@transaction.atomic
def tries(kind, place, *, per, now=None):
    """Count one try and return how many there were in this stretch of `per` (a timedelta, from midnight UTC)."""
    now = now or timezone.now()
    window = _window(now, per)
    row, _ = RateCount.objects.get_or_create(key=f"{kind}:{place}"[:80], window=window)
    RateCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    return row.count


def seen(kind, place, *, per, now=None):
    """How many tries there were in this stretch, without counting one."""
    window = _window(now or timezone.now(), per)
    row = RateCount.objects.filter(key=f"{kind}:{place}"[:80], window=window).first()
    return row.count if row else 0


def sweep_counts(now=None):
    """Forget counts of past days; returns how many."""
    return RateCount.objects.filter(window__lt=(now or timezone.now()) - KEPT).delete()[0]


def _window(now, per):
    seconds = int(per.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
