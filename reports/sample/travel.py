"""Telling a past: inside `on(day)` the product's clock stands at that day, so real services write real dates."""

from contextlib import contextmanager
from datetime import datetime, time
from unittest import mock
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@contextmanager
def on(day, hour=9, minute=0):
    """Django's clock stands at this local moment; only the sample's story may use this."""
    moment = datetime.combine(day, time(hour, minute), tzinfo=HANOI)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield moment
