"""Who may report on, confirm, dispute and remark on a commitment, with the reason if not. No writing."""

from conclusions.models.commitments import heads_the_front
from conclusions.rules.units import is_of, need_unit
from conclusions.states import DONE
from core.access import need_role
from core.models import User
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.workflow import check_state

ONLY_ITS_UNIT = "Chỉ đơn vị được giao được báo cáo cam kết này. Hãy liên hệ đơn vị đó."
ONLY_ITS_UNITS = "Chỉ đơn vị được giao hoặc đơn vị phối hợp được báo cáo tiến độ. Hãy liên hệ đơn vị đó."
ONLY_FRONT = "Chỉ Mặt trận Tổ quốc được xác nhận kết quả thực hiện cam kết. Hãy chờ Mặt trận xem xét."
ONLY_FRONT_REMARKS = "Chỉ Mặt trận Tổ quốc được ghi nhận xét giám sát. Hãy chuyển ý kiến cho Mặt trận."


def check_can_report_commitment(user, commitment):
    """That it is done says the lead unit alone."""
    check_state(commitment, "report")
    need_unit(user, commitment, commitment.unit, sentence=ONLY_ITS_UNIT)


def check_can_add_progress(user, commitment):
    """A report on the way: only while the work goes on; by the lead unit or one that supports it."""
    if commitment.state in DONE:
        raise Refused(
            f"Cam kết đang ở trạng thái “{commitment.get_state_display()}” nên không nhận báo cáo tiến độ. "
            "Hãy chờ kết quả xác nhận."
        )
    if not supports(user, commitment):
        need_unit(user, commitment, commitment.unit, sentence=ONLY_ITS_UNITS)


def supports(user, commitment):
    """Whether the person belongs to a unit that the notice named beside the lead (LP-18)."""
    return any(is_of(user, unit) for unit in commitment.supporting.all())


def front_is_here(commune):
    """Whether the commune's Front has anybody who can sign in today."""
    return User.objects.holding(commune, Role.FRONT).exists()


def front_reviews(commitment):
    """Whether the Front confirms this one: somebody there can sign in, of what is restricted the one who heads it."""
    if not commitment.is_restricted:
        return front_is_here(commitment.commune)
    return any(heads_the_front(person) for person in User.objects.holding(commitment.commune, Role.FRONT))


def reviewers_of(commitment):
    """Who confirms; the office where the Front cannot, so that nothing waits for ever (LP-108)."""
    role = Role.FRONT if front_reviews(commitment) else Role.OFFICE
    people = User.objects.holding(commitment.commune, role)
    if role == Role.FRONT and commitment.is_restricted:
        return [person for person in people if heads_the_front(person)]
    return list(people)


def _need_reviewer(user, commitment):
    """LP-108: the Front; the office where the Front cannot."""
    roles = (Role.FRONT,) if front_reviews(commitment) else (Role.FRONT, Role.OFFICE)
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
