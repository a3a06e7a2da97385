"""Following a petition by its code, without an account."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.access import public_page
from core.pages import try_service
from core.public import unkept
from core.refusals import TooManyTries
from core.throttle import place_of, seen, tries
from feedback import services
from feedback.forms.public import RateForm, TrackForm
from feedback.queries.tracking import tracked, tracking_of

MISSES = 20  # wrong codes from one place in an hour
HOUR = timedelta(hours=1)
TOO_MANY = "Nơi này vừa gõ sai mã quá nhiều lần. Hãy thử lại sau một giờ và xem kỹ mã trên giấy tiếp nhận."


@public_page("asks for the code that the petitioner holds")
@unkept
def track_ask(request):
    form = TrackForm(request.GET if "ma" in request.GET else None)
    if form.is_valid():
        return redirect("track", form.cleaned_data["ma"])
    return render(request, "feedback/track_ask.html", {"form": form})


@public_page("whoever holds the code may follow the petition")
@unkept
def track(request, code):
    return _page(request, petition_by(request, code), RateForm())


@public_page("whoever holds the code says what they think of the result")
@require_POST
@unkept
def track_rate(request, code):
    petition = petition_by(request, code)
    form = RateForm(request.POST)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("satisfaction", "note")}
        if try_service(form, services.rate_petition, petition=petition, actor=None, **said):
            return redirect("track", petition.tracking_code)
    return _page(request, petition, form)


def petition_by(request, code):
    """The petition of a code; an unknown one counts as a miss, and too many misses close the door for right ones too."""
    place = place_of(request)
    if seen("track-miss", place, per=HOUR) >= MISSES:
        raise TooManyTries(TOO_MANY)
    petition = tracked(code)
    if petition is None:
        tries("track-miss", place, per=HOUR)
        raise Http404
    return petition


def _page(request, petition, form):
    context = {"tracking": tracking_of(petition), "commune": petition.commune, "form": form}
    return render(request, "feedback/track.html", context)
