"""The petitions behind the people who speak, from the room that has petitions; it stands to our right and is named by string."""

from django.conf import settings
from django.utils.module_loading import import_string


class NoMatters:
    """Where no room has petitions: nobody speaks about one."""

    def of(self, row):
        return None

    def is_closed(self, contribution):
        return False


def matters_of(conference, user):
    """`.of(row)`: what a speech or a waiting person is about, None for nothing known (settings.HALL_MATTERS).

    `.is_closed(contribution)`: its words are about an official and this person may not read them (LP-29).
    """
    if not settings.HALL_MATTERS:
        return NoMatters()
    return import_string(settings.HALL_MATTERS)(conference, user)
