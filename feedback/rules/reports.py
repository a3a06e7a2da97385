"""Who may record what became of a speech, and draft and issue the consolidated report."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from dialogue.states import Outcome
from feedback.rules.words import ONLY_OFFICE
from feedback.states import (
    PetitionState,
    ReportState,
)


def check_can_settle_contribution(user, contribution):
    """LP-75, LP-76, LP-105: the secretary's side records what became of each speech."""
    check_state(contribution, "settle")
    need_role(user, contribution, Role.OFFICE, sentence=ONLY_OFFICE)


def check_outcome(*, outcome, answered_by, answer, unit, due_on, petition, field):
    """LP-65 to LP-67, LP-76: each outcome needs its own words."""
    if outcome == Outcome.ANSWERED and not (answered_by.strip() and answer.strip()):
        raise Refused("Đã trả lời tại hội nghị thì cần ghi ai trả lời và lời trả lời.")
    if outcome == Outcome.HANDED and not (unit and due_on):
        raise Refused("Giao đơn vị giải quyết thì cần chọn đơn vị và ghi hạn trả lời.")
    if outcome == Outcome.LATER and bool(unit) != bool(due_on):
        raise Refused("Trả lời sau: hãy ghi cả đơn vị và hạn, hoặc để trống cả hai để giao khi kết luận.")
    if petition is None and not field:
        raise Refused("Hãy chọn lĩnh vực để lập kiến nghị mới từ lượt phát biểu này.")
    if petition is not None and outcome != Outcome.ANSWERED and petition.state in (
        PetitionState.ANSWERED, PetitionState.REPORTED_UP,
    ):  # fmt: skip
        raise Refused(
            f"Kiến nghị {petition.code} đã có kết quả. Người dân nêu thêm việc khác thì hãy lập kiến nghị mới."
        )


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
