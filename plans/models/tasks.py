"""What a plan tells or asks bodies to do: by when, taken on by whom, done with which proof."""

from django.db import models
from django.db.models import Count, Q

from core.models.base import Versioned
from core.states import Role
from plans.marks import plain
from plans.models.plan import Ordered, Plan
from plans.states import PLAN_TASK_MOVES, Mark, PlanTaskState, Stage, TaskLayout, TaskMode

# Who watches over every body's tasks (ND-68); others see those of their own body.
MONITORS = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY, Role.ADMIN}


class PlanTaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Tasks of the plans that the person sees; a unit sees its own and those that name no single body."""
        rows = self.filter(plan__in=Plan.objects.visible_to(user))
        if not user.is_authenticated or user.roles & MONITORS:
            return rows
        return rows.filter(Q(unit__in=user.unit_ids) | Q(unit=None))

    def of_units(self, unit_ids):
        return self.filter(unit__in=unit_ids)

    def running(self):
        """Tasks of issued plans that nobody has finished."""
        return self.filter(plan__in=Plan.objects.issued()).exclude(state=PlanTaskState.DONE)

    def unacknowledged(self):
        return self.filter(state=PlanTaskState.OPEN)

    def done(self):
        return self.filter(state=PlanTaskState.DONE)

    def with_names(self):
        return self.select_related("plan__commune", "plan__paper", "unit", "acknowledged_by", "finished_by")

    def printed(self):
        """Tasks that stand in the plan's text, without those added after its issue."""
        return self.filter(is_added=False)

    def counts(self, today):
        """How many there are, are done, are late today, wait to be taken on."""
        done = Q(state=PlanTaskState.DONE)
        return self.aggregate(
            total=Count("pk"),
            done=Count("pk", filter=done),
            late=Count("pk", filter=Q(due_on__lt=today) & ~done),
            waiting=Count("pk", filter=Q(state=PlanTaskState.OPEN)),
        )


class PlanTask(Ordered, Versioned):
    """What a body is told (giao) or asked (đề nghị) to do (LP-78 to LP-108); once issued, a line to tick."""

    MOVES = PLAN_TASK_MOVES
    # What a plan file says of one task.
    FILE_FIELDS = ("stage", "text", "mark", "is_joined", "due_on", "days_before")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    state = models.CharField("trạng thái", max_length=12, choices=PlanTaskState, default=PlanTaskState.OPEN)
    # Under which heading it prints; empty: under the first that has a place for tasks.
    heading = models.ForeignKey(
        "plans.PlanHeading",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="đề mục",
    )
    unit_name = models.CharField("đơn vị như in", max_length=300)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    mode = models.CharField("cách giao", max_length=10, choices=TaskMode, default=TaskMode.ASSIGN)
    stage = models.CharField("giai đoạn", max_length=10, choices=Stage)
    text = models.TextField("nhiệm vụ")
    # Printed in the same paragraph as the task before it.
    is_joined = models.BooleanField("in liền với nhiệm vụ trên", default=False)
    # How the body and its tasks stand on paper; the first task of a body says it for all of them.
    layout = models.CharField("cách in", max_length=10, choices=TaskLayout, default=TaskLayout.HEADING)
    mark = models.CharField("dấu đầu dòng", max_length=10, choices=Mark, blank=True)
    # Added after the issue: followed up like the others, never in the frozen paper.
    is_added = models.BooleanField("bổ sung sau khi ban hành", default=False)
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True)
    # The other way to say by when; `due_on` is counted as soon as the plan's first conference has a day.
    days_before = models.PositiveSmallIntegerField("số ngày làm việc trước hội nghị", null=True, blank=True)
    acknowledged_at = models.DateTimeField("nhận lúc", null=True)
    acknowledged_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    finished_on = models.DateField("xong ngày", null=True)
    finished_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    result = models.TextField("kết quả", blank=True)
    objects = PlanTaskQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = "nhiệm vụ của kế hoạch"
        verbose_name_plural = "nhiệm vụ của kế hoạch"
        indexes = [models.Index(fields=["unit", "state", "due_on"])]

    def __str__(self):
        words = plain(self.text)
        words = words if len(words) < 90 else f"{words[:88].rsplit(' ', 1)[0]}…"
        return f"{self.unit_name}: {words}"

    @property
    def commune_id(self):
        return self.plan.commune_id

    @property
    def commune(self):
        return self.plan.commune

    @property
    def is_done(self):
        return self.state == PlanTaskState.DONE
