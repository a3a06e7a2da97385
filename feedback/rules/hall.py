"""Who may record what became of a speech and say which petition it is about; what each outcome needs."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from dialogue.states import Outcome, SpeechKind
from feedback.rules.words import ONLY_OFFICE
from feedback.states import PetitionState

# Heard again: an answer that was given may be asked about, and the petition opens anew (QN-48, TD-54).
ROUNDS = (SpeechKind.FOLLOW_UP, SpeechKind.READS)
LOOKERS = (Role.OFFICE, Role.CHAIR)


def check_can_settle_contribution(user, contribution):
    """LP-75, LP-76, LP-105: the secretary's side records what became of each speech."""
    check_state(contribution, "settle")
    need_role(user, contribution, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_see_matters(user, conference):
    """The petitions at the desk's hand, with their prepared answers: for the desk and whoever presides."""
    need_role(
        user, conference, *LOOKERS,
        sentence="Danh sách kiến nghị tại bàn thư ký chỉ dành cho Văn phòng và người chủ trì.",
    )  # fmt: skip


def check_can_link_speaker(user, row, petition):
    """`row`: a speech or a registration; before its outcome is recorded, and within one conference."""
    if row.conference.closed_at:
        raise Refused("Hội nghị đã bế mạc, không gắn thêm kiến nghị vào lượt phát biểu được.")
    if row.MOVES.noun == "contribution":
        check_state(row, "settle")
    elif row.state != "waiting":
        raise Refused(f"{row.speaker} không còn trong hàng chờ. Hãy gắn kiến nghị vào lượt phát biểu.")
    need_role(user, row, Role.OFFICE, sentence=ONLY_OFFICE)
    if row.answers_to_id is not None:
        raise Refused(f"Lượt này thuộc lượt của {row.answers_to.speaker} nên cùng kiến nghị với lượt đó.")
    if petition is not None and petition.conference_id != row.conference_id:
        raise Refused(f"Kiến nghị {petition.code} thuộc hội nghị khác. Hãy chọn kiến nghị của hội nghị này.")


def check_can_register_petitioner(user, petition):
    """The petitioner of a petition of this conference is put into the queue by the desk."""
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if petition.conference.closed_at:
        raise Refused("Hội nghị đã bế mạc, không ghi thêm người đăng ký phát biểu được.")
    if petition.state in (PetitionState.REJECTED, PetitionState.MERGED):
        raise Refused(
            f"Kiến nghị {petition.code} {petition.get_state_display().lower()}. Hãy chọn kiến nghị khác, hoặc ghi "
            "người phát biểu ở bàn thư ký."
        )


def check_outcome(*, outcome, answered_by, answer, unit, due_on, petition, field, kind=SpeechKind.NEW):
    """LP-65 to LP-67, LP-76, TM-14: each outcome needs its own words."""
    if outcome == Outcome.NOTED:
        return
    if outcome == Outcome.ANSWERED and not (answered_by.strip() and answer.strip()):
        raise Refused("Đã trả lời tại hội nghị thì cần ghi ai trả lời và lời trả lời.")
    if outcome == Outcome.HANDED and not (unit and due_on):
        raise Refused("Giao đơn vị giải quyết thì cần chọn đơn vị và ghi hạn trả lời.")
    if outcome == Outcome.LATER and bool(unit) != bool(due_on):
        raise Refused("Trả lời sau: hãy ghi cả đơn vị và hạn, hoặc để trống cả hai để giao khi kết luận.")
    if petition is None and not field:
        raise Refused("Hãy chọn lĩnh vực để lập kiến nghị mới từ lượt phát biểu này.")
    if petition is not None and outcome != Outcome.ANSWERED:
        _check_is_open(petition, outcome, kind)


def _check_is_open(petition, outcome, kind):
    """What has its result is opened again only by who asks about that very result."""
    is_answered = petition.state == PetitionState.ANSWERED and kind not in ROUNDS
    is_above = petition.state == PetitionState.REPORTED_UP and not (
        kind in ROUNDS and outcome == Outcome.UPWARD
    )
    if is_answered or is_above:
        raise Refused(
            f"Kiến nghị {petition.code} đã có kết quả. Người dân nêu thêm việc khác thì hãy lập kiến nghị mới."
        )


def check_follow_up(first, petition):
    """QN-48: what is asked further goes into the same petition, so the first speech has its outcome first."""
    if petition is None and not first.outcome:
        raise Refused(
            f"Lượt của {first.speaker} chưa ghi kết quả. Hãy ghi kết quả lượt đó trước, để câu hỏi lại được ghi vào "
            "cùng một kiến nghị."
        )


def check_answerer(*, answered_by, is_known, is_appointed):
    """LP-76: who answers presides or holds a post; anybody else only when the chair has appointed them."""
    if not (is_known or is_appointed):
        raise Refused(
            f"“{answered_by.strip()}” không phải người chủ trì hay người giữ chức vụ ở xã. Nếu người chủ trì đã phân công "
            "người này trả lời, hãy đánh dấu “Người chủ trì đã phân công”."
        )
