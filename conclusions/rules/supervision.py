"""Who may visit, urge, answer an urging, give an opinion of a line, plan the year's supervision. No writing."""

from conclusions.rules.commitments import front_reviews
from conclusions.rules.units import need_unit
from conclusions.states import DONE, ConclusionNoticeState
from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import BodyKind, Role
from core.vietnamese import short_date
from core.workflow import check_state

ONLY_FRONT_VISITS = (
    "Chỉ Mặt trận Tổ quốc và các tổ chức chính trị - xã hội được ghi kết quả kiểm tra thực địa. "
    "Hãy chuyển thông tin cho Mặt trận."
)
ONLY_FRONT_REVIEWS = "Chỉ Mặt trận Tổ quốc và các tổ chức chính trị - xã hội được ghi ý kiến giám sát. Hãy chuyển ý kiến cho Mặt trận."
ONLY_FRONT_PLANS = (
    "Chỉ Mặt trận Tổ quốc được lập danh mục giám sát của mình. Hãy chuyển đề nghị cho Mặt trận."
)
ONLY_WATCHERS_URGE = (
    "Chỉ Mặt trận Tổ quốc, Văn phòng và người chủ trì được đôn đốc đơn vị. Hãy chuyển ý kiến cho Mặt trận."
)
ONLY_ITS_UNIT_REPLIES = "Chỉ đơn vị được đôn đốc được trả lời. Hãy liên hệ đơn vị đó."
NOT_ISSUED = "Thông báo kết luận chưa ban hành nên chưa có gì để giám sát. Hãy chờ ngày ban hành."


def check_can_visit_commitment(user, commitment):
    """LP-19, LP-108: the Front goes and looks, at any time; where it has no account the office writes it down."""
    roles = (Role.FRONT,) if front_reviews(commitment) else (Role.FRONT, Role.OFFICE)
    need_role(user, commitment, *roles, sentence=ONLY_FRONT_VISITS)


def check_is_issued(notice):
    """Nobody supervises a draft (LP-96)."""
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused(NOT_ISSUED)


def check_can_review_item(user, item):
    """LP-108: an opinion of any line, once the notice is issued."""
    check_is_issued(item.notice)
    need_role(user, item, Role.FRONT, sentence=ONLY_FRONT_REVIEWS)


def check_can_plan_supervision(user, subject):
    """TD-88: the yearly list is the Front's own. `subject`: a commune, or anything of one."""
    need_role(user, subject, Role.FRONT, sentence=ONLY_FRONT_PLANS)


def check_can_urge_commitment(user, commitment):
    """LP-18, QN-80: while the work is the unit's, by the Front, the office or the chair; one at a time by each."""
    if commitment.state in DONE:
        raise Refused(
            f"Cam kết đang ở trạng thái “{commitment.get_state_display()}” nên không cần đôn đốc đơn vị."
        )
    need_role(user, commitment, Role.FRONT, Role.OFFICE, Role.CHAIR, sentence=ONLY_WATCHERS_URGE)
    waiting = commitment.urgings.waiting().filter(on_behalf=body_of(user, commitment))
    asked = waiting.filter(reply_due_on__gte=local_today()).last()
    if asked is not None:
        raise Refused(
            f"{asked.on_behalf} đã đôn đốc ngày {short_date(asked.urged_on)}, đơn vị còn được trả lời đến hết ngày "
            f"{short_date(asked.reply_due_on)}. Hãy chờ đến ngày đó."
        )


def check_can_reply_urging(user, urging):
    """The unit's own people; the office writes for a unit that has no account (a village, a school)."""
    check_state(urging, "reply")
    need_unit(user, urging, urging.commitment.unit, sentence=ONLY_ITS_UNIT_REPLIES)


def body_of(user, commitment):
    """In whose name the person speaks of this promise (QN-80).

    The own body of a Front's post; the chair by the title; the office for the UBND where another body held the
    conference, else for itself.
    """
    front = next((post for post in user.posts_now if post.role == Role.FRONT), None)
    post = front or user.main_post
    if front is None and Role.CHAIR in user.roles:
        return f"{post.title}"[:200]
    if front is None and commitment.conference.plan.body == BodyKind.HDND:
        return f"{BodyKind.UBND.label} {commitment.commune}"
    return post.unit.official_name[:200] if post else user.full_name
