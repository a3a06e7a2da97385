"""When anybody may send an opinion to a commune without an account."""

from core.clock import local_today
from core.refusals import Refused

CLOSED = (
    "Xã hiện không nhận ý kiến qua trang này. Xin gửi trực tiếp tại bộ phận tiếp nhận của xã, "
    "qua thôn hoặc Ủy ban Mặt trận Tổ quốc xã."
)
OVER = "Hội nghị này không còn nhận ý kiến. Hãy chọn hội nghị khác, hoặc gửi trực tiếp tại xã."


def check_can_send_petition(setting, conference):
    """LP-15, LP-59: the commune takes opinions on its page, and the conference still lies ahead and is on."""
    if not setting.is_public_open:
        raise Refused(CLOSED)
    is_over = conference.held_on is not None and conference.held_on < local_today()
    if conference.commune_id != setting.commune_id or not conference.is_in_preparation or is_over:
        raise Refused(OVER)
