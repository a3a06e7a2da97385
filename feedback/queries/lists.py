"""The list of petitions with its filters, the badge of an answer's date, the date that a form suggests."""

from datetime import timedelta

from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from core.clock import local_today
from core.models import Unit
from core.templatetags.ui import DeadlineBadge
from core.vietnamese import sort_key
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for, rules_in_force
from deadlines.states import Anchor, DeadlineKind
from deadlines.sums import figures_of, sum_of
from dialogue.models import Conference
from feedback.models import Petition
from feedback.states import AssignmentState, PetitionState

SUGGESTED_DAYS = 3  # working days before the conference (D-25)
STATE_GROUPS = {"open": "unanswered", "settled": "settled", "to_assign": "to_assign", "offered": "offered"}


def filtered(user, values):
    """The petitions that this person may see, narrowed by the filter's values, urgent ones first (LP-30)."""
    rows = Petition.objects.visible_to(user).with_lead()
    for name in ("field", "triage"):
        if values.get(name):
            rows = rows.filter(**{name: values[name]})
    if values.get("conference"):
        rows = rows.filter(conference_id=values["conference"])
    state = values.get("state")
    if state:
        rows = getattr(rows, STATE_GROUPS[state])() if state in STATE_GROUPS else rows.filter(state=state)
    if state != PetitionState.MERGED and not values.get("q"):
        # Counted once with the petition that it was merged into; a search still finds its words.
        rows = rows.matters()
    if values.get("unit"):
        rows = rows.given_to([values["unit"]])
    if values.get("urgent"):
        rows = rows.filter(is_urgent=True)
    if values.get("q"):
        rows = rows.search(values["q"])
    return rows.urgent_first()


def choices_for(user):
    """(conferences, units) for the list's filters in one query: pairs of key and name."""
    conferences = (
        Conference.objects.visible_to(user)
        .order_by()
        .values_list("pk", "title", Value("conference", CharField()))
    )
    units = (
        Unit.objects.visible_to(user)
        .answering()
        .order_by()
        .values_list("pk", Cast("short_name", CharField(max_length=300)), Value("unit", CharField()))
    )
    found = {"conference": [], "unit": []}
    for pk, name, kind in conferences.union(units, all=True):
        found[kind].append((pk, name))
    found["conference"].sort(reverse=True)
    return found["conference"][:100], sorted(found["unit"], key=lambda pair: sort_key(pair[1]))


def answer_badge(petition, today, calendar):
    """The badge of a list row, from the columns of `with_lead`; None where nobody must answer."""
    if petition.lead_due_on is None or petition.lead_state == AssignmentState.DONE:
        return None
    # Unsaved: the words are the deadline room's, the row itself is not needed for a list.
    row = Deadline(
        due_on=petition.lead_due_on, label="Trả lời kiến nghị", pk=0, commune_id=petition.commune_id
    )
    made = badge(row, today, calendar)
    return DeadlineBadge(made.label, made.due_on, made.tone, made.phrase)


def suggested_due(conference, today=None):
    """(day or None, why): the last day for an answer that the form proposes (D-25).

    The plan's own figure where it has one; else 3 working days before the conference, never before tomorrow
    and never on the day itself; nothing once the conference has begun (D-26).
    """
    today = today or local_today()
    if conference.opened_at or conference.held_on is None or conference.held_on <= today:
        return None, "Hội nghị chưa có ngày hoặc đã diễn ra: hãy ghi hạn theo ý kiến người chủ trì."
    calendar = calendar_for(conference.commune)
    day, why = _by_rule(conference, calendar)
    if day is None:
        day = calendar.shift(conference.held_on, -SUGGESTED_DAYS)
        why = f"Gợi ý: {SUGGESTED_DAYS} ngày làm việc trước hội nghị; kế hoạch không nêu con số."
    if day < today:
        day = conference.held_on - timedelta(days=1)
        why = "Hạn thường lệ đã qua; đây là ngày cuối cùng trước hội nghị."
    return day, why


def _by_rule(conference, calendar):
    """The earliest date that the plan's rules for answers before the conference yield."""
    rules = rules_in_force(
        conference.plan.regulation, [DeadlineKind.ANSWER_BEFORE],
        anchor_kind=Anchor.CONFERENCE, conference_kind=conference.kind,
    )  # fmt: skip
    found = []
    for rule in rules:
        figures = figures_of(rule, anchor_on=conference.held_on)
        if figures is not None:
            found.append((sum_of(figures, calendar).due_on, f"Theo quy định của kế hoạch: {rule.name}."))
    return min(found, default=(None, ""))


def list_url(**query):
    """The list with a filter set."""
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{reverse('petition_list')}?{text}"
