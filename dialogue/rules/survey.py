"""Who may run the satisfaction survey, who may vote, and when its results are seen (QN-43, D-37). No writing."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from dialogue.models import Attendance, Survey
from dialogue.states import BallotChannel, ConferenceState

ONLY_FRONT = "Chỉ Mặt trận được tổ chức lấy ý kiến về sự hài lòng. Hãy nhờ Ủy ban Mặt trận Tổ quốc thực hiện."
AFTER_THE_END = "Phiếu hài lòng chỉ mở sau khi hội nghị bế mạc. Hãy chờ Văn phòng bế mạc hội nghị."
UNTIL_CLOSED = "Kết quả chỉ hiện sau khi Mặt trận kết thúc lấy ý kiến, cho mọi người cùng một lúc."
ONLY_READERS = "Ý kiến ghi thêm chỉ Mặt trận, người chủ trì, Văn phòng và Ban Xây dựng Đảng được đọc."
USED = "Mã này đã gửi phiếu; mỗi mã chỉ gửi được một lần."
NOT_OPEN = "Hiện không lấy ý kiến qua điện thoại cho hội nghị này. Xin hỏi cán bộ Mặt trận tại hội trường."
NOT_HERE = (
    "Mã này chưa được điểm danh có mặt, hoặc hội nghị không lấy ý kiến qua điện thoại. Xin hỏi cán bộ Mặt trận để dùng "
    "phiếu giấy."
)
# What people wrote by hand may tell who wrote it.
READERS = (Role.FRONT, Role.CHAIR, Role.OFFICE, Role.PARTY)


def check_can_create_survey(user, conference):
    """One survey a conference, if any: the Front decides whether there is one (QN-43, «nếu có»)."""
    if conference.state == ConferenceState.CANCELLED:
        raise Refused("Hội nghị đã huỷ nên không lấy ý kiến về sự hài lòng.")
    if Survey.objects.filter(conference=conference).exists():
        raise Refused("Hội nghị này đã có đợt lấy ý kiến. Tải lại trang để mở đợt đó.")
    need_role(user, conference, Role.FRONT, sentence=ONLY_FRONT)


def check_can_edit_survey(user, survey):
    """Questions stay as they are from the first ballot on."""
    if survey.opened_at is not None:
        raise Refused("Đã bắt đầu lấy ý kiến nên câu hỏi không sửa được nữa.")
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)


def check_can_remove_survey(user, survey):
    if survey.opened_at is not None:
        raise Refused("Đã bắt đầu lấy ý kiến nên không bỏ được. Hãy kết thúc lấy ý kiến khi thu xong phiếu.")
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)


def check_can_open_survey(user, survey):
    """Wherever the agenda puts it: people judge a conference that is over (D-37)."""
    check_state(survey, "open")
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)
    if survey.conference.closed_at is None:
        raise Refused(AFTER_THE_END)
    if not survey.questions.exists():
        raise Refused("Phiếu chưa có câu hỏi nào. Hãy sửa phiếu và ghi ít nhất một câu.")


def check_can_close_survey(user, survey):
    check_state(survey, "close")
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)


def check_can_count_survey(user, survey):
    """How many papers were handed out is known late; it is no part of what people answered."""
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)


def check_can_key_ballot(user, survey):
    if not survey.is_open:
        raise Refused(
            "Đợt lấy ý kiến đã kết thúc nên không nhập thêm phiếu được."
            if survey.is_closed
            else "Chưa bắt đầu lấy ý kiến nên chưa nhập phiếu được."
        )
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)


def check_can_print_slips(user, survey):
    """Before the end already: people leave as soon as the conference is over."""
    if survey.is_closed:
        raise Refused("Đợt lấy ý kiến đã kết thúc nên không cần thẻ mã nữa.")
    need_role(user, survey, Role.FRONT, sentence=ONLY_FRONT)


def check_can_take_back_ballot(user, survey, ballot):
    """Only a paper keyed in wrong, by who holds its random key; what came from a phone is nobody's to undo."""
    check_can_key_ballot(user, survey)
    if ballot is None or ballot.channel != BallotChannel.PAPER:
        raise Refused("Không còn phiếu nào vừa nhập trên máy này để bỏ.")


def check_can_cast_ballot(survey, code):
    """Whoever came holds a code; each code opens one ballot."""
    rows = Attendance.objects.came().filter(conference=survey.conference_id, code=code)
    if not survey.is_open or not rows.exists():
        raise Refused(NOT_OPEN)
    if rows.filter(has_voted=True).exists():
        raise Refused(USED)


def check_can_read_results(user, survey):
    """Nobody before the close, not the Front either; then everybody who sees the conference."""
    if not survey.is_closed:
        raise Refused(UNTIL_CLOSED)


def check_can_read_remarks(user, survey):
    check_can_read_results(user, survey)
    need_role(user, survey, *READERS, sentence=ONLY_READERS)
