"""Who may report on, confirm, dispute and remark on a commitment, with the reason if not. No writing."""

from conclusions.states import CommitmentState
from core.access import need_role
from core.models import User
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.workflow import check_state

ONLY_ITS_UNIT = "Chỉ đơn vị được giao được báo cáo cam kết này. Hãy liên hệ đơn vị đó."
ONLY_FRONT = "Chỉ Mặt trận Tổ quốc được xác nhận kết quả thực hiện cam kết. Hãy chờ Mặt trận xem xét."
ONLY_FRONT_REMARKS = "Chỉ Mặt trận Tổ quốc được ghi nhận xét giám sát. Hãy chuyển ý kiến cho Mặt trận."


def check_can_report_commitment(user, commitment):
    check_state(commitment, "report")
    _need_its_unit(user, commitment)


def check_can_add_progress(user, commitment):
    """A report on the way: only while the work goes on."""
    if commitment.state not in (CommitmentState.OPEN, CommitmentState.DISPUTED):
        raise Refused(
            f"Cam kết đang ở trạng thái “{commitment.get_state_display()}” nên không nhận báo cáo tiến độ. "
            "Hãy chờ kết quả xác nhận."
        )
    _need_its_unit(user, commitment)


def _need_its_unit(user, commitment):
    """The unit's own people; the office writes for a unit that has no account (a village, a school)."""
    own = user.commune_id == commitment.commune_id and commitment.unit_id in user.unit_ids
    if own:
        return
    if User.objects.of_unit(commitment.unit).exists():
        raise NotYourRole(ONLY_ITS_UNIT)
    need_role(user, commitment, Role.OFFICE, sentence=ONLY_ITS_UNIT)


def front_is_here(commune):
    """Whether the commune's Front has anybody who can sign in today."""
    return User.objects.holding(commune, Role.FRONT).exists()


def _need_reviewer(user, commitment):
    """LP-108: the Front; where it has no account the office, so that nothing waits for ever."""
    roles = (Role.FRONT,) if front_is_here(commitment.commune) else (Role.FRONT, Role.OFFICE)
    need_role(user, commitment, *roles, sentence=ONLY_FRONT)
    report = commitment.final_report
    if report and report.written_by_id == user.pk:
        raise NotYourRole("Người báo cáo không được tự xác nhận kết quả. Hãy để người khác xem xét.")


def check_can_confirm_commitment(user, commitment):
    check_state(commitment, "confirm")
    _need_reviewer(user, commitment)


def check_can_dispute_commitment(user, commitment):
    check_state(commitment, "dispute")
    _need_reviewer(user, commitment)


def check_can_remark_commitment(user, commitment):
    """LP-19: the Front may remark at any time; a remark changes no state."""
    need_role(user, commitment, Role.FRONT, sentence=ONLY_FRONT_REMARKS)
