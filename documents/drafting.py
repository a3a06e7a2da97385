"""A draft as a paper: its face, its HTML, what every draft's template is given. Nothing is stored here."""

from core.vietnamese import paper_date
from documents.faces import PaperFace
from documents.models import PaperSetting
from documents.render import paper_html

TEMPLATE = "documents/draft_paper.html"


def setting_of(commune, body):
    """The commune's own lines for papers of this body; a blank one where none was saved."""
    found = PaperSetting.objects.filter(commune=commune, body=body).first()
    return found or PaperSetting(commune=commune, body=body)


def plain_face(*, commune, kind, body, sign, excerpt, signer_name="", signer_title=""):
    """The head and foot of a paper that has neither number nor date yet."""
    return PaperFace(
        commune=commune, kind=kind, body=body, sign=sign, excerpt=excerpt, signer_name=signer_name,
        signer_title=signer_title, setting=setting_of(commune, body),
    )  # fmt: skip


def draft_face(draft):
    return plain_face(
        commune=draft.commune, kind=draft.kind, body=draft.body, sign=draft.type.sign, excerpt=draft.excerpt,
        signer_name=draft.signer_name, signer_title=draft.signer_title,
    )  # fmt: skip


def draft_html(draft, face, *, template=TEMPLATE, **context):
    """The paper of a draft: `template` extends documents/draft_paper.html and fills its blocks from `context`.

    Every template has: draft, type, values (the draft's own), subject, addressees, recipients, effect_line, face.
    """
    base = {
        "draft": draft,
        "type": draft.type,
        "values": draft.values,
        "subject": draft.subject,
        "addressees": _lines(draft.addressee),
        "recipients": _lines(draft.recipients),
        "effect_line": effect_line(draft),
    }
    return paper_html(template, base | context, face)


def effect_line(draft):
    """What the paper does to an issued one, as it must say itself: "Thay thế Thông báo số 03/TB-UBND ngày …"."""
    old = draft.corrects
    return f"{draft.get_effect_display()} {old} {paper_date(old.issued_on)}" if old else ""


def preview_html(draft):
    """How the draft would print now."""
    return draft.type.html(draft, draft_face(draft))


def _lines(text):
    return [line.strip().lstrip("-").strip().rstrip(";.,") for line in text.splitlines() if line.strip()]
