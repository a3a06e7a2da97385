"""The list of petitions with its filters, the badge of an answer's date, the date that a form suggests."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from django.core.cache import cache
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.http import urlencode

from core.clock import local_today
from core.models import Unit
from core.templatetags.ui import DeadlineBadge
from core.vietnamese import sort_key
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for, rules_in_force
from deadlines.states import Anchor, DeadlineKind
from deadlines.sums import figures_of, sum_of
from dialogue.models import Conference
from feedback.models import Assignment, Petition, SavedFilter
from feedback.queries.search import Found, found
from feedback.states import AssignmentState, PetitionState

SUGGESTED_DAYS = 3  # working days before the conference (D-25)
STATE_GROUPS = {
    "open": "unanswered", "settled": "settled", "to_assign": "to_assign", "to_send": "to_send",
}  # fmt: skip
NOTHING = "none"  # a filter's value for what has no field, no hamlet, no unit
COLUMNS = ("field", "triage", "competence", "source", "hamlet", "satisfaction")
KEYS = {"conference": "conference_id", "collector": "collector_id"}
ORDERS = {
    "received_on": ("received_on", "pk"),
    "hamlet": ("hamlet", "-received_on", "-pk"),
    "state": ("state", "-received_on", "-pk"),
}
MOST_CHOICES = 300
HAMLETS_KEPT = 300  # seconds
# What no list shows: it stays in the database.
LONG_COLUMNS = ("search_text", "original_content", "public_content", "public_answer", "satisfaction_note")


def narrowed(user, values):
    """The petitions that this person may see under the filter's values: what lists, exports and figures all count."""
    rows, given = Petition.objects.visible_to(user), Assignment.objects.of_commune(user.commune_id)
    for name in COLUMNS:
        if values.get(name):
            rows = rows.filter(**{name: "" if values[name] == NOTHING else values[name]})
    for name, column in KEYS.items():
        if values.get(name):
            rows = rows.filter(**{column: values[name]})
    rows = _of_state(rows, values, given)
    rows = _of_time(rows, values)
    if values.get("unit"):
        rows = _of_unit(rows, values, given)
    if values.get("urgent"):
        rows = rows.filter(is_urgent=True)
    if values.get("overdue"):
        rows = rows.given(given.overdue(local_today()))
    return rows


def _of_state(rows, values, given):
    state = values.get("state")
    if state == "offered":
        rows = rows.given(given.to_accept())
    elif state:
        rows = getattr(rows, STATE_GROUPS[state])() if state in STATE_GROUPS else rows.filter(state=state)
    if state != PetitionState.MERGED and not values.get("q"):
        # Counted once with the petition that it was merged into; a search still finds its words.
        rows = rows.matters()
    return rows


def _of_time(rows, values):
    if values.get("year"):
        year = int(values["year"])
        rows = rows.filter(received_on__gte=date(year, 1, 1), received_on__lte=date(year, 12, 31))
    if values.get("from_on"):
        rows = rows.filter(received_on__gte=values["from_on"])
    if values.get("to_on"):
        rows = rows.filter(received_on__lte=values["to_on"])
    return rows


def _of_unit(rows, values, given):
    given = given.in_force()
    if values["unit"] == NOTHING:
        return rows.exclude(pk__in=given.leads().values("petition"))
    given = given.of_units([values["unit"]])
    return rows.given(given.leads() if values.get("part") == "lead" else given)


def filtered(user, values):
    """The same with what is searched for, in the asked order; urgent ones first unless asked otherwise (LP-30)."""
    rows = narrowed(user, values)
    hits = found(user, rows, values["q"], exact=values.get("exact")) if values.get("q") else Found(rows)
    return replace(hits, rows=ordered(hits.rows, values.get("sap")))


def ordered(rows, key):
    """By a column's heading; the days of answers count while an answer is awaited, what waits for none comes last."""
    if key in ("due_on", "-due_on"):
        rows, due = rows.with_open_lead(), F("open_lead__due_on")
        return rows.order_by(
            due.asc(nulls_last=True) if key == "due_on" else due.desc(nulls_last=True), "-pk"
        )
    order = ORDERS.get((key or "").lstrip("-"))
    if order is None:
        return rows.urgent_first()
    rows = rows.order_by(*order)
    return rows.reverse() if key.startswith("-") else rows


def rows_of(keys):
    """The petitions of one page in the order of its keys, with their leads."""
    rows = Petition.objects.filter(pk__in=keys).with_lead().defer(*LONG_COLUMNS).in_bulk()
    return [rows[key] for key in keys if key in rows]


@dataclass
class Choices:
    """What a person may choose in the list's filters: pairs of key and name, names of hamlets, own kept filters."""

    conferences: list = field(default_factory=list)
    units: list = field(default_factory=list)
    hamlets: list = field(default_factory=list)
    kept: list = field(default_factory=list)


def choices_for(user):
    """All of them in one query, and now and then a second one for the hamlets."""
    long_text = partial(Cast, output_field=CharField(max_length=600))
    nothing = long_text(Value(""))
    conferences = Conference.objects.visible_to(user).order_by()
    units = Unit.objects.visible_to(user).answering().order_by()
    kept = SavedFilter.objects.visible_to(user).order_by()
    rows = conferences.values_list("pk", long_text("title"), nothing, Value("conference", CharField())).union(
        units.values_list("pk", long_text("short_name"), nothing, Value("unit", CharField())),
        kept.values_list("pk", long_text("name"), long_text("query"), Value("kept", CharField())),
        all=True,
    )
    made = Choices(hamlets=hamlets_of(user.commune_id))
    for pk, name, query, kind in sorted(rows, key=lambda row: sort_key(row[1])):
        if kind == "conference":
            made.conferences.append((pk, name))
        elif kind == "unit":
            made.units.append((pk, name))
        else:
            made.kept.append(SavedFilter(pk=pk, name=name, query=query))
    made.conferences.sort(reverse=True)
    return made


def conferences_for(user):
    """Pairs of key and title, the newest first."""
    return list(Conference.objects.visible_to(user).order_by("-pk").values_list("pk", "title"))


def hamlets_of(commune_id):
    """Names of the commune's hamlets as petitions write them, looked up every few minutes: few are ever new.

    Names say nothing of a petition, so everybody may choose from all of them; the filter also takes one that is not
    listed yet.
    """

    def look_up():
        names = (
            Petition.objects.of_commune(commune_id)
            .exclude(hamlet="")
            .order_by()
            .values_list("hamlet", flat=True)
        )
        return sorted(names.distinct()[:MOST_CHOICES], key=sort_key)

    return cache.get_or_set(f"petition-hamlets-{commune_id}", look_up, HAMLETS_KEPT)


def answer_badge(petition, today, calendar):
    """The badge of a list row, from the columns of `with_lead`; None where nobody must answer."""
    if petition.lead_due_on is None or petition.lead_state == AssignmentState.DONE:
        return None
    return day_badge(petition, "Trả lời kiến nghị", petition.lead_due_on, today, calendar)


def day_badge(petition, label, due_on, today, calendar):
    """The badge of a day that stands in a row of a list, without its deadline."""
    # Unsaved: the words are the deadline room's, the row itself is not needed for a list.
    row = Deadline(due_on=due_on, label=label, pk=0, commune_id=petition.commune_id)
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
    """The list with a filter set; without one, what a filter may be written after."""
    return f"{reverse('petition_list')}?{urlencode(query)}"
