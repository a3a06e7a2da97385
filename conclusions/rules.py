"""Who may do what with notices, extensions, dispatches and commitments, with the reason if not. No writing."""

from dataclasses import dataclass
from datetime import date

from conclusions.models import ConclusionNotice, ExtensionRequest
from conclusions.states import CommitmentState, ConclusionNoticeState, ItemGroup
from core.access import need_role
from core.clock import local_today
from core.models import User
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import long_date, short_date
from core.workflow import check_state
from deadlines.services import calendar_for, check_is_extendable, deadlines_of, rules_in_force
from deadlines.states import Anchor, DeadlineKind
from deadlines.sums import figures_of, sum_of
from dialogue.states import ConferenceState

ONLY_OFFICE_DRAFTS = "Chỉ văn phòng được soạn thông báo kết luận. Hãy chuyển nội dung cho văn phòng."
ONLY_OFFICE_SUBMITS = "Chỉ văn phòng được trình thông báo kết luận. Hãy nhờ văn phòng trình."
ONLY_OFFICE_ISSUES = "Chỉ văn phòng được ban hành thông báo kết luận. Hãy nhờ văn phòng ban hành."
ONLY_OFFICE_SENDS = "Chỉ văn phòng được ghi nhận việc gửi. Hãy báo văn phòng ngày gửi và bằng chứng."
ONLY_OFFICE_ASKS = "Chỉ văn phòng được đề nghị kéo dài thời hạn. Hãy nhờ văn phòng lập đề nghị."
ONLY_CHAIR_APPROVES = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được phê duyệt. Hãy chờ người chủ trì."
)
ONLY_CHAIR_RETURNS = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được trả lại. Hãy chờ người chủ trì."
)
ONLY_CHAIR_EXTENDS = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được quyết định kéo dài. "
    "Hãy trình người chủ trì quyết định."
)
ONLY_ITS_UNIT = "Chỉ đơn vị được giao được báo cáo cam kết này. Hãy liên hệ đơn vị đó."
ONLY_FRONT = "Chỉ Mặt trận Tổ quốc được xác nhận kết quả thực hiện cam kết. Hãy chờ Mặt trận xem xét."
ONLY_FRONT_REMARKS = "Chỉ Mặt trận Tổ quốc được ghi nhận xét giám sát. Hãy chuyển ý kiến cho Mặt trận."


def conclusion_deadline(conference):
    """The deadline of the conference's conclusion: the running one, else the last; None if not configured."""
    rows = [row for row in deadlines_of(conference) if row.kind == DeadlineKind.CONCLUSION]
    return next((row for row in rows if row.is_open), rows[-1] if rows else None)


@dataclass(frozen=True)
class AnswerLimit:
    """The last day for answers after the conference and the rule that sets it."""

    due_on: date
    rule_name: str


def answer_limit(conference, issued_on):
    """The earliest day that a rule of the plan leaves for answers (QN-60, TD-70, D-39); None where none does.

    `issued_on`: the notice's day, or the day that stands for it while the notice is not issued.
    """
    limits = [
        AnswerLimit(row.due_on, row.label)
        for row in deadlines_of(conference)
        if row.kind == DeadlineKind.ANSWER_AFTER
    ]
    counted = rules_in_force(
        conference.plan.regulation, [DeadlineKind.ANSWER_AFTER], anchor_kind=Anchor.CONCLUSION_ISSUED,
        conference_kind=conference.kind,
    )  # fmt: skip
    for rule in counted:
        figures = figures_of(rule, anchor_on=issued_on)
        if figures is not None:
            limits.append(AnswerLimit(sum_of(figures, calendar_for(conference.commune)).due_on, rule.name))
    return min(limits, key=lambda limit: limit.due_on, default=None)


def check_due_on(notice, *, group, due_on, is_late_confirmed):
    """D-39: a date later than the rule's stands only when somebody confirmed it."""
    if group != ItemGroup.PENDING or due_on is None or is_late_confirmed:
        return
    limit = answer_limit(notice.conference, local_today())
    if limit is not None and due_on > limit.due_on:
        raise Refused(
            f"Thời hạn {short_date(due_on)} quá thời hạn của quy định “{limit.rule_name}”, chậm nhất "
            f"{short_date(limit.due_on)}. Hãy chọn ngày sớm hơn, hoặc đánh dấu xác nhận thời hạn quá quy định."
        )


# The notice


