"""What the other concerns of this room show on a commitment's page: their templates with what they read."""

from conclusions.queries.answers import answers_part
from conclusions.queries.supervision import supervision_part

# (template, function(commitment, user) -> dict or None); None leaves the part out. In the page's order.
PARTS = [
    ("conclusions/parts/answers.html", answers_part),
    ("conclusions/parts/supervision.html", supervision_part),
]


def parts_of(commitment, user):
    """[(template, what its function read)] for this person."""
    found = [(template, reads(commitment, user)) for template, reads in PARTS]
    return [(template, part) for template, part in found if part is not None]
