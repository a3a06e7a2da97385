"""Reads over the signatures of papers: which file stands for a paper now, what its page shows."""

from documents.models import PaperSignature


def signed_pdf_of(paper):
    """The file to hand on: the newest digitally signed PDF, else the newest scan that is a PDF, else the frozen PDF.

    A storage file as of any FileField (`.open("rb")`, `.name`, `.size`), false where the PDF is not made yet.
    """
    rows = list(PaperSignature.objects.filter(paper=paper).order_by("-order"))
    signed = [row for row in rows if row.is_digital] or [row for row in rows if row.content_type == PDF]
    return signed[0].file if signed else paper.pdf


PDF = "application/pdf"