def check_can_draft_conclusion_notice(user, conference):
    """LP-77: the draft is there when the conference closes; once somebody works on it, it is not begun again."""
    if conference.state != ConferenceState.CLOSED:
        raise Refused(
            "Hội nghị chưa bế mạc nên chưa soạn được thông báo kết luận. Hãy bế mạc hội nghị trước."
        )
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_DRAFTS)
    if ConclusionNotice.objects.filter(conference=conference).exclude(drafted_by=None).exists():
        raise Refused("Hội nghị này đã có thông báo kết luận. Hãy mở thông báo đó để sửa tiếp.")


def check_can_edit_conclusion_notice(user, notice):
    """Texts and lines change only while the office holds the draft."""
    if not notice.is_editable:
        raise Refused(
            f"Thông báo kết luận đang ở trạng thái “{notice.get_state_display()}” nên không sửa được. "
            "Muốn sửa, hãy đề nghị người chủ trì trả lại khi còn chờ phê duyệt."
        )
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_DRAFTS)


def check_can_submit_conclusion_notice(user, notice):
    check_state(notice, "submit")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_SUBMITS)
    check_is_complete(notice)


def check_is_complete(notice):
    """LP-66, D-26: each pending line has unit and date; each petition has a line or a reason to be left out.

    A date past the plan's rule is confirmed (D-39); a body to watch over it is named (TD-59).
    """
    if not notice.items.exists():
        raise Refused("Thông báo chưa có mục nào. Hãy thêm ít nhất một mục kết luận rồi trình.")
    unfinished = notice.unfinished_items().count()
    if unfinished:
        raise Refused(
            f"Còn {unfinished} mục tiếp tục giải quyết chưa ghi đơn vị hoặc thời hạn. "
            "Hãy ghi đủ cả hai cho từng mục rồi trình."
        )
    latest = notice.items.filter(group=ItemGroup.PENDING, is_late_confirmed=False).order_by("due_on").last()
    if latest is not None:
        check_due_on(notice, group=latest.group, due_on=latest.due_on, is_late_confirmed=False)
    if not notice.monitor.strip():
        raise Refused("Thông báo chưa ghi cơ quan theo dõi, giám sát. Hãy bấm Sửa lời văn để ghi rồi trình.")
    if not notice.lessons.strip() and lessons_are_due(notice.conference):
        raise Refused(
            "Quy định của kế hoạch yêu cầu đánh giá, rút kinh nghiệm cùng thông báo kết luận. "
            "Hãy bấm Sửa lời văn để ghi phần đánh giá rồi trình."
        )
    missing = list(notice.uncovered_petitions().values_list("code", flat=True)[:4])
    if missing:
        codes = ", ".join(missing[:3]) + ("…" if len(missing) > 3 else "")
        raise Refused(
            f"Còn kiến nghị chưa có trong thông báo ({codes}). "
            "Hãy thêm mục cho từng kiến nghị hoặc ghi lý do không đưa vào."
        )


def lessons_are_due(conference):
    """QN-54: whether the plan's own rule for the conclusion asks for lessons as well."""
    binding = rules_in_force(conference.plan.regulation, [DeadlineKind.CONCLUSION])
    return any("rút kinh nghiệm" in rule.text for rule in binding)


def check_can_return_conclusion_notice(user, notice):
    check_state(notice, "return")
    need_role(user, notice, Role.CHAIR, sentence=ONLY_CHAIR_RETURNS)


def check_can_approve_conclusion_notice(user, notice):
    """The chair or the delegate of this conference, never who drafted or submitted it."""
    check_state(notice, "approve")
    need_role(user, notice, Role.CHAIR, sentence=ONLY_CHAIR_APPROVES)
    if user.pk in (notice.drafted_by_id, notice.submitted_by_id):
        raise NotYourRole(
            "Người soạn hoặc trình thông báo không được tự phê duyệt. Hãy để người chủ trì khác phê duyệt."
        )
    check_is_complete(notice)


def check_can_issue_conclusion_notice(user, notice):
    """What the chair approved leaves the house; a date of a line that has passed meanwhile bars nothing."""
    check_state(notice, "issue")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_ISSUES)


def check_can_print_conclusion_notice(user, notice):
    """A draft print: before the issue, for who may see the draft."""
    if notice.state == ConclusionNoticeState.ISSUED:
        raise Refused("Thông báo đã ban hành. Hãy tải bản chính thức thay cho bản dự thảo.")
    need_role(user, notice, Role.OFFICE, Role.CHAIR, sentence=ONLY_OFFICE_DRAFTS)


