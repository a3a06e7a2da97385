"""What goes to bodies outside the commune after an issued notice, for its page."""


def part(notice, user):
    return {}
