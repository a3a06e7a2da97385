"""Who may draft and issue the consolidated report."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from feedback.rules.words import ONLY_OFFICE
from feedback.states import ReportState


def check_can_draft_consolidated_report(user, conference):
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_edit_consolidated_report(user, report):
    if report.state != ReportState.DRAFT:
        raise Refused("Báo cáo đã ban hành nên không sửa được. Có nội dung mới, hãy lập báo cáo bổ sung.")
    need_role(user, report, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_issue_consolidated_report(user, report):
    check_state(report, "issue")
    need_role(user, report, Role.OFFICE, sentence=ONLY_OFFICE)
    if not report.conference.petitions.exists():
        raise Refused("Hội nghị chưa có kiến nghị nào nên chưa có gì để báo cáo. Hãy nhập kiến nghị trước.")
