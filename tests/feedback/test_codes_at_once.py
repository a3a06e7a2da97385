"""Two clerks enter at the same moment: every petition gets its own code."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from feedback.services.petitions import next_code
from tests.conftest import make_commune


@pytest.mark.django_db(transaction=True)
def test_codes_are_unique_when_many_enter_at_once():
    commune = make_commune().commune

    def take(_):
        try:
            return next_code(commune, 2026)
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(take, range(20)))
    assert len(set(codes)) == 20
