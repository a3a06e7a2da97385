"""The conclusion notice under the pen, approved, issued; how its first draft comes about is in `drafting`."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.documents import conclusion_notice_html, excerpt_of, signer_of
from conclusions.services.commitments import start_commitments
from conclusions.services.confirmations import lapse_all
from conclusions.services.dispatches import list_recipients, settle_clock
from conclusions.services.drafting import take_in_hand
from conclusions.services.submissions import open_submissions
from core.clock import local_today
from core.editing import save_edit
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.workflow import move
from deadlines.services import record_breach
from documents.services import issue_paper, keep_version, keep_version_of, print_draft
from documents.states import PaperKind, VersionStep

SIGN = "TB"


@transaction.atomic
def edit_conclusion_notice(*, conclusion_notice, actor, version, **values):
    """Change opening, general part, lessons, monitor; the second of two people is told, with both texts."""
    rules.check_can_edit_conclusion_notice(actor, conclusion_notice)
    take_in_hand(conclusion_notice, actor)
    return save_edit(
        conclusion_notice,
        actor=actor,
        version=version,
        values=values,
        action="conclusion_notice.edit",
        sentence="đã sửa thông báo kết luận",
    )


@transaction.atomic
def submit_conclusion_notice(*, conclusion_notice, actor):
    """Hand the draft to the chair; refused while a line or a petition is open (LP-66, D-26)."""
    notice = conclusion_notice
    rules.check_can_submit_conclusion_notice(actor, notice)
    take_in_hand(notice, actor)
    entry = move(notice, "submit", actor=actor, submitted_by=actor, return_reason="")
    keep_version_of(**_paper(notice, actor), step=VersionStep.SUBMITTED)
    notify(
        User.objects.holding(notice.commune, Role.CHAIR),
        key=f"conclusion_notice.submit:{entry.pk}",
        title=f"Thông báo kết luận chờ phê duyệt: {notice.conference.title}",
        link=page_for(notice),
    )
    return notice


@transaction.atomic
def return_conclusion_notice(*, conclusion_notice, actor, reason):
    """Give the draft back to the office with what to change; remarks at its lines count as the reason."""
    notice = conclusion_notice
    rules.check_can_return_conclusion_notice(actor, notice)
    remarks = rules.open_remarks(notice).count()
    if not reason.strip() and not remarks:
        raise Refused("Hãy ghi lý do trả lại, hoặc ghi ý kiến tại mục, để văn phòng biết cần sửa gì.")
    reason = reason.strip() or f"Xem {remarks} ý kiến tại các mục."
    entry = move(notice, "return", actor=actor, note=reason, return_reason=reason)
    keep_version_of(**_paper(notice, actor), step=VersionStep.RETURNED, note=reason)
    _tell_office(notice, entry, "Thông báo kết luận bị trả lại", reason)
    return notice


@transaction.atomic
def approve_conclusion_notice(*, conclusion_notice, actor, version=None):
    """The chair, or the delegate of this conference, approves; the office may then issue.

    `version`: of the notice on the page where the decision was made; text submitted anew since is not approved unseen.
    """
    notice = conclusion_notice
    rules.check_can_approve_conclusion_notice(actor, notice)
    if version is not None and version != notice.version:
        raise Refused("Thông báo đã được trình lại sau khi anh/chị mở trang. Hãy xem bản mới rồi quyết định.")
    entry = move(notice, "approve", actor=actor, as_read=True, approved_by=actor, approved_at=timezone.now())
    lapse_all(notice=notice, actor=actor, reason="Thông báo kết luận đã được phê duyệt.")
    keep_version_of(**_paper(notice, actor), step=VersionStep.APPROVED)
    _tell_office(notice, entry, "Thông báo kết luận đã duyệt, chờ ban hành", "")
    return notice


def _tell_office(notice, entry, title, body):
    notify(
        User.objects.holding(notice.commune, Role.OFFICE),
        key=f"{entry.action}:{entry.pk}",
        title=f"{title}: {notice.conference.title}",
        body=body,
        link=page_for(notice),
    )


@transaction.atomic
def issue_conclusion_notice(*, conclusion_notice, actor):
    """Number and freeze the paper, list whom it must reach, start the commitments (LP-94 to LP-97)."""
    notice = conclusion_notice
    rules.check_can_issue_conclusion_notice(actor, notice)
    signer_name, signer_title = signer_of(notice)
    paper = issue_paper(
        **_paper(notice, actor),
        issued_on=local_today(),
        signer_name=signer_name,
        signer_title=signer_title,
    )
    move(notice, "issue", actor=actor, note=str(paper), issued_on=paper.issued_on, paper=paper)
    keep_version(subject=notice, html=paper.html, step=VersionStep.ISSUED, actor=actor)
    record_late_issue(notice)
    list_recipients(notice, actor)
    start_commitments(notice, actor)
    open_submissions(notice, actor)
    settle_clock(notice, actor)
    return notice


@transaction.atomic
def print_conclusion_notice(*, conclusion_notice, actor):
    """A print of the draft, marked as such and without a number."""
    rules.check_can_print_conclusion_notice(actor, conclusion_notice)
    return print_draft(**_paper(conclusion_notice, actor))


def record_late_issue(notice):
    """A notice is not issued late without the breach on the record at once, whether or not a sweep has run since."""
    deadline = rules.conclusion_deadline(notice.conference)
    if deadline is not None:
        record_breach(deadline=deadline)


def _paper(notice, actor):
    return {
        "kind": PaperKind.CONCLUSION_NOTICE,
        "subject": notice,
        "body": notice.conference.plan.body,
        "sign": SIGN,
        "build": partial(conclusion_notice_html, notice),
        "excerpt": excerpt_of(notice),
        "commune": notice.commune,
        "actor": actor,
    }
