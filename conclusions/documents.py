"""The conclusion notice as an official paper: what stands in it and who signs. No freezing, no numbering."""

from conclusions.rules import conclusion_deadline
from conclusions.states import ItemGroup
from core.states import Role
from documents.faces import PaperFace
from documents.render import paper_html

TEMPLATE = "conclusions/paper_conclusion_notice.html"
EXTRACT = "conclusions/paper_extract.html"


def excerpt_of(notice):
    """ "Kết luận của Chủ tịch UBND xã tại Hội nghị đối thoại …"."""
    chair = notice.conference.chair_title or "người chủ trì"
    return f"Kết luận của {chair}\ntại {notice.conference.title}"[:500]


def signer_of(notice):
    """Name and title lines of who approved: the chair, a deputy (KT.) or another delegate (TUQ.) (LP-68)."""
    person = notice.approved_by
    head = notice.conference.plan.signer_title or "CHỦ TỊCH"
    post = person.main_post
    if Role.CHAIR in person.roles or post is None:
        return person.full_name, head
    if post.title.startswith("Phó"):
        return person.full_name, f"KT. {head}\n{_bare(post.title)}"
    return person.full_name, f"TUQ. {head}\n{_bare(post.title)}"


def _bare(title):
    """ "Phó Chủ tịch UBND xã" -> "Phó Chủ tịch": the body already stands in the heading."""
    return title.split(" UBND")[0].split(" Ủy ban")[0]


def conclusion_notice_html(notice, face):
    """The whole paper; names, phones and addresses of petitioners never stand in it (LP-33)."""
    items = list(notice.items.select_related("unit"))
    deadline = conclusion_deadline(notice.conference)
    context = {
        "notice": notice,
        "conference": notice.conference,
        "answered": [item for item in items if item.group == ItemGroup.ANSWERED],
        "pending": [item for item in items if item.group == ItemGroup.PENDING],
        "upward": [item for item in items if item.group == ItemGroup.UPWARD],
        "extension": deadline if deadline is not None and deadline.is_extended else None,
        "recipients": _recipients(items),
    }
    return paper_html(TEMPLATE, context, face)


def _recipients(items):
    units = {item.unit.official_name: None for item in items if item.group == ItemGroup.PENDING and item.unit}
    return [
        "Cấp ủy, chính quyền cấp trên (để báo cáo)",
        "Ban Xây dựng Đảng Đảng ủy xã, Ủy ban MTTQ Việt Nam xã (để theo dõi, giám sát)",
        *[f"{name} (để thực hiện)" for name in units],
        "Tập thể, cá nhân có kiến nghị tại hội nghị",
        "Lưu: VT",
    ]


def extract_html(dispatch, items):
    """What one petitioner is sent: an extract of the issued notice with only that person's matters (LP-95)."""
    notice = dispatch.notice
    paper = notice.paper
    face = PaperFace(
        commune=notice.commune, kind=paper.kind, body=paper.body, sign="TB", excerpt=excerpt_of(notice),
        number=paper.number, issued_on=paper.issued_on, signer_name=paper.signer_name, signer_title=paper.signer_title,
    )  # fmt: skip
    context = {"notice": notice, "dispatch": dispatch, "items": items, "paper": paper}
    return paper_html(EXTRACT, context, face)

# Papers of this room (documents.catalogue).
TYPES = ()
