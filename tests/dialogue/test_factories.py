"""The factories reach every state through the services."""

import pytest

from dialogue.states import ConferenceState
from tests.factories import dialogue as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "state"),
    [
        (make.a_conference, ConferenceState.PREPARING),
        (make.a_scheduled_conference, ConferenceState.SCHEDULED),
        (make.an_announced_conference, ConferenceState.SCHEDULED),
        (make.an_open_conference, ConferenceState.OPEN),
        (make.a_closed_conference, ConferenceState.CLOSED),
    ],
)
def test_factory_walks_to_its_state(cast, factory, state):
    conference = factory(cast=cast)
    conference.refresh_from_db()
    assert conference.state == state
