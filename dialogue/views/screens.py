"""What people in the hall watch: the projector, their own phones; registering from a phone. Nobody signs in."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core.access import public_page
from core.codes import spoken
from core.pages import try_service
from core.public import unkept
from core.qr import qr_svg
from dialogue import services
from dialogue.addresses import address_for_phones
from dialogue.forms.speakers import HallSpeakerForm
from dialogue.live import live
from dialogue.queries.screens import drawn, own_place, scene_of, watched, watched_conference
from dialogue.queries.speakers import hamlets_of
from dialogue.states import RequestSource

LOOKS_ON = (
    "whoever is in the hall looks on: step, speaker, clock, next names; the code stands on the hall's screen"
)
PARTS = {"man-hinh": "dialogue/screen_now.html", "dien-thoai": "dialogue/phone_now.html"}
# One's own registration, known to one's own phone only.
COOKIE, KEPT_FOR = "luot", 12 * 60 * 60


def _drawn(part, hall):
    """The fragment and the tag under which it is asked for again."""
    html = drawn(part, hall, lambda: _draw(part, hall))
    return {"now": html, "tag": f'"{part}-{hall.pk}-{hall.version}"', "part": part}


def _draw(part, hall):
    return render_to_string(PARTS[part], {"scene": scene_of(watched_conference(hall))})


@public_page(LOOKS_ON)
@require_safe
def hall_now(request, code, part):
    """304 while nothing changed; asked every second by every screen."""
    if part not in PARTS:
        raise Http404
    hall = watched(code)
    return live(
        request, part=f"{part}-{hall.pk}", version=hall.version, is_shared=True,
        draw=lambda: HttpResponse(_drawn(part, hall)["now"]),
    )  # fmt: skip


@public_page(LOOKS_ON)
@unkept
@require_safe
def hall_screen(request, code):
    """The projector's page: one look from the last row."""
    hall = watched(code)
    conference = watched_conference(hall)
    phones = address_for_phones(request, reverse("hall_phone", args=[conference.hall_code]))
    context = {
        "conference": conference,
        "commune": conference.commune,
        "phones": phones,
        "code": spoken(conference.hall_code),
        "qr": qr_svg(phones.full, "Mã QR mở trang theo dõi trên điện thoại") if phones.is_reachable else "",
        **_drawn("man-hinh", hall),
    }
    return render(request, "dialogue/screen.html", context)


@public_page(LOOKS_ON)
@unkept
@require_safe
def hall_phone(request, code):
    """One's own phone: what goes on, the next names, and where one stands oneself."""
    hall = watched(code)
    conference = watched_conference(hall)
    if code != conference.hall_code:
        # Typed with dashes or in small letters; what a phone keeps of its own belongs to the one address.
        return redirect("hall_phone", conference.hall_code)
    context = {
        "conference": conference,
        "commune": conference.commune,
        "own": _own(request, conference, hall),
        "has_own": _own_key(request) is not None,
        **_drawn("dien-thoai", hall),
    }
    return render(request, "dialogue/phone.html", context)


@public_page(LOOKS_ON)
@require_safe
def hall_mine(request, code):
    """Where one's own registration stands; asked only by the phone that made it."""
    hall, key = watched(code), _own_key(request)

    def draw():
        conference = watched_conference(hall)
        return render(
            request, "dialogue/phone_mine.html", {"own": _own(request, conference, hall), "conference": conference}
        )  # fmt: skip

    return live(request, part=f"mine-{key or 0}", version=hall.version, draw=draw)


@public_page(
    "anybody in the hall may ask to speak while the queue is open; robots are kept off by core.robots"
)
@unkept
def hall_register(request, code):
    """Name and hamlet, once; only while the secretary has opened the queue (live-room 1, 2, 3)."""
    hall = watched(code)
    conference = watched_conference(hall)
    scene, form = scene_of(conference), None
    if request.method == "POST" or scene.taking:
        form = HallSpeakerForm(request.POST or None, request=request, conference=conference)
    if request.method == "POST" and form.is_valid() and form.admit():
        made = try_service(
            form, services.register_speaker, conference=conference, source=RequestSource.PHONE, actor=None,
            **form.values(),
        )  # fmt: skip
        if made:
            return _remembering(redirect("hall_phone", conference.hall_code), made)
    context = {
        "conference": conference,
        "commune": conference.commune,
        "form": form,
        "scene": scene,
        "hamlets": hamlets_of(conference.commune),
    }
    return render(request, "dialogue/phone_register.html", context, status=form.status if form else 200)


@public_page("takes the name off a phone that others use as well")
@require_POST
def hall_forget(request, code):
    conference = watched_conference(watched(code))
    response = redirect("hall_phone", conference.hall_code)
    response.delete_cookie(COOKIE, path=_cookie_path(conference))
    return response


# --- one's own registration ---------------------------------------------------------------------------------------


def _cookie_path(conference):
    return reverse("hall_phone", args=[conference.hall_code])


def _remembering(response, made):
    """The phone keeps which registration is its own, signed; no session, no row."""
    response.set_signed_cookie(
        COOKIE, str(made.pk), max_age=KEPT_FOR, path=_cookie_path(made.conference), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def _own_key(request):
    try:
        return int(request.get_signed_cookie(COOKIE, max_age=KEPT_FOR))
    except (KeyError, BadSignature, ValueError):
        return None


def _own(request, conference, hall):
    key = _own_key(request)
    return own_place(conference, key, hall) if key else None
