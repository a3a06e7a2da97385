"""Who may register, withdraw, reorder and steer the queue of speakers. No writing."""

from core.access import has_role, need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from dialogue.rules.floor import LONGEST, ONLY_HALL, SHORTEST
from dialogue.rules.words import ONLY_OFFICE_HALL
from dialogue.states import ConferenceState, RequestSource, RequestState, StepState

OVER = (ConferenceState.CLOSED, ConferenceState.CANCELLED)
EARLY = (RequestSource.PUBLIC, RequestSource.FRONT, RequestSource.VILLAGE, RequestSource.PAPER)
# Who writes down what came in which way; the public registers itself.
WRITERS = {
    RequestSource.DESK: (Role.OFFICE, Role.CHAIR), RequestSource.PAPER: (Role.OFFICE,),
    RequestSource.FRONT: (Role.FRONT, Role.OFFICE), RequestSource.VILLAGE: (Role.UNIT, Role.OFFICE),
}  # fmt: skip
NOT_YOUR_SOURCE = (
    "Anh/chị không ghi được đăng ký phát biểu theo cách này. Hãy nhờ Văn phòng HĐND và UBND ghi."
)
NOT_TAKEN_BEFORE = "Hội nghị này không nhận đăng ký phát biểu trước. Hãy đăng ký tại bàn thư ký khi đến dự."
BEGUN = (
    "Hội nghị đã khai mạc. Hãy đăng ký tại bàn thư ký, hoặc trên trang của hội trường khi hàng chờ đang mở."
)
QUEUE_CLOSED = "Lúc này chưa nhận đăng ký trên điện thoại. Hãy đăng ký tại bàn thư ký."


def check_is_not_over(conference):
    """A queue outlives a break, not the close."""
    if conference.state == ConferenceState.CANCELLED:
        raise Refused("Hội nghị đã huỷ nên không nhận đăng ký phát biểu.")
    if conference.state in OVER:
        raise Refused("Hội nghị đã bế mạc, hàng chờ phát biểu chỉ còn để xem.")


def check_can_register_speaker(user, conference, source, step=None):
    """A citizen without an account (live-room 2); closing the queue stops only self-registration (live-room 1)."""
    check_is_not_over(conference)
    if source in WRITERS:
        need_role(user, conference, *WRITERS[source], sentence=NOT_YOUR_SOURCE)
    if conference.is_under_way:
        _check_while_under_way(user, conference, source, step)
    elif source == RequestSource.PHONE:
        raise Refused(QUEUE_CLOSED)
    elif source in EARLY and not conference.takes_registrations:
        raise Refused(NOT_TAKEN_BEFORE)
    elif source == RequestSource.PUBLIC and conference.held_on is None:
        raise Refused("Hội nghị chưa ấn định ngày nên chưa nhận đăng ký phát biểu.")


def _check_while_under_way(user, conference, source, step):
    """The phones while the queue is open; the Front and the hamlets as well; paper and desk always."""
    is_open = step is not None and step.is_queue_open
    if source == RequestSource.PHONE and not is_open:
        raise Refused(QUEUE_CLOSED)
    if source == RequestSource.PUBLIC:
        raise Refused(BEGUN)
    by_hand = (RequestSource.FRONT, RequestSource.VILLAGE)
    if source in by_hand and not is_open and not has_role(user, conference, Role.OFFICE):
        raise Refused(BEGUN)


def check_waits_not_yet(speaker, rows, person_key):
    """At most once in a queue (live-room 3); `rows`: the queue's, in its order."""
    for nth, row in enumerate(rows, start=1):
        if row.person_key == person_key and not row.is_attached:
            raise Refused(f"{speaker} đã có tên trong hàng chờ, thứ {nth}. Mỗi người chờ một lượt.")


def check_can_withdraw_speaker_request(user, request):
    """By the office alone, also before the opening and in a break."""
    check_state(request, "withdraw")
    need_role(user, request.conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)
    check_is_not_over(request.conference)


def check_can_restore_speaker_request(user, request):
    """Who was withdrawn by mistake, or came after all."""
    check_state(request, "restore")
    need_role(user, request.conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)
    check_is_not_over(request.conference)


def check_can_place_speaker_request(user, request):
    """The desk reorders the waiting part, the chair may override (live-room 4, 5)."""
    if request.state != RequestState.WAITING:
        raise Refused(
            f"{request.speaker} không còn trong hàng chờ ({request.get_state_display().lower()}). Hãy xem lại danh sách."
        )
    check_can_arrange_queue(user, request.conference)


def check_can_arrange_queue(user, conference):
    """By the desk, and by the chair, who may override it (live-room 5)."""
    need_role(user, conference, Role.OFFICE, Role.CHAIR, sentence=ONLY_HALL)
    check_is_not_over(conference)


def check_stays_glued(request, before):
    """A follow-up or an answer is not moved away from what it belongs to (live-room 6)."""
    if request.is_attached and request.contribution_id is None and before is not None:
        if not (before.is_attached and before.answers_to_id == request.answers_to_id):
            raise Refused("Câu hỏi lại, câu trả lời luôn đứng ngay sau lượt phát biểu của nó.")


def _check_queue_of(user, step):
    need_role(user, step.conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)
    check_is_not_over(step.conference)
    if not step.takes_contributions:
        raise Refused("Mục này không có phần phát biểu nên không có hàng chờ.")
    if step.state == StepState.DONE:
        raise Refused("Mục này đã xong, hàng chờ của mục không dùng nữa.")


def check_can_open_queue(user, step):
    """By the secretary's hand (live-room 1)."""
    _check_queue_of(user, step)
    if step.is_queue_open:
        raise Refused("Hàng chờ đang mở rồi.")
    if not step.conference.is_under_way:
        raise Refused("Hội nghị chưa khai mạc nên chưa mở hàng chờ được.")


def check_can_close_queue(user, step):
    """Closing stops self-registration only (live-room 1)."""
    _check_queue_of(user, step)
    if not step.is_queue_open:
        raise Refused("Hàng chờ đang đóng rồi.")


def check_can_raise_limit(user, step):
    """For all who wait at once, never for one silently (live-room 8); the chair may as well (LP-75)."""
    need_role(user, step.conference, Role.OFFICE, Role.CHAIR, sentence=ONLY_HALL)
    check_is_not_over(step.conference)
    if not step.takes_contributions:
        raise Refused("Mục này không có phần phát biểu nên không đặt thời gian mỗi lượt.")
    if step.state == StepState.DONE:
        raise Refused("Mục này đã xong, không đổi thời gian mỗi lượt được nữa.")


def check_limit(seconds):
    """`seconds` of one speech; None: not limited (QN-46)."""
    if seconds is not None and not SHORTEST <= seconds <= LONGEST:
        raise Refused("Thời gian mỗi lượt từ 10 giây đến 60 phút.")
