"""The papers about petitions before the conference: what stands in each. No numbering, no freezing, no pages."""

from feedback.documents.answering import ANSWERING_REPORT, OPTIONS
from feedback.documents.assigning import ASSIGNMENT
from feedback.documents.consolidated import CONSOLIDATED_REPORT, consolidated_report_html, excerpt_of
from feedback.documents.letters import ANSWER
from feedback.documents.situation import ORIENTATION, SITUATION
from feedback.documents.survey import SURVEY_REPORT

# Papers of this room (documents.catalogue), in the order of requirements C: 14 to 21.
TYPES = (
    CONSOLIDATED_REPORT, SURVEY_REPORT, ASSIGNMENT, OPTIONS, ANSWER, ANSWERING_REPORT, ORIENTATION, SITUATION,
)  # fmt: skip

__all__ = ["TYPES", "consolidated_report_html", "excerpt_of"]
