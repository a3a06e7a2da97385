"""The door: the list with its touches, scanning, walk-ins, what this device calls itself. Each write is one line."""

from functools import partial

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard, has_role, public_page, refusal_of
from core.codes import spoken
from core.pages import go, typed_key
from core.public import unkept
from core.qr_reading import qr_in_picture
from core.refusals import Refused
from core.states import Role
from dialogue import rules, services
from dialogue.acts import form_refused, hall_act, is_by_script, refused
from dialogue.documents.codes import code_in, code_qr
from dialogue.forms import CheckInForm, CodeForm, DoorForm, WalkInForm
from dialogue.live import live
from dialogue.models import Attendance, Invitation
from dialogue.queries.door import door_of
from dialogue.queries.speakers import hamlets_of
from dialogue.queries.survey import voting_by
from dialogue.states import Presence
from dialogue.views.fetch import WHO, conference_or_404
from plans.states import GroupRole

UNREAD = "Chưa đọc được mã QR trong ảnh. Hãy chụp gần, đủ sáng, cả khung mã; hoặc gõ mã in dưới hình."
UNKNOWN = "Không có mã {} trong danh sách của hội nghị này. Hãy xem lại từng chữ, hoặc tìm khách theo tên."
ELSEWHERE = "Mã này của {}, giấy mời hội nghị khác: {}."


def _url(conference):
    return reverse("conference_door", args=[conference.pk])


# --- which door this device is -----------------------------------------------------------------------------------


def _device(request, conference):
    """{door, venue (key), is_online} as this device was told."""
    known = request.session.get("door", {}).get(str(conference.pk), {})
    return {
        "door": known.get("door", ""),
        "venue": known.get("venue"),
        "is_online": known.get("is_online", False),
    }


def _where(request, conference):
    """The same as a service takes it."""
    device = _device(request, conference)
    venue = conference.venues.filter(pk=device["venue"]).first() if device["venue"] else None
    return {"door": device["door"], "venue": venue, "is_online": device["is_online"]}


@guard(*WHO)
@require_POST
def conference_door_choose(request, pk):
    conference = conference_or_404(request, pk)
    form = DoorForm(request.POST, conference=conference)
    if form.is_valid():
        venue = form.cleaned_data.get("venue")
        doors = request.session.get("door", {})
        doors[str(conference.pk)] = {
            "door": form.cleaned_data["door"], "venue": venue.pk if venue else None,
            "is_online": form.cleaned_data["is_online"],
        }  # fmt: skip
        request.session["door"] = doors
    return go(request, _url(conference))


# --- the list ----------------------------------------------------------------------------------------------------


def _asked(request):
    """What the list was asked for: words, a group, who, a page, a sitting; nonsense asks for nothing."""
    asked = request.GET
    return {
        "words": asked.get("tim", "")[:80], "group": typed_key(asked.get("nhom", "")), "show": asked.get("xem", ""),
        "page": typed_key(asked.get("trang", "")) or 1, "number": typed_key(asked.get("phien", "")),
    }  # fmt: skip


def _list_context(request, conference):
    asked = _asked(request)
    query = request.GET.copy()
    query.pop("trang", None)
    door = door_of(conference, **asked)
    refusal = refusal_of(rules.check_is_door_open, request.user, conference)
    is_past = door.sitting is not None and door.sitting.ended_at is not None
    # A code is a ballot: only the office, which hands it out, sees it beside a name (QN-43).
    sees_codes = has_role(request.user, conference, Role.OFFICE)
    return {
        "conference": conference, "door": door, "asked": asked, "query": query.urlencode(), "refusal": refusal,
        "may_write": not refusal and not is_past, "is_past": is_past, "list_url": _url(conference),
        "sees_codes": sees_codes,
    }  # fmt: skip


