"""The papers from the conclusion on: what stands in each. No numbering, no freezing, no pages."""

from conclusions.documents import answers, decisions, front, letters, results
from conclusions.documents.notice import (
    EXTRACTS,
    NOTICE,
    chairs_of,
    conclusion_notice_html,
    excerpt_of,
    extract_html,
    extracts_of,
    signer_of,
)
from conclusions.documents.receipts import RECEIPTS, receipt_list_html

# Papers of this room (documents.catalogue), in the order of requirements C: 26 to 37 and 41.
TYPES = (
    NOTICE, decisions.EXTENSION, EXTRACTS, RECEIPTS, decisions.ASSIGNMENT_AFTER, letters.UPWARD_LETTER,
    letters.TRANSFER_LETTER, letters.POLICY_PROPOSAL, answers.ANSWER_AFTER, results.RESULTS_REPORT,
    results.UPWARD_REPORT, results.LESSONS, front.FORM, front.RESULT, front.CRITICISM, front.SUPERVISION,
)  # fmt: skip

__all__ = [
    "TYPES", "chairs_of", "conclusion_notice_html", "excerpt_of", "extract_html", "extracts_of", "receipt_list_html", "signer_of",
]  # fmt: skip
