"""The day of this room's tests: two days after the factory's conference was scheduled."""

import pytest
import time_machine

from tests.factories.feedback import TODAY_UTC


@pytest.fixture(autouse=True)
def april(db):
    with time_machine.travel(TODAY_UTC, tick=False):
        yield
