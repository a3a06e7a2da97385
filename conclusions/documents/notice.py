"""C-26 and C-28: the conclusion notice and what each petitioner is sent of it. No freezing, no numbering."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse

from conclusions.documents.words import front_of, limit_of, party_board
from conclusions.models import ConclusionNotice
from conclusions.rules import conclusion_deadline, supplement_due_on
from conclusions.states import ConclusionNoticeState, ItemGroup
from core.states import BodyKind, Role
from core.vietnamese import fold, lower_first
from dialogue.documents.facts import archive_line
from documents.catalogue import OwnPaper, OwnRow
from documents.drafting import setting_of
from documents.faces import PaperFace
from documents.render import paper_html
from documents.states import PaperKind, PaperStage
from feedback.documents.words import office_head
from feedback.models import Petitioner

TEMPLATE = "conclusions/papers/conclusion_notice.html"
EXTRACT = "conclusions/papers/extract.html"
S = ConclusionNoticeState
SENDS = {Role.OFFICE}
SEES_NAMES = {Role.OFFICE, Role.CHAIR, Role.FRONT}


def chairs_of(conference):
    """ "Chủ tịch UBND xã", or both heads where two preside (ND-42)."""
    titles = [conference.chair_title, conference.co_chair_title if conference.is_co_chaired else ""]
    return " và ".join(title for title in titles if title) or "người chủ trì"


def excerpt_of(notice):
    """ "Kết luận của Chủ tịch UBND xã tại Hội nghị đối thoại …"; of a supplement "Kết luận bổ sung của …"."""
    what = "Kết luận bổ sung" if notice.main_id else "Kết luận"
    return f"{what} của {chairs_of(notice.conference)}\ntại {notice.conference.title}"[:500]


def signer_of(notice):
    """Name and title lines of who approved: the chair, a deputy (KT.) or another delegate (TUQ.) (LP-68)."""
    person, body = notice.approved_by, notice.conference.plan.body
    behalf, head = head_lines(notice.conference)
    lines = [behalf] if behalf else []
    post = person.main_post
    if Role.CHAIR in person.roles or post is None:
        return person.full_name, "\n".join([*lines, head])
    is_deputy, is_party = post.title.startswith("Phó"), body == BodyKind.PARTY
    mark = {(True, True): "K/T", (True, False): "KT.", (False, True): "T/L", (False, False): "TUQ."}
    return person.full_name, "\n".join([*lines, f"{mark[is_deputy, is_party]} {head}", _bare(post.title)])


def head_lines(conference):
    """("TM. ỦY BAN NHÂN DÂN" or "", "CHỦ TỊCH") of the body: the commune's own lines before the plan's."""
    plan = conference.plan
    own = setting_of(conference.commune, plan.body)
    if own.on_behalf or own.signer_title:
        return own.on_behalf, own.signer_title or plan.signer_title
    return plan.signer_on_behalf, plan.signer_title or (
        "BÍ THƯ" if plan.body == BodyKind.PARTY else "CHỦ TỊCH"
    )


def _bare(title):
    """ "Phó Chủ tịch UBND xã" -> "Phó Chủ tịch": the body already stands in the heading."""
    for body in (" UBND", " Ủy ban", " HĐND", " Hội đồng", " Đảng ủy"):
        title = title.split(body)[0]
    return title


def conclusion_notice_html(notice, face):
    """The whole paper; names, phones and addresses of petitioners never stand in it (LP-33)."""
    items = list(notice.items.select_related("unit").prefetch_related("supporting"))
    deadline = conclusion_deadline(notice.conference)
    context = {
        "notice": notice,
        "conference": notice.conference,
        "answered": [item for item in items if item.group == ItemGroup.ANSWERED],
        "pending": [item for item in items if item.group == ItemGroup.PENDING],
        "upward": [item for item in items if item.group == ItemGroup.UPWARD],
        "limit": limit_of(notice.conference),
        "extension": deadline if deadline is not None and deadline.is_extended else None,
        # By code and field, with the office's own words: what people wrote themselves may name them.
        "deferred": [
            f"{row.petition.public_label}: {lower_first(row.reason.strip().rstrip('.'))}"
            for row in notice.deferrals().select_related("petition").order_by("petition")
        ],
        "later_on": supplement_due_on(notice),
        "recipients": _recipients(notice, items),
    }
    return paper_html(TEMPLATE, context, face)


def _recipients(notice, items):
    pending = [item for item in items if item.group == ItemGroup.PENDING and item.unit]
    units = {item.unit.official_name: None for item in pending}
    helping = {unit.official_name: None for item in pending for unit in item.supporting.all()}
    commune = notice.commune
    return [
        "Cấp ủy, chính quyền cấp trên (để báo cáo)",
        f"{party_board(commune)}, {front_of(commune)} (để theo dõi, giám sát)",
        *[f"{name} (để thực hiện)" for name in units],
        *[f"{name} (để phối hợp)" for name in helping if name not in units],
        "Tập thể, cá nhân có kiến nghị tại hội nghị",
        archive_line(notice.conference.plan.body),
    ]


# --- what one petitioner is sent (C-28) -----------------------------------------------------------------------


def extract_html(dispatch, items):
    """An extract of the issued notice with only that person's matters (LP-95, TD-61)."""
    notice = dispatch.notice
    return _extract(dispatch, items, _extract_face(notice), _sender(notice), _later_people(notice))


