"""The recipients of an issued notice, for its page: figures, and who is still missing."""

from conclusions import rules
from conclusions.models.dispatches import SEES_RECIPIENTS
from conclusions.queries.ledger import groups_of, totals_of
from core.access import has_role, refusal_of

SHOWN = 12


def part(notice, user):
    sees = has_role(user, notice, *SEES_RECIPIENTS)
    groups = groups_of(notice)
    return {
        "sees": sees,
        "groups": groups,
        "rows": notice.dispatches.missing().order_by("pk")[:SHOWN] if sees else [],
        "missing": totals_of(groups)["missing"],
        "more": max(sum(group.missing for group in groups) - SHOWN, 0),
        "total": sum(group.total for group in groups),
        "send_refusal": refusal_of(rules.check_can_record_dispatch, user, notice),
    }
