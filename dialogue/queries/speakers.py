"""Who registered to speak, as the office, the Front and the hamlets see it; what the public may register for."""

from django.db.models import Count, F, Q

from core.clock import local_today
from core.models import Unit
from core.states import Role, UnitKind
from core.vietnamese import fold
from dialogue.models import Conference, PublicNotice, SpeakerRequest
from dialogue.states import ATTACHED, ConferenceState, RequestState

# Who arranges the conference sees all that asked to speak; the others what they wrote down themselves.
SEE_ALL = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}
MOST_HAMLETS = 200


def registrations(conference, user):
    """Citizens' registrations of a conference in the order of the queue; answers and follow-ups are the desk's."""
    rows = SpeakerRequest.objects.visible_to(user).filter(conference=conference).exclude(kind__in=ATTACHED)
    return rows if user.roles & SEE_ALL else rows.filter(registered_by=user)


def registration_rows(conference, user, values):
    """The list's rows, filtered, the waiting ones first; one query."""
    rows = registrations(conference, user).select_related("registered_by", "step", "contribution")
    if values.get("nguon"):
        rows = rows.filter(source=values["nguon"])
    for word in fold(values.get("q") or "").split():
        rows = rows.filter(Q(person_key__contains=word) | Q(topic__icontains=word))
    return rows.annotate(is_out=Q(state=RequestState.WITHDRAWN)).order_by("is_out", "rank", "pk")


def registration_figures(conference, user):
    """How many asked, how many of them still wait, from how many places; two queries."""
    rows = registrations(conference, user)
    figures = rows.aggregate(
        waiting=Count("pk", filter=Q(state=RequestState.WAITING)),
        called=Count("pk", filter=Q(state=RequestState.CALLED)),
        withdrawn=Count("pk", filter=Q(state=RequestState.WITHDRAWN)),
    )
    places = rows.exclude(state=RequestState.WITHDRAWN).values("place").annotate(count=Count("pk"))
    return figures | {"places": [row for row in places.order_by(F("count").desc(), "place") if row["place"]]}


def hamlets_of(commune):
    """The hamlets that the commune knows, for a box that takes any other place too."""
    rows = Unit.objects.of_commune(commune).active().filter(kind=UnitKind.VILLAGE)
    return rows.sorted()[:MOST_HAMLETS]


def known_to_the_public(commune):
    """A conference in preparation is nobody's business yet."""
    rows = Conference.objects.of_commune(commune).exclude(state=ConferenceState.PREPARING)
    return rows.select_related("commune", "plan").prefetch_related("venues")


def registrable(commune):
    """Conferences to which anybody may register before the day: dated, announced, not begun (LP-51, LP-81)."""
    rows = Conference.objects.of_commune(commune).filter(
        state=ConferenceState.SCHEDULED, takes_registrations=True, held_on__gte=local_today()
    )
    told = PublicNotice.objects.in_force().filter(names_on=F("conference__held_on")).values("conference")
    return rows.filter(Q(pk__in=told) | Q(held_on=local_today())).order_by("held_on", "pk")
