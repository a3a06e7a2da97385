"""The chair's remarks at lines: who writes them, who settles them. No writing."""

from conclusions.models import ItemRemark
from conclusions.states import ConclusionNoticeState
from core.access import need_role
from core.refusals import NotYourRole, Refused
from core.states import Role

ONLY_CHAIR_REMARKS = (
    "Chỉ người chủ trì hội nghị hoặc người được uỷ quyền chủ trì được ghi ý kiến tại mục. "
    "Hãy chuyển ý kiến cho người chủ trì."
)
ONLY_OFFICE_RESOLVES = "Chỉ văn phòng ghi cách xử lý ý kiến của người chủ trì. Hãy chuyển cho văn phòng."


def check_can_remark_conclusion_notice(user, notice):
    """While the notice lies with the chair."""
    if notice.state != ConclusionNoticeState.SUBMITTED:
        raise Refused(
            f"Thông báo kết luận đang ở trạng thái “{notice.get_state_display()}” nên không ghi ý kiến được. "
            "Ý kiến tại mục ghi khi thông báo chờ phê duyệt."
        )
    need_role(user, notice, Role.CHAIR, sentence=ONLY_CHAIR_REMARKS)


def check_can_resolve_item_remark(user, remark):
    """The office says what it did about it; who wrote it may take it back while deciding."""
    if remark.resolved_at is not None:
        raise Refused("Ý kiến này đã xử lý. Tải lại trang để xem cách xử lý.")
    if remark.notice.state == ConclusionNoticeState.SUBMITTED:
        if remark.written_by_id != user.pk:
            raise NotYourRole(
                "Thông báo đang chờ phê duyệt: chỉ người ghi ý kiến rút lại được. Hãy chờ kết quả."
            )
        return
    if not remark.notice.is_editable:
        raise Refused("Thông báo đã duyệt hoặc đã ban hành nên không xử lý ý kiến nữa.")
    need_role(user, remark.notice, Role.OFFICE, sentence=ONLY_OFFICE_RESOLVES)


def open_remarks(notice):
    """What the chair remarked and nobody has settled yet."""
    return ItemRemark.objects.filter(notice=notice, resolved_at=None)


def check_remarks_are_settled(notice):
    """Every remark has been answered before the notice goes to the chair (again), or is approved."""
    count = open_remarks(notice).count()
    if not count:
        return
    if notice.state == ConclusionNoticeState.SUBMITTED:
        raise Refused(
            f"Còn {count} ý kiến tại mục chưa xử lý. Hãy trả lại để văn phòng sửa, hoặc rút ý kiến rồi phê duyệt."
        )
    raise Refused(
        f"Còn {count} ý kiến của người chủ trì chưa xử lý. Hãy ghi cách xử lý từng ý kiến rồi trình lại."
    )
