"""What waits for a person in this room."""

from django.urls import reverse

from core.providers import WorkItem
from core.states import Role
from plans.models import Plan
from plans.queries.tasks import task_work
from plans.states import PlanState


def work_items(user):
    """Plans to go on with, to issue, to approve; for bodies the tasks that an issued plan gives them."""
    wanted = {
        PlanState.DRAFT: (Role.OFFICE, "Soạn tiếp và trình {}", "Mở kế hoạch", "info"),
        PlanState.RETURNED: (Role.OFFICE, "Sửa và trình lại {}", "Sửa", "soon"),
        PlanState.APPROVED: (Role.OFFICE, "Ban hành {}", "Ban hành", "normal"),
        PlanState.SUBMITTED: (Role.CHAIR, "Phê duyệt hoặc trả lại {}", "Xem và duyệt", "normal"),
    }
    states = [state for state, (role, *_) in wanted.items() if role in user.roles]
    items = task_work(user)
    if not states:
        return items
    for plan in Plan.objects.visible_to(user).filter(state__in=states).order_by("-year", "pk")[:50]:
        _, words, button, tone = wanted[plan.state]
        name = f"kế hoạch đối thoại năm {plan.year}"
        page = "plan_issue" if plan.state == PlanState.APPROVED else "plan_detail"
        why = f"Lý do trả lại: {plan.return_reason}" if plan.state == PlanState.RETURNED else ""
        items.append(
            WorkItem(
                words.format(name),
                reverse(page, args=[plan.pk]),
                button,
                why=why,
                tone=tone,
                group="Kế hoạch",
            )
        )
    return items
