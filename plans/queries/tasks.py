"""Reads of the plans' tasks: checklists, each body's progress, what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse

from core.clock import local_today
from core.models import Unit
from core.providers import WorkItem
from plans.marks import plain
from plans.models import Plan, PlanTask
from plans.models.tasks import MONITORS
from plans.states import BODIES, PlanTaskState

SHOWN = 20  # dated tasks in "Việc của tôi"; the rest are on the checklist


def task_rows(user, values, plan=None):
    """Tasks that this person may see, of one plan or of all issued ones, dated ones first."""
    rows = PlanTask.objects.visible_to(user).select_related("plan__commune", "plan__paper", "unit")
    rows = rows.filter(plan=plan) if plan else rows.filter(plan__in=Plan.objects.visible_to(user).issued())
    if plan is None and not user.roles & MONITORS:
        rows = rows.of_units(user.unit_ids)
    if values.get("unit"):
        rows = rows.filter(unit=values["unit"])
    if values.get("state") == "late":
        rows = rows.exclude(state=PlanTaskState.DONE).filter(due_on__lt=local_today())
    elif values.get("state"):
        rows = rows.filter(state=values["state"])
    if values.get("stage"):
        rows = rows.filter(stage=values["stage"])
    if plan:
        return rows.order_by("order", "pk")
    return rows.order_by(F("due_on").asc(nulls_last=True), "plan", "order", "pk")


@dataclass(frozen=True)
class UnitProgress:
    """How far one body has come with the tasks of a plan."""

    unit_id: int | None
    name: str
    total: int
    waiting: int
    done: int
    late: int
    next_on: date | None

    @property
    def open(self):
        return self.total - self.done


def progress_by_unit(plan, user):
    """One row per body, in the order of the paper; bodies that are no unit of ours under their printed name."""
    done = Q(state=PlanTaskState.DONE)
    rows = (
        PlanTask.objects.visible_to(user)
        .filter(plan=plan)
        .values("unit", "unit__official_name")
        .annotate(
            printed=Max("unit_name"),
            names=Count("unit_name", distinct=True),
            total=Count("pk"),
            waiting=Count("pk", filter=Q(state=PlanTaskState.OPEN)),
            done=Count("pk", filter=done),
            late=Count("pk", filter=Q(due_on__lt=local_today()) & ~done),
            next_on=Min("due_on", filter=~done),
            first=Min("order"),
        )
        .order_by("first")
    )
    return [
        UnitProgress(
            row["unit"], _name(row), *(row[key] for key in ("total", "waiting", "done", "late", "next_on"))
        )
        for row in rows
    ]


def _name(row):
    if row["unit"]:
        return row["unit__official_name"]
    return row["printed"] if row["names"] == 1 else f"{row['names']} đơn vị chưa gắn trên phần mềm"


def task_work(user):
    """What a body is asked: to say that it has received its tasks, and to finish those with a date."""
    # An administrator sits in a body without doing its work.
    if not user.unit_ids or not user.roles & set(BODIES):
        return []
    mine = PlanTask.objects.of_units(user.unit_ids).running()
    items = []
    waiting = mine.unacknowledged().values("plan", "plan__year").annotate(n=Count("pk")).order_by("plan")
    for row in waiting[:10]:
        items.append(
            WorkItem(
                f"Xác nhận đã nhận {row['n']} nhiệm vụ của kế hoạch đối thoại năm {row['plan__year']}",
                f"{reverse('plan_task_list', args=[row['plan']])}?state=open",
                "Xem và nhận",
                why="Kế hoạch đã ban hành giao việc cho đơn vị.",
                group="Kế hoạch",
            )
        )
    for task in mine.exclude(due_on=None).select_related("plan", "unit").order_by("due_on", "pk")[:SHOWN]:
        items.append(_dated_item(task))
    return items


def waiting_for(user, plan):
    """How many tasks of the plan the person may acknowledge for the own bodies."""
    if not user.roles & set(BODIES):
        return 0
    return plan.tasks.running().of_units(user.unit_ids).unacknowledged().count()


def _dated_item(task):
    today = local_today()
    tone = "late" if task.due_on < today else "today" if task.due_on == today else "normal"
    words = plain(task.text)
    words = words if len(words) <= 110 else f"{words[:108].rsplit(' ', 1)[0]}…"
    url = reverse("plan_task_detail", args=[task.pk])
    why = f"Nhiệm vụ của kế hoạch năm {task.plan.year}, {task.unit.short_name or task.unit.official_name}."
    return WorkItem(
        f"Hoàn thành: {words}", url, "Mở nhiệm vụ", task.due_on, why=why, tone=tone, group="Kế hoạch"
    )


def units_with_tasks(user):
    """Bodies that hold a task, for the filter; who watches over nobody sees only its own."""
    rows = PlanTask.objects.visible_to(user).exclude(unit=None)
    return Unit.objects.filter(pk__in=rows.values("unit")).sorted()