def extracts_of(notice):
    """(key, file name, html) of every petitioner's sheet; few queries however many there are."""
    rows = notice.dispatches.exclude(petitioner=None).select_related("petitioner").order_by("pk")
    matters, face, sender = _matters_by_person(notice), _extract_face(notice), _sender(notice)
    later = _later_people(notice)
    for row in rows:
        row.notice = notice
        html = _extract(row, matters[person_key(row.petitioner)], face, sender, later)
        yield f"dispatch-{row.pk}", row.label, html


def _matters_by_person(notice):
    """Whoever raised several matters under one name gets them all in one letter."""
    items = notice.items.exclude(petition=None).select_related("unit", "petition")
    items = list(items.prefetch_related("supporting"))
    raised = defaultdict(set)
    here = Q(petition__conference=notice.conference_id) | Q(
        petition__merged_into__conference=notice.conference_id
    )
    people = Petitioner.objects.filter(here).select_related("petition")
    for person in people:
        # What was merged is answered by the line of the petition that it was merged into.
        raised[person_key(person)] |= {person.petition_id, person.petition.merged_into_id}
    by_person = defaultdict(list)
    for key, petitions in raised.items():
        by_person[key] = [item for item in items if item.petition_id in petitions]
    return by_person


def person_key(person):
    """One letter for one person, however often and however carelessly the name was typed."""
    return fold(person.name), fold(person.hamlet), person.phone


def _extract_face(notice):
    paper = notice.paper
    return PaperFace(
        commune=notice.commune, kind=paper.kind, body=paper.body, sign="TB", excerpt=excerpt_of(notice),
        number=paper.number, issued_on=paper.issued_on, signer_name=paper.signer_name,
        signer_title=paper.signer_title, setting=setting_of(notice.commune, paper.body),
    )  # fmt: skip


def _sender(notice):
    """Who signs the sheets: the head of the office, by order of the head or of the Party's board."""
    conference = notice.conference
    title, name = office_head(conference)
    is_party = conference.plan.body == BodyKind.PARTY
    order = "T/L BAN THƯỜNG VỤ" if is_party else f"TL. {head_lines(conference)[1]}"
    return {"lines": [order, *title.splitlines()], "name": name}


def _later_people(notice):
    """(people whose matter waits for the supplement, the day until which it comes) (D-23)."""
    waiting = Q(petition__in=notice.deferrals().values("petition"))
    waiting |= Q(petition__merged_into__in=notice.deferrals().values("petition"))
    people = {person_key(person) for person in Petitioner.objects.filter(waiting)}
    return people, supplement_due_on(notice) if people else None


def _extract(dispatch, items, face, sender, later):
    notice, (people, later_on) = dispatch.notice, later
    context = {
        "notice": notice, "dispatch": dispatch, "items": items, "paper": notice.paper, "sender": sender,
        "archive": archive_line(face.body), "waits": person_key(dispatch.petitioner) in people, "later_on": later_on,
    }  # fmt: skip
    return paper_html(EXTRACT, context, face)


# --- where they stand on the page of all papers ---------------------------------------------------------------

WORDS = {
    S.DRAFT: "đang soạn",
    S.SUBMITTED: "chờ người chủ trì phê duyệt",
    S.RETURNED: "bị trả lại, đang sửa",
    S.APPROVED: "đã duyệt, chờ ban hành",
}


def _seen(conference, user):
    return ConclusionNotice.objects.visible_to(user).select_related("paper").main_of(conference)


def notice_rows(conference, user):
    notice = _seen(conference, user)
    if notice is None:
        return [OwnRow("none", "Chưa lập")]
    supplements = ConclusionNotice.objects.visible_to(user).filter(main=notice).select_related("paper")
    return [_notice_row(row) for row in (notice, *supplements)]


def _notice_row(notice):
    url = reverse("conclusion_notice_detail", args=[notice.pk])
    what = "bản bổ sung " if notice.main_id else ""
    if notice.paper is None:
        return OwnRow("draft", f"{what}{WORDS[notice.state]}", url)
    words = f"{what}số {notice.paper.number_text}, ngày {notice.issued_on:%d/%m/%Y}"
    return OwnRow("issued", words, url, paper=notice.paper)


def extract_rows(conference, user):
    """Names stand on that page: only who sends or supervises the sending gets the link."""
    notice = _seen(conference, user)
    if notice is None or notice.paper is None or not user.roles & SEES_NAMES:
        return [OwnRow("none", "Có khi thông báo kết luận đã ban hành")]
    people = notice.dispatches.exclude(petitioner=None)
    count, missing = people.count(), people.missing().count()
    if not count:
        return [OwnRow("none", "Không có người kiến nghị")]
    url = reverse("dispatch_record" if user.roles & SENDS else "conclusion_notice_detail", args=[notice.pk])
    words = f"{count} người kiến nghị, {f'còn {missing} chưa gửi' if missing else 'đã gửi đủ'}"
    return [OwnRow("draft" if missing else "issued", words, url)]


NOTICE = OwnPaper(
    kind=PaperKind.CONCLUSION_NOTICE,
    row=26,
    stage=PaperStage.CONCLUDE,
    rows=notice_rows,
    help="Nội dung tiếp thu; đã giải quyết; chưa giải quyết kèm đơn vị, biện pháp, thời hạn; nơi theo dõi, giám sát.",
)
EXTRACTS = OwnPaper(
    kind=PaperKind.PETITIONER_NOTICE,
    row=28,
    stage=PaperStage.CONCLUDE,
    rows=extract_rows,
    help="Mỗi người, tập thể kiến nghị một bản, chỉ có nội dung của họ; in từng bản hoặc in tất cả một lượt.",
)
