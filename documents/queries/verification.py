"""What anybody may learn of a paper by its code or by the file itself. The content is never shown, only who signed."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from documents.inspection import signatures_in
from documents.models import Paper, PaperSignature
from documents.states import PaperKind, PdfState

# Each save of a PDF ends so; every such place may be the end of what the office issued.
END_OF_FILE = b"%%EOF"
MOST_ENDS = 60
PDF_HEAD = b"%PDF-"
# What is announced to everybody anyway. Of other papers an office may have typed a petitioner's name into the excerpt.
OPEN_KINDS = {
    PaperKind.PLAN, PaperKind.PROGRAMME, PaperKind.PUBLIC_NOTICE, PaperKind.DETAILED_NOTICE, PaperKind.HALL_RULES,
    PaperKind.RADIO_SCRIPT, PaperKind.WEB_TEXT, PaperKind.CONCLUSION_NOTICE, PaperKind.EXTENSION,
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """An issued paper as the public may see it, with its signatures; the excerpt only of kinds that everybody is told."""

    paper: Paper
    rows: list
    excerpt: str

    @property
    def digital(self):
        return [row for row in self.rows if row.is_digital]

    @property
    def scan(self):
        """The scan that stands now, or None."""
        return next((row for row in reversed(self.rows) if not row.is_digital), None)

    @property
    def hashes(self):
        """(what it is, SHA-256) of each file that is this paper, the frozen one first."""
        names = {"person": "Bản có chữ ký số", "seal": "Bản có dấu số", "scan": "Bản quét đã ký"}
        return [
            ("Bản đã chốt khi ban hành", self.paper.pdf_sha256),
            *((names[row.kind], row.sha256) for row in self.rows),
        ]


@dataclass(frozen=True)
class Verdict:
    """What an uploaded file turned out to be: `word` chooses the sentence, `tone` its colour."""

    word: str
    tone: str
    known: Known | None = None
    row: PaperSignature | None = None
    signatures: list = field(default_factory=list)
    error: str = ""


def paper_by_code(code):
    """The Known of an issued paper, or None."""
    paper = _papers().filter(code=code).first()
    return known_of(paper) if paper else None


def known_of(paper):
    rows = list(paper.signatures.in_order())
    is_open = paper.kind in OPEN_KINDS and not paper.has_personal_data
    return Known(paper, rows, paper.excerpt if is_open else "")


def _papers():
    return (
        Paper.objects.light().issued().filter(pdf_state=PdfState.DONE).select_related("commune").with_fate()
    )


def verdict_of(content):
    """Compare with every paper that was issued, byte for byte, and read the signatures of a PDF."""
    ends = _digests(content)
    paper, row, is_whole = _found(ends)
    known = known_of(paper) if paper else None
    if not content.startswith(PDF_HEAD):
        return _of_picture(known, row)
    read = signatures_in(content)
    rows = [_with_times(one) for one in read["signatures"]]
    # Of signatures that were not read nobody says that they hold.
    error = read["error"] or ("heavy" if read.get("is_cut") else "")
    word, tone = _word(known, row, is_whole, rows, error)
    return Verdict(word, tone, known, row, rows, error)


def _digests(content):
    """SHA-256 of the whole file and of its beginnings up to each save, the longest first."""
    digest, place, found = hashlib.sha256(), 0, []
    for _ in range(MOST_ENDS):
        at = content.find(END_OF_FILE, place)
        if at < 0:
            break
        end = at + len(END_OF_FILE)
        digest.update(content[place:end])
        found.append(digest.hexdigest())
        # A line's end belongs to the save that it closes.
        for tail in (b"\r\n", b"\n", b"\r"):
            if content.startswith(tail, end):
                more = digest.copy()
                more.update(tail)
                found.append(more.hexdigest())
        place = end
    return [hashlib.sha256(content).hexdigest(), *reversed(found)]


def _found(digests):
    """(paper, signature row or None, whether it is the whole file) of the longest beginning that an office issued."""
    rows = {row.sha256: row for row in PaperSignature.objects.filter(sha256__in=digests).order_by("pk")}
    papers = {paper.pdf_sha256: paper for paper in _papers().filter(pdf_sha256__in=digests)}
    for digest in digests:
        if row := rows.get(digest):
            return _papers().filter(pk=row.paper_id).first(), row, digest == digests[0]
        if paper := papers.get(digest):
            return paper, None, digest == digests[0]
    return None, None, False


def _of_picture(known, row):
    if known is None:
        return Verdict("unknown_picture", "neutral")
    is_old = known.scan is not None and known.scan.pk != row.pk
    return Verdict("old_scan" if is_old else "scan", "soon" if is_old else "good", known, row)


def _word(known, row, is_whole, signatures, error):
    """One word for the whole file; the page has a sentence for each."""
    is_good = all(one["is_intact"] and not one.get("is_changed_after") for one in signatures)
    if known is None:
        if error:
            return error, "late"
        if not signatures:
            return "unknown", "neutral"
        return ("foreign", "soon") if is_good else ("broken_signature", "late")
    if not is_whole:
        return "changed", "late"
    if row is not None and not row.is_digital:
        return _of_picture(known, row).word, _of_picture(known, row).tone
    newest = known.digital[-1] if known.digital else None
    if row is None and (newest or known.scan):
        return "unsigned", "soon"
    if row is not None and newest and newest.pk != row.pk:
        return "earlier", "soon"
    return "issued", "good"


def _with_times(one):
    """The instants of a signature as such; they come as text."""
    keys = ("signed_at", "timestamped_at", "valid_from", "valid_until")
    return one | {key: datetime.fromisoformat(one[key]) for key in keys if one.get(key)}
