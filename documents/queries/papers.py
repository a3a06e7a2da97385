"""Reads over papers for pages and for other rooms."""

from datetime import date

from documents.faces import bare_sign, number_text_of
from documents.models import NumberRegister, Paper
from documents.states import PaperState


def papers_for(user, values):
    """The list of papers that this person may see, filtered, the newest first."""
    rows = Paper.objects.visible_to(user).light()
    state = values.get("state") or PaperState.ISSUED
    rows = rows.filter(state=state)
    if values.get("scope") == "sent":
        rows = rows.sent_to_units_of(user)
    elif values.get("scope") == "unread":
        rows = rows.unread_by_units_of(user)
    if values.get("kind"):
        rows = rows.filter(kind=values["kind"])
    if values.get("year"):
        start, end = date(values["year"], 1, 1), date(values["year"], 12, 31)
        field = "issued_on" if state == PaperState.ISSUED else "created_at__date"
        rows = rows.filter(**{f"{field}__gte": start, f"{field}__lte": end})
    if values.get("words"):
        rows = rows.matching(values["words"])
    return rows.with_fate().newest_first()


def papers_of(subject, user):
    """Papers about one thing that this person may see: issued ones first, the newest on top."""
    rows = Paper.objects.visible_to(user).light().about(subject)
    return sorted(rows.newest_first(), key=lambda paper: paper.state != PaperState.ISSUED)


def next_number_text(*, commune, body, sign, period):
    """What the next paper of this kind would be numbered now; somebody else may be quicker."""
    row = NumberRegister.objects.filter(
        commune=commune, body=body, sign=bare_sign(body, sign), period=period
    ).first()
    return number_text_of(body, sign, (row.last_number if row else 0) + 1)
