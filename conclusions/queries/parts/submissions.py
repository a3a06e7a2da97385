"""What goes to bodies outside the commune after an issued notice, for its page."""

from conclusions import rules
from conclusions.models import Submission
from conclusions.queries.submissions import submission_rows
from core.access import allowed
from core.states import Role

# Who only administers reads the notice, not the letters that went out after it.
READERS = {Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY}


def part(notice, user):
    rows = Submission.objects.visible_to(user).filter(notice=notice).with_names().order_by("pk")
    return {
        "notice": notice,
        "rows": submission_rows(rows, notice.commune),
        "may_open": bool(user.roles & READERS),
        "may_add": allowed(rules.check_can_add_submission, user, notice),
    }
