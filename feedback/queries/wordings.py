"""Earlier words of a petition: what was taken out of it may be for fewer eyes than what is left (LP-29). No writing."""

from core.access import has_role
from core.log import history_of
from core.states import Role
from feedback.models import Petition

WORDS = Petition._meta.get_field("content").verbose_name  # as the log calls them


def earlier_words(user, petition):
    """(the text before anything was split off, the log's entries) as far as this person may read them.

    The office and the chair read all. Others read that the words were changed, but not from what: a name may have
    been taken out, or a matter that few may read split off.
    """
    entries = list(history_of(petition))
    if has_role(user, petition, Role.OFFICE, Role.CHAIR):
        return petition.original_content, entries
    # The line quotes the words for which it was restricted; that it was is told by the line that lifted it.
    entries = [entry for entry in entries if entry.action != "petition.restrict" or petition.is_restricted]
    for entry in entries:
        entry.changes = {label: pair for label, pair in entry.changes.items() if label != WORDS}
    return "", entries
