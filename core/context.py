"""What every page's frame shows: the rail, the commune, whose desk it is, unread notices."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from core.access import roles_with_delegation
from core.states import Role

# Of the rail, who looks on from the province sees what is meant for these roles, and the own desk.
LOOKERS_ON = {Role.PROVINCE, Role.ADMIN}


def frame(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"rail": [], "commune": None}
    return {
        "rail": SimpleLazyObject(lambda: rail_of(request)),
        "commune": user.commune,
        "post": user.main_post,
        # The province looks on at papers sent to it: petitions are not its to search.
        "may_search": bool(user.roles - {Role.PROVINCE}) and not is_above(user),
        "unread_count": SimpleLazyObject(lambda: user.notices.unread().count()),
    }


def is_above(user):
    """Whether the person belongs to a province's own tenant, which has no petitions and holds no conference."""
    return user.commune is not None and user.commune.is_province


def rail_of(request):
    """Rail entries that this person may open, the current place marked by the longest matching path."""
    roles = roles_with_delegation(request.user)
    looks_on = roles <= {Role.PROVINCE} or is_above(request.user)
    rail = []
    for label, name, icon, needed in settings.RAIL:
        if needed and not roles & set(needed):
            continue
        if looks_on and name != settings.LOGIN_REDIRECT_URL and not set(needed) & LOOKERS_ON:
            continue
        try:
            also = settings.RAIL_ALSO.get(name, ())
            rail.append({"label": label, "url": reverse(name), "icon": icon, "active": False, "also": also})
        except NoReverseMatch:
            continue
    here = [
        entry
        for entry in rail
        if request.path.startswith((entry["url"], *entry["also"])) and entry["url"] != "/"
    ]
    best = max(here, key=lambda entry: len(entry["url"]), default=None)
    for entry in rail:
        entry["active"] = entry is best or (best is None and entry["url"] == request.path)
    return rail
