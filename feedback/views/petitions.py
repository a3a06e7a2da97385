"""One petition's page, its contacts and its files. The list is in lists, entering and editing in desk."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard, has_role
from core.models import Attachment
from core.pages import act, go
from core.states import Role
from deadlines.models import Deadline
from deadlines.services import badge
from feedback import queries, rules, services
from feedback.forms import FilesForm
from feedback.models import Answer, Assignment, Petition
from feedback.queries.alike import is_mergeable
from feedback.queries.gathered import gathered_around
from feedback.queries.hall import rounds_of
from feedback.states import COLLECTORS

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)
SHOWN = 3  # acts that stand open on the page
# A result that only the petitioner reads: what the two buttons do then.
NOT_PUBLIC = {"publish": "Công khai, không nêu tên", "unpublish": "Thu hồi kết quả đã gửi"}
# Not the next step any more, or not yet, while one of these is: one primary button at most.
LATER = {"classify": {"assign", "report_up"}, "publish": {"record_reply"}}
FIRST = ("assign", "classify", "report_up", "record_reply", "publish", "rate", "unmerge", "ungroup", "reject")


@guard(*WHO)
def petition_detail(request, pk):
    petition = petition_or_404(request, pk)
    assignments = list(
        Assignment.objects.visible_to(request.user).filter(petition=petition)
        .select_related("unit", "proposed_unit", "petition__conference").order_by("-is_lead", "-pk")
    )  # fmt: skip
    shown, rest = split_actions(petition_actions(request.user, petition))
    original, entries = queries.earlier_words(request.user, petition)
    proposal = queries.proposal_for(petition, assignments) if Role.OFFICE in request.user.roles else None
    context = {
        "petition": petition,
        "original": original,
        "entries": entries,
        "people": list(petition.petitioners.all()),
        "gathered": gathered_around(request.user, petition),
        "may_unmerge": Role.OFFICE in request.user.roles,
        "may_compare": Role.OFFICE in request.user.roles and is_mergeable(petition),
        "relatives": relatives_of(request.user, petition),
        "assignments": with_badges(assignments, request.user),
        "answers": Answer.objects.visible_to(request.user)
        .filter(petition=petition)
        .select_related("unit", "petition")
        .order_by("-pk"),
        "attachments": Attachment.objects.about(petition).order_by("pk"),
        "actions": shown,
        "more_actions": rest,
        "may_edit": allowed(rules.check_can_edit_petition, request.user, petition),
        "may_attach": allowed(rules.check_can_attach_to_petition, request.user, petition),
        "may_read_log": has_role(request.user, petition, Role.OFFICE, Role.CHAIR),
        "may_read_contacts": allowed(rules.check_can_read_contacts, request.user, petition),
        "files_form": FilesForm(),
        "story": queries.assignment_story(assignments),
        "proposal": proposal,
        # Of a petition that was anonymised the hall's own record keeps the names; this page does not repeat them.
        "rounds": [] if petition.anonymised_on else rounds_of(petition),
        "result": queries.result_of(petition) if petition.published_at else None,
        "upward_badge": queries.upward_badge(petition),
        "may_remind": allowed(rules.check_can_remind_upward, request.user, petition),
    }
    return render(request, "feedback/petition_detail.html", context)


def relatives_of(user, petition):
    """The petition that this one was taken out of and those taken out of it, as far as the person may see them."""
    near = Petition.objects.visible_to(user).filter(Q(pk=petition.origin_id) | Q(origin=petition))
    return [(row, row.pk == petition.origin_id) for row in near.order_by("pk")]


def petition_actions(user, petition):
    """One primary button at most: what is classified already may be classified anew, but its turn is to be given out."""
    pointless = {"group"} if petition.answered_with_id else {"ungroup"}
    pointless |= set() if petition.published_at else {"unpublish"}
    actions = [one for one in actions_for(user, petition) if one.enabled or one.name not in pointless]
    if petition.published_at:
        labels = {"publish": "Sửa phần công khai"} if petition.is_public else NOT_PUBLIC
        actions = [
            replace(one, label=labels.get(one.name, one.label), tone="normal") if one.name in NOT_PUBLIC else one
            for one in actions
        ]  # fmt: skip
    live = {one.name for one in actions if one.enabled}
    return [
        replace(one, tone="normal") if LATER.get(one.name, set()) & live else
        replace(one, tone="primary") if one.name == "report_up" and one.enabled and "assign" not in live else one
        for one in actions
    ]  # fmt: skip


def split_actions(actions):
    """(buttons, menu): at most three acts stand open, the likeliest first; the rest, and refused ones, in the menu."""
    open_now = sorted(
        (one for one in actions if one.enabled), key=lambda one: (one.tone != "primary", rank(one))
    )
    shown = open_now[:SHOWN]
    return shown, [one for one in actions if one not in shown]


def rank(action):
    return FIRST.index(action.name) if action.name in FIRST else len(FIRST)


def with_badges(assignments, user):
    """Assignments with the badge of their deadline; two queries for all."""
    found = {}
    for deadline in Deadline.objects.about_any(assignments).select_related("commune").order_by("pk"):
        found[deadline.subject_id] = badge(deadline)
    return [
        {"assignment": row, "badge": found.get(row.pk), "is_own": rules.is_own(user, row)}
        for row in assignments
    ]


@guard(Role.OFFICE, Role.CHAIR, Role.FRONT)
def petition_contacts(request, pk):
    petition = petition_or_404(request, pk)
    people = services.read_contacts(petition=petition, actor=request.user)
    return render(request, "feedback/petition_contacts.html", {"petition": petition, "people": people})


@guard(*COLLECTORS)
@require_POST
def petition_attach(request, pk):
    petition = petition_or_404(request, pk)
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        for message in form.errors.get("files", []):
            messages.error(request, message)
        return go(request, petition)
    return act(
        request, services.attach_to_petition, to=petition, done="Đã đính kèm tệp.",
        petition=petition, files=form.cleaned_data["files"],
    )  # fmt: skip


def petition_or_404(request, pk):
    rows = Petition.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("conference__plan__regulation", "commune", "collector", "entered_by")
        .prefetch_related("followers"),
        pk=pk,
    )  # fmt: skip
