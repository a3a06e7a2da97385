"""Setting a conference up: created from the plan, edited, its agenda and its groups of participants."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.module_loading import import_string

from core.editing import save_edit
from core.log import differences, record
from core.refusals import Refused
from core.states import Role
from dialogue import rules
from dialogue.models import AgendaStep, Conference, ConferenceVenue, InvitedGroup
from dialogue.states import StepState

TITLES = {"chair_title": "chair", "co_chair_title": "co_chair"}


@transaction.atomic
def create_conference(*, plan, target=None, kind, values, venues=(), actor):
    """A conference of an issued plan, from one of its targets or ad-hoc without one (LP-20).

    Groups and agenda are copied from the plan; from then on they are the conference's own. `values`: title,
    audience, content, form, form_reason, session, starts_at, chair, secretary. `venues`: names (LP-44).
    """
    rules.check_can_create_conference(actor, plan)
    values = values | {name: title_of(values.get(of)) for name, of in TITLES.items()}
    conference = Conference(commune=plan.commune, plan=plan, target=target, kind=kind, **values)
    conference.save()
    _set_venues(conference, venues)
    InvitedGroup.objects.bulk_create(
        InvitedGroup(
            conference=conference,
            order=row.order,
            name=row.name,
            role=row.role,
            expected=row.max_count or row.min_count,
        )
        for row in plan.groups_for(kind)
    )
    AgendaStep.objects.bulk_create(
        AgendaStep(
            conference=conference, order=row.order, contents=row.contents, responsible=row.responsible,
            takes_contributions=row.takes_contributions,
        )
        for row in plan.agenda_steps.all()
    )  # fmt: skip
    record(
        actor=actor, action="conference.create", subject=conference, sentence="đã lập hội nghị từ kế hoạch"
    )
    for name in settings.ON_CREATE:
        import_string(name)(conference=conference, actor=actor)
    return conference


def title_of(person):
    """What stands beside the name of who chairs: the title of the chairing post, else of the main one."""
    if person is None:
        return ""
    posts = person.posts_now
    post = next((row for row in posts if row.role == Role.CHAIR), person.main_post)
    return post.title if post else ""


@transaction.atomic
def edit_conference(*, conference, version, values, venues, actor):
    """Change what does not depend on the date; the second of two people is told (StaleEdit)."""
    rules.check_can_edit_conference(actor, conference)
    if "chair" in values and values["chair"] != conference.chair:
        if conference.delegation_id:
            raise Refused("Hội nghị đã được uỷ quyền chủ trì nên không đổi người chủ trì ở đây được.")
        values = values | {"chair_title": title_of(values["chair"])}
    if "co_chair" in values and values["co_chair"] != conference.co_chair:
        values = values | {"co_chair_title": title_of(values["co_chair"])}
    save_edit(
        conference, actor=actor, version=version, values=values, action="conference.edit",
        sentence="đã sửa thông tin hội nghị",
    )  # fmt: skip
    before = [venue.name for venue in conference.venues.all()]
    if list(venues) != before:
        _set_venues(conference, venues)
        changes = {"Địa điểm": ["; ".join(before), "; ".join(venues)]}
        record(
            actor=actor,
            action="conference.edit",
            subject=conference,
            sentence="đã sửa địa điểm hội nghị",
            changes=changes,
        )
    return conference


def _set_venues(conference, names):
    """Venues that stay keep their rows: guests and speakers of that place are tied to them."""
    known = {venue.name: venue for venue in conference.venues.all()}
    conference.venues.exclude(name__in=names).delete()
    for place, name in enumerate(dict.fromkeys(names), start=1):
        venue = known.get(name) or ConferenceVenue(conference=conference, name=name)
        venue.order = place
        venue.save()


STEP_LABELS = {
    "order": "thứ tự",
    "contents": "nội dung",
    "responsible": "người thực hiện",
    "takes_contributions": "có phát biểu",
    "planned_at": "giờ dự kiến",
    "day": "ngày thứ",
    "limit_seconds": "thời gian mỗi lượt (giây)",
}
GROUP_LABELS = {"order": "thứ tự", "name": "thành phần", "role": "vai trò", "expected": "dự kiến"}


@transaction.atomic
def save_agenda_step(*, conference, step=None, values, actor):
    """Add a step to the agenda or change one that has not begun (LP-69 to LP-77)."""
    rules.check_can_edit_conference(actor, conference)
    return _save_part(
        conference, step or AgendaStep(conference=conference), values, STEP_LABELS, "mục chương trình", actor
    )


@transaction.atomic
def remove_agenda_step(*, step, actor):
    rules.check_can_edit_conference(actor, step.conference)
    if step.state != StepState.PENDING:
        raise Refused("Mục này đã bắt đầu nên không bỏ được.")
    _remove_part(step.conference, step, "mục chương trình", step.heading, actor)


@transaction.atomic
def save_group(*, conference, group=None, values, actor):
    """Add or change a group of participants (LP-48)."""
    rules.check_can_edit_conference(actor, conference)
    return _save_part(
        conference, group or InvitedGroup(conference=conference), values, GROUP_LABELS, "thành phần", actor
    )


@transaction.atomic
def remove_group(*, group, actor):
    rules.check_can_edit_conference(actor, group.conference)
    _remove_part(group.conference, group, "thành phần", group.name, actor)


def _save_part(conference, row, values, labels, noun, actor):
    is_new = row.pk is None
    before = {} if is_new else {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if is_new and not row.order:
        last = type(row).objects.filter(conference=conference).aggregate(last=Max("order"))["last"]
        row.order = (last or 0) + 1
    row.save()
    record(
        actor=actor, action="conference.edit", subject=conference,
        sentence=f"đã {'thêm' if is_new else 'sửa'} {noun}: {row}"[:400],
        changes=differences(before, values, {name: labels[name] for name in values}),
    )  # fmt: skip
    return row


def _remove_part(conference, row, noun, name, actor):
    row.delete()
    record(actor=actor, action="conference.edit", subject=conference, sentence=f"đã bỏ {noun}: {name}"[:400])
