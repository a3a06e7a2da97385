"""What a plan tells or asks bodies to do."""

from django.db import models

from plans.models.plan import Ordered, Plan
from plans.states import Stage, TaskMode


class PlanTask(Ordered):
    """What a body is told (giao) or asked (đề nghị) to do (LP-78 to LP-108)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    unit_name = models.CharField("đơn vị như in", max_length=300)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    mode = models.CharField("cách giao", max_length=10, choices=TaskMode, default=TaskMode.ASSIGN)
    stage = models.CharField("giai đoạn", max_length=10, choices=Stage)
    text = models.TextField("nhiệm vụ")
    # Printed in the same paragraph as the task before it.
    is_joined = models.BooleanField("in liền với nhiệm vụ trên", default=False)
