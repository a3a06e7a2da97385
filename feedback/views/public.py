"""Pages of the people: what conference comes, sending an opinion, the code that one keeps. Tracking has its own file."""

import time
from datetime import timedelta

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import public_page
from core.codes import spoken
from core.models import Commune, Unit
from core.pages import paged, try_service
from core.public import commune_or_404, unkept
from core.qr import qr_svg
from core.refusals import TooManyTries
from core.states import UnitKind
from core.throttle import place_of, tries
from feedback import services
from feedback.forms.public import LONGEST, PublicFilter, SendForm
from feedback.models import Petition, PetitionSetting
from feedback.queries.public import MOST, collecting, coming, public_answers

SENT = "sent_petition"
SHOWN_FOR = 30 * 60  # seconds for which the page with the code can be opened again on this device
PER_PAGE = 10
SEARCHES, MINUTE = 30, timedelta(minutes=1)  # searches from one place
OF_EVERYBODY = "announcements, opinions and published answers are for everybody (DESIGN, 5)"


def tracking_address(petition):
    """What the QR codes hold: the full address of the tracking page."""
    return settings.SITE_URL.rstrip("/") + reverse("track", args=[petition.tracking_code])


@public_page("the way to each commune's public page")
def public_index(request):
    communes = Commune.objects.local().order_by("province", "name")
    if len(communes) == 1:
        return redirect("public_home", communes[0].slug)
    return render(request, "feedback/public_index.html", {"communes": communes})


@public_page(OF_EVERYBODY)
def public_home(request, slug):
    commune = commune_or_404(slug)
    form = PublicFilter(request.GET)
    if form.values().get("q") and tries("public-search", place_of(request), per=MINUTE) > SEARCHES:
        raise TooManyTries("Nơi này vừa tìm quá nhiều lần. Hãy thử lại sau một phút.")
    page = paged(request, public_answers(commune, form.values()), size=PER_PAGE)
    context = {
        "commune": commune,
        "setting": PetitionSetting.of(commune),
        "coming": coming(commune),
        "form": form,
        "page": page,
        "is_filtered": any(form.values().values()),
    }
    return render(request, "feedback/public_home.html", context)


@public_page("anybody may send an opinion; robots are kept off by core.robots")
def public_send(request, slug):
    commune = commune_or_404(slug)
    setting, conferences = PetitionSetting.of(commune), list(collecting(commune)[:MOST])
    if not (setting.is_public_open and conferences):
        # Closed while somebody wrote: their words come back to them.
        unsent = request.POST.get("content", "")[:LONGEST]
        context = {"commune": commune, "setting": setting, "unsent": unsent}
        return render(request, "feedback/public_closed.html", context)
    meant = {"conference": request.GET.get("hoi-nghi", "")}
    form = SendForm(
        request.POST or None, request.FILES or None, request=request, conferences=conferences, initial=meant
    )
    if request.method == "POST" and form.is_valid() and form.admit():
        made = try_service(
            form, services.send_petition, setting=setting, conference=form.conference(), values=form.values(),
            person=form.person(), files=form.cleaned_data["files"],
        )  # fmt: skip
        if made:
            request.session[SENT] = {"pk": made.pk, "at": int(time.time())}
            return redirect("public_sent", commune.slug)
    hamlets = Unit.objects.of_commune(commune).active().filter(kind=UnitKind.VILLAGE).sorted()
    context = {"commune": commune, "setting": setting, "form": form, "hamlets": hamlets[:200]}
    return render(request, "feedback/public_send.html", context, status=form.status)


@public_page("shows the code to the browser that has just sent an opinion, by its own session")
@unkept
def public_sent(request, slug):
    commune = commune_or_404(slug)
    petition = _just_sent(request, commune)
    if petition is None:
        return redirect("public_home", commune.slug)
    address = tracking_address(petition)
    context = {
        "commune": commune,
        "petition": petition,
        "code": spoken(petition.tracking_code),
        "address": address,
        "qr": qr_svg(address, "Mã QR mở trang tra cứu ý kiến này"),
    }
    return render(request, "feedback/public_sent.html", context)


def _just_sent(request, commune):
    """The petition that this browser sent within the last half hour, or None."""
    sent = request.session.get(SENT) or {}
    if time.time() - sent.get("at", 0) > SHOWN_FOR:
        request.session.pop(SENT, None)
        return None
    return Petition.objects.of_commune(commune).filter(pk=sent.get("pk")).first()


@public_page("takes the code off a device that others use as well")
@require_POST
def public_forget(request, slug):
    commune = commune_or_404(slug)
    request.session.pop(SENT, None)
    return redirect("public_home", commune.slug)
