"""The signatures of an issued notice's paper, for its page."""


def part(notice, user):
    return {}
