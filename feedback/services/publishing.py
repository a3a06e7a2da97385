"""Results to the people: sent to the petitioner, shown to everybody, taken back, rated."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.access import allowed
from core.clock import local_today
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.states import Role
from core.workflow import move
from feedback import rules
from feedback.queries.publishing import people_behind
from feedback.redaction import standing_in
from feedback.services.batches import for_each
from feedback.services.reopening import reopen_petition
from feedback.states import Satisfaction

NOTHING_NEW = (
    "Kết quả này đã gửi người kiến nghị và phần công khai không có gì mới. "
    "Muốn thôi công khai, hãy dùng nút “Thôi công khai” và ghi lý do."
)


@transaction.atomic
def publish_petition(*, petition, actor, is_public=False, public_content="", public_answer=""):
    """Show the result on the petitioner's tracking page and, if so decided, to everybody without names.

    May be done again to make public what only the petitioner could read, or to change the public words.
    A new result after a reopening asks for a new opinion: the old one stays in the log.
    """
    rules.check_can_publish_petition(actor, petition)
    fields = {"published_at": petition.published_at or timezone.now()}
    if petition.published_at is None:
        fields |= {"satisfaction": "", "satisfaction_note": "", "satisfied_on": None}
    if is_public:
        standing = standing_in(f"{public_content}\n\n{public_answer}", people_behind(petition))
        rules.check_public_part(petition, content=public_content, answer=public_answer, standing=standing)
        words = {"public_content": public_content.strip(), "public_answer": public_answer.strip()}
        fields |= {"is_public": True, **words}
    if all(getattr(petition, name) == value for name, value in fields.items()):
        raise Refused(NOTHING_NEW)
    note = "Gửi người kiến nghị và công khai, không nêu tên." if is_public else "Gửi người kiến nghị."
    move(petition, "publish", actor=actor, note=note, **fields)
    return petition


@transaction.atomic
def publish_petitions(*, petitions, actor):
    """Send a batch of results to their petitioners: all of them or, with every obstacle named, none."""
    for_each(petitions, lambda petition: publish_petition(petition=petition, actor=actor))
    return len(petitions)


@transaction.atomic
def unpublish_petition(*, petition, reason, actor, is_taken_back=False):
    """No longer for everybody; `is_taken_back`: nor for the petitioner, as if it had not been sent."""
    rules.check_can_unpublish_petition(actor, petition)
    is_taken_back = is_taken_back or not petition.is_public
    if is_taken_back:
        rules.check_can_take_back_petition(actor, petition)
    if not reason.strip():
        raise Refused("Hãy ghi lý do thôi công khai; lý do được lưu trong nhật ký.")
    fields = {"is_public": False} | ({"published_at": None} if is_taken_back else {})
    what = "Thu hồi cả kết quả đã gửi người kiến nghị. " if is_taken_back else ""
    move(petition, "unpublish", actor=actor, note=f"{what}{reason}", **fields)
    return petition


@transaction.atomic
def rate_petition(*, petition, satisfaction, note="", actor=None):
    """Record what the petitioner thinks of the result; `actor` None: typed by themselves on the tracking page.

    The first time that they are not satisfied opens the petition again; after that it is recorded, and office
    and chair are told.
    """
    rules.check_can_rate_petition(actor, petition)
    rules.check_rating(satisfaction, note)
    how = "Văn phòng ghi thay" if actor else "Người kiến nghị tự ghi trên trang tra cứu"
    label = Satisfaction(satisfaction).label.lower()
    words = f"{how}: {label}. {note.strip()}".strip()
    move(
        petition, "rate", actor=actor, note=words,
        satisfaction=satisfaction, satisfaction_note=note.strip(), satisfied_on=local_today(),
    )  # fmt: skip
    if satisfaction == Satisfaction.UNSATISFIED:
        if allowed(rules.check_can_reopen_petition, None, petition):
            reopen_petition(petition=petition, reason=f"Người kiến nghị chưa hài lòng: {note.strip()}")
        else:
            _tell_of_second(petition, note)
    return petition


def _tell_of_second(petition, note):
    notify(
        User.objects.holding(petition.commune, Role.OFFICE, Role.CHAIR),
        key=f"petition:{petition.pk}:unsatisfied:{petition.version}",
        title=f"Người kiến nghị vẫn chưa hài lòng: {petition.public_label}",
        body=f"Ý kiến: {note.strip()}" if not petition.is_restricted else "Mở kiến nghị để xem ý kiến.",
        link=reverse("petition_detail", args=[petition.pk]),
    )
