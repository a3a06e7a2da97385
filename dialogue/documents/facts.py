"""What the conference's papers say alike: whose it is, who presides and signs, when, where, for whom. No papers."""

from core.states import BodyKind, UnitKind
from core.vietnamese import paper_date, weekday
from dialogue.documents.aloud import SESSION_WORDS, day_words, hour_aloud
from documents.models import Paper
from documents.states import PaperEffect, PaperKind
from documents.templatetags.paper import lines
from documents.widths import balanced

EXCERPT_WIDTH = 400  # points: the text block less a decent margin
DOTS = "……………………"
# Papers that lie before the participants (LP-88, LP-89), in the order in which they are put together.
HANDED_OUT = (
    PaperKind.PROGRAMME, PaperKind.HALL_RULES, PaperKind.CONSOLIDATED_REPORT, PaperKind.ANSWERING_REPORT,
    PaperKind.ORIENTATION_REPORT, PaperKind.SITUATION_REPORT, PaperKind.OPINION_FORM, PaperKind.SPEAKER_FORM,
)  # fmt: skip


def issuer_of(conference):
    """ "Ủy ban nhân dân xã Lạc Phượng": whose conference it is."""
    return f"{conference.plan.get_body_display()} {conference.commune}"


def signer_of(conference):
    """(name, title lines) of who signs: the chair; a delegate signs for the head (LP-68)."""
    plan, chair = conference.plan, conference.chair
    name = chair.full_name if chair else plan.signer_name
    heads = [plan.signer_on_behalf, plan.signer_title]
    if conference.delegation_id:
        own = (
            conference.chair_title.removesuffix(f" {conference.commune}")
            .removesuffix(" xã")
            .removesuffix(" UBND")
        )
        heads = [plan.signer_on_behalf, f"KT. {plan.signer_title}", own]
    return name, "\n".join(line for line in heads if line)


def excerpt(text):
    """Lines of nearly one length under the kind of a paper; what its writer broke by hand stays broken."""
    return "\n".join(line for part in lines(text) for line in balanced(part, width=EXCERPT_WIDTH, size=14))


def notice_excerpt(conference):
    return excerpt(f"Về việc tổ chức {low(conference.title)}")


def invitation_excerpt(conference):
    return excerpt(f"Dự {low(conference.title)}")


def low(title):
    """A conference's name inside a sentence."""
    return title[:1].lower() + title[1:]


def kind_of(conference):
    """ "xã", "phường" or "đặc khu"."""
    return conference.commune.get_kind_display()


def time_words(conference):
    """ "08 giờ 00, thứ Hai, ngày 16 tháng 11 năm 2026 (buổi sáng)", with dots for what is not known."""
    hour = hour_words(conference.starts_at)
    if conference.held_on is None:
        return f"{hour}, {paper_date(None)}"
    words = f"{hour}, {weekday(conference.held_on)}, {paper_date(conference.held_on)}"
    if conference.last_day_on and conference.last_day_on > conference.held_on:
        return f"{words}, đến hết {paper_date(conference.last_day_on)}"
    return f"{words} ({conference.get_session_display().lower()})"


def hour_words(moment):
    """ "08 giờ 00" of a time or an instant in local time."""
    return f"{moment:%H} giờ {moment:%M}" if moment else "…… giờ ……"


def spoken_time(conference):
    """The day and hour as a radio speaker reads them, in words; dots where the day is open."""
    day = conference.held_on
    if day is None:
        return "…… giờ, ngày …… tháng …… năm ……"
    part = SESSION_WORDS[conference.session]
    when = day_words(day.day, day.month, day.year)
    return f"{hour_aloud(conference.starts_at)}, {part} {weekday(day)}, {when}"


def places_of(conference):
    """Where it sits; of two joined halls, which is the main one and which are linked to it (LP-43, LP-44)."""
    names = [venue.name for venue in conference.venues.all()]
    if len(names) < 2:
        return names
    return [f"{names[0]} (điểm cầu chính)", *(f"{name} (điểm cầu)" for name in names[1:])]


