"""Begins the paper of a period; editing, approval, number and freezing are those of every paper."""

from core.refusals import Refused
from documents.services import start_draft
from documents.states import PaperKind
from reports import rules
from reports.documents.period import OWN
from reports.queries.papers import plans_to_report


def start_period_report(*, commune, period, plan_key, is_own, actor):
    """The draft of the body's report of the period: of all conferences of the commune or, `is_own`, of its plan's.

    `plan_key`: whose report, by its plan of the year; "" where there is one. Raises Refused without an issued plan.
    """
    rules.check_can_start_period_report(actor, commune)
    plans = plans_to_report(commune, period.year)
    if not plans:
        raise Refused(
            f"Năm {period.year} chưa có kế hoạch đối thoại nào được ban hành nên chưa biết cơ quan nào báo cáo. "
            "Hãy ban hành kế hoạch năm trước."
        )
    plan = next((one for one in plans if str(one.pk) == plan_key), plans[0])
    about = f"{OWN if is_own else ''}{period.key}"
    return start_draft(kind=PaperKind.PERIOD_REPORT, subject=plan, about=about, actor=actor)
