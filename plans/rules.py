"""Who may do what to a plan, and what a plan must state before it is approved."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import short_date
from core.workflow import check_state
from plans.states import ParagraphSection, PlanState

ONLY_OFFICE = "Chỉ Văn phòng được soạn và ban hành kế hoạch. Hãy nhờ Văn phòng làm việc này."
ONLY_CHAIR = "Chỉ người chủ trì được phê duyệt hoặc trả lại kế hoạch. Hãy trình người chủ trì."
EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)


def check_can_create_plan(user, commune):
    need_role(user, commune, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_edit_plan(user, plan):
    """Only while it is being drafted: what was submitted or issued is not changed behind anybody's back."""
    need_role(user, plan, Role.OFFICE, sentence=ONLY_OFFICE)
    if plan.state not in EDITABLE:
        raise Refused(
            f"Kế hoạch đang ở trạng thái “{plan.get_state_display()}” nên không sửa được. Muốn sửa kế hoạch đã "
            "trình, hãy nhờ người chủ trì trả lại; kế hoạch đã ban hành thì lập kế hoạch khác thay thế."
        )


def check_can_print_plan(user, plan):
    need_role(
        user,
        plan,
        Role.OFFICE,
        Role.CHAIR,
        sentence="Chỉ Văn phòng và người chủ trì được in dự thảo kế hoạch.",
    )
    if plan.state == PlanState.ISSUED:
        raise Refused("Kế hoạch đã ban hành. Hãy mở văn bản đã ban hành thay cho bản dự thảo.")


def check_can_submit_plan(user, plan):
    """LP-49: the office drafts, the chair approves."""
    check_state(plan, "submit")
    need_role(user, plan, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_return_plan(user, plan):
    check_state(plan, "return")
    need_role(user, plan, Role.CHAIR, sentence=ONLY_CHAIR)


def check_can_approve_plan(user, plan):
    """LP-49 to LP-51: the chair, not who drafted or submitted it, and only a plan that states what it must."""
    check_state(plan, "approve")
    need_role(user, plan, Role.CHAIR, sentence=ONLY_CHAIR)
    if user.pk in (plan.drafted_by_id, plan.submitted_by_id):
        raise Refused(
            "Người soạn hoặc người trình không tự phê duyệt kế hoạch. Hãy để người chủ trì khác phê duyệt."
        )
    check_is_complete(plan)


def check_is_complete(plan):
    missing = missing_parts(plan)
    if missing:
        raise Refused(
            f"Chưa phê duyệt được: kế hoạch còn thiếu {', '.join(missing)}. Hãy trả lại để Văn phòng bổ sung."
        )


def missing_parts(plan):
    """What LP-50 and LP-51 demand and the plan does not state, in the seed's own words; empty when complete."""
    sections = {row.section for row in plan.paragraphs.all() if row.text.strip()}
    targets = list(plan.targets.all())
    has_window = any(target.quarters or target.not_after for target in targets)
    stated = {
        "thời gian": ParagraphSection.TIME in sections or has_window,
        "địa điểm": plan.venues.all(),
        "hình thức": ParagraphSection.FORM in sections,
        "nội dung": targets and all(target.topics.all() for target in targets),
        "thành phần tham gia": ParagraphSection.PARTICIPANTS in sections or plan.groups.all(),
        "phân công nhiệm vụ cho cơ quan, đơn vị": plan.tasks.all(),
    }
    return [words for words, there in stated.items() if not there]


def check_can_issue_plan(user, plan):
    check_state(plan, "issue")
    need_role(user, plan, Role.OFFICE, sentence=ONLY_OFFICE)


def check_issue_date(plan, issued_on):
    """The date of issue is a working fact, not a wish: not in the future, not before the approval."""
    if issued_on > local_today():
        raise Refused(
            f"Ngày ban hành {short_date(issued_on)} chưa đến. Hãy chọn hôm nay hoặc ngày đã ký văn bản."
        )
