"""Forms come back: filled in online by anybody who holds the link, or keyed in from paper by who collected them."""

import time
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from core.access import guard, public_page, refusal_of
from core.clock import local_today
from core.codes import spoken, typed_code
from core.pages import act, try_service
from core.public import unkept
from core.qr import qr_svg
from feedback import rules, services
from feedback.forms import FilledForm, KeyForm
from feedback.forms.filling import written
from feedback.models import Collector, FormReturn
from feedback.queries import collection as queries
from feedback.states import ReturnedVia
from feedback.views.collection import ORGANISERS, WHO
from feedback.views.collectors import collector_or_404
from feedback.views.public import SHOWN_FOR, tracking_address

SENT = "sent_form"


@public_page("people fill in an opinion form behind the QR code; no account, only while the round is open")
@unkept
def collector_fill(request, link_code):
    collector = collector_behind(link_code)
    context = {
        "collector": collector,
        "commune": collector.commune,
        "opinion_form": collector.round.form,
        "hamlets": queries.hamlets_of(collector.commune),
    }
    if refusal_of(rules.check_can_fill_form, collector):
        # Closed while somebody wrote: their words come back to them.
        context["unsent"] = written(collector.round.form, request.POST)
        return render(request, "feedback/collector_shut.html", context, status=409)
    here = {"hamlet": collector.village}
    form = FilledForm(request.POST or None, request=request, opinion_form=collector.round.form, initial=here)
    if request.method == "POST" and form.is_valid() and form.admit():
        made = try_service(
            form, services.record_form, collector=collector, answers=form.answers(), person=form.person(),
            returned_on=local_today(), actor=None, via=ReturnedVia.ONLINE,
        )  # fmt: skip
        if made:
            request.session[SENT] = {"pk": made.pk, "at": int(time.time())}
            return redirect("collector_thanks", collector.link_code)
    return render(request, "feedback/collector_fill.html", context | {"form": form}, status=form.status)


@public_page("shows the tracking codes to the browser that has just sent a form, by its own session")
@unkept
def collector_thanks(request, link_code):
    collector = collector_behind(link_code)
    made = _just_sent(request, collector)
    if made is None:
        return redirect("collector_fill", collector.link_code)
    context = {
        "collector": collector,
        "commune": collector.commune,
        "petitions": [tracked(petition) for petition in made.petitions.order_by("pk")],
        "is_open": not refusal_of(rules.check_can_fill_form, collector),
    }
    return render(request, "feedback/collector_thanks.html", context)


def _just_sent(request, collector):
    """The form that this browser sent here within the last half hour, or None."""
    sent = request.session.get(SENT) or {}
    if time.time() - sent.get("at", 0) > SHOWN_FOR:
        request.session.pop(SENT, None)
        return None
    return FormReturn.objects.filter(pk=sent.get("pk"), collector=collector).first()


@public_page("takes the codes off a device that others use as well")
@require_POST
def collector_forget(request, link_code):
    request.session.pop(SENT, None)
    return redirect("collector_fill", collector_behind(link_code).link_code)


def tracked(petition):
    """A petition's code as words and as QR of its tracking page."""
    address, code = tracking_address(petition), spoken(petition.tracking_code)
    qr = qr_svg(address, f"Mã QR mở trang tra cứu {code}")
    return {"petition": petition, "code": code, "qr": qr}


def collector_behind(link_code):
    rows = Collector.objects.select_related("round__conference", "round__form", "unit", "commune")
    return get_object_or_404(rows, link_code=typed_code(link_code))


@guard(*WHO)
def collector_key(request, pk):
    collector = collector_or_404(request, pk)
    rules.check_can_key_form(request.user, collector)
    form = KeyForm(request.POST or None, opinion_form=collector.round.form, kept=kept_of(request, collector))
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
        "hamlets": queries.hamlets_of(collector.commune),
        "lately": lately(request.user, collector),
        "sees_petitions": bool(request.user.roles & set(ORGANISERS)),
    }
    return render(request, "feedback/collector_key.html", context)


def kept_from(form):
    """What the next form begins with: the day and the hamlet of the stack."""
    kept = {"ngay": form.cleaned_data["returned_on"].isoformat(), "thon": form.person()["hamlet"]}
    return {name: value for name, value in kept.items() if value}


def kept_of(request, collector):
    kept = {"hamlet": request.GET.get("thon", collector.village)[:120]}
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
