"""The secretary's control desk: one screen from which the day is run, and its live parts."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.access import actions_for, guard
from core.pages import typed_key
from core.refusals import Refused
from core.states import Role
from dialogue import services
from dialogue.acts import hall_act
from dialogue.live import live
from dialogue.models import Conference, Contribution
from dialogue.queries.desk import OWN_KINDS, answerers_of, desk, places_of
from dialogue.queries.hall import link, links_of
from dialogue.states import ATTACHED, SpeechKind
from dialogue.views.fetch import WHO, conference_or_404

DAY = ("open", "interrupt", "resume", "close")


def version_of(conference):
    """Changes with every act of the hall, and once a minute: delays and waiting times are drawn anew."""
    return f"{conference.hall_version}.{timezone.now():%d%H%M}"


def tag_part(request, conference):
    return f"desk-{conference.pk}-{request.user.pk}"


def parts_of_desk(request, conference):
    """What the live parts show; page and fragment draw the same."""
    acts = [row for row in actions_for(request.user, conference) if row.name in DAY]
    return {
        "conference": conference,
        "acts": {row.name: row for row in acts},
        "day_acts": acts,
        "here": reverse("conference_desk", args=[conference.pk]),
        **desk(conference, request.user),
    }


@guard(Role.OFFICE)
def conference_desk(request, pk):
    conference = conference_or_404(request, pk)
    context = {
        **parts_of_desk(request, conference),
        "tag": f'"{tag_part(request, conference)}-{version_of(conference)}"',
        "links": links_of(conference, request.user),
        "matters_url": link("conference_matters", conference.pk),
        "places": places_of(conference.commune),
        "answerers": answerers_of(conference.commune),
        "kinds": [(kind.value, kind.label) for kind in OWN_KINDS],
        **answering(request, conference),
    }
    return render(request, "dialogue/desk.html", context)


def answering(request, conference):
    """What the address says about an answer or a follow-up to be entered: `loai` and `cho` (the speech)."""
    kind, key = request.GET.get("loai", ""), typed_key(request.GET.get("cho", ""))
    speech = conference.contributions.filter(pk=key).first() if key and kind in ATTACHED else None
    return {"answers_to": speech, "answer_kind": SpeechKind(kind) if speech else ""}


@guard(Role.OFFICE)
def desk_live(request, pk):
    rows = Conference.objects.visible_to(request.user).only("hall_version")
    slim = get_object_or_404(rows, pk=pk)

    def draw():
        conference = conference_or_404(request, pk)
        return render(request, "dialogue/desk_parts.html", parts_of_desk(request, conference))

    return live(request, part=tag_part(request, slim), version=version_of(slim), draw=draw)


@guard(*WHO)
@require_POST
def speech_end(request, pk):
    """End the speech of the person named: a desk that was offline knows no key of what it began there."""
    conference = conference_or_404(request, pk)
    speaker = request.POST.get("speaker", "").replace("\0", "").strip()
    rows = Contribution.objects.visible_to(request.user).filter(conference=conference, speaker=speaker)
    service = partial(services.end_contribution, contribution=rows.last()) if rows else nobody(speaker)
    to = reverse("conference_desk", args=[pk])
    return hall_act(request, service, conference=conference, to=to, done=f"{speaker} đã phát biểu xong.")


def nobody(speaker):
    """In the service's place where no such person has spoken."""

    def refuse(**_):
        raise Refused(f"{speaker or 'Người này'} chưa phát biểu nên không có lượt để kết thúc.")

    return refuse
