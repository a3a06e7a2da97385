"""What goes to bodies outside the commune after an issued notice, for its page."""

from conclusions import rules
from conclusions.models import Submission
from conclusions.queries.submissions import submission_rows
from core.access import allowed


def part(notice, user):
    rows = Submission.objects.visible_to(user).filter(notice=notice).with_names().order_by("pk")
    return {
        "notice": notice,
        "rows": submission_rows(rows, notice.commune),
        "may_add": allowed(rules.check_can_add_submission, user, notice),
    }
