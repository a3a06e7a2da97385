"""The plan as an official paper: what its templates need, in the order of the text. No freezing, no numbers."""

from dataclasses import replace

from core.states import BodyKind
from documents.render import paper_html
from plans.outline import blocks_of
from plans.sections import recipient_groups
from plans.states import Stated


def plan_html(plan, face):
    """The whole paper; a draft's date line knows the year and perhaps the month (LP-02)."""
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


# Papers of this room (documents.catalogue).
TYPES = ()
