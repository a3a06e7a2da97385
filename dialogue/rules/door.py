"""Who may write who came, and when the doors are open. No writing."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from dialogue.states import ConferenceState

ONLY_OFFICE_DOOR = "Chỉ Văn phòng điểm danh được người dự. Hãy nhờ cán bộ đón tiếp của Văn phòng."
SHUT = {
    ConferenceState.PREPARING: "Hội nghị chưa ấn định ngày nên chưa điểm danh được.",
    ConferenceState.CLOSED: "Hội nghị đã bế mạc; danh sách người dự chỉ còn để xem.",
    ConferenceState.CANCELLED: "Hội nghị đã huỷ nên không điểm danh.",
}


def check_is_door_open(user, conference, *, is_late=False):
    """From the morning of the day on, also while the conference is interrupted for that day's next part (LP-90).

    is_late: a device that was away tells of somebody who came to a sitting that has ended meanwhile.
    """
    if conference.state in SHUT:
        raise Refused(SHUT[conference.state])
    waits = conference.state == ConferenceState.INTERRUPTED
    day = conference.resumes_on if waits else conference.held_on
    if conference.state != ConferenceState.OPEN and not is_late and day and day > local_today():
        what = "họp tiếp" if waits else "tổ chức"
        raise Refused(f"Hội nghị {what} {long_date(day)}; điểm danh mở từ sáng hôm đó.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_DOOR)


def check_can_undo_check_in(user, attendance):
    """Whoever has voted stays: without the line the same code could vote once more (QN-43)."""
    check_is_door_open(user, attendance.conference)
    if attendance.sitting.ended_at is not None:
        raise Refused(
            f"{attendance.sitting} đã kết thúc nên không sửa được danh sách người dự của phiên này."
        )
    if attendance.has_voted:
        raise Refused(f"Mã điểm danh của {attendance} đã dùng để gửi phiếu hài lòng nên không bỏ được.")