@guard(*WHO)
def conference_door(request, pk):
    conference = conference_or_404(request, pk)
    context = _list_context(request, conference)
    device = _device(request, conference)
    people = next((row.pk for row in context["door"].groups if row.role == GroupRole.PEOPLE and row.pk), None)
    context |= {
        "device": device, "people": people, "code_form": CodeForm(),
        "places": [unit.short_name for unit in hamlets_of(conference.commune)] if context["may_write"] else [],
    }  # fmt: skip
    return render(request, "dialogue/door.html", context)


@guard(*WHO)
def conference_door_live(request, pk):
    """The list and the counts alone, sent when somebody came anywhere."""
    conference = conference_or_404(request, pk)
    version = f"{conference.hall_version}-{conference.state}-{request.GET.urlencode()[:200]}"

    def draw():
        return render(request, "dialogue/door_list.html", _list_context(request, conference))

    return live(request, part=f"door-{conference.pk}-{request.user.pk}", version=version, draw=draw)


@guard(*WHO)
def conference_door_roster(request, pk):
    """All guests in short, so that a door without network still finds names and codes."""
    conference = conference_or_404(request, pk)
    rules.check_is_door_open(request.user, conference)
    rows = [
        [guest.pk, guest.name, guest.about, guest.code, guest.presence, guest.folded]
        for guest in door_of(conference).guests
        if guest.invitation
    ]
    answer = JsonResponse({"guests": rows})
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


# --- touches -----------------------------------------------------------------------------------------------------


@guard(*WHO)
@require_POST
def attendance_check_in(request, pk):
    conference = conference_or_404(request, pk)
    form = CheckInForm(request.POST, conference=conference)
    if not form.is_valid():
        return _refused(request, conference, form)
    return _check_in(request, conference, **form.cleaned_data)


def _check_in(request, conference, invitation, presence=Presence.PRESENT, name=""):
    said = {
        Presence.PRESENT: f"{invitation.invitee}: có mặt.", Presence.ABSENT: f"{invitation.invitee}: vắng mặt.",
        Presence.REPLACED: f"{name} dự thay {invitation.invitee}.",
    }[presence]  # fmt: skip
    service = partial(services.check_in, conference=conference)
    return hall_act(
        request, service, conference=conference, to=_url(conference), done=said, invitation=invitation,
        presence=presence, name=name, **_where(request, conference),
    )  # fmt: skip


@guard(*WHO)
@require_POST
def attendance_walk_in(request, pk):
    conference = conference_or_404(request, pk)
    form = WalkInForm(request.POST, conference=conference)
    if not form.is_valid():
        return _refused(request, conference, form)
    service = partial(services.add_walk_in, conference=conference)
    done = f"{form.cleaned_data['name']}: đã ghi khách đến thêm."
    return hall_act(
        request, service, conference=conference, to=_url(conference), done=done, **form.cleaned_data,
        **_where(request, conference),
    )  # fmt: skip


@guard(*WHO)
@require_POST
def attendance_scan(request, pk):
    """A code from the camera, from a photo, or typed: whose it is has come."""
    conference = conference_or_404(request, pk)
    form = CodeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, conference, form)
    code = form.cleaned_data["code"]
    if form.cleaned_data["photo"]:
        try:
            # Before the work of unpacking it.
            rules.check_is_door_open(request.user, conference)
        except Refused as refusal:
            return refused(request, refusal)
        code = code_in(qr_in_picture(form.cleaned_data["photo"]))
        if not code:
            form.add_error("photo", UNREAD)
            return _refused(request, conference, form)
    try:
        invitation = _whose(request, conference, code)
    except Refused as refusal:
        return refused(request, refusal)
    return _check_in(request, conference, invitation)


def _whose(request, conference, code):
    """The invitee of a code; a code of another conference, or of a walk-in who is here, is told as such."""
    if not code:
        raise Refused("Hãy quét hoặc gõ mã điểm danh in trên giấy mời.")
    row = Invitation.objects.visible_to(request.user).select_related("conference").filter(code=code).first()
    if row is None:
        here = Attendance.objects.visible_to(request.user).filter(conference=conference, code=code).first()
        if here is not None:
            raise Refused(f"{services.came_words(here)}.")
        raise Refused(UNKNOWN.format(spoken(code)))
    if row.conference_id != conference.pk:
        raise Refused(ELSEWHERE.format(row.invitee, row.conference.title))
    return row


