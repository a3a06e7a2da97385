"""Visits with photographs, urgings and their answers: what is done about one promise under the Front's eye."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render

from conclusions import rules, services
from conclusions.forms import ReplyForm, UrgeForm, VisitForm
from conclusions.models import Commitment, SiteVisit, Urging
from conclusions.states import Verdict
from core.access import actions_for, allowed, guard, refusal_of
from core.clock import local_today
from core.models import Attachment
from core.pages import go, try_service, typed_keys
from core.states import Role
from deadlines.services import badge, calendar_for, deadlines_of

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)
REPLY_DAYS = 5  # working days that the form offers for an answer; whoever urges may choose another day
MOST_AT_ONCE = 50
VERDICT_RULES = {
    Verdict.CONFIRMED: rules.check_can_confirm_commitment,
    Verdict.DISPUTED: rules.check_can_dispute_commitment,
    Verdict.REMARK: rules.check_can_remark_commitment,
}
A_YEAR = 60 * 60 * 24 * 365


@guard(*WHO)
def commitment_visit(request, pk):
    """Write down a visit; where the unit's report waits, the verdict too."""
    commitment = _commitment_or_404(request, pk)
    rules.check_can_visit_commitment(request.user, commitment)
    verdicts = [one for one, check in VERDICT_RULES.items() if allowed(check, request.user, commitment)]
    is_sent = request.method == "POST"
    form = VisitForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, verdicts=verdicts
    )  # fmt: skip
    if form.is_valid():
        visit = try_service(
            form, services.visit_commitment, commitment=commitment, actor=request.user, **form.cleaned_data
        )
        if visit:
            messages.success(request, "Đã ghi kết quả kiểm tra thực địa.")
            return go(request, visit)
    context = {
        "commitment": commitment, "form": form, "heading": "Kiểm tra thực địa", "submit": "Ghi kết quả kiểm tra",
        "note": "Ghi đúng những gì đã thấy. Kết quả kiểm tra và ảnh không sửa, không xoá được sau khi ghi.",
    }  # fmt: skip
    return render(request, "conclusions/commitment_form.html", context)


@guard(*WHO)
def site_visit_detail(request, pk):
    rows = SiteVisit.objects.visible_to(request.user).select_related(
        "commitment__unit", "commitment__conference", "written_by"
    )
    visit = get_object_or_404(rows, pk=pk)
    context = {"visit": visit, "photos": Attachment.objects.about(visit), "reviews": visit.reviews.all()}
    return render(request, "conclusions/site_visit_detail.html", context)


@guard(*WHO)
def site_visit_photo(request, pk):
    """A photograph on a page: made anew when it was taken in, so that it holds nothing but the picture."""
    photo = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    if photo.subject_type.model_class() is not SiteVisit or photo.content_type != "image/jpeg":
        raise Http404
    get_object_or_404(SiteVisit.objects.visible_to(request.user), pk=photo.subject_id)
    try:
        content = photo.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(content, content_type="image/jpeg", filename=photo.name)
    answer["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@guard(*WHO)
def commitment_urge(request, pk):
    commitment = _commitment_or_404(request, pk)
    rules.check_can_urge_commitment(request.user, commitment)
    initial = {"reply_due_on": calendar_for(commitment.commune).shift(local_today(), REPLY_DAYS)}
    form = UrgeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        urging = try_service(
            form, services.urge_commitment, commitment=commitment, actor=request.user, **form.cleaned_data
        )
        if urging:
            messages.success(request, f"Đã đôn đốc {commitment.unit.short_name}.")
            return go(request, urging)
    context = {
        "commitment": commitment, "form": form, "heading": "Đôn đốc đơn vị", "submit": "Gửi đôn đốc",
        "note": f"Gửi thay mặt: {rules.body_of(request.user, commitment)}. Lời đôn đốc không sửa được sau khi gửi.",
    }  # fmt: skip
    return render(request, "conclusions/commitment_form.html", context)


@guard(Role.OFFICE, Role.CHAIR, Role.FRONT)
def commitments_urge(request):
    """The promises that were ticked on the desk, urged together; what cannot be urged now says why."""
    chosen = typed_keys(request.GET.getlist("cam_ket"))[:MOST_AT_ONCE]
    rows = Commitment.objects.visible_to(request.user).filter(pk__in=chosen).with_names()
    rows = rows.select_related("conference__plan").order_by("due_on", "pk")
    told = [(row, refusal_of(rules.check_can_urge_commitment, request.user, row)) for row in rows]
    ready = [row for row, why_not in told if not why_not]
    if not told:
        messages.warning(request, "Hãy đánh dấu ít nhất một cam kết rồi bấm Đôn đốc.")
        return redirect("supervision_desk")
    initial = {"reply_due_on": calendar_for(request.user.commune).shift(local_today(), REPLY_DAYS)}
    form = UrgeForm(request.POST if request.method == "POST" else None, initial=initial)
    if ready and form.is_valid():
        sent = try_service(
            form, services.urge_commitments, commitments=ready, actor=request.user, **form.cleaned_data
        )
        if sent:
            messages.success(request, f"Đã đôn đốc {len(sent)} cam kết.")
            return redirect("supervision_desk")
    context = {"told": told, "ready": ready, "form": form}
    return render(request, "conclusions/commitments_urge.html", context)


@guard(*WHO)
def urging_detail(request, pk):
    urging = _urging_or_404(request, pk)
    deadline = deadlines_of(urging).first()
    context = {
        "urging": urging,
        "badge": badge(deadline) if deadline else None,
        "actions": actions_for(request.user, urging),
    }
    return render(request, "conclusions/urging_detail.html", context)


@guard(*WHO)
def urging_reply(request, pk):
    urging = _urging_or_404(request, pk)
    rules.check_can_reply_urging(request.user, urging)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and try_service(
        form, services.reply_urging, urging=urging, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã gửi trả lời đôn đốc.")
        return go(request, urging)
    return render(request, "conclusions/urging_reply.html", {"urging": urging, "form": form})


def _commitment_or_404(request, pk):
    rows = Commitment.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows.select_related("item__notice", "conference__plan"), pk=pk)


def _urging_or_404(request, pk):
    rows = Urging.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows.select_related("replied_by", "commitment__commune"), pk=pk)
