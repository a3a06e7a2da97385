"""Papers for tests, issued by the room's own service; their subject is a unit, as this room knows no plans."""

from datetime import date

from django.utils.html import escape

from core.models import Unit
from core.states import BodyKind
from documents import services
from documents.render import paper_html
from documents.states import PaperKind

DAY = date(2026, 3, 5)


def a_subject(*, commune):
    return Unit.objects.filter(commune=commune).first()


def plain_build(face, template="documents/paper.html"):
    """The bare paper: head, kind, excerpt, foot."""
    return paper_html(template, {}, face)


def text_build(text):
    """A paper whose body is these paragraphs."""

    def build(face):
        body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        return plain_build(face).replace('<div class="text"></div>', f'<div class="text">{body}</div>')

    return build


def an_issued_paper(*, commune, actor, **more):
    fields = {
        "kind": PaperKind.PUBLIC_NOTICE, "subject": a_subject(commune=commune), "body": BodyKind.UBND, "sign": "TB",
        "build": plain_build, "excerpt": "Về việc tổ chức hội nghị đối thoại", "issued_on": DAY,
        "signer_name": "Trần Chủ Tịch", "signer_title": "CHỦ TỊCH",
    }  # fmt: skip
    return services.issue_paper(commune=commune, actor=actor, **fields | more)


def a_draft_paper(*, commune, actor, **more):
    fields = {
        "kind": PaperKind.PUBLIC_NOTICE, "subject": a_subject(commune=commune), "body": BodyKind.UBND, "sign": "TB",
        "build": plain_build, "excerpt": "Về việc tổ chức hội nghị đối thoại",
    }  # fmt: skip
    return services.print_draft(commune=commune, actor=actor, **fields | more)
