"""Who may steer the floor: call, clock, undo, the chair's word, outcomes. No writing."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from dialogue.models import SpeakerRequest, person_key_of
from dialogue.rules.day import check_is_live, check_is_under_way
from dialogue.rules.words import ONLY_CHAIR
from dialogue.states import ContributionState, Outcome, RequestState

ONLY_HALL = "Chỉ Văn phòng hoặc người chủ trì điều hành được lượt phát biểu. Hãy nhờ bàn thư ký."
SHORTEST, LONGEST = 10, 3600  # seconds of one limit or of one extension
ADDED_MOST = 1800


def check_turn(row, name):
    """As `check_state`, in the hall's words: its pages draw themselves; another desk was quicker (live-room 7, 13)."""
    move = row.MOVES[name]
    if row.state not in move.sources:
        raise Refused(
            f"Không thể “{move.label}”: lượt của {row.speaker} đang ghi là “{row.get_state_display()}”. "
            "Có thể bàn khác vừa bấm trước."
        )


def check_is_live_hall(user, conference):
    """As `check_is_live`, and the chair may as well: what is decided at the chair's table."""
    if not conference.is_live:
        check_is_live(user, conference)
    need_role(user, conference, Role.OFFICE, Role.CHAIR, sentence=ONLY_HALL)


def check_can_begin_contribution(user, conference, speaker="", place="", kind=None):
    check_is_live(user, conference)
    if not speaker.strip():
        raise Refused("Hãy ghi tên người phát biểu.")
    current = conference.contributions.on_the_floor().first()
    if current is not None and _is_of(current, person_key_of(speaker, place)) and kind == current.kind:
        raise Refused(f"{current.speaker} đang phát biểu rồi.")


def _is_of(contribution, person_key):
    return person_key_of(contribution.speaker, contribution.place) == person_key


def check_can_call_speaker_request(user, request):
    """Called twice, by one desk or by two: the second is told so (live-room 7, 13)."""
    check_turn(request, "call")
    check_is_live(user, request.conference)


def check_floor_as_seen(conference, over):
    """A stale desk is told who has the floor meanwhile, instead of cutting that person off (live-room 13).

    `over`: the key of the speech that the desk saw, 0 for nobody, None where it does not say.
    """
    current = conference.contributions.on_the_floor().first()
    if over is None or current is None or current.pk == over:
        return
    where = f" ({current.place})" if current.place else ""
    raise Refused(f"{current.speaker}{where} vừa được mời phát biểu. Hãy xem lại, rồi mời tiếp nếu vẫn cần.")


def check_can_pause_contribution(user, contribution):
    check_turn(contribution, "pause")
    check_is_live(user, contribution.conference)


def check_can_resume_contribution(user, contribution):
    check_turn(contribution, "resume")
    check_is_live(user, contribution.conference)


def check_can_extend_contribution(user, contribution):
    """Seen and logged, never silent (live-room 8)."""
    check_turn(contribution, "extend")
    check_is_live_hall(user, contribution.conference)
    if contribution.limit_seconds is None:
        raise Refused(f"Lượt của {contribution.speaker} không giới hạn thời gian, không cần thêm phút.")


def check_added_seconds(seconds):
    if not SHORTEST <= seconds <= ADDED_MOST:
        raise Refused("Mỗi lần thêm được từ 10 giây đến 30 phút.")


def check_can_direct_contribution(user, contribution):
    """The chair's word on what is to become of it (TM-12, LP-76)."""
    check_turn(contribution, "direct")
    if not contribution.conference.is_under_way:
        check_is_live(user, contribution.conference)
    need_role(user, contribution.conference, Role.CHAIR, sentence=ONLY_CHAIR)
    if contribution.is_answer:
        raise Refused("Đây là lượt trả lời. Hãy chỉ đạo ở lượt phát biểu mà câu trả lời này thuộc về.")


def check_direction(contribution, outcome, unit, due_on):
    if outcome not in Outcome.values:
        raise Refused("Chưa chọn hướng xử lý.")
    if outcome == Outcome.HANDED and unit is None:
        raise Refused("Giao giải quyết thì phải chọn đơn vị.")
    if unit is not None and unit.commune_id != contribution.commune_id:
        raise Refused("Đơn vị này không thuộc xã. Hãy chọn đơn vị khác.")
    if due_on is not None and due_on < local_today():
        raise Refused("Hạn giải quyết đã qua. Hãy chọn từ hôm nay trở đi.")


def check_can_end_contribution(user, contribution):
    check_turn(contribution, "end")
    check_is_live_hall(user, contribution.conference)


def ended_later(contribution, at):
    """Whether the record has a speech end after this instant, and no outcome builds on it yet."""
    is_open = contribution.state == ContributionState.SPOKEN or contribution.is_answer
    return is_open and contribution.ended_at is not None and at < contribution.ended_at


def check_can_requeue_contribution(user, contribution):
    """Undo: who was ended goes back on top and speaks on later (live-room 9)."""
    check_turn(contribution, "requeue")
    check_is_live(user, contribution.conference)
    if contribution.state == ContributionState.SETTLED and not contribution.is_answer:
        raise Refused(
            f"Kết quả lượt của {contribution.speaker} đã ghi nên không đưa lại được. Hãy đăng ký lượt mới."
        )
    came_from = getattr(contribution, "request", None)
    key = person_key_of(contribution.speaker, contribution.place)
    waiting = SpeakerRequest.objects.filter(
        conference=contribution.conference_id,
        state=RequestState.WAITING,
        step=came_from and came_from.step_id,
    )
    if not contribution.is_answer and waiting.of_person(key).exists():
        raise Refused(
            f"{contribution.speaker} đã đăng ký một lượt khác và đang chờ. Hãy mời lượt đó, hoặc rút lượt đó trước."
        )


def check_can_settle_contribution(user, contribution):
    """Each contribution gets an outcome before the conference closes (live-room 10, 15)."""
    check_turn(contribution, "settle")
    check_is_under_way(user, contribution.conference)
