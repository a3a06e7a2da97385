"""The first draft of the conclusion notice: there when the conference closes, taken anew while nobody works on it."""

from django.db import transaction

from conclusions import rules
from conclusions.documents import chairs_of
from conclusions.models import ConclusionItem, ConclusionNotice
from conclusions.queries.record import lines_of_record
from core.clock import local_today
from core.log import record
from core.refusals import Refused
from core.sealing import check_unsealed
from core.vietnamese import paper_date
from core.workflow import CHANGED_STATE
from feedback.documents.words import body_words

# What the chair takes in comes before the single lines (TD-56, LP-31); the office words it afterwards.
GENERAL = (
    "Hội nghị diễn ra dân chủ, công khai, thẳng thắn, đúng chương trình. Người chủ trì tiếp thu các ý kiến, kiến nghị hợp "
    "pháp, chính đáng của Nhân dân; giao các cơ quan, đơn vị giải quyết, trả lời theo các nội dung dưới đây."
)


def draft_on_close(*, conference, actor):
    """The draft exists at once when the conference closes (settings.ON_CLOSE, LP-77); nobody has written it yet."""
    if ConclusionNotice.objects.main_of(conference) is None:
        _fill(ConclusionNotice(commune=conference.commune, conference=conference), actor=None)


@transaction.atomic
def draft_conclusion_notice(*, conference, actor):
    """Begin to write the notice of a closed conference, its lines filled from the record as it stands now (LP-94).

    The draft that the closing left is taken in hand, and read from the record anew: petitions may have been answered
    since.
    """
    rules.check_can_draft_conclusion_notice(actor, conference)
    known = ConclusionNotice.objects.main_of(conference)
    if known is not None and not take_in_hand(known, actor):
        # Read from the record anew, it would lose what that person has written since.
        raise Refused("Người khác vừa bắt đầu soạn thông báo này. Hãy tải lại trang và mở thông báo đó.")
    notice = known or ConclusionNotice(commune=conference.commune, conference=conference, drafted_by=actor)
    return _fill(notice, actor=actor)


def _fill(notice, *, actor):
    """Write the draft's words and lines from the record; lines of an untouched draft are replaced."""
    conference = notice.conference
    notice.opening, notice.general = _opening(conference), GENERAL
    notice.monitor = f"Ủy ban Mặt trận Tổ quốc Việt Nam và Ban Xây dựng Đảng {conference.commune}"
    notice.save()
    notice.items.all().delete()
    lines = lines_of_record(conference, local_today())
    rows = [
        ConclusionItem(notice=notice, order=order, **vars(line)) for order, line in enumerate(lines, start=1)
    ]
    ConclusionItem.objects.bulk_create(rows)
    how = "Lập khi bế mạc: lấy" if actor is None else "Lấy"
    record(
        actor=actor, action=f"conclusion_notice.{'draft' if actor else 'prepare'}", subject=notice,
        sentence="đã lập dự thảo thông báo kết luận", note=f"{how} {len(rows)} mục từ hồ sơ hội nghị.",
    )  # fmt: skip
    return notice


def take_in_hand(notice, actor):
    """Who first works on the draft that the closing left is its drafter, and it is not read from the record again.

    Holds it until the act is done, so that it is not submitted in the midst of an edit. Returns whether this person is
    the first. Raises Refused where it has been submitted meanwhile.
    """
    check_unsealed(notice)
    held = ConclusionNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if held.state != notice.state:
        # Submitted since this request read it: nothing slips into the text that the chair already has.
        raise Refused(CHANGED_STATE)
    is_first = bool(ConclusionNotice.objects.filter(pk=notice.pk, drafted_by=None).update(drafted_by=actor))
    if is_first:
        notice.drafted_by = actor
    return is_first


def _opening(conference):
    """The first paragraph as such notices begin: when, where, who held and who chaired it."""
    body = body_words(conference)
    venues = " và ".join(venue.name for venue in conference.venues.all())
    where = f", tại {venues}" if venues else ""
    chair = chairs_of(conference)
    presides = "đồng chủ trì" if conference.is_co_chaired else "chủ trì"
    when = f"Ngày {paper_date(conference.held_on).removeprefix('ngày ')}"
    if conference.ends_on != conference.held_on:
        when = f"Từ {paper_date(conference.held_on)} đến {paper_date(conference.ends_on)}"
    return (
        f"{when}{where}, {body} tổ chức {conference.title} do {chair} {presides}. "
        f"Sau khi nghe các ý kiến, kiến nghị và nội dung trả lời tại hội nghị, {chair} kết luận như sau:"
    )
