"""What is read together with one petition: merged into it, answered with it, as far as the person may. No writing."""

from dataclasses import dataclass, field

from core.models import Attachment
from core.states import Role
from feedback.models import Answer, Petition

SEES_ALL = {Role.OFFICE, Role.CHAIR}


@dataclass(frozen=True)
class Gathered:
    """Petitions around one petition. `merged`, `followers`: whole texts; `into`, `leader`: where this one went.

    A merged one carries its attachments as `files`, for who reads the main petition.
    """

    merged: list = field(default_factory=list)
    followers: list = field(default_factory=list)
    into: Petition | None = None
    leader: Petition | None = None
    answers: list = field(default_factory=list)
    links: frozenset = frozenset()

    def __bool__(self):
        return bool(self.merged or self.followers or self.into or self.leader)


def gathered_around(user, petition):
    """Who may read a petition reads what is merged into it and answered with it; restricted words stay closed (LP-29)."""
    near = list(_near(petition))
    if not near:
        return Gathered()
    seen = frozenset(
        Petition.objects.visible_to(user)
        .filter(pk__in=[petition.pk, *(row.pk for row in near)])
        .values_list("pk", flat=True)
    )

    def is_open(row):
        return row.pk in seen or not row.is_restricted or bool(user.roles & SEES_ALL)

    leader = next((row for row in near if row.pk == petition.answered_with_id and is_open(row)), None)
    merged = [row for row in near if row.merged_into_id == petition.pk and is_open(row)]
    if petition.pk in seen:
        _add_files(merged)
    return Gathered(
        merged=merged,
        followers=[row for row in near if row.answered_with_id == petition.pk and is_open(row)],
        into=next((row for row in near if row.pk == petition.merged_into_id), None),
        leader=leader,
        answers=_common_answers(leader) if leader else [],
        links=seen,
    )


def _near(petition):
    """Merged ones and followers of the petition, what it was merged into, with whom it is answered; two queries."""
    keys = [key for key in (petition.merged_into_id, petition.answered_with_id) if key]
    rows = Petition.objects.filter(merged_into=petition) | Petition.objects.filter(answered_with=petition)
    if keys:
        rows |= Petition.objects.filter(pk__in=keys)
    return rows.prefetch_related("petitioners").select_related("collector").order_by("pk")


def _add_files(petitions):
    files = Attachment.objects.about_each(petitions)
    for petition in petitions:
        petition.files = files[petition.pk]


def _common_answers(leader):
    return list(
        Answer.objects.approved()
        .filter(petition=leader)
        .select_related("unit", "petition")
        .order_by("-approved_at")
    )
