"""The plan as an official paper: what its templates need, in the order of the text. No freezing, no numbers."""

from dataclasses import replace

from django.urls import reverse

from core.states import BodyKind
from core.vietnamese import short_date
from documents.catalogue import OwnPaper, OwnRow
from documents.render import paper_html
from documents.states import PaperKind, PaperStage
from plans.models import Plan
from plans.outline import blocks_of
from plans.sections import recipient_groups
from plans.states import Stated


def plan_html(plan, face):
    """The whole paper; a draft's date line knows the year and perhaps the month (LP-02)."""
    plan = Plan.objects.with_parts().select_related("commune").get(pk=plan.pk)
    if face.is_draft:
        face = replace(face, draft_year=plan.year, draft_month=plan.draft_month)
    return paper_html("plans/plan_paper.html", plan_context(plan, extra=face.extra_recipients), face)


def plan_context(plan, extra=()):
    """Shared by the paper and the plan's page, so that both read alike; `extra`: the commune's own Nơi nhận."""
    bases = list(plan.bases.all())
    return {
        "plan": plan,
        "bases": [] if plan.has_bases_run_in else bases,
        "lead_in": lead_in_of(plan, bases),
        "blocks": blocks_of(plan),
        "recipients": recipient_groups(plan.recipients.all(), extra),
        "deferred": [Stated(value).label for value in plan.deferred],
        "is_party": plan.body == BodyKind.PARTY,
        "closing": closing_of(plan),
    }


def lead_in_of(plan, bases):
    """The paragraph before part I; bases that run in stand at its beginning (ND-05, TM-05)."""
    words = [basis.text for basis in bases] if plan.has_bases_run_in else []
    return " ".join([*words, plan.lead_in]).strip()


def closing_of(plan):
    """The last sentence ends with ./. whether or not it was typed."""
    text = plan.closing.rstrip()
    return f"{text.rstrip('./')}./." if text else ""


def plan_rows(conference, user):
    """The conference's plan, and on which way it is."""
    plan = conference.plan
    if plan.paper_id:
        words = f"số {plan.paper.number_text}, ngày {short_date(plan.issued_on)}"
        return [OwnRow("issued", words, reverse("plan_detail", args=[plan.pk]), paper=plan.paper)]
    seen = type(plan).objects.visible_to(user).filter(pk=plan.pk).exists()
    return [
        OwnRow(
            "draft", plan.get_state_display().lower(), reverse("plan_detail", args=[plan.pk]) if seen else ""
        )
    ]


# Papers of this room (documents.catalogue).
TYPES = (
    OwnPaper(
        PaperKind.PLAN, 1, PaperStage.PLAN, plan_rows,
        "Kế hoạch của năm mà hội nghị này thực hiện; soạn, trình, ban hành ở trang Kế hoạch.",
    ),
)  # fmt: skip