@guard(*WHO)
@require_POST
def attendance_read(request, pk):
    """One frame of the camera, for browsers that cannot read codes: {"code": …}, "" where none is seen. No write."""
    conference = conference_or_404(request, pk)
    rules.check_is_door_open(request.user, conference)
    form = CodeForm(request.POST, request.FILES)
    if not form.is_valid():
        return form_refused(request, form)
    frame_sent = form.cleaned_data["photo"]
    return JsonResponse({"code": code_in(qr_in_picture(frame_sent)) if frame_sent else ""})


@guard(*WHO)
@require_POST
def attendance_undo(request, pk):
    rows = Attendance.objects.visible_to(request.user).select_related(
        "conference__commune", "conference__plan", "sitting", "invitation"
    )
    attendance = get_object_or_404(rows, pk=pk)
    conference, done = attendance.conference, f"Đã bỏ ghi: {attendance}."
    return hall_act(
        request,
        services.undo_check_in,
        conference=conference,
        to=_url(conference),
        done=done,
        attendance=attendance,
    )


@guard(*WHO)
@require_POST
def attendance_take_over(request, pk):
    conference = conference_or_404(request, pk)
    service = partial(services.take_over_attendance, conference=conference)
    done = "Đã lấy người dự phiên trước sang phiên này."
    return hall_act(request, service, conference=conference, to=_url(conference), done=done)


def _refused(request, conference, form):
    """What was typed wrong: JSON for the script; a plain form is told on the refusal's own page."""
    if is_by_script(request):
        return form_refused(request, form)
    said = " ".join(str(error) for found in form.errors.values() for error in found)
    raise Refused(f"{said} Hãy quay lại trang điểm danh và ghi lại.")


# --- the page behind the QR code ------------------------------------------------------------------------------------


@public_page("a guest's own camera opens it too and is told what the code is for; names only for the office")
@unkept
def attendance_card(request, code):
    """The address in the QR code: who it is and one touch, for the office; a kind word for anybody else.

    Who else works here could tell by it whose code has voted (QN-43).
    """
    row = _known(code_in(code))
    if row is None:
        raise Http404
    conference = row.conference
    if request.user.is_authenticated:
        conference = conference_or_404(request, row.conference_id)
    if not has_role(request.user, conference, Role.OFFICE):
        survey = voting_by(row.code)
        if survey and survey.is_open:
            return redirect("ballot_fill", row.code)
        words = {"conference": conference, "commune": conference.commune, "path": request.path}
        return render(request, "dialogue/door_public.html", words)
    invitation = row if isinstance(row, Invitation) else None
    attendance = _last_of(conference, row.code)
    context = {
        "invitation": invitation, "attendance": attendance, "code": spoken(row.code),
        "qr": code_qr(row.code, str(row)), "name": str(row), "device": _device(request, conference),
        "refusal": refusal_of(rules.check_is_door_open, request.user, conference),
        "here": services.came_words(attendance) if attendance and attendance.arrived_at else "",
    }  # fmt: skip
    return render(request, "dialogue/door_card.html", {"conference": conference} | context)


def _known(code):
    """The invitation or the walk-in with this code."""
    rows = Invitation.objects.select_related("conference__commune")
    walked = Attendance.objects.walk_ins().select_related("conference__commune")
    return rows.filter(code=code).first() or walked.filter(code=code).first() if code else None


def _last_of(conference, code):
    """How this code stands in the sitting that runs now."""
    rows = Attendance.objects.select_related("invitation", "venue", "sitting")
    return rows.filter(conference=conference, code=code, sitting__ended_at=None).last()
