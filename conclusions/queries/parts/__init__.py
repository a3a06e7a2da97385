"""What each part of a notice's page reads. One file per part; whoever owns the part owns its file and its template.

`part(notice, user)` of `queries/parts/<name>.py` is `part` in `templates/conclusions/parts/<name>.html`, which the
page includes in its own place. A part that has nothing to show gives {} and its template draws nothing.
"""

from conclusions.queries.parts import commitments, dispatches, publication, submissions

PARTS = {
    "dispatches": dispatches.part,
    "publication": publication.part,
    "submissions": submissions.part,
    "commitments": commitments.part,
}


def parts_for(notice, user):
    """name -> context of that part; nothing of what follows the issue is read before it."""
    if notice.paper_id is None:
        return {name: {} for name in PARTS}
    return {name: part(notice, user) for name, part in PARTS.items()}
