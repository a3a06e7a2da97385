"""The Front goes and looks, says what it finds of each line, and lists what it will supervise in a year."""

from django.db import transaction

from conclusions import rules
from conclusions.models import ItemReview, SiteVisit, SupervisionItem
from conclusions.services.commitments import (
    confirm_commitment,
    dispute_commitment,
    remark_commitment,
    unit_and_office,
)
from conclusions.states import ItemOpinion, Verdict
from core.clock import local_today
from core.log import differences, record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.pictures import plain_photo
from core.refusals import Refused
from core.states import Role
from core.uploads import attach
from core.vietnamese import short_date

MOST_PHOTOS = 8
WORDS = {
    "year": "năm", "programme": "chương trình", "planned_on": "dự kiến giám sát ngày", "content": "nội dung",
}  # fmt: skip
BY_VERDICT = {
    Verdict.CONFIRMED: lambda visit, text, actor: confirm_commitment(
        commitment=visit.commitment, actor=actor, text=text, visit=visit
    ),
    Verdict.DISPUTED: lambda visit, text, actor: dispute_commitment(
        commitment=visit.commitment, actor=actor, reason=text, visit=visit
    ),
    Verdict.REMARK: lambda visit, text, actor: remark_commitment(
        commitment=visit.commitment, actor=actor, text=text, visit=visit
    ),
}


@transaction.atomic
def visit_commitment(
    *, commitment, actor, visited_on, place, findings, people="", photos=(), verdict="", text=""
):
    """Write down a visit with its photographs, and the verdict that follows from it (LP-19, LP-108).

    `verdict`: of states.Verdict, or "" where nothing is concluded yet; its words are `text`, else the findings.
    """
    rules.check_can_visit_commitment(actor, commitment)
    _check_visit(commitment, visited_on, place, findings, photos)
    pictures = [plain_photo(photo) for photo in photos]
    visit = SiteVisit.objects.create(
        commune=commitment.commune, commitment=commitment, visited_on=visited_on, place=place.strip(),
        people=people.strip(), findings=findings.strip(), on_behalf=rules.body_of(actor, commitment),
        written_by=actor,
    )  # fmt: skip
    record(
        actor=actor, action="commitment.visit", subject=commitment, note=visit.findings,
        sentence=f"đã kiểm tra thực địa ngày {short_date(visited_on)} tại {visit.place}",
    )  # fmt: skip
    for number, picture in enumerate(pictures, start=1):
        note = f"Ảnh {number}, kiểm tra ngày {short_date(visited_on)}"
        attach(subject=visit, file=picture, actor=actor, commune=visit.commune, note=note)
    if verdict:
        BY_VERDICT[verdict](visit, text.strip() or visit.findings, actor)
    notify(
        unit_and_office(commitment), key=f"commitment.visit:{visit.pk}", body=visit.findings, link=page_for(commitment),
        title=f"{visit.on_behalf} đã kiểm tra thực địa",
    )  # fmt: skip
    return visit


def _check_visit(commitment, visited_on, place, findings, photos):
    issued_on = commitment.item.notice.issued_on
    if visited_on > local_today():
        raise Refused("Ngày đi thực địa không thể sau hôm nay. Hãy ghi sau khi đã đi.")
    if issued_on and visited_on < issued_on:
        raise Refused(
            f"Ngày đi thực địa phải từ ngày ban hành thông báo kết luận ({short_date(issued_on)}) trở đi."
        )
    if not place.strip() or not findings.strip():
        raise Refused("Hãy ghi địa điểm và kết quả kiểm tra.")
    if commitment.visits.filter(visited_on=visited_on, findings=findings.strip()).exists():
        raise Refused("Lần kiểm tra này đã được ghi rồi. Hãy mở trang cam kết để xem.")
    if len(photos) > MOST_PHOTOS:
        raise Refused(f"Mỗi lần kiểm tra gửi không quá {MOST_PHOTOS} ảnh.")


@transaction.atomic
def review_item(*, item, actor, opinion, text=""):
    """The Front's dated opinion of one line; it changes no state and nobody edits it (LP-108)."""
    rules.check_can_review_item(actor, item)
    text = text.strip()
    if not text and opinion != ItemOpinion.SATISFIED:
        raise Refused("Hãy ghi rõ nội dung chưa đạt hoặc nội dung nhận xét.")
    review = ItemReview.objects.create(
        commune=item.notice.commune, item=item, opinion=opinion, text=text, reviewed_on=local_today(),
        reviewer=actor, on_behalf=rules.body_of(actor, item),
    )  # fmt: skip
    record(
        actor=actor, action="supervision.review_item", subject=item, note=text,
        sentence=f"đã ghi ý kiến giám sát “{review.get_opinion_display()}”",
    )  # fmt: skip
    if opinion != ItemOpinion.SATISFIED and not item.is_restricted:
        people = User.objects.holding(item.notice.commune, Role.OFFICE)
        notify(
            people, key=f"item_review:{review.pk}", title=f"{review.on_behalf} có ý kiến giám sát về một mục kết luận",
            body=text, link=page_for(item.notice),
        )  # fmt: skip
    return review


@transaction.atomic
def add_supervision_items(*, commitments, year, actor, programme="", planned_on=None):
    """Put promises into the Front's programme of a year (TD-88); returns how many were not in it yet."""
    rows = [row for row in commitments if not row.supervision_items.filter(year=year).exists()]
    if not rows:
        raise Refused(f"Các cam kết đã chọn đều có trong chương trình giám sát năm {year}.")
    for row in rows:
        rules.check_can_plan_supervision(actor, row)
        SupervisionItem.objects.create(
            commune=row.commune, commitment=row, year=year, programme=programme.strip(), planned_on=planned_on,
            content=row.content, added_by=actor, added_on=local_today(),
        )  # fmt: skip
        record(
            actor=actor, action="commitment.supervise", subject=row, note=programme,
            sentence=f"đã đưa vào chương trình giám sát năm {year}",
        )  # fmt: skip
    return len(rows)


@transaction.atomic
def edit_supervision_item(*, supervision_item, actor, programme, planned_on, content):
    """The Front's own plan may change; what changed is in the log."""
    row = supervision_item
    rules.check_can_plan_supervision(actor, row)
    if not content.strip():
        raise Refused("Hãy ghi nội dung giám sát.")
    values = {"programme": programme.strip(), "planned_on": planned_on, "content": content.strip()}
    changes = differences({name: getattr(row, name) for name in values}, values, WORDS)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    record(
        actor=actor, action="commitment.supervise_edit", subject=row.commitment, changes=changes,
        sentence=f"đã sửa nội dung trong chương trình giám sát năm {row.year}",
    )  # fmt: skip
    return row


@transaction.atomic
def remove_supervision_item(*, supervision_item, actor, reason):
    """Out of the programme, with the reason."""
    row = supervision_item
    rules.check_can_plan_supervision(actor, row)
    if not reason.strip():
        raise Refused("Hãy ghi lý do đưa ra khỏi chương trình giám sát.")
    record(
        actor=actor, action="commitment.unsupervise", subject=row.commitment, note=reason,
        sentence=f"đã đưa ra khỏi chương trình giám sát năm {row.year}",
    )  # fmt: skip
    row.delete()
