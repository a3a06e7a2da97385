"""The recipients of an issued notice, for its page."""

from conclusions import rules
from core.access import has_role, refusal_of
from core.states import Role

# Names of those who petitioned are for who sends the notice and who supervises the sending.
SEES_RECIPIENTS = (Role.OFFICE, Role.CHAIR, Role.FRONT)


def part(notice, user):
    sees = has_role(user, notice, *SEES_RECIPIENTS)
    return {
        "rows": notice.dispatches.missing_first().select_related("unit") if sees else [],
        "missing": notice.dispatches.compulsory().missing().count(),
        "send_refusal": refusal_of(rules.check_can_record_dispatch, user, notice),
    }
