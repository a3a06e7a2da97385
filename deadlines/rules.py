"""Who may do what to a deadline, a calendar day, a regulation: each refusal a full Vietnamese sentence."""

from core.access import has_role, need_role
from core.clock import local_today
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from deadlines.states import RuleUnit

ONLY_ADMIN_CALENDAR = "Chỉ quản trị được sửa lịch làm việc. Hãy nhờ tài khoản quản trị của xã."
ONLY_ADMIN_REGULATION = "Chỉ quản trị được sửa bộ quy định. Hãy nhờ tài khoản quản trị của xã."
ONLY_CHAIR_EXTENDS = "Chỉ người chủ trì được gia hạn. Hãy trình người chủ trì quyết định."
ONLY_CHAIR_EXEMPTS = "Chỉ người chủ trì được miễn thời hạn. Hãy trình người chủ trì quyết định."


def check_can_extend_deadline(user, deadline):
    """P11, LP-98: only where the rule allows it, once, before the first date has passed, by the chair."""
    check_state(deadline, "extend")
    need_role(user, deadline, Role.CHAIR, sentence=ONLY_CHAIR_EXTENDS)
    check_is_extendable(deadline)


def check_is_extendable(deadline):
    """The particulars of an extension without the person: other rooms ask before they let one be requested."""
    if not deadline.extension_amount:
        raise Refused(
            "Quy định của thời hạn này không cho gia hạn. Hãy làm xong trong hạn hoặc trình miễn có lý do."
        )
    if deadline.is_extended:
        raise Refused(
            f"Thời hạn đã được gia hạn một lần đến {long_date(deadline.due_on)} và không gia hạn thêm. "
            "Hãy hoàn thành trước ngày đó."
        )
    if local_today() > deadline.original_due_on:
        raise Refused(
            f"Hạn ban đầu đã hết vào {long_date(deadline.original_due_on)} nên không gia hạn được nữa. "
            "Hãy hoàn thành sớm nhất; việc quá hạn được lưu lại."
        )


def check_can_exempt_deadline(user, deadline):
    """The chair may waive a duty with a reason; the record shows it."""
    check_state(deadline, "exempt")
    need_role(user, deadline, Role.CHAIR, sentence=ONLY_CHAIR_EXEMPTS)


def check_can_meet_deadline(user, deadline):
    """The act that meets a deadline is checked in its own room; here only the state counts."""
    check_state(deadline, "meet")


def check_can_unmeet_deadline(user, deadline):
    check_state(deadline, "unmeet")


def check_can_cancel_deadline(user, deadline):
    check_state(deadline, "cancel")


def check_can_reanchor_deadline(user, deadline):
    check_state(deadline, "reanchor")


def check_can_recompute_deadline(user, deadline):
    check_state(deadline, "recompute")


def check_can_postpone_deadline(user, deadline):
    """Who may set the date anew is asked in the act's own room."""
    check_state(deadline, "postpone")


def check_is_postponable(deadline):
    """A date that people set may be set anew; what a rule counts is extended by the rule's own figures only."""
    if deadline.unit != RuleUnit.FIXED_DATE:
        raise Refused(
            "Thời hạn này tính theo quy định nên không lùi được. Chỉ ngày do người chủ trì ấn định mới lùi được."
        )


def check_can_edit_calendar(user, commune):
    """Days off and make-up days of a commune: its admin."""
    if commune is None or user.commune_id != commune.pk or not has_role(user, commune, Role.ADMIN):
        raise NotYourRole(ONLY_ADMIN_CALENDAR)


def check_can_edit_regulation(user, regulation):
    """A commune's own regulation: its admin; one plan's own: the office too. A preset is never edited, it is copied."""
    if Role.ADMIN not in user.roles and not regulation.is_for_one_plan:
        raise NotYourRole(ONLY_ADMIN_REGULATION)
    if regulation.is_preset:
        raise Refused("Bộ quy định mẫu không sửa được. Hãy chép thành bộ quy định của xã rồi sửa bản chép.")
    roles = (Role.ADMIN, Role.OFFICE) if regulation.is_for_one_plan else (Role.ADMIN,)
    need_role(user, regulation, *roles, sentence=ONLY_ADMIN_REGULATION)


def check_can_copy_regulation(user, regulation, is_for_one_plan=False):
    roles = (Role.ADMIN, Role.OFFICE) if is_for_one_plan else (Role.ADMIN,)
    if not has_role(user, user.commune, *roles):
        raise NotYourRole(ONLY_ADMIN_REGULATION)


def check_rule_figures(rule):
    """A counted rule needs an anchor and a direction before it can make a deadline."""
    if rule.unit in (RuleUnit.WORKING_DAY, RuleUnit.CALENDAR_DAY) and rule.amount is not None:
        if rule.amount != int(rule.amount) or rule.amount < 1:
            raise Refused("Số ngày phải là số nguyên từ 1 trở lên.")
        if rule.direction not in ("before", "after") or rule.anchor in ("none", "fixed", "plan_year"):
            raise Refused("Hãy chọn mốc tính (hội nghị hoặc kết luận) và hướng tính (trước hoặc sau).")
    if rule.extension_amount and rule.amount and rule.extension_amount <= rule.amount:
        raise Refused("Mức gia hạn tính từ mốc ban đầu nên phải lớn hơn số ngày của quy định.")
