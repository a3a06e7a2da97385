"""Petitions left out or left for later, and the supplement that speaks about those (D-23)."""

from django.db import transaction
from django.db.models import Max

from conclusions import rules
from conclusions.documents import chairs_of
from conclusions.models import ConclusionItem, ConclusionNotice, Omission
from conclusions.queries.record import lines_of_record
from conclusions.services.confirmations import forget_item
from conclusions.services.drafting import take_in_hand
from core.clock import local_today
from core.log import record
from core.refusals import Refused
from core.vietnamese import paper_date


@transaction.atomic
def omit_petition(*, notice, petition, actor, reason, is_deferred=False):
    """Leave one petition out with a reason, or for the supplement within the extended period; its lines go."""
    rules.check_can_omit_petition(actor, notice, is_deferred=is_deferred)
    if not reason.strip():
        raise Refused("Hãy ghi lý do không đưa kiến nghị này vào thông báo.")
    if not notice.petitions_to_cover().filter(pk=petition.pk).exists():
        raise Refused("Kiến nghị này không thuộc nội dung của thông báo. Tải lại trang rồi chọn lại.")
    take_in_hand(notice, actor)
    for item in notice.items.filter(petition=petition):
        forget_item(item=item, actor=actor)
        item.delete()
    Omission.objects.update_or_create(
        notice=notice, petition=petition,
        defaults={"reason": reason.strip(), "left_out_by": actor, "is_deferred": is_deferred},
    )  # fmt: skip
    what = "để kết luận ở thông báo bổ sung" if is_deferred else "không đưa vào thông báo kết luận"
    record(
        actor=actor, action="conclusion_notice.omit", subject=notice, note=reason,
        sentence=f"đã {what}: kiến nghị {petition.code}",
    )  # fmt: skip
    return notice


@transaction.atomic
def restore_petitions(*, notice, actor):
    """Take every petition that is still missing into the notice, as the record gives it now."""
    rules.check_can_edit_conclusion_notice(actor, notice)
    missing = set(notice.uncovered_petitions().values_list("pk", flat=True))
    if not missing:
        raise Refused("Mọi kiến nghị đã có trong thông báo hoặc đã ghi lý do. Tải lại trang để xem.")
    take_in_hand(notice, actor)
    last = notice.items.aggregate(last=Max("order"))["last"] or 0
    rows = _rows(notice, missing, last)
    ConclusionItem.objects.bulk_create(rows)
    record(
        actor=actor, action="conclusion_notice.edit", subject=notice,
        sentence=f"đã đưa {len(rows)} kiến nghị còn thiếu vào thông báo kết luận",
    )  # fmt: skip
    return rows


def _rows(notice, petitions, last=0):
    """Unsaved lines for these petitions, as the day's record gives them."""
    lines = lines_of_record(notice.conference, local_today())
    wanted = [line for line in lines if line.petition is not None and line.petition.pk in petitions]
    return [
        ConclusionItem(notice=notice, order=last + place, **vars(line))
        for place, line in enumerate(wanted, start=1)
    ]


@transaction.atomic
def draft_supplement(*, notice, actor):
    """Begin the supplement to an issued notice: the deferred petitions from the record, the same way to its issue."""
    rules.check_can_draft_supplement(actor, notice)
    supplement = ConclusionNotice.objects.create(
        commune=notice.commune, conference=notice.conference, main=notice, drafted_by=actor,
        opening=_opening(notice), monitor=notice.monitor,
    )  # fmt: skip
    rows = _rows(supplement, set(notice.deferrals().values_list("petition", flat=True)))
    ConclusionItem.objects.bulk_create(rows)
    record(
        actor=actor, action="conclusion_notice.draft", subject=supplement,
        sentence="đã lập dự thảo thông báo kết luận bổ sung", note=f"Lấy {len(rows)} mục từ hồ sơ hội nghị.",
    )  # fmt: skip
    return supplement


def _opening(notice):
    """The first paragraph of a supplement: which notice it follows, and why it exists."""
    chairs = chairs_of(notice.conference)
    return (
        f"Tiếp theo Thông báo số {notice.paper.number_text} {paper_date(notice.issued_on)} về kết luận của {chairs} tại "
        f"{notice.conference.title}, sau khi xem xét các nội dung cần thêm thời gian theo thời hạn được kéo dài, {chairs} "
        "kết luận bổ sung như sau:"
    )
