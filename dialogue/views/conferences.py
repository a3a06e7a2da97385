"""The list of conferences, setting one up, its home page, its agenda and groups."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.pages import act, go, paged, try_service, typed_key
from core.states import Role
from dialogue import rules, services
from dialogue.forms import AgendaStepForm, ConferenceFilter, ConferenceForm, GroupForm
from dialogue.models import Conference
from dialogue.queries import conferences, home, list_rows, people_beside_plan, plan_choices
from dialogue.queries.home import user_plans
from dialogue.views.fetch import WHO, conference_or_404, frame, group_or_404, step_or_404
from plans.models import PlanTarget
from plans.queries import is_with_people
from plans.states import ConferenceKind


@guard(*WHO)
def conference_list(request):
    form = ConferenceFilter(request.GET)
    page = paged(request, conferences(request.user, form.values()))
    context = {
        "form": form,
        "page": page,
        "rows": list_rows(request.user, page),
        "may_create": Role.OFFICE in request.user.roles,
    }
    return render(request, "dialogue/conference_list.html", context)


@guard(*WHO)
def conference_create(request):
    """First which target of which plan (or ad-hoc without one), then the particulars."""
    target = PlanTarget.objects.filter(
        plan__in=user_plans(request.user), pk=typed_key(request.GET.get("target"))
    ).first()
    plan = (
        target.plan
        if target
        else user_plans(request.user).filter(pk=typed_key(request.GET.get("plan"))).first()
    )
    if plan is None:
        choices = plan_choices(request.user)
        return render(request, "dialogue/conference_choose.html", {"choices": choices})
    rules.check_can_create_conference(request.user, plan)
    draft = _draft(plan, target)
    form = ConferenceForm(request.POST or None, instance=draft)
    if form.is_valid():
        made = try_service(
            form, services.create_conference, plan=plan, target=target, kind=draft.kind, values=form.values(),
            venues=form.venue_names(), actor=request.user,
        )  # fmt: skip
        if made:
            return go(request, made)
    context = {"form": form, "plan": plan, "target": target, "kind": draft.get_kind_display()}
    return render(request, "dialogue/conference_create.html", context)


def _draft(plan, target):
    """What the plan already says of a conference to come."""
    kind = target.kind if target else ConferenceKind.AD_HOC
    words = ConferenceKind(kind).label.lower()
    audience = target.audience if target else ""
    content = "\n".join(topic.text for topic in target.topics.all()) if target else ""
    title = f"Hội nghị đối thoại {words} năm {plan.year}" + (f" với {audience}" if audience else "")
    return Conference(
        commune=plan.commune,
        plan=plan,
        target=target,
        kind=kind,
        title=title[:300],
        audience=audience,
        content=content,
        is_with_people=is_with_people(audience),
    )


@guard(*WHO)
def conference_detail(request, pk):
    conference = conference_or_404(request, pk)
    context = {
        "conference": conference,
        "may_edit": conference.is_in_preparation and Role.OFFICE in request.user.roles,
        "may_continue": allowed(rules.check_can_edit_continuation, request.user, conference),
    }
    context |= home(conference, request.user)
    return render(request, "dialogue/conference_detail.html", context)


@guard(*WHO)
def conference_edit(request, pk):
    conference = conference_or_404(request, pk)
    rules.check_can_edit_conference(request.user, conference)
    form = ConferenceForm(request.POST or None, instance=conference)
    if form.is_valid() and try_service(
        form, services.edit_conference, conference=conference, version=form.cleaned_data["version"],
        values=form.values(), venues=form.venue_names(), actor=request.user,
    ):  # fmt: skip
        return go(request, conference)
    return render(request, "dialogue/conference_edit.html", frame(request, conference, form=form))


@guard(*WHO)
def conference_agenda(request, pk):
    """Agenda and groups of participants, with the ways to change them."""
    conference = conference_or_404(request, pk)
    may_edit = conference.is_in_preparation and Role.OFFICE in request.user.roles
    groups, steps = list(conference.groups.all()), list(conference.steps.all())
    context = frame(
        request, conference, steps=steps, groups=groups, may_edit=may_edit, is_long=any(s.day > 1 for s in steps),
        expected=sum(group.expected or 0 for group in groups),
        people_note=people_beside_plan(conference, groups),
    )  # fmt: skip
    return render(request, "dialogue/conference_agenda.html", context)


def _part_form(request, conference, form_class, instance, service, title, **kwargs):
    """One screen for a step or a group, new or known."""
    rules.check_can_edit_conference(request.user, conference)
    initial = {} if instance else {"order": kwargs.pop("next_order")}
    form = form_class(request.POST or None, conference=conference, instance=instance, initial=initial)
    kwargs.pop("next_order", None)
    if form.is_valid() and try_service(
        form, service, conference=conference, values=form.cleaned_data, actor=request.user, **kwargs
    ):
        return redirect(reverse("conference_agenda", args=[conference.pk]))
    return render(request, "dialogue/part_form.html", frame(request, conference, form=form, title=title))


@guard(*WHO)
def agenda_step_add(request, pk):
    conference = conference_or_404(request, pk)
    order = conference.steps.count() + 1
    return _part_form(
        request,
        conference,
        AgendaStepForm,
        None,
        services.save_agenda_step,
        "Thêm mục chương trình",
        next_order=order,
    )


@guard(*WHO)
def agenda_step_edit(request, pk):
    step = step_or_404(request, pk)
    return _part_form(
        request,
        step.conference,
        AgendaStepForm,
        step,
        services.save_agenda_step,
        "Sửa mục chương trình",
        step=step,
    )


@guard(*WHO)
@require_POST
def agenda_step_remove(request, pk):
    step = step_or_404(request, pk)
    to = reverse("conference_agenda", args=[step.conference_id])
    return act(request, services.remove_agenda_step, to=to, done="Đã bỏ mục chương trình.", step=step)


@guard(*WHO)
def group_add(request, pk):
    conference = conference_or_404(request, pk)
    order = conference.groups.count() + 1
    return _part_form(
        request, conference, GroupForm, None, services.save_group, "Thêm thành phần", next_order=order
    )


@guard(*WHO)
def group_edit(request, pk):
    group = group_or_404(request, pk)
    return _part_form(
        request, group.conference, GroupForm, group, services.save_group, "Sửa thành phần", group=group
    )


@guard(*WHO)
@require_POST
def group_remove(request, pk):
    group = group_or_404(request, pk)
    to = reverse("conference_agenda", args=[group.conference_id])
    return act(request, services.remove_group, to=to, done="Đã bỏ thành phần.", group=group)