def form_words(conference):
    """ "trực tuyến; xã có điểm cầu tại …; đường dẫn: https://…": how people take part (LP-45)."""
    parts = [conference.get_form_display().lower(), conference.form_reason.rstrip(".")]
    parts.append(f"đường dẫn: {conference.online_link}" if conference.online_link else "")
    return "; ".join(part for part in parts if part)


def speech_words(conference):
    """ "không quá 05 phút", or nothing where the chair decides (QN-46)."""
    seconds = conference.speaking_seconds
    return f"không quá {seconds // 60:02d} phút" if seconds and seconds >= 60 else ""


def place_words(conference):
    return "; ".join(places_of(conference)) or DOTS


def presiding(conference):
    """[(name, title)] of who presides: one, or the two heads together (ND-42)."""
    people = [(conference.chair, conference.chair_title), (conference.co_chair, conference.co_chair_title)]
    return [(person.full_name, title) for person, title in people if person]


def plan_words(conference):
    """ "Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã …", dots before its issue."""
    paper = conference.plan.paper
    number, day = (paper.number_text, paper.issued_on) if paper else ("……", None)
    return f"Kế hoạch số {number} {paper_date(day)} của {issuer_of(conference)}"


def plan_words_in_full(conference):
    """The same with what the plan is about."""
    return f"{plan_words(conference)} {low(' '.join(lines(conference.plan.title)))}".rstrip()


def facts_of(conference):
    """What the papers say of the conference: time, place, form, chair, participants, content (LP-50, LP-53)."""
    return {
        "conference": conference,
        "issuer": issuer_of(conference),
        "plan_paper": conference.plan.paper,
        "plan_title": " ".join(lines(conference.plan.title)),
        "time": time_words(conference),
        "places": places_of(conference),
        "form_words": form_words(conference),
        "groups": [group.name for group in conference.groups.all()],
        "content": lines(conference.content),
        "chair": conference.chair,
        "archive": archive_line(conference.plan.body),
    }


def archive_line(body):
    """The last line of Nơi nhận; Party papers stay with the Party's office (official-format)."""
    return "Lưu Văn phòng Đảng ủy" if body == BodyKind.PARTY else "Lưu: VT"


def recipients_of(conference, *more):
    """Nơi nhận of a paper about the conference: those above, the bodies that take part, `more`, the archive."""
    kind, body = kind_of(conference), conference.plan.body
    if body == BodyKind.PARTY:
        heads = f"Thường trực Đảng ủy, HĐND, lãnh đạo UBND {kind}"
    else:
        heads = f"Thường trực Đảng ủy, Thường trực HĐND, lãnh đạo UBND {kind} (để báo cáo)"
    return (
        heads,
        f"Ủy ban MTTQ Việt Nam {kind} và các tổ chức chính trị - xã hội",
        *more,
        archive_line(body),
    )


def invited_units(conference, kinds):
    """Invited bodies of these kinds; before anybody was invited, the commune's own, the service kinds first."""
    invited = [row.unit for row in conference.invitations.select_related("unit") if row.unit_id]
    found = [unit for unit in invited if unit.kind in kinds]
    if not found:
        found = list(conference.commune.units.active().filter(kind__in=kinds).sorted())
    order = list(kinds)
    return sorted(dict.fromkeys(found), key=lambda unit: (order.index(unit.kind), unit.sort_key))


def is_school(unit):
    return unit.kind == UnitKind.SCHOOL


def handed_out(conference):
    """Issued papers that are handed out, the latest of each kind, in their order (LP-89); none that was taken back."""
    rows = (
        Paper.objects.about(conference)
        .issued()
        .filter(kind__in=HANDED_OUT)
        .exclude(effect=PaperEffect.WITHDRAWS)
    )
    gone = [PaperEffect.REPLACES, PaperEffect.WITHDRAWS]
    rows = rows.exclude(corrections__effect__in=gone).light().order_by("issued_on", "pk")
    latest = {row.kind: row for row in rows}
    return [latest[kind] for kind in HANDED_OUT if kind in latest]
