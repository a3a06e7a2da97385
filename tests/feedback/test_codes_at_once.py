"""Two clerks enter at the same moment: every petition gets its own code, every form its own number."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from feedback.models import Petition
from feedback.services.petitions import next_code
from feedback.states import ReturnedVia
from tests.conftest import make_commune
from tests.factories.collection import a_collecting_collector, a_return, fresh


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


@pytest.mark.django_db(transaction=True)
def test_forms_of_one_round_are_numbered_one_after_the_other_when_many_come_at_once():
    collector = a_collecting_collector(cast=make_commune())

    def send(place):
        try:
            form = a_return(
                cast=None, collector=fresh(collector), said=("", f"Việc {place}."), via=ReturnedVia.ONLINE
            )
            return form.number
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(send, range(8)))
    assert sorted(numbers) == list(range(1, 9))
    assert Petition.objects.count() == len(set(Petition.objects.values_list("code", flat=True))) == 8
