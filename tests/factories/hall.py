"""A hall under way for tests: an open conference with its dialogue step running, people who wait and speak.

The clock is the test's (`on_the`); every function walks the room's own services.
"""

from dialogue import services
from tests.factories.dialogue import an_open_conference, on_the
from tests.worlds import remembered


@remembered
def a_hall(*, cast, **more):
    """An open conference whose step with speeches is running; the queue is not open to phones."""
    conference = an_open_conference(cast=cast, **more)
    with on_the(conference.held_on, 8):
        services.start_agenda_step(agenda_step=talking_step(conference), actor=cast.office)
    return conference


def talking_step(conference):
    return conference.steps.filter(takes_contributions=True).first()


def a_request(*, cast, conference, speaker="Ông Nguyễn Văn Bình", place="Thôn Đông", **more):
    return services.register_speaker(
        conference=conference, speaker=speaker, place=place, actor=cast.office, **more
    )


def a_speech(*, cast, conference, speaker="Ông Nguyễn Văn Bình", place="Thôn Đông", **more):
    """Somebody speaks now."""
    return services.begin_contribution(
        conference=conference, speaker=speaker, place=place, actor=cast.office, **more
    )


def a_spoken(*, cast, conference, **more):
    """Somebody spoke; the outcome is not written yet."""
    row = a_speech(cast=cast, conference=conference, **more)
    return services.end_contribution(contribution=row, actor=cast.office)
