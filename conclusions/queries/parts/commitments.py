"""What an issued notice promised, for its page."""


def part(notice, user):
    rows = notice.conference.commitments.visible_to(user).filter(item__notice=notice)
    return {"rows": rows.with_names().urgent_first()}
