"""Blank forms that people fill in by hand: the opinion form and the speaker's registration."""

from datetime import timedelta

from core.clock import local_today
from core.states import BodyKind
from core.vietnamese import short_date
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from dialogue.documents.facts import excerpt, issuer_of, low, time_words
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage

DAYS_BEFORE = 3  # a form comes back so many days before the conference where no rule says more
FEWEST_FIELDS = 3
LONGEST_FIELD = 60  # letters of a field that still fits a column


def begin_opinion_form(conference, about=""):
    """Respondent, hamlet or unit, field, content, proposal; back by the plan's own day (C-9, LP-80, TD-39)."""
    issuer, back = issuer_of(conference), back_on(conference)
    text = (
        f"{issuer} chuẩn bị tổ chức {low(conference.title)}. Để hội nghị nói đúng, nói trúng điều mọi người quan tâm, xin "
        "ông/bà cho biết ý kiến, kiến nghị của mình theo các mục dưới đây. Ông/bà đánh dấu X vào ô phù hợp và viết vào "
        "dòng chấm; có thể viết tiếp ra mặt sau."
    )
    places = f"Trưởng thôn, Ban Công tác Mặt trận thôn hoặc {conference.plan.organiser.official_name}"
    values = {"back_on": back.isoformat() if back else "", "back_to": places}
    return Begin(excerpt(f"Phục vụ {low(conference.title)}"), text, values=values)


def back_on(conference):
    """The last day on time: the running duty to collect, else some days before the conference; None undated."""
    duty = Deadline.objects.about(conference).of_kind(DeadlineKind.COLLECTION).open().earliest_first().first()
    if duty is not None:
        return duty.due_on
    if conference.held_on is None:
        return None
    return max(conference.held_on - timedelta(days=DAYS_BEFORE), min(local_today(), conference.held_on))


def opinion_html(draft, face):
    conference = draft.subject
    back = draft.values.get("back_on") or ""
    context = {"fields": fields_of(conference), "time": time_words(conference), "back": _day(back)}
    return draft_html(draft, face, template="dialogue/papers/opinion_form.html", **context)


def fields_of(conference):
    """What a respondent ticks: the target's own fields, else every field of petitions; "khác" stays (TD-20)."""
    topics = conference.target.topics.all() if conference.target else ()
    named = [field for topic in topics for field in topic.fields]
    # A plan that lists its topics shortly names the fields by them (TD-27 to TD-34).
    for own in (named, [topic.text.rstrip(".;") for topic in topics]):
        short = [field for field in own if len(field) <= LONGEST_FIELD and "khác" not in field]
        if len(short) > FEWEST_FIELDS:
            return [field[:1].upper() + field[1:] for field in dict.fromkeys(short)]
    # The fields of petitions are the next room's; it ties its rows to us, not we to it.
    choices = conference.petitions.model._meta.get_field("field").choices
    return [label for value, label in choices if value != "other"]


def _day(text):
    """A day kept as 2026-05-15 as papers write it; what else was typed stands as it is."""
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else text


def begin_speaker_form(conference, about=""):
    """Name, hamlet or unit, content, time wanted; the order is given by who collates (C-10, LP-81)."""
    held = f" trước ngày {short_date(conference.held_on)}" if conference.held_on else " trước ngày hội nghị"
    who = (
        "Ban Xây dựng Đảng"
        if conference.plan.body == BodyKind.PARTY
        else conference.plan.organiser.official_name
    )
    text = f"Phiếu gửi về {who}{held}, hoặc nộp cho bộ phận tổng hợp tại hội trường."
    return Begin(excerpt(conference.title), text, values={"copies": "2"})


def speaker_html(draft, face):
    copies = range(2 if draft.values.get("copies") == "2" else 1)
    return draft_html(draft, face, template="dialogue/papers/speaker_form.html", copies=copies)


TYPES = (
    PaperType(
        PaperKind.OPINION_FORM, 9, PaperStage.COLLECT, opinion_html, begin_opinion_form, heading="PHIẾU XIN Ý KIẾN",
        has_signature=False,
        fields=(
            DraftField("back_on", "Gửi lại chậm nhất ngày", "date", help="Lấy từ thời hạn thu thập của kế hoạch, nếu có."),
            DraftField("back_to", "Nơi nhận lại phiếu"),
        ),
        help="Một tờ phát cho người dân hoặc cán bộ, giáo viên; lĩnh vực lấy từ chỉ tiêu của kế hoạch.",
    ),
    PaperType(
        PaperKind.SPEAKER_FORM, 10, PaperStage.COLLECT, speaker_html, begin_speaker_form,
        heading="PHIẾU ĐĂNG KÝ PHÁT BIỂU", has_signature=False,
        fields=(
            DraftField(
                "copies", "Số phiếu trên một tờ A4", "choice",
                choices=(("2", "Hai phiếu, cắt đôi"), ("1", "Một phiếu")),
            ),
        ),
        help="Ghi lại vào hàng chờ phát biểu ở trang Ngày hội nghị.",
    ),
)  # fmt: skip
