"""Reads of the list of plans, of the number to come, and of a plan's part of a conference's page."""

from django.db.models import Count
from django.urls import reverse

from core.providers import ConferencePart, StagePart
from core.vietnamese import short_date
from documents.queries import next_number_text
from documents.services import period_of
from plans.models import Plan
from plans.states import PlanState


def plan_list(user, values):
    """Plans that this person may see, filtered, the newest year first."""
    rows = Plan.objects.visible_to(user).select_related("paper", "organiser")
    if values.get("year"):
        rows = rows.for_year(values["year"])
    if values.get("state"):
        rows = rows.filter(state=values["state"])
    return rows.annotate(task_count=Count("tasks", distinct=True)).order_by("-year", "-pk")


def number_to_come(plan, issued_on):
    """The number that the plan would get if it were issued now with this date."""
    period = period_of(body=plan.body, commune=plan.commune, issued_on=issued_on)
    return next_number_text(commune=plan.commune, body=plan.body, sign=plan.symbol, period=period)


def conference_part(conference, user):
    """The first stage on a conference's page: its plan, and the target it fulfils."""
    plan = conference.plan
    target = conference.target
    if plan.state == PlanState.ISSUED:
        state, sentence = "done", f"Đã ban hành ngày {short_date(plan.issued_on)}."
    else:
        state, sentence = "current", f"{plan.get_state_display()}."
    if target:
        sentence += f" Chỉ tiêu {target.count:02d} {target.get_kind_display().lower()}."
    visible = Plan.objects.visible_to(user).filter(pk=plan.pk).exists()
    url = reverse("plan_detail", args=[plan.pk]) if visible else ""
    papers = [plan.paper] if plan.paper_id else []
    return ConferencePart(stages=[StagePart("plan", "Kế hoạch", state, sentence, url)], papers=papers)
