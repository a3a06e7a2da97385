"""A conference's home page: stages, what blocks, the next deadline, the timeline; and what a plan lets one create."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse

from core.clock import local_today
from core.providers import StagePart, parts_of
from core.states import Role
from core.timeline import Mark
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for, deadlines_of, leading
from deadlines.states import DeadlineKind
from deadlines.wording import owner_words
from dialogue import rules
from dialogue.states import ConferenceState
from plans.models import PlanTarget

NEAR = timedelta(days=45)
STAGES = {
    "plan": "Kế hoạch",
    "prepare": "Chuẩn bị",
    "notice": "Thông báo",
    "collect": "Thu thập",
    "hold": "Hội nghị",
    "conclude": "Kết luận",
    "follow_up": "Theo dõi",
}


def home(conference, user):
    """Everything that the home page shows of one conference."""
    parts = parts_of(conference, user)
    stages = _seven([stage for part in parts for stage in part.stages])
    calendar, today = calendar_for(conference.commune), local_today()
    deadlines = _deadline_rows(conference, user, today, calendar)
    first = leading([row["deadline"] for row in deadlines])
    marks = _marks(conference, deadlines)
    return {
        "stages": stages,
        "tabs": [tab for part in parts for tab in part.tabs],
        "papers": [paper for part in parts for paper in part.papers],
        "room_notes": [note for part in parts for note in part.notes],
        "blockers": blockers_of(conference),
        "warnings": warnings_of(conference),
        "deadlines": deadlines,
        "next": next((row for row in deadlines if row["deadline"] is first), None) if first else None,
        "marks": marks,
        "step": next_step(conference, user, first),
        **strip(marks, calendar, today),
    }


def _deadline_rows(conference, user, today, calendar):
    """All its deadlines; a link only to those whose own page this person may open."""
    pages = set(Deadline.objects.visible_to(user).about(conference).values_list("pk", flat=True))
    rows = []
    for row in deadlines_of(conference):
        shown = badge(row, today, calendar)
        if row.pk not in pages:
            shown = replace(shown, why_url="")
        rows.append({"deadline": row, "badge": shown, "owner": owner_words(row), "has_page": row.pk in pages})
    return rows


def _seven(stages):
    """All seven in the order of the procedure; one that no room speaks for yet lies ahead."""
    by_key = {stage.key: stage for stage in stages}
    return [
        by_key.get(key) or StagePart(key, label, "future", "Chưa tới bước này.")
        for key, label in STAGES.items()
    ]


def blockers_of(conference):
    """What bars the opening for good unless somebody acts: a late notice; on the day, whatever is missing."""
    if conference.state != ConferenceState.SCHEDULED:
        return []
    if local_today() >= conference.held_on:
        return rules.obstacles_to_opening(conference)
    return [rules.notice_obstacle(conference)] if rules.is_notice_late(conference) else []


def next_step(conference, user, deadline):
    """(label, url) of the page on which the office does what the next deadline asks for."""
    if deadline is None or not conference.is_in_preparation or Role.OFFICE not in user.roles:
        return None
    places = {
        DeadlineKind.NOTICE: ("Soạn và công bố thông báo", "conference_notices"),
        DeadlineKind.INVITATION: ("Lập và gửi giấy mời", "conference_invitations"),
    }
    if deadline.kind not in places:
        return None
    label, name = places[deadline.kind]
    return label, reverse(name, args=[conference.pk])


def warnings_of(conference):
    if conference.state != ConferenceState.SCHEDULED:
        return []
    return rules.warnings_about(conference, held_on=conference.held_on, last_day_on=conference.last_day_on)


def _marks(conference, deadlines):
    """Deadlines as diamonds, acts as discs; a cancelled deadline is no place to look at."""
    marks = [
        Mark(row["deadline"].due_on, row["deadline"].label, row["badge"].tone, url=row["badge"].why_url)
        for row in deadlines
        if row["deadline"].state != "cancelled"
    ]
    for notice in conference.notices.current():
        if notice.issued_on:
            marks.append(Mark(notice.issued_on, "Ban hành thông báo", "good", is_act=True))
        for publication in notice.publications.all():
            marks.append(
                Mark(publication.published_on, publication.get_channel_display(), "good", is_act=True)
            )
    sent = (
        conference.invitations.sent_for(conference.held_on)
        .order_by("sent_on")
        .values_list("sent_on", flat=True)
    )
    marks += [Mark(day, "Gửi giấy mời", "good", is_act=True) for day in sorted(set(sent))]
    if conference.held_on:
        is_over = conference.closed_at is not None
        marks.append(Mark(conference.held_on, "Hội nghị", "good" if is_over else "info", is_act=is_over))
        if conference.ends_on > conference.held_on:
            words = "Họp tiếp" if conference.resumes_on == conference.ends_on else "Ngày cuối của hội nghị"
            marks.append(Mark(conference.ends_on, words, "good" if is_over else "info", is_act=is_over))
    return marks


def strip(marks, calendar, today):
    """The stretch of the timeline with its days off and their reasons; it reaches to today while today is near."""
    if not marks:
        return {"start": None, "end": None, "off_days": {}}
    days = [mark.on for mark in marks]
    if min(days) - NEAR <= today <= max(days) + NEAR:
        days.append(today)
    start, end = min(days) - timedelta(days=2), max(days) + timedelta(days=2)
    every = (start + timedelta(days=n) for n in range((end - start).days + 1))
    off = {day: calendar.reason(day) for day in every if not calendar.is_working(day)}
    return {"start": start, "end": end, "off_days": off}


def plan_choices(user):
    """The targets of issued plans with how many conferences they already have (LP-20, LP-21)."""
    targets = (
        PlanTarget.objects.filter(plan__in=user_plans(user))
        .select_related("plan")
        .annotate(held=Count("conferences", filter=~Q(conferences__state=ConferenceState.CANCELLED)))
        .order_by("-plan__year", "plan", "order", "pk")
    )
    choices = {}
    for target in targets:
        url = f"{reverse('conference_create')}?target={target.pk}"
        choices.setdefault(target.plan, []).append({"target": target, "held": target.held, "url": url})
    for plan in user_plans(user):
        choices.setdefault(plan, [])
    return choices


def user_plans(user):
    """Issued plans of the person's commune."""
    return (
        PlanTarget._meta.get_field("plan").related_model.objects.visible_to(user).issued().order_by("-year")
    )
