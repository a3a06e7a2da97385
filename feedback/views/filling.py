"""Forms come back: filled in online by anybody who holds the link, or keyed in from paper by who collected them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access import guard, public_page, refusal_of
from core.clock import local_today
from core.codes import spoken, typed_code
from core.pages import act, try_service
from feedback import rules, services
from feedback.forms import FilledForm, KeyForm
from feedback.models import Collector, FormReturn, Petition
from feedback.qr import qr_svg
from feedback.queries import collection as queries
from feedback.states import ReturnedVia
from feedback.views.collection import ORGANISERS, WHO
from feedback.views.collectors import collector_or_404

SALT = "feedback.filling"
THANKS_FOR = 24 * 60 * 60  # seconds in which the page with the tracking codes opens again


@public_page("people fill in an opinion form behind the QR code; no account, only while the round is open")
@never_cache
def collector_fill(request, link_code):
    collector = collector_behind(link_code)
    closed = refusal_of(rules.check_can_fill_form, collector)
    if closed:
        return render(request, "feedback/collector_shut.html", {"collector": collector}, status=409)
    form = FilledForm(request.POST or None, request=request, opinion_form=collector.round.form)
    if request.method == "POST" and form.is_valid() and form.admit():
        made = try_service(
            form, services.record_form, collector=collector, answers=form.answers(), person=form.person(),
            returned_on=local_today(), actor=None, via=ReturnedVia.ONLINE,
        )  # fmt: skip
        if made:
            key = signing.dumps(made.pk, salt=SALT)
            return HttpResponseRedirect(
                f"{reverse('collector_thanks', args=[collector.link_code])}?phieu={key}"
            )
    context = {"collector": collector, "opinion_form": collector.round.form, "form": form}
    return render(request, "feedback/collector_fill.html", context, status=form.status)


@public_page(
    "whoever has just sent a form gets the tracking codes of its opinions, by a signed key of one day"
)
@never_cache
def collector_thanks(request, link_code):
    collector = collector_behind(link_code)
    try:
        key = signing.loads(request.GET.get("phieu", "")[:200], salt=SALT, max_age=THANKS_FOR)
    except signing.BadSignature as error:
        raise Http404 from error
    made = get_object_or_404(FormReturn, pk=key, collector=collector)
    petitions = [
        tracked(request, petition) for petition in Petition.objects.filter(form_return=made).order_by("pk")
    ]
    context = {"collector": collector, "opinion_form": collector.round.form, "petitions": petitions}
    return render(request, "feedback/collector_thanks.html", context)


def tracked(request, petition):
    """A petition's code as words and as QR of its tracking page."""
    code = spoken(petition.tracking_code)
    path = reverse("track", args=[code])
    label = f"Mã tra cứu {code}"
    return {
        "code": code,
        "url": path,
        "qr": qr_svg(request.build_absolute_uri(path), label),
        "content": petition.excerpt,
    }


def collector_behind(link_code):
    rows = Collector.objects.select_related("round__conference", "round__form", "unit", "commune")
    return get_object_or_404(rows, link_code=typed_code(link_code))


@guard(*WHO)
def collector_key(request, pk):
    collector = collector_or_404(request, pk)
    rules.check_can_key_form(request.user, collector)
    form = KeyForm(request.POST or None, opinion_form=collector.round.form, kept=kept_of(request))
    if request.method == "POST" and form.is_valid():
        made = try_service(
            form, services.record_form, collector=collector, answers=form.answers(), person=form.person(),
            returned_on=form.cleaned_data["returned_on"], actor=request.user, via=ReturnedVia.PAPER,
        )  # fmt: skip
        if made:
            messages.success(request, f"Đã lưu phiếu số {made.number}. Mời nhập phiếu tiếp theo.")
            return HttpResponseRedirect(f"{request.path}?{urlencode(kept_from(form))}")
    context = {
        "collector": collector,
        "round": collector.round,
        "form": form,
        "count": queries.with_progress([collector])[0]["count"],
        "lately": lately(request.user, collector),
        "sees_petitions": bool(request.user.roles & set(ORGANISERS)),
    }
    return render(request, "feedback/collector_key.html", context)


def kept_from(form):
    """What the next form begins with: the day and the hamlet of the stack."""
    kept = {"ngay": form.cleaned_data["returned_on"].isoformat(), "thon": form.person()["hamlet"]}
    return {name: value for name, value in kept.items() if value}


def kept_of(request):
    kept = {"hamlet": request.GET.get("thon", "")[:120]}
    try:
        day = parse_date(request.GET.get("ngay", ""))
    except ValueError:
        day = None
    return kept | ({"returned_on": day} if day else {})


def lately(user, collector):
    """The last forms of this person with what became of them, and whether they may be taken out again."""
    rows = []
    for made in queries.lately_keyed(collector, user):
        made.collector, made.round = collector, collector.round
        petitions = list(made.petitions.all())
        may_undo = not refusal_of(rules.check_can_undo_form_return, user, made)
        rows.append({"form": made, "petitions": petitions, "may_undo": may_undo})
    return rows


@guard(*WHO)
@require_POST
def form_return_undo(request, pk):
    made = get_object_or_404(
        FormReturn.objects.visible_to(request.user)
        .filter(collector__in=Collector.objects.visible_to(request.user))
        .select_related("collector__unit", "collector__round", "round"),
        pk=pk,
    )
    to = reverse("collector_key", args=[made.collector_id])
    done = f"Đã bỏ phiếu số {made.number} cùng các ý kiến của phiếu đó."
    return act(request, services.undo_form_return, to=to, done=done, form_return=made)
