"""Who may do what to a plan, and what a plan must state before it is approved."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import short_date
from core.workflow import check_state
from plans.states import HeadingLabel, PlanState, Stated

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
    """What LP-50 and LP-51 demand and the plan does not state, in the seed's own words; empty when complete.

    A plan may also say that a part is fixed later, for each conference (TM-31, TM-44, TD-37).
    """
    targets = list(plan.targets.all())
    counted = [target for target in targets if target.count is not None]
    by_data = {
        Stated.TIME: any(target.window_words for target in targets),
        Stated.VENUE: plan.venues.all(),
        Stated.FORM: False,
        Stated.CONTENT: targets and all(target.topics.all() for target in counted),
        Stated.PARTICIPANTS: plan.groups.all(),
    }
    missing = [
        what.label
        for what, there in by_data.items()
        if not there and what not in plan.deferred and not plan.texts_stating(what)
    ]
    return missing + ([] if plan.tasks.all() else ["phân công nhiệm vụ cho cơ quan, đơn vị"])


def check_can_issue_plan(user, plan):
    check_state(plan, "issue")
    need_role(user, plan, Role.OFFICE, sentence=ONLY_OFFICE)


def check_issue_date(plan, issued_on):
    """The date of issue is a working fact, not a wish: not in the future, not before the approval."""
    if issued_on > local_today():
        raise Refused(
            f"Ngày ban hành {short_date(issued_on)} chưa đến. Hãy chọn hôm nay hoặc ngày đã ký văn bản."
        )


def check_signer(plan, signer_title):
    """D-14: a plan may be drafted with the signer's title open, not issued."""
    if not signer_title.strip():
        raise Refused(
            "Chưa ghi chức vụ người ký (ví dụ: BÍ THƯ, CHỦ TỊCH) nên chưa ban hành được. Hãy ghi chức vụ rồi ban hành."
        )


def check_outline(plan, rows):
    """An outline begins at level 1, skips no level, and loses no heading that still holds something."""
    level = 0
    for row in rows:
        if row["level"] > level + 1:
            words = row["text"] or "mục không có tên"
            raise Refused(
                f"Đề mục “{words}” ở cấp {row['level']} nhưng đề mục đứng trước ở cấp {level}. Hãy chọn cấp "
                f"{level + 1} hoặc thêm đề mục cấp {level + 1} trước nó."
            )
        level = row["level"]
        if not row["text"] and row["label"] == HeadingLabel.NONE:
            raise Refused(
                "Một đề mục không có tên phải được đánh số. Hãy ghi tên đề mục hoặc chọn cách đánh số."
            )
    kept = {row.get("pk") for row in rows}
    for heading in plan.headings.all():
        held = len(heading.paragraphs.all())
        if heading.pk not in kept and held:
            raise Refused(
                f"Đề mục “{heading.text or 'không có tên'}” còn {held} đoạn văn. Hãy chuyển hoặc xoá các đoạn đó ở "
                "phần nội dung trước, rồi mới bỏ đề mục."
            )


# --- tasks of an issued plan -------------------------------------------------------------------------------

ONLY_OFFICE_TASKS = "Chỉ Văn phòng được đặt hạn, bổ sung hoặc mở lại nhiệm vụ. Hãy báo Văn phòng."


def check_can_acknowledge_plan_task(user, task):
    """LP-109: whose the task is says that it was received; the office for who has no account."""
    check_state(task, "acknowledge")
    _check_is_theirs(user, task)
    _check_is_in_force(task)


def check_can_finish_plan_task(user, task):
    check_state(task, "finish")
    _check_is_theirs(user, task)
    _check_is_in_force(task)


def check_can_reopen_plan_task(user, task):
    check_state(task, "reopen")
    need_role(user, task, Role.OFFICE, sentence=ONLY_OFFICE_TASKS)


def check_can_reschedule_plan_task(user, task):
    """By when, before or after the issue: the frozen paper says what it said."""
    check_state(task, "reschedule")
    need_role(user, task, Role.OFFICE, sentence=ONLY_OFFICE_TASKS)


def check_can_add_plan_task(user, plan):
    """A draft's tasks are edited with its text; to an issued plan they are added beside it."""
    need_role(user, plan, Role.OFFICE, sentence=ONLY_OFFICE_TASKS)
    if plan.state != PlanState.ISSUED:
        raise Refused("Kế hoạch chưa ban hành. Hãy thêm nhiệm vụ ở phần phân công của dự thảo.")


def _check_is_theirs(user, task):
    if user.commune_id == task.commune_id and task.unit_id in user.unit_ids:
        return
    whose = task.unit.official_name if task.unit else "Văn phòng"
    need_role(
        user,
        task,
        Role.OFFICE,
        sentence=f"Nhiệm vụ này của {whose}. Hãy để đơn vị ấy hoặc Văn phòng ghi nhận.",
    )


def _check_is_in_force(task):
    if task.plan.state != PlanState.ISSUED:
        raise Refused("Kế hoạch chưa ban hành nên nhiệm vụ chưa có hiệu lực. Hãy chờ Văn phòng ban hành.")


# --- warnings, deadlines of one plan, files ----------------------------------------------------------------


def check_can_settle_warning(user, plan):
    """Office sets a warning aside with a reason, until the plan is issued; the chair sees what was set aside."""
    need_role(user, plan, Role.OFFICE, sentence="Chỉ Văn phòng được bỏ qua lưu ý của kế hoạch, kèm lý do.")
    if plan.state == PlanState.ISSUED:
        raise Refused("Kế hoạch đã ban hành nên không còn lưu ý nào để xử lý.")


def check_can_export_plan(user, plan):
    need_role(
        user, plan, Role.OFFICE, Role.CHAIR, Role.ADMIN,
        sentence="Chỉ Văn phòng, người chủ trì và quản trị được tải tệp kế hoạch.",
    )  # fmt: skip


def check_can_set_regulation(user, plan):
    """The office sets the figures of its plan; deadlines that already run keep those they started with."""
    need_role(user, plan, Role.OFFICE, Role.ADMIN, sentence="Chỉ Văn phòng được sửa thời hạn của kế hoạch.")
