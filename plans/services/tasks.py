"""Tasks of a plan once it is issued: taken on, done with proof, opened again, dated, added."""

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone

from core.clock import local_today
from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.uploads import attach
from core.vietnamese import short_date
from core.workflow import move
from deadlines.models import Deadline
from deadlines.services import (
    cancel_deadline,
    meet_deadline,
    reanchor_deadline,
    start_deadline,
    unmeet_deadline,
)
from deadlines.states import DeadlineKind, RuleDirection, RuleUnit
from plans import rules
from plans.models import PlanTask
from plans.states import PlanState


@transaction.atomic
def acknowledge_plan_task(*, plan_task, actor):
    """LP-109: the body says that it has taken the task on."""
    rules.check_can_acknowledge_plan_task(actor, plan_task)
    move(plan_task, "acknowledge", actor=actor, acknowledged_by=actor, acknowledged_at=timezone.now())
    return plan_task


@transaction.atomic
def acknowledge_plan_tasks(*, plan, actor):
    """All tasks of the person's own bodies in one plan at once; returns how many."""
    rows = plan.tasks.unacknowledged().of_units(actor.unit_ids).select_related("plan", "unit")
    tasks = [acknowledge_plan_task(plan_task=task, actor=actor) for task in rows]
    if not tasks:
        raise Refused("Đơn vị không còn nhiệm vụ nào chờ xác nhận trong kế hoạch này.")
    return len(tasks)


@transaction.atomic
def finish_plan_task(*, plan_task, result, finished_on, file=None, actor):
    """Done on the local date `finished_on`, with a note or a file as proof; late working days stay on record."""
    rules.check_can_finish_plan_task(actor, plan_task)
    if finished_on > local_today():
        raise Refused(
            f"Ngày xong {short_date(finished_on)} chưa đến. Hãy chọn hôm nay hoặc ngày đã làm xong."
        )
    if not result.strip() and file is None:
        raise Refused("Hãy ghi kết quả hoặc gửi kèm tệp để Văn phòng và Mặt trận kiểm tra được.")
    if file is not None:
        attach(subject=plan_task, file=file, actor=actor, commune=plan_task.commune)
    move(
        plan_task, "finish", actor=actor, note=result.strip(), result=result.strip(), finished_on=finished_on,
        finished_by=actor,
    )  # fmt: skip
    deadline = Deadline.objects.about(plan_task).open().first()
    if deadline:
        meet_deadline(deadline=deadline, on=finished_on, actor=actor)
    return plan_task


@transaction.atomic
def reopen_plan_task(*, plan_task, reason, actor):
    """The proof does not hold: the body goes on, its deadline runs again."""
    rules.check_can_reopen_plan_task(actor, plan_task)
    if not reason.strip():
        raise Refused("Hãy ghi lý do mở lại để đơn vị biết còn thiếu gì.")
    move(plan_task, "reopen", actor=actor, note=reason.strip(), finished_on=None, finished_by=None)
    deadline = Deadline.objects.about(plan_task).met().order_by("pk").last()
    if deadline:
        unmeet_deadline(deadline=deadline, reason=reason.strip(), actor=actor)
    _tell(plan_task, f"reopen-{plan_task.version}", "Nhiệm vụ được mở lại", reason.strip())
    return plan_task


@transaction.atomic
def reschedule_plan_task(*, plan_task, due_on=None, days_before=None, reason="", actor):
    """By when: a date (that day included) or working days before the conference; neither: no date."""
    rules.check_can_reschedule_plan_task(actor, plan_task)
    if due_on and days_before:
        raise Refused("Hãy chọn một cách: ghi ngày, hoặc ghi số ngày làm việc trước hội nghị.")
    old, new = _due_words(plan_task.due_on, plan_task.days_before), _due_words(due_on, days_before)
    if old == new:
        raise Refused("Hạn mới trùng hạn đang có. Hãy chọn ngày khác.")
    move(
        plan_task, "reschedule", actor=actor, note=reason.strip(), changes={"Hạn": [old, new]},
        due_on=due_on, days_before=days_before,
    )  # fmt: skip
    for deadline in Deadline.objects.about(plan_task).open():
        cancel_deadline(deadline=deadline, reason=f"Văn phòng đặt hạn mới: {new}", actor=actor)
    if plan_task.plan.state == PlanState.ISSUED:
        _start(plan_task, actor)
        _tell(plan_task, f"due-{plan_task.version}", f"Nhiệm vụ có hạn mới: {new}", reason.strip())
    return plan_task


@transaction.atomic
def add_plan_task(*, plan, values, actor):
    """A task beside the issued paper, which stays as it is."""
    rules.check_can_add_plan_task(actor, plan)
    last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    unit = values.get("unit")
    name = values.get("unit_name") or (unit.official_name if unit else "")
    plan_task = PlanTask.objects.create(
        plan=plan, order=last + 1, is_added=True, **(values | {"unit_name": name})
    )
    record(
        actor=actor,
        action="plan.add_task",
        subject=plan,
        sentence=f"đã bổ sung nhiệm vụ cho {name}",
        note=plan_task.text,
    )
    _start(plan_task, actor)
    _tell(plan_task, "added", "Nhiệm vụ bổ sung của kế hoạch", plan_task.text)
    return plan_task


@transaction.atomic
def start_plan_tasks(*, plan, actor):
    """At the issue every task with a date begins to run."""
    for task in plan.tasks.exclude(due_on=None).select_related("unit"):
        task.plan = plan
        _start(task, actor)


@transaction.atomic
def date_plan_tasks(*, plan, first_on, actor):
    """Tasks dated before the conference follow the plan's first one: begun when it has a day, moved with it."""
    for task in plan.tasks.exclude(days_before=None).running().select_related("unit", "plan__commune"):
        deadline = Deadline.objects.about(task).open().first()
        if deadline is None:
            deadline = _start(task, actor, first_on)
        elif deadline.anchor_on != first_on:
            deadline = reanchor_deadline(deadline=deadline, anchor_on=first_on, actor=actor)
        if deadline and deadline.due_on != task.due_on:
            PlanTask.objects.filter(pk=task.pk).update(due_on=deadline.due_on, version=F("version") + 1)


def _start(task, actor, first_on=None):
    """The deadline of one task, or None while nothing dates it."""
    if task.days_before:
        when = {"amount": task.days_before, "unit": RuleUnit.WORKING_DAY, "direction": RuleDirection.BEFORE}
    else:
        when = {"fixed_on": task.due_on}
        if task.due_on is None:
            return None
    number = f", số {task.plan.paper.number_text}" if task.plan.paper_id else ""
    return start_deadline(
        rule=None, kind=DeadlineKind.PLAN_TASK, subject=task, subject_label=str(task), anchor_on=first_on,
        owner_unit=task.unit, actor=actor, commune=task.plan.commune, legal_basis=f"{task.plan}{number}",
        label="Nhiệm vụ trong kế hoạch", **when,
    )  # fmt: skip


def _due_words(due_on, days_before):
    if days_before:
        return f"{days_before} ngày làm việc trước hội nghị"
    return short_date(due_on) if due_on else "chưa đặt"


def _tell(task, what, title, body):
    if task.unit_id is None:
        return
    people = User.objects.active().filter(posts__unit=task.unit_id, commune=task.commune).distinct()
    notify(
        people, key=f"plan-task-{what}-{task.pk}", title=f"{title}: {task}", body=body,
        link=reverse("plan_task_detail", args=[task.pk]),
    )  # fmt: skip
