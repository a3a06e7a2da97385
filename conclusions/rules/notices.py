"""Who may write, submit, decide on and issue a conclusion notice, with the reason if not. No writing."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from conclusions.models import ConclusionItem, ConclusionNotice
from conclusions.models.commitments import heads_the_front
from conclusions.rules.clocks import check_due_on
from conclusions.rules.remarks import check_remarks_are_settled
from conclusions.states import ConclusionNoticeState, ItemGroup, ItemKind
from core.access import need_role
from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.workflow import check_state
from deadlines.services import rules_in_force
from deadlines.states import DeadlineKind
from dialogue.states import ConferenceState

ONLY_OFFICE_DRAFTS = "Chỉ văn phòng được soạn thông báo kết luận. Hãy chuyển nội dung cho văn phòng."
ONLY_OFFICE_SUBMITS = "Chỉ văn phòng được trình thông báo kết luận. Hãy nhờ văn phòng trình."
ONLY_OFFICE_ISSUES = "Chỉ văn phòng được ban hành thông báo kết luận. Hãy nhờ văn phòng ban hành."
ONLY_CHAIR_APPROVES = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được phê duyệt. Hãy chờ người chủ trì."
)
ONLY_CHAIR_RETURNS = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được trả lại. Hãy chờ người chủ trì."
)


# Acts by which somebody has a hand in what the notice says.
WRITING = (
    "conclusion_notice.draft", "conclusion_notice.edit", "conclusion_notice.submit", "conclusion_notice.omit",
    "conclusion_item.remove", "conclusion_item.shift",
)  # fmt: skip


def check_can_draft_conclusion_notice(user, conference):
    """LP-77: the draft is there when the conference closes; once somebody works on it, it is not begun again."""
    if conference.state != ConferenceState.CLOSED:
        raise Refused(
            "Hội nghị chưa bế mạc nên chưa soạn được thông báo kết luận. Hãy bế mạc hội nghị trước."
        )
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_DRAFTS)
    if ConclusionNotice.objects.main().filter(conference=conference).exclude(drafted_by=None).exists():
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
    check_remarks_are_settled(notice)
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
    if not notice.lessons.strip() and not notice.main_id and lessons_are_due(notice.conference):
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
    """The chair or the delegate of this conference, never who wrote any of it or submitted it."""
    check_state(notice, "approve")
    need_role(user, notice, Role.CHAIR, sentence=ONLY_CHAIR_APPROVES)
    if user.pk in writers_of(notice):
        raise NotYourRole(
            "Người soạn, sửa hoặc trình thông báo không được tự phê duyệt. Hãy để người chủ trì khác phê duyệt."
        )
    check_remarks_are_settled(notice)
    check_is_complete(notice)


def writers_of(notice):
    """Keys of everybody who drafted, edited or submitted any of the text, by the log."""
    kinds = ContentType.objects.get_for_models(ConclusionNotice, ConclusionItem)
    written = AuditEntry.objects.filter(
        Q(subject_type=kinds[ConclusionNotice], subject_id=notice.pk, action__in=WRITING)
        | Q(
            subject_type=kinds[ConclusionItem],
            subject_id__in=list(notice.items.values_list("pk", flat=True)),
            action__startswith="conclusion_item.",
        )
    )
    known = set(written.exclude(actor=None).values_list("actor", flat=True))
    return known | ({notice.drafted_by_id, notice.submitted_by_id} - {None})


def check_can_issue_conclusion_notice(user, notice):
    """What the chair approved leaves the house; a date of a line that has passed meanwhile bars nothing."""
    check_state(notice, "issue")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_ISSUES)


def check_can_print_conclusion_notice(user, notice):
    """A draft print: before the issue, for who may see the draft."""
    if notice.state == ConclusionNoticeState.ISSUED:
        raise Refused("Thông báo đã ban hành. Hãy tải bản chính thức thay cho bản dự thảo.")
    need_role(user, notice, Role.OFFICE, Role.CHAIR, sentence=ONLY_OFFICE_DRAFTS)


def sees_item(user, item):
    """TD-68: what is said of officials who failed is for the chair, the office, the Front's head and its own unit."""
    is_restricted = item.is_restricted or item.kind == ItemKind.REMEDY
    if not is_restricted or user.roles & {Role.OFFICE, Role.CHAIR} or heads_the_front(user):
        return True
    return item.unit_id in user.unit_ids or bool(user.delegations_now)
