"""What nobody types but a forger: keys that no database can hold, in addresses and ticked boxes."""

import pytest
from django.urls import reverse

from tests.factories.promises import promises

pytestmark = pytest.mark.django_db
FORGED = ["9" * 40, "-1", "0", "9" * 5000, "a\0b"]


@pytest.mark.parametrize("name", ["answer_delivery_list", "submission_list", "supervision_desk"])
def test_a_conference_that_no_key_can_name_counts_as_not_named(sign_in, cast, name):
    client = sign_in(cast.office)
    for forged in FORGED:
        answer = client.get(reverse(name), {"hoi_nghi": forged, "trang": forged})
        assert answer.status_code == 200, forged[:9]


def test_ticked_rows_that_no_key_can_name_are_left_out(sign_in, cast):
    (promise,) = promises(cast=cast)
    url = reverse("answer_delivery_record", args=[promise.pk])
    client = sign_in(cast.unit)
    for forged in FORGED:
        answer = client.post(url, {"rows": [forged], "standing": "settled", "way": "direct"})
        assert answer.status_code == 200 and answer.context["form"].errors["rows"], forged[:9]
    assert not promise.deliveries.exclude(delivered_on=None).exists()
