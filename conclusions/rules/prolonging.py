"""Who may ask for a later day of a commitment and who decides, with the reason if not. No writing."""

from conclusions.models import CommitmentExtension
from conclusions.rules.commitments import ONLY_ITS_UNIT
from conclusions.rules.units import need_unit
from conclusions.states import DONE
from core.access import need_role
from core.clock import local_today
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state

ONLY_CHAIR_POSTPONES = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được quyết định lùi hạn. "
    "Hãy chờ người chủ trì quyết định."
)
ASKED_ALREADY = "Đã có một đề nghị lùi hạn đang chờ người chủ trì. Hãy chờ quyết định đó rồi đề nghị tiếp."


def check_can_request_commitment_extension(user, commitment):
    """The lead unit, while the work goes on, one wish at a time; also after the day has passed: the breach stays."""
    if commitment.state in DONE:
        raise Refused(
            f"Cam kết đang ở trạng thái “{commitment.get_state_display()}” nên không cần xin lùi hạn. "
            "Hãy chờ kết quả xác nhận."
        )
    need_unit(user, commitment, commitment.unit, sentence=ONLY_ITS_UNIT)
    if CommitmentExtension.objects.waiting().filter(commitment=commitment).exists():
        raise Refused(ASKED_ALREADY)


def check_new_day(commitment, day):
    """A wanted or granted day: later than the one that stands, and not one that has passed."""
    if day <= commitment.due_on:
        raise Refused(f"Ngày mới phải sau hạn đang ghi, {long_date(commitment.due_on)}. Hãy chọn ngày khác.")
    if day <= local_today():
        raise Refused("Ngày mới phải sau hôm nay. Hãy chọn ngày khác.")


def check_can_approve_commitment_extension(user, commitment_extension):
    """The chair of that conference; nobody grants what he asked for himself."""
    check_state(commitment_extension, "approve")
    _need_decider(user, commitment_extension)
    if commitment_extension.commitment.state in DONE:
        raise Refused(
            "Đơn vị đã báo xong cam kết này nên không cần lùi hạn nữa. Hãy chọn “Không cho lùi hạn” để khép lại đề nghị."
        )


def check_can_reject_commitment_extension(user, commitment_extension):
    check_state(commitment_extension, "reject")
    _need_decider(user, commitment_extension)


def _need_decider(user, commitment_extension):
    need_role(user, commitment_extension, Role.CHAIR, sentence=ONLY_CHAIR_POSTPONES)
    if commitment_extension.requested_by_id == user.pk:
        raise NotYourRole(
            "Người đề nghị không được tự quyết định lùi hạn. Hãy để người chủ trì khác quyết định."
        )
