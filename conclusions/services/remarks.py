"""What the chair remarks at a line before deciding, and what the office did about it."""

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.models import ItemRemark
from core.log import record
from core.refusals import Refused

TAKEN_BACK = "Người ghi rút lại."


@transaction.atomic
def remark_conclusion_notice(*, notice, actor, text, item=None):
    """A remark at one line, or at the whole notice; it counts as a reason when the notice is returned."""
    rules.check_can_remark_conclusion_notice(actor, notice)
    if not text.strip():
        raise Refused("Hãy ghi ý kiến rồi gửi.")
    if item is not None and item.notice_id != notice.pk:
        raise Refused("Mục này không thuộc thông báo đang xem. Tải lại trang rồi ghi lại.")
    about = " ".join(item.content.split())[:200] if item is not None else ""
    remark = ItemRemark.objects.create(
        commune=notice.commune, notice=notice, item=item, about=about, text=text.strip(), written_by=actor
    )
    where = "một mục của " if item is not None else ""
    record(
        actor=actor, action="conclusion_notice.remark", subject=notice, note=remark.text,
        sentence=f"đã ghi ý kiến tại {where}thông báo kết luận",
    )  # fmt: skip
    return remark


@transaction.atomic
def resolve_item_remark(*, remark, actor, resolution=""):
    """The office has dealt with it; or its writer takes it back while the notice lies with the chair."""
    rules.check_can_resolve_item_remark(actor, remark)
    is_taken_back = not remark.notice.is_editable
    words = TAKEN_BACK if is_taken_back else resolution.strip() or "Đã sửa theo ý kiến."
    swapped = ItemRemark.objects.filter(pk=remark.pk, resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by=actor, resolution=words[:300]
    )
    if not swapped:
        raise Refused("Ý kiến này vừa được xử lý. Tải lại trang để xem cách xử lý.")
    record(
        actor=actor, action="conclusion_notice.resolve", subject=remark.notice, note=f"{remark.text}\n{words}",
        sentence="đã rút ý kiến" if is_taken_back else "đã xử lý ý kiến của người chủ trì",
    )  # fmt: skip
    remark.refresh_from_db()
    return remark