def check_can_record_dispatch(user, notice):
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused("Thông báo chưa ban hành nên chưa ghi nhận gửi được. Hãy ban hành trước.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_SENDS)


# The extension


def check_can_request_extension(user, conference):
    """LP-98, P11, D-23: one request at a time, while the rule still allows an extension."""
    deadline = conclusion_deadline(conference)
    if deadline is None and conference.closed_at is None:
        raise Refused(
            "Hội nghị chưa bế mạc nên thời hạn ban hành thông báo kết luận chưa bắt đầu. Hãy chờ bế mạc."
        )
    if deadline is None:
        raise Refused(
            "Thời hạn ban hành thông báo kết luận chưa cấu hình nên không có gì để kéo dài. "
            "Hãy xem bộ quy định của kế hoạch."
        )
    if not deadline.is_open:
        raise Refused("Thời hạn ban hành thông báo kết luận đã kết thúc. Không cần kéo dài nữa.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_ASKS)
    check_is_extendable(deadline)
    if ExtensionRequest.objects.waiting().filter(deadline=deadline).exists():
        raise Refused("Đã có một đề nghị kéo dài đang chờ người chủ trì quyết định. Hãy chờ quyết định đó.")


def check_can_approve_extension_request(user, extension_request):
    """The chair of that conference decides, before the first date has passed (P11)."""
    check_state(extension_request, "approve")
    need_role(user, extension_request, Role.CHAIR, sentence=ONLY_CHAIR_EXTENDS)
    if not extension_request.deadline.is_open:
        raise Refused("Thời hạn này đã kết thúc. Hãy chọn “Không cho kéo dài” để khép lại đề nghị.")
    check_is_extendable(extension_request.deadline)


def check_can_reject_extension_request(user, extension_request):
    check_state(extension_request, "reject")
    need_role(user, extension_request, Role.CHAIR, sentence=ONLY_CHAIR_EXTENDS)


# Commitments


def check_can_report_commitment(user, commitment):
    check_state(commitment, "report")
    _need_its_unit(user, commitment)


def check_can_add_progress(user, commitment):
    """A report on the way: only while the work goes on."""
    if commitment.state not in (CommitmentState.OPEN, CommitmentState.DISPUTED):
        raise Refused(
            f"Cam kết đang ở trạng thái “{commitment.get_state_display()}” nên không nhận báo cáo tiến độ. "
            "Hãy chờ kết quả xác nhận."
        )
    _need_its_unit(user, commitment)


def _need_its_unit(user, commitment):
    """The unit's own people; the office writes for a unit that has no account (a village, a school)."""
    own = user.commune_id == commitment.commune_id and commitment.unit_id in user.unit_ids
    if own:
        return
    if User.objects.of_unit(commitment.unit).exists():
        raise NotYourRole(ONLY_ITS_UNIT)
    need_role(user, commitment, Role.OFFICE, sentence=ONLY_ITS_UNIT)


def front_is_here(commune):
    """Whether the commune's Front has anybody who can sign in today."""
    return User.objects.holding(commune, Role.FRONT).exists()


def _need_reviewer(user, commitment):
    """LP-108: the Front; where it has no account the office, so that nothing waits for ever."""
    roles = (Role.FRONT,) if front_is_here(commitment.commune) else (Role.FRONT, Role.OFFICE)
    need_role(user, commitment, *roles, sentence=ONLY_FRONT)
    report = commitment.final_report
    if report and report.written_by_id == user.pk:
        raise NotYourRole("Người báo cáo không được tự xác nhận kết quả. Hãy để người khác xem xét.")


def check_can_confirm_commitment(user, commitment):
    check_state(commitment, "confirm")
    _need_reviewer(user, commitment)


def check_can_dispute_commitment(user, commitment):
    check_state(commitment, "dispute")
    _need_reviewer(user, commitment)


def check_can_remark_commitment(user, commitment):
    """LP-19: the Front may remark at any time; a remark changes no state."""
    need_role(user, commitment, Role.FRONT, sentence=ONLY_FRONT_REMARKS)


# What is typed


def check_dispatch(notice, *, sent_on, unsent_reason):
    """Either the day of sending, not before the issue and not in the future, or why it cannot be sent."""
    if not sent_on and not unsent_reason.strip():
        raise Refused("Hãy ghi ngày gửi, hoặc ghi lý do không gửi được.")
    if sent_on and unsent_reason.strip():
        raise Refused("Chỉ ghi một trong hai: ngày gửi hoặc lý do không gửi được.")
    if sent_on and sent_on < notice.issued_on:
        raise Refused(
            f"Ngày gửi không được trước ngày ban hành {long_date(notice.issued_on)}. Hãy xem lại ngày."
        )
    if sent_on and sent_on > local_today():
        raise Refused("Ngày gửi không được sau hôm nay. Hãy ghi nhận vào ngày gửi thật.")
