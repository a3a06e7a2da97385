"""What a notice may leave for its supplement, who writes that, and when both are out (D-23). No writing."""

from conclusions.models import ConclusionNotice
from conclusions.rules.clocks import conclusion_deadline
from conclusions.rules.notices import ONLY_OFFICE_DRAFTS, check_can_edit_conclusion_notice
from conclusions.states import ConclusionNoticeState
from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date


def check_can_omit_petition(user, notice, *, is_deferred=False):
    """A petition stays out of the notice for a reason; to the supplement only within a granted extension (D-23)."""
    check_can_edit_conclusion_notice(user, notice)
    if is_deferred:
        check_may_defer(notice)


def check_may_defer(notice):
    """The main notice alone, once the chair has granted the longer period."""
    if notice.main_id:
        raise Refused(
            "Đây đã là thông báo bổ sung nên không để lại nội dung nào nữa. "
            "Hãy kết luận nội dung này, hoặc ghi lý do không đưa vào."
        )
    deadline = conclusion_deadline(notice.conference)
    if deadline is None or not deadline.is_extended:
        raise Refused(
            "Chỉ để lại cho thông báo bổ sung khi người chủ trì đã cho kéo dài thời hạn kết luận. "
            "Hãy trình đề nghị kéo dài trước."
        )


def check_can_draft_supplement(user, notice):
    """Begun once the main notice is out; the office words it, as it did the main one."""
    if notice.main_id:
        raise Refused("Đây đã là thông báo bổ sung. Mỗi thông báo kết luận chỉ có một bản bổ sung.")
    if notice.state != ConclusionNoticeState.ISSUED:
        raise Refused(
            "Thông báo kết luận chưa ban hành. Hãy ban hành thông báo này trước rồi soạn bản bổ sung."
        )
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE_DRAFTS)
    if not notice.deferrals().exists():
        raise Refused(
            "Thông báo này không để lại kiến nghị nào cho bản bổ sung. Nội dung đã ban hành thì đính chính bằng văn bản mới."
        )
    if supplement_of(notice) is not None:
        raise Refused("Thông báo này đã có bản bổ sung. Hãy mở bản đó để soạn tiếp.")


def supplement_of(notice):
    """The supplement as it stands in the database, or None."""
    return ConclusionNotice.objects.filter(main=notice.pk).first()


def concluded_on(notice):
    """The day on which the last compulsory recipient had the last part of the conclusion; None while one is missing.

    A notice that left petitions for its supplement is not concluded until the supplement is out and sent too (D-23).
    """
    main = ConclusionNotice.objects.get(pk=notice.main_id or notice.pk)
    days = [main.dispatched_on]
    if main.deferrals().exists():
        supplement = supplement_of(main)
        days.append(supplement.dispatched_on if supplement else None)
    return max(days) if all(days) else None


def supplement_due_on(notice):
    """The day until which the supplement has to be out and sent: the extended one (D-23)."""
    deadline = conclusion_deadline(notice.conference)
    return deadline.due_on if deadline is not None else None


def later_words(notice):
    """ "thứ Năm, 04/06/2026": the later date that the main notice names for what it left; "" without a date."""
    day = supplement_due_on(notice)
    return long_date(day) if day else ""
