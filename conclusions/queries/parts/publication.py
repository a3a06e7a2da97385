"""The text for everybody of an issued notice, for its page."""

from conclusions import rules
from conclusions.models import ResultPublication
from conclusions.models.dispatches import SEES_RECIPIENTS
from core.access import has_role, refusal_of


def part(notice, user):
    publication = ResultPublication.objects.filter(notice=notice).select_related("commune").first()
    return {
        "publication": publication,
        "sees": has_role(user, notice, *SEES_RECIPIENTS),
        "refusal": refusal_of(rules.check_can_prepare_result_publication, user, notice),
        "is_published": publication is not None and publication.is_published,
    }
