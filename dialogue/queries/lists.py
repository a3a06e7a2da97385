"""The list of conferences, the list of invitees, who is proposed as an invitee."""

from django.db.models import F

from core.clock import local_today
from core.models import Unit
from core.states import UnitKind
from core.vietnamese import fold
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for, leading
from dialogue.models import Conference
from plans.states import GroupRole

# LP-107: the Front is always proposed; the others stand in the order in which an office invites.
PROPOSED_KINDS = (
    UnitKind.FRONT,
    UnitKind.PARTY_BOARD,
    UnitKind.MASS_ORGANISATION,
    UnitKind.DEPARTMENT,
    UnitKind.POLICE,
    UnitKind.SERVICE_CENTRE,
    UnitKind.VILLAGE,
    UnitKind.SCHOOL,
)


def conferences(user, values):
    """The conferences that this person may see, narrowed by the filter's values."""
    rows = Conference.objects.visible_to(user).select_related("chair", "plan")
    if values.get("kind"):
        rows = rows.filter(kind=values["kind"])
    if values.get("state"):
        rows = rows.filter(state=values["state"])
    if values.get("year"):
        rows = rows.filter(plan__year=values["year"])
    for word in fold(values.get("words") or "").split():
        rows = rows.filter(folded__contains=word)
    return rows.newest_first()


def list_rows(user, page):
    """Each conference of one page with its next deadline; one query for all deadlines."""
    page = list(page)
    by_subject = {}
    for deadline in Deadline.objects.about_any(page).open().earliest_first():
        by_subject.setdefault(deadline.subject_id, []).append(deadline)
    calendar, today = calendar_for(user.commune), local_today()
    rows = []
    for conference in page:
        first = leading(by_subject.get(conference.pk, []))
        rows.append({"conference": conference, "badge": badge(first, today, calendar) if first else None})
    return rows


def invitation_rows(conference):
    return (
        conference.invitations.with_names()
        .select_related("conference")
        .order_by(F("unit__sort_key").asc(nulls_last=True), "pk")
    )


def proposals(conference):
    """Who may be invited and is not yet on the list: (key, words, row) of bodies, then of the plan's groups.

    LP-54: bodies that were assigned a petition of this conference come with the reason.
    """
    known = set(conference.invitations.values_list("invitee", flat=True))
    answering = _answering_units(conference)
    found = []
    units = Unit.objects.of_commune(conference.commune).active().filter(kind__in=PROPOSED_KINDS).sorted()
    for unit in sorted(units, key=lambda unit: PROPOSED_KINDS.index(unit.kind)):
        if unit.official_name not in known:
            why = " (trả lời kiến nghị được phân công)" if unit.pk in answering else ""
            row = {"invitee": unit.official_name, "unit": unit}
            found.append((f"unit-{unit.pk}", f"{unit.official_name}{why}", row))
    for group in conference.groups.all():
        if group.name[:200] not in known and group.role != GroupRole.SERVES:
            found.append(
                (
                    f"group-{group.pk}",
                    f"Thành phần: {group.name}",
                    {"invitee": group.name[:200], "group": group},
                )
            )
    return found


def _answering_units(conference):
    """Lead units of this conference's petitions; the feedback room adds the link to us, not we to it."""
    petitions = getattr(conference, "petitions", None)
    if petitions is None:
        return set()
    return set(petitions.exclude(assignments=None).values_list("assignments__unit", flat=True))
