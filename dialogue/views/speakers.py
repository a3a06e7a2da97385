"""Registering to speak before the day: the public page, the list, keying in what the Front, hamlets and paper bring."""

import time

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.access import allowed, guard, public_page
from core.pages import paged, try_service
from core.public import commune_or_404, unkept
from core.states import Role
from dialogue import rules, services
from dialogue.forms.speakers import EditSpeakerForm, KeyedSpeakerForm, PublicSpeakerForm, SpeakerFilter
from dialogue.models import SpeakerRequest
from dialogue.queries import speakers as queries
from dialogue.states import RequestSource
from dialogue.views.fetch import WHO, conference_or_404, frame, speaker_request_or_404

SENT, SHOWN_FOR = "sent_speaker", 30 * 60
PER_PAGE = 50
NOT_ANY_MORE = (
    "Trang này không nhận đăng ký cho hội nghị này nữa. Muốn phát biểu, xin đăng ký tại hội trường."
)


@guard(*WHO)
def conference_speakers(request, pk):
    """The list, and one form that takes a stack of paper: Enter to the next box, Ctrl+Enter to the next person."""
    conference, user = conference_or_404(request, pk), request.user
    sources = rules.sources_of(user, conference)
    form = _keying(request, conference, sources)
    if request.method == "POST" and form is None:
        rules.check_can_register_speaker(user, conference, RequestSource.PAPER)
    if request.method == "POST" and form.is_valid():
        made = try_service(
            form, services.register_speaker, conference=conference, actor=user, **form.values()
        )
        if made:
            messages.success(request, f"Đã ghi {made.speaker}. Mời nhập người tiếp theo.")
            return HttpResponseRedirect(f"{request.path}?ghi={form.cleaned_data['source']}")
    chosen = SpeakerFilter(request.GET)
    page = paged(request, queries.registration_rows(conference, user, chosen.values()), size=PER_PAGE)
    context = frame(
        request, conference, form=form, filter=chosen, page=page, hamlets=queries.hamlets_of(conference.commune),
        figures=queries.registration_figures(conference, user), shut=rules.why_not_taken(conference),
        sees_all=bool(user.roles & queries.SEE_ALL), may_withdraw=Role.OFFICE in user.roles,
        rows=[(row, allowed(rules.check_can_edit_speaker_request, user, row)) for row in _with(page, conference)],
        public_address=_public_address(conference), is_unfiltered=not any(chosen.values().values()),
    )  # fmt: skip
    return render(request, "dialogue/speakers.html", context)


def _with(page, conference):
    """The page's rows, all knowing their conference without asking for it again."""
    for row in page:
        row.conference = conference
    return page.object_list


def _keying(request, conference, sources):
    """The form of who may write registrations down; None for everybody else."""
    if not sources:
        return None
    kept = request.GET.get("ghi")
    initial = {"source": kept if kept in sources else sources[0].value}
    return KeyedSpeakerForm(request.POST or None, sources=sources, initial=initial)


def _public_address(conference):
    is_taken = queries.registrable(conference.commune).filter(pk=conference.pk).exists()
    return (
        reverse("speaker_register_public", args=[conference.commune.slug, conference.pk]) if is_taken else ""
    )


@guard(*WHO)
def speaker_request_edit(request, pk):
    speaker_request = speaker_request_or_404(request, pk)
    rules.check_can_edit_speaker_request(request.user, speaker_request)
    conference = speaker_request.conference
    if request.method == "POST":
        form = EditSpeakerForm(request.POST)
        if form.is_valid():
            version, values = form.cleaned_data["version"], form.values()
            if try_service(
                form, services.edit_speaker_request, speaker_request=speaker_request, values=values, version=version,
                actor=request.user,
            ):  # fmt: skip
                messages.success(request, f"Đã sửa đăng ký của {speaker_request.speaker}.")
                return redirect("conference_speakers", conference.pk)
    else:
        services.read_speaker_phone(speaker_request=speaker_request, actor=request.user)
        names = ("version", "speaker", "place", "topic", "asked_minutes", "petition_code", "phone")
        form = EditSpeakerForm(initial={name: getattr(speaker_request, name) for name in names})
    context = {
        "conference": conference, "form": form, "speaker_request": speaker_request,
        "hamlets": queries.hamlets_of(conference.commune),
    }  # fmt: skip
    return render(request, "dialogue/speaker_edit.html", context)


# --- anybody, from home -----------------------------------------------------------------------------------------


@public_page("anybody may ask to speak at an announced conference; robots are kept off by core.robots")
def speaker_register_public(request, slug, pk):
    commune = commune_or_404(slug)
    conference = get_object_or_404(queries.known_to_the_public(commune), pk=pk)
    is_taken = queries.registrable(commune).filter(pk=pk).exists()
    form = None
    if request.method == "POST" or is_taken:
        form = PublicSpeakerForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and _still_taken(form, is_taken) and form.admit():
        made = try_service(
            form, services.register_speaker, conference=conference, source=RequestSource.PUBLIC, actor=None,
            **form.values(),
        )  # fmt: skip
        if made:
            request.session[SENT] = {"pk": made.pk, "at": int(time.time())}
            return redirect("speaker_registered_public", commune.slug, pk)
    context = {
        "commune": commune, "conference": conference, "form": form, "is_taken": is_taken,
        "hamlets": queries.hamlets_of(commune),
    }  # fmt: skip
    return render(request, "dialogue/speakers_public.html", context, status=form.status if form else 200)


def _still_taken(form, is_taken):
    """Closed while somebody wrote: their words stay on the page."""
    if not is_taken:
        form.add_error(None, NOT_ANY_MORE)
    return is_taken


@public_page("shows what was written down to the browser that has just registered, by its own session")
@unkept
def speaker_registered_public(request, slug, pk):
    commune = commune_or_404(slug)
    sent = request.session.get(SENT) or {}
    made = None
    if time.time() - sent.get("at", 0) <= SHOWN_FOR:
        rows = SpeakerRequest.objects.of_commune(commune).select_related("conference")
        made = rows.filter(pk=sent.get("pk"), conference=pk).first()
    if made is None:
        return redirect("speaker_register_public", commune.slug, pk)
    context = {"commune": commune, "made": made, "conference": made.conference}
    return render(request, "dialogue/speakers_registered.html", context)
