"""What an issued notice promised, for its page."""

from core.states import Role

# Who looks at the Front's desk.
WATCHERS = {Role.FRONT, Role.PARTY, Role.OFFICE, Role.CHAIR}


def part(notice, user):
    rows = notice.conference.commitments.visible_to(user).filter(item__notice=notice)
    return {"rows": rows.with_names().urgent_first(), "watches": bool(user.roles & WATCHERS)}
