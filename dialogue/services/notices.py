"""The public notice: drafted from the conference, issued as a paper, published, superseded when the day moves."""

from functools import partial

from django.db import transaction

from core.clock import local_today
from core.editing import save_edit
from core.log import record
from core.refusals import Refused
from core.uploads import attach
from core.vietnamese import long_date
from core.workflow import move
from deadlines.models import Deadline
from deadlines.services import meet_deadline
from deadlines.states import DeadlineKind
from dialogue import rules
from dialogue.documents import default_notice_text, notice_excerpt, public_notice_html, signer_of
from dialogue.models import Publication, PublicNotice
from documents.services import issue_paper
from documents.states import PaperKind


@transaction.atomic
def draft_public_notice(*, conference, actor):
    """A draft whose facts (time, place, participants, content) are the conference's own (LP-53)."""
    rules.check_can_draft_public_notice(actor, conference)
    notice = PublicNotice.objects.create(
        commune=conference.commune, conference=conference, text=default_notice_text(conference)
    )
    record(actor=actor, action="public_notice.draft", subject=notice, sentence="đã soạn thông báo công khai")
    return notice


@transaction.atomic
def edit_public_notice(*, public_notice, version, text, actor):
    rules.check_can_edit_public_notice(actor, public_notice)
    return save_edit(
        public_notice, actor=actor, version=version, values={"text": text}, action="public_notice.edit",
        sentence="đã sửa lời thông báo",
    )  # fmt: skip


@transaction.atomic
def issue_public_notice(*, public_notice, actor):
    """Number and freeze the paper; it names the day that holds now, for good (P10)."""
    rules.check_can_issue_public_notice(actor, public_notice)
    conference, today = public_notice.conference, local_today()
    signer_name, signer_title = signer_of(conference)
    paper = issue_paper(
        kind=PaperKind.PUBLIC_NOTICE, subject=public_notice, body=conference.plan.body, sign="TB",
        build=partial(public_notice_html, public_notice), excerpt=notice_excerpt(conference), issued_on=today,
        signer_name=signer_name, signer_title=signer_title, commune=conference.commune, actor=actor,
    )  # fmt: skip
    move(
        public_notice, "issue", actor=actor, note=f"Số {paper.number_text}",
        paper=paper, issued_on=today, names_on=conference.held_on,
    )  # fmt: skip
    return public_notice


@transaction.atomic
def record_publication(*, public_notice, channel, published_on, proof="", file=None, actor):
    """One channel with its day and proof; with the first the notice's deadline is met on that day (LP-53)."""
    rules.check_can_record_publication(actor, public_notice)
    _check_publication(public_notice, published_on, proof, file)
    publication = Publication.objects.create(
        commune=public_notice.commune, notice=public_notice, channel=channel, published_on=published_on,
        proof=proof.strip(), recorded_by=actor,
    )  # fmt: skip
    if file is not None:
        attach(
            subject=public_notice,
            file=file,
            actor=actor,
            commune=public_notice.commune,
            note=str(publication),
        )
    record(
        actor=actor, action="public_notice.publish", subject=public_notice, note=publication.proof,
        sentence=f"đã ghi nhận công khai qua {publication.get_channel_display().lower()} {long_date(published_on)}",
    )  # fmt: skip
    conference = public_notice.conference
    for deadline in Deadline.objects.about(conference).of_kind(DeadlineKind.NOTICE).open():
        meet_deadline(deadline=deadline, on=published_on, actor=actor)
    return publication


def _check_publication(notice, published_on, proof, file):
    if published_on > local_today():
        raise Refused(f"{rules.capital_day(published_on)} chưa tới. Chỉ ghi nhận lần công khai đã diễn ra.")
    if published_on < notice.issued_on:
        raise Refused(
            f"Ngày công khai đứng trước ngày ban hành thông báo, {long_date(notice.issued_on)}. Hãy xem lại ngày."
        )
    if not proof.strip() and file is None:
        raise Refused(
            "Chưa có bằng chứng. Hãy ghi đường dẫn, số phát sóng, người xác nhận, hoặc gửi kèm tệp."
        )


@transaction.atomic
def supersede_public_notice(*, public_notice, reason, actor):
    """The day has moved: the issued paper stays on record but no longer counts (P10)."""
    rules.check_can_supersede_public_notice(actor, public_notice)
    move(public_notice, "supersede", actor=actor, note=reason)
    return public_notice
