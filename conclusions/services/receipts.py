"""Around the ledger of recipients: somebody added by hand, an address, the list to sign and what was signed on it."""

from functools import partial

from django.db import transaction

from conclusions import rules
from conclusions.documents import excerpt_of, receipt_list_html
from conclusions.models import Dispatch
from conclusions.services.dispatches import check_rows, save_rows, settle_clock
from conclusions.states import RecipientKind
from core.clock import local_today
from core.log import record
from core.refusals import Refused
from core.states import Channel
from core.vietnamese import fold
from documents.services import issue_paper
from documents.states import PaperKind


@transaction.atomic
def add_recipient(*, notice, label, reason, email="", unit=None, actor):
    """Somebody whom the procedure does not name gets the notice as well; from then on it waits for them too."""
    rules.check_can_record_dispatch(actor, notice)
    label = " ".join((label or (unit.official_name if unit else "")).split())
    if not label or not reason.strip():
        raise Refused("Hãy ghi tên nơi nhận và lý do gửi thêm.")
    known = {fold(row.label) for row in notice.dispatches.all()}
    if fold(label) in known:
        raise Refused(f"“{label}” đã có trong danh sách nơi nhận. Hãy ghi nhận việc gửi ở dòng đó.")
    row = Dispatch.objects.create(
        commune=notice.commune, notice=notice, kind=RecipientKind.OTHER, label=label[:250], unit=unit,
        email=(email or (unit.email if unit else "")).lower(), added_reason=reason.strip()[:250],
    )  # fmt: skip
    record(
        actor=actor, action="conclusion_notice.recipient", subject=notice, note=reason,
        sentence="đã thêm một nơi nhận thông báo kết luận",
    )  # fmt: skip
    settle_clock(notice, actor)
    return row


@transaction.atomic
def set_dispatch_address(*, dispatch, email, actor):
    """Where letters to this recipient go from now on; what has gone out stays as it was."""
    rules.check_can_record_dispatch(actor, dispatch.notice)
    if dispatch.is_public:
        raise Refused("Dòng công khai không gửi thư nên không có địa chỉ. Hãy chọn một nơi nhận.")
    if email.lower() == dispatch.email:
        return dispatch
    Dispatch.objects.filter(pk=dispatch.pk).update(email=email.lower())
    dispatch.email = email.lower()
    # The address itself stays out of the log: it may be a citizen's.
    what = "đã ghi địa chỉ thư" if email else "đã bỏ địa chỉ thư"
    record(
        actor=actor,
        action="conclusion_notice.address",
        subject=dispatch.notice,
        sentence=f"{what} của một nơi nhận",
    )
    return dispatch


@transaction.atomic
def print_receipt_list(*, notice, rows, copies, actor):
    """A list for signing with the chosen recipients, frozen with its day; its PDF follows from the worker."""
    rules.check_can_record_dispatch(actor, notice)
    check_rows(notice, rows)
    if any(row.is_public for row in rows):
        raise Refused("Dòng công khai không có người ký nhận. Hãy bỏ chọn các dòng đó rồi in.")
    return issue_paper(
        kind=PaperKind.RECEIPT_LIST, subject=notice, body=notice.conference.plan.body, sign="",
        build=partial(receipt_list_html, notice, rows, copies), excerpt=excerpt_of(notice), issued_on=local_today(),
        signer_name="", signer_title="", commune=notice.commune, actor=actor, has_personal_data=True,
    )  # fmt: skip


@transaction.atomic
def record_receipts(*, notice, receipts, actor):
    """What was signed: [(dispatch, day, by whom)]; who was not recorded as served was so by hand on that day."""
    rules.check_can_record_dispatch(actor, notice)
    rows = [row for row, _, _ in receipts]
    if not rows:
        raise Refused("Hãy đánh dấu ít nhất một nơi đã ký nhận.")
    check_rows(notice, rows)
    for row, day, by in receipts:
        rules.check_receipt(row, day)
        row.received_on, row.received_by = day, by.strip()[:200]
        if row.sent_on is None:
            row.sent_on, row.channel, row.unsent_reason = day, Channel.BY_HAND, ""
            row.proof = "Danh sách ký nhận"
        row.recorded_by, row.recorded_on = actor, local_today()
    save_rows(rows)
    record(
        actor=actor, action="conclusion_notice.receipt", subject=notice,
        sentence=f"đã ghi nhận {len(rows)} nơi ký nhận thông báo kết luận",
    )  # fmt: skip
    settle_clock(notice, actor)
    return notice
