"""Reads over the signatures of papers: which file stands for a paper now, what its pages show."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from core.clock import local_today
from core.providers import WorkItem
from core.refusals import NotYourRole, Refused
from core.states import BodyKind, Role
from core.vietnamese import lower_first
from documents import rules
from documents.models import Paper, PaperSignature
from documents.states import PaperState, SignatureKind

PDF = "application/pdf"
# Older papers are signed when somebody opens them; the desk asks for the new ones.
RECENT, MOST_ITEMS = timedelta(days=30), 20


def signed_pdf_of(paper):
    """The file to hand on: the newest digitally signed PDF, else the newest scan that is a PDF, else the frozen PDF.

    A storage file as of any FileField (`.open("rb")`, `.name`, `.size`), false where the PDF is not made yet.
    """
    return _newest(list(paper.signatures.in_order()), paper)


def _newest(rows, paper):
    signed = [row for row in rows if row.is_digital] or [row for row in rows if row.content_type == PDF]
    return signed[-1].file if signed else paper.pdf


@dataclass(frozen=True)
class Step:
    """One act of signing that this person may do, or why not."""

    label: str
    url: str
    reason: str
    icon: str
    is_main: bool


def signature_panel(user, paper):
    """What documents/signatures_panel.html draws: rows (the newest scan told from older ones), steps, the state."""
    rows = list(PaperSignature.objects.filter(paper=paper).select_related("signed_by").in_order())
    scans = [row.pk for row in rows if not row.is_digital]
    return {
        "paper": paper,
        "is_signable": paper.state == PaperState.ISSUED,
        "rows": rows,
        "old_scans": set(scans[:-1]),
        "steps": _steps(user, paper, rows) if paper.state == PaperState.ISSUED else [],
        "has_digital": len(scans) < len(rows),
        "has_scan": bool(scans),
    }


def _steps(user, paper, rows):
    """What is done already is left out: the row above says it."""
    is_sealed = any(row.kind == SignatureKind.SEAL for row in rows)
    has_signed = any(row.kind == SignatureKind.PERSON and row.signed_by_id == user.pk for row in rows)
    done = {"paper_sign": is_sealed or has_signed, "paper_seal": is_sealed}
    acts = (
        ("Ký số", "paper_sign", rules.check_can_sign_paper, "pencil-square", True),
        ("Đóng dấu số", "paper_seal", rules.check_can_seal_paper, "check-badge", True),
        ("Đưa bản quét đã ký lên", "scan_attach", rules.check_can_attach_scan, "arrow-up-tray", False),
    )
    steps = []
    for label, name, check, icon, is_main in acts:
        if done.get(name):
            continue
        try:
            check(user, paper)
            reason = ""
        except NotYourRole:
            continue
        except Refused as refusal:
            reason = refusal.sentence
        steps.append(Step(label, reverse(name, args=[paper.pk]), reason, icon, is_main))
    return steps


def places_left(paper):
    """How many sheets one name signs, and whose names stand there without a digital signature."""
    names = list(dict.fromkeys(place["name"] for place in paper.sign_places if place["name"]))
    done = {row.place_name for row in paper.signatures.by_people()}
    return {
        "sheets": len(paper.sign_places) - len(names) + 1,
        "unsigned": [name for name in names if name not in done],
    }


def signing_items(user):
    """Work of the desk: papers to seal after their signer; papers to sign, for who has signed digitally before.

    A commune without certificates is never asked for either.
    """
    if not user.roles & {Role.OFFICE, Role.FRONT, Role.CHAIR}:
        return []
    papers, since = Paper.objects.visible_to(user).light(), local_today() - RECENT
    bodies = [
        body for body in BodyKind if (Role.FRONT if body == BodyKind.FRONT else Role.OFFICE) in user.roles
    ]
    to_seal = papers.filter(body__in=bodies, issued_on__gte=since).to_be_sealed() if bodies else []
    items = [_item("Đóng dấu số", "paper_seal", paper) for paper in to_seal[:MOST_ITEMS]]
    if PaperSignature.objects.by_people().filter(signed_by=user).exists():
        own = papers.filter(signer_name=user.full_name, issued_on__gte=since).to_be_signed()
        items += [_item("Ký số", "paper_sign", paper) for paper in own.order_by("pk")[:MOST_ITEMS]]
    return items


def _item(act, name, paper):
    words = f"{act}: {lower_first(str(paper))}"
    return WorkItem(words, reverse(name, args=[paper.pk]), act, why=paper.excerpt, group="Văn bản")
