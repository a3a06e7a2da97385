"""The checklist of a plan's tasks, one task with its proof, and what is done with it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.clock import local_today
from core.models import Attachment
from core.pages import act, go, paged, try_service
from core.states import Role
from deadlines.services import badge, calendar_for, deadlines_of
from plans import queries, rules, services
from plans.forms.tasks import AddTaskForm, DueForm, FinishForm, ReopenForm, TaskFilter
from plans.models import MONITORS, PlanTask
from plans.views.fetch import READERS, bare_plan_or_404

SIZE = 50


@guard(*READERS)
def plan_task_list(request, pk):
    """One plan's tasks: how far each body has come, then every line with its state and date."""
    plan = bare_plan_or_404(request, pk)
    form = TaskFilter(request.GET, units=queries.units_with_tasks(request.user))
    page = paged(request, queries.task_rows(request.user, form.values(), plan), SIZE)
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "today": local_today(),
        "bodies": queries.progress_by_unit(plan, request.user),
        "counts": PlanTask.objects.visible_to(request.user).filter(plan=plan).counts(local_today()),
        "waiting": queries.waiting_for(request.user, plan),
        "may_add": allowed(rules.check_can_add_plan_task, request.user, plan),
        "may_date": Role.OFFICE in request.user.roles,
    }
    return render(request, "plans/plan_task_list.html", context)


@guard(*READERS)
def plan_task_mine(request):
    """Tasks of all issued plans: a body's own, and for who watches over them everybody's."""
    form = TaskFilter(request.GET, units=queries.units_with_tasks(request.user))
    page = paged(request, queries.task_rows(request.user, form.values()), SIZE)
    context = {
        "form": form,
        "page": page,
        "today": local_today(),
        "is_monitor": bool(request.user.roles & MONITORS),
    }
    return render(request, "plans/plan_task_mine.html", context)


@guard(*READERS)
def plan_task_detail(request, pk):
    task = task_or_404(request, pk)
    calendar = calendar_for(task.commune)
    context = {
        "task": task,
        "actions": actions_for(request.user, task),
        "badges": [badge(row, calendar=calendar) for row in deadlines_of(task)],
        "files": Attachment.objects.about(task),
    }
    return render(request, "plans/plan_task_detail.html", context)


@guard(*READERS)
@require_POST
def plan_task_acknowledge(request, pk):
    task = task_or_404(request, pk)
    return act(
        request,
        services.acknowledge_plan_task,
        to=task,
        done="Đã ghi nhận đơn vị nhận nhiệm vụ.",
        plan_task=task,
    )


@guard(*READERS)
@require_POST
def plan_task_acknowledge_all(request, pk):
    plan = bare_plan_or_404(request, pk)
    count = services.acknowledge_plan_tasks(plan=plan, actor=request.user)
    messages.success(request, f"Đã xác nhận nhận {count} nhiệm vụ.")
    return go(request, reverse("plan_task_list", args=[plan.pk]))


@guard(*READERS)
def plan_task_finish(request, pk):
    task = task_or_404(request, pk)
    rules.check_can_finish_plan_task(request.user, task)
    form = FinishForm(request.POST or None, request.FILES or None)
    return _task_form(
        request, task, form, services.finish_plan_task, "Báo đã xong", "Đã ghi nhận nhiệm vụ hoàn thành."
    )


@guard(*READERS)
def plan_task_reopen(request, pk):
    task = task_or_404(request, pk)
    rules.check_can_reopen_plan_task(request.user, task)
    form = ReopenForm(request.POST or None)
    return _task_form(
        request, task, form, services.reopen_plan_task, "Mở lại nhiệm vụ", "Đã mở lại, đơn vị được báo."
    )


@guard(*READERS)
def plan_task_reschedule(request, pk):
    task = task_or_404(request, pk)
    rules.check_can_reschedule_plan_task(request.user, task)
    form = DueForm(request.POST or None, task=task)
    return _task_form(request, task, form, services.reschedule_plan_task, "Đặt hạn nhiệm vụ", "Đã đặt hạn.")


def _task_form(request, task, form, service, title, done):
    """One screen for each act on a task that asks for something."""
    if form.is_valid() and try_service(
        form, service, plan_task=task, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, done)
        return go(request, task)
    return render(request, "plans/plan_task_form.html", {"task": task, "form": form, "title": title})


@guard(*READERS)
def plan_task_add(request, pk):
    plan = bare_plan_or_404(request, pk)
    rules.check_can_add_plan_task(request.user, plan)
    form = AddTaskForm(request.POST or None, commune=plan.commune)
    if form.is_valid() and try_service(
        form, services.add_plan_task, plan=plan, values=form.cleaned_data, actor=request.user
    ):
        messages.success(request, "Đã bổ sung nhiệm vụ; đơn vị được báo. Văn bản đã ban hành giữ nguyên.")
        return redirect("plan_task_list", pk=plan.pk)
    return render(request, "plans/plan_task_add.html", {"plan": plan, "form": form})


def task_or_404(request, pk):
    rows = PlanTask.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows, pk=pk)
