"""Invitations: the list, adding people, printing, recording the sending, replies."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard, refusal_of
from core.pages import act, try_service
from core.refusals import Refused
from core.states import Role, UnitKind
from dialogue import rules, services
from dialogue.forms import InviteeForm, PasteForm, ProposalForm, SendForm
from dialogue.queries import invitation_rows, proposals
from dialogue.states import Reply
from dialogue.views.fetch import WHO, conference_or_404, frame, invitation_or_404


def _url(conference):
    return reverse("conference_invitations", args=[conference.pk])


def _page(request, conference, form=None):
    rows = list(invitation_rows(conference))
    printing = refusal_of(rules.check_can_print_invitations, request.user, conference)
    may_edit = conference.is_in_preparation and Role.OFFICE in request.user.roles
    context = frame(
        request, conference, rows=rows, may_edit=may_edit, printing=printing,
        form=form or (SendForm(conference=conference) if may_edit else None),
        sent=sum(row.is_sent for row in rows), coming=sum(row.reply == Reply.COMING for row in rows),
        to_send=any(row.is_printed and not row.sent_on for row in rows),
        unprinted=sum(not row.is_printed for row in rows),
        may_print_all=Role.OFFICE in request.user.roles and any(row.is_printed for row in rows),
        marked=set(request.POST.getlist("invitations")) if form else set(), own_units=request.user.unit_ids,
    )  # fmt: skip
    return render(request, "dialogue/conference_invitations.html", context)


@guard(*WHO)
def conference_invitations(request, pk):
    return _page(request, conference_or_404(request, pk))


@guard(*WHO)
def invitation_add(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_edit_invitations(request.user, conference)
    form = InviteeForm(request.POST or None, conference=conference)
    if form.is_valid() and try_service(
        form, services.add_invitations, conference=conference, rows=[form.cleaned_data], actor=request.user
    ):
        return redirect(_url(conference))
    return render(request, "dialogue/invitation_add.html", frame(request, conference, form=form))


@guard(*WHO)
def invitation_paste(request, pk):
    """A whole list at once, as it stands in a spreadsheet."""
    conference = conference_or_404(request, pk)
    rules.check_can_edit_invitations(request.user, conference)
    form = PasteForm(request.POST or None, conference=conference)
    if form.is_valid():
        count = try_service(
            form, services.add_invitations, conference=conference, rows=form.rows, actor=request.user
        )
        if count:
            known = len(form.rows) - count
            kept = f" {known} người đã có sẵn nên giữ nguyên." if known else ""
            messages.success(request, f"Đã thêm {count} khách mời.{kept}")
            return redirect(_url(conference))
    return render(request, "dialogue/invitation_paste.html", frame(request, conference, form=form))


@guard(*WHO)
def invitation_add_many(request, pk):
    """Tick bodies of the commune and groups of the plan; the Front is proposed always (LP-107)."""
    conference = conference_or_404(request, pk)
    rules.check_can_edit_invitations(request.user, conference)
    found = proposals(conference)
    front = [key for key, _, row in found if row.get("unit") and row["unit"].kind == UnitKind.FRONT]
    form = ProposalForm(request.POST or None, proposals=found, ticked=front)
    if form.is_valid() and try_service(
        form, services.add_invitations, conference=conference, rows=form.picked(), actor=request.user
    ):
        return redirect(_url(conference))
    return render(
        request, "dialogue/invitation_add_many.html", frame(request, conference, form=form, found=found)
    )


@guard(*WHO)
@require_POST
def invitation_remove(request, pk):
    invitation = invitation_or_404(request, pk)
    to = _url(invitation.conference)
    return act(request, services.remove_invitation, to=to, done="Đã bỏ khách mời.", invitation=invitation)


@guard(*WHO)
@require_POST
def invitation_print(request, pk):
    conference = conference_or_404(request, pk)
    done = "Đã phát hành giấy mời. Tệp in có mỗi khách mời một trang."
    return act(request, services.print_invitations, to=_url(conference), done=done, conference=conference)


@guard(*WHO)
@require_POST
def invitation_print_all(request, pk):
    """Each issued invitation as a file of its own, and one file to print; the worker makes them."""
    batch = services.print_all_invitations(conference=conference_or_404(request, pk), actor=request.user)
    messages.success(request, "Đang in giấy mời. Trang này tự báo khi có tệp.")
    return redirect("batch_detail", pk=batch.pk)


@guard(*WHO)
@require_POST
def invitation_send(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_send_invitations(request.user, conference)
    form = SendForm(request.POST, conference=conference)
    if form.is_valid():
        count = try_service(
            form, services.send_invitations, conference=conference, actor=request.user, **form.cleaned_data
        )
        if count:
            messages.success(request, f"Đã ghi nhận gửi {count} giấy mời.")
            return redirect(_url(conference))
    return _page(request, conference, form)


@guard(*WHO)
@require_POST
def invitation_reply(request, pk):
    invitation = invitation_or_404(request, pk)
    reply = request.POST.get("reply")
    if reply not in Reply.values:
        raise Refused("Hãy chọn một trong các câu trả lời giấy mời.")
    to = _url(invitation.conference)
    return act(
        request,
        services.reply_invitation,
        to=to,
        done="Đã ghi trả lời giấy mời.",
        invitation=invitation,
        reply=reply,
    )
