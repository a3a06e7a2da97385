"""A page's reads over several models of this room."""

from core.providers import ConferencePart


def work_items(user):
    """What waits for this person in this room."""
    return []


def conference_part(conference, user):
    """This room's stages and tabs on a conference's home page."""
    return ConferencePart()
