"""The text for everybody of an issued notice, for its page."""


def part(notice, user):
    return {}
