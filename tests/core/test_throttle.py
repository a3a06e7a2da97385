"""Counting tries from one place, and the codes that nobody guesses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from core.codes import ALPHABET, LENGTH, secret_code, spoken, typed_code
from core.models import RateCount
from core.throttle import place_of, seen, sweep_counts, tries
from deadlines.tasks import forget_tries

HOUR = timedelta(hours=1)
NOON = datetime(2026, 5, 4, 5, 20, tzinfo=UTC)


@pytest.mark.django_db
def test_tries_of_one_place_are_counted_within_the_hour_and_apart_from_others():
    assert [tries("send", "a", per=HOUR, now=NOON) for _ in range(3)] == [1, 2, 3]
    assert tries("send", "b", per=HOUR, now=NOON) == 1
    assert tries("track", "a", per=HOUR, now=NOON) == 1
    assert seen("send", "a", per=HOUR, now=NOON) == 3
    assert seen("send", "c", per=HOUR, now=NOON) == 0
    assert tries("send", "a", per=HOUR, now=NOON + HOUR) == 1


@pytest.mark.django_db
def test_counts_of_past_days_are_forgotten():
    tries("send", "a", per=HOUR, now=NOON)
    tries("send", "a", per=HOUR)
    assert sweep_counts() == 1
    assert forget_tries() == 0
    assert RateCount.objects.count() == 1


def test_a_place_is_kept_as_a_hash_that_says_nothing():
    ask = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    other = RequestFactory().get("/", REMOTE_ADDR="203.0.113.8")
    assert place_of(ask) == place_of(ask) != place_of(other)
    assert len(place_of(ask)) == 32 and "203.0.113" not in place_of(ask)


def test_codes_are_long_random_and_forgive_how_they_are_typed():
    codes = {secret_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    code = codes.pop()
    assert typed_code(spoken(code).lower().replace("-", " - ")) == code
    assert not {"0", "O", "1", "I", "L"} & set(ALPHABET)
