"""Reads over papers for pages and for other rooms."""

from datetime import date

from documents.models import Paper
from documents.states import PaperState


def papers_for(user, values):
    """The list of papers that this person may see, filtered, the newest first."""
    rows = Paper.objects.visible_to(user).light()
    state = values.get("state") or PaperState.ISSUED
    rows = rows.filter(state=state)
    if values.get("kind"):
        rows = rows.filter(kind=values["kind"])
    if values.get("year"):
        start, end = date(values["year"], 1, 1), date(values["year"], 12, 31)
        field = "issued_on" if state == PaperState.ISSUED else "created_at__date"
        rows = rows.filter(**{f"{field}__gte": start, f"{field}__lte": end})
    if values.get("words"):
        rows = rows.matching(values["words"])
    return rows.newest_first()


def papers_of(subject, user):
    """Papers about one thing that this person may see: issued ones first, the newest on top."""
    rows = Paper.objects.visible_to(user).light().about(subject)
    return sorted(rows.newest_first(), key=lambda paper: paper.state != PaperState.ISSUED)
