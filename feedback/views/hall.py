"""The petitions at the desk's hand: finding one, putting its petitioner into the queue, tying it to a speech."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import paged
from core.refusals import Refused
from core.states import Role
from dialogue.acts import form_refused, hall_act, is_by_script
from dialogue.models import Conference, Contribution, SpeakerRequest
from dialogue.queries import tabs_of
from feedback import rules, services
from feedback.forms import LinkSpeakerForm, MattersForm, RegisterPetitionerForm
from feedback.models import Petition
from feedback.queries.at_hand import at_hand, rows_at_hand

LOOKERS = (Role.OFFICE, Role.CHAIR)
AT_ONCE = 12
WAITING = 6


@guard(*LOOKERS)
def conference_matters(request, pk):
    """`?manh=1`: only the list with its search, for the desk's own page."""
    rows = Conference.objects.visible_to(request.user).select_related("plan__regulation", "commune")
    conference = get_object_or_404(rows, pk=pk)
    rules.check_can_see_matters(request.user, conference)
    form = MattersForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "only": ""}
    page = paged(request, at_hand(conference, request.user, **asked), size=AT_ONCE)
    is_part = bool(request.GET.get("manh"))
    may_register = Role.OFFICE in request.user.roles and not conference.closed_at
    context = {
        "conference": conference, "form": form, "page": page, "is_part": is_part, "asked": asked,
        "rows": rows_at_hand(Petition.objects.filter(pk__in=[row.pk for row in page]), request.user),
        "may_register": may_register,
        # Somebody who waits may turn out to have sent a petition: those that are tied to none yet.
        "waiting": conference.speaker_requests.waiting().filter(matter=None, answers_to=None)[:WAITING]
        if may_register
        else [],
        "speaking": conference.contributions.on_the_floor().of_citizens().filter(answers_to=None).first(),
    }  # fmt: skip
    if is_part:
        return render(request, "feedback/hall_matters_part.html", context)
    return render(
        request, "feedback/hall_matters.html", context | {"tabs": tabs_of(conference, request.user)}
    )


def _wrong(request, form):
    """What was typed wrong: for the script beside its box, for a plain form as a page of its own."""
    if is_by_script(request):
        return form_refused(request, form)
    raise Refused(" ".join(error for found in form.errors.values() for error in found))


def _desk(conference):
    return reverse("conference_desk", args=[conference.pk])


@guard(Role.OFFICE)
@require_POST
def petition_speak(request, pk):
    """Its petitioner is put into the queue, to read it."""
    rows = Petition.objects.visible_to(request.user).select_related("conference__plan", "commune")
    petition = get_object_or_404(rows, pk=pk)
    form = RegisterPetitionerForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    return hall_act(
        request, services.register_petitioner, conference=petition.conference, petition=petition,
        to=_desk(petition.conference), done=f"Đã ghi {form.cleaned_data['name']} vào hàng chờ phát biểu.",
        **form.cleaned_data,
    )  # fmt: skip


@guard(Role.OFFICE)
@require_POST
def contribution_link(request, pk):
    return _link(request, get_object_or_404(_rows(Contribution, request.user), pk=pk))


@guard(Role.OFFICE)
@require_POST
def speaker_request_link(request, pk):
    return _link(request, get_object_or_404(_rows(SpeakerRequest, request.user), pk=pk))


def _rows(model, user):
    return model.objects.visible_to(user).select_related("conference__plan", "commune", "step")


def _link(request, row):
    form = LinkSpeakerForm(request.POST, conference=row.conference)
    if not form.is_valid():
        return _wrong(request, form)
    petition = form.cleaned_data["petition"]
    done = f"Lượt của {row.speaker}: kiến nghị {petition.code}." if petition else "Đã bỏ gắn kiến nghị."
    return hall_act(
        request, services.link_speaker, conference=row.conference, row=row, petition=petition, done=done,
        to=_desk(row.conference),
    )  # fmt: skip
