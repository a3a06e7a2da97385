"""Who may ask for the conclusion's one extension and who decides, with the reason if not. No writing."""

from conclusions.models import ExtensionRequest
from conclusions.rules.clocks import conclusion_deadline
from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from deadlines.services import check_is_extendable

ONLY_OFFICE_ASKS = "Chỉ văn phòng được đề nghị kéo dài thời hạn. Hãy nhờ văn phòng lập đề nghị."
ONLY_CHAIR_EXTENDS = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được quyết định kéo dài. "
    "Hãy trình người chủ trì quyết định."
)


def check_can_request_extension(user, conference):
    """LP-98, P11, D-23: one request at a time, while the rule still allows an extension.

    A request after the first date is stored, once, and lengthens nothing (`is_late_request`).
    """
    deadline = conclusion_deadline(conference)
    if deadline is None and conference.closed_at is None:
        raise Refused(
            "Hội nghị chưa bế mạc nên thời hạn ban hành thông báo kết luận chưa bắt đầu. Hãy chờ bế mạc."
        )
    if deadline is None:
        raise Refused(
            "Thời hạn ban hành thông báo kết luận chưa cấu hình nên không có gì để kéo dài. "
            "Hãy xem bộ quy định của kế hoạch."
        )
    if not deadline.is_open:
        raise Refused("Thời hạn ban hành thông báo kết luận đã kết thúc. Không cần kéo dài nữa.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_ASKS)
    if is_late_request(deadline):
        if ExtensionRequest.objects.filter(deadline=deadline, decided_by=None).rejected().exists():
            raise Refused("Đã lưu một đề nghị nộp sau khi hết hạn. Hạn không đổi, hãy ban hành sớm nhất.")
    else:
        check_is_extendable(deadline)
    if ExtensionRequest.objects.waiting().filter(deadline=deadline).exists():
        raise Refused("Đã có một đề nghị kéo dài đang chờ người chủ trì quyết định. Hãy chờ quyết định đó.")


def is_late_request(deadline):
    """Asked after the first date has passed: kept on the record, the notice stays overdue (D-23)."""
    allows = deadline.extension_amount and not deadline.is_extended
    return bool(allows) and local_today() > deadline.original_due_on


def check_can_approve_extension_request(user, extension_request):
    """The chair of that conference decides, before the first date has passed (P11)."""
    check_state(extension_request, "approve")
    need_role(user, extension_request, Role.CHAIR, sentence=ONLY_CHAIR_EXTENDS)
    if not extension_request.deadline.is_open:
        raise Refused("Thời hạn này đã kết thúc. Hãy chọn “Không cho kéo dài” để khép lại đề nghị.")
    check_is_extendable(extension_request.deadline)


def check_can_reject_extension_request(user, extension_request):
    check_state(extension_request, "reject")
    need_role(user, extension_request, Role.CHAIR, sentence=ONLY_CHAIR_EXTENDS)
