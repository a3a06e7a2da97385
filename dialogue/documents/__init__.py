"""Official papers of the conference as HTML and their place in the catalogue. No numbering, no freezing."""

from dialogue.documents import blanks, briefing, files, hall, minutes, money, notices, people, record, stage
from dialogue.documents.facts import (
    facts_of,
    invitation_excerpt,
    issuer_of,
    notice_excerpt,
    signer_of,
    time_words,
)
from dialogue.documents.notices import default_notice_text, invitations_html, public_notice_html

__all__ = [
    "TYPES", "default_notice_text", "facts_of", "invitation_excerpt", "invitations_html", "issuer_of",
    "notice_excerpt", "public_notice_html", "signer_of", "time_words",
]  # fmt: skip

# Papers of this room (documents.catalogue).
TYPES = (
    *hall.TYPES, *notices.TYPES, *people.TYPES, *blanks.TYPES, *stage.TYPES, *record.TYPES, *minutes.TYPES, *money.TYPES,
    *files.TYPES, *briefing.TYPES,
)  # fmt: skip
