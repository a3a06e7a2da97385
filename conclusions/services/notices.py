"""The conclusion notice from draft to issue."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.documents import chairs_of, conclusion_notice_html, excerpt_of, signer_of
from conclusions.models import ConclusionItem, ConclusionNotice
from conclusions.queries.record import lines_of_record
from conclusions.services.commitments import start_commitments
from conclusions.services.dispatches import list_recipients, settle_clock
from core.clock import local_today
from core.editing import save_edit
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.vietnamese import paper_date
from core.workflow import move
from documents.services import issue_paper, keep_version, keep_version_of, print_draft
from documents.states import PaperKind, VersionStep
from feedback.documents.words import body_words

SIGN = "TB"
# What the chair takes in comes before the single lines (TD-56, LP-31); the office words it afterwards.
GENERAL = (
    "Hội nghị diễn ra dân chủ, công khai, thẳng thắn, đúng chương trình. Người chủ trì tiếp thu các ý kiến, kiến nghị hợp "
    "pháp, chính đáng của Nhân dân; giao các cơ quan, đơn vị giải quyết, trả lời theo các nội dung dưới đây."
)


@transaction.atomic
def draft_conclusion_notice(*, conference, actor):
    """Begin the notice of a closed conference, its lines filled from the day's record (LP-94)."""
    rules.check_can_draft_conclusion_notice(actor, conference)
    notice = ConclusionNotice.objects.create(
        commune=conference.commune,
        conference=conference,
        drafted_by=actor,
        opening=_opening(conference),
        general=GENERAL,
        monitor=f"Ủy ban Mặt trận Tổ quốc Việt Nam và Ban Xây dựng Đảng {conference.commune}",
    )
    lines = lines_of_record(conference, local_today())
    rows = [
        ConclusionItem(notice=notice, order=order, **vars(line)) for order, line in enumerate(lines, start=1)
    ]
    ConclusionItem.objects.bulk_create(rows)
    record(
        actor=actor, action="conclusion_notice.draft", subject=notice,
        sentence="đã lập dự thảo thông báo kết luận", note=f"Lấy {len(rows)} mục từ hồ sơ hội nghị.",
    )  # fmt: skip
    return notice


def _opening(conference):
    """The first paragraph as such notices begin: when, where, who held and who chaired it."""
    body = body_words(conference)
    venue = conference.venues.first()
    where = f", tại {venue.name}" if venue else ""
    chair = chairs_of(conference)
    presides = "đồng chủ trì" if conference.is_co_chaired else "chủ trì"
    when = f"Ngày {paper_date(conference.held_on).removeprefix('ngày ')}"
    if conference.ends_on != conference.held_on:
        when = f"Từ {paper_date(conference.held_on)} đến {paper_date(conference.ends_on)}"
    return (
        f"{when}{where}, {body} tổ chức {conference.title} do {chair} {presides}. "
        f"Sau khi nghe các ý kiến, kiến nghị và nội dung trả lời tại hội nghị, {chair} kết luận như sau:"
    )


@transaction.atomic
def edit_conclusion_notice(*, conclusion_notice, actor, version, **values):
    """Change opening, general part, lessons, monitor; the second of two people is told, with both texts."""
    rules.check_can_edit_conclusion_notice(actor, conclusion_notice)
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
    """Give the draft back to the office with what to change."""
    notice = conclusion_notice
    rules.check_can_return_conclusion_notice(actor, notice)
    if not reason.strip():
        raise Refused("Hãy ghi lý do trả lại để văn phòng biết cần sửa gì.")
    entry = move(notice, "return", actor=actor, note=reason, return_reason=reason)
    keep_version_of(**_paper(notice, actor), step=VersionStep.RETURNED, note=reason)
    _tell_office(notice, entry, "Thông báo kết luận bị trả lại", reason)
    return notice


@transaction.atomic
def approve_conclusion_notice(*, conclusion_notice, actor):
    """The chair, or the delegate of this conference, approves; the office may then issue."""
    notice = conclusion_notice
    rules.check_can_approve_conclusion_notice(actor, notice)
    entry = move(notice, "approve", actor=actor, approved_by=actor, approved_at=timezone.now())
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
    list_recipients(notice, actor)
    start_commitments(notice, actor)
    settle_clock(notice, actor)
    return notice


@transaction.atomic
def print_conclusion_notice(*, conclusion_notice, actor):
    """A print of the draft, marked as such and without a number."""
    rules.check_can_print_conclusion_notice(actor, conclusion_notice)
    return print_draft(**_paper(conclusion_notice, actor))


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
