"""Readings of promises: the list, one promise's reports, proofs and wishes for more time, work that waits."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.urls import reverse

from conclusions.models import Commitment, CommitmentExtension
from conclusions.models.commitments import SILENT_DAYS
from conclusions.states import UNDONE
from core.access import actions_for
from core.clock import local_today
from core.models import Attachment, AuditEntry
from core.models.log import READING
from core.providers import WorkItem
from core.states import Role
from core.vietnamese import short_date
from documents.models import PaperDraft
from documents.states import PaperKind
from feedback.documents.assigning import unit_key

GROUP = "Kết luận"
LIMIT = 20
ORDERS = {
    "due_on": ("due_on", "pk"),
    "unit": ("unit__sort_key", "due_on", "pk"),
    "issued": ("item__notice__issued_on", "pk"),
}
EXPORT_COLUMNS = [
    ("Nội dung", 50), ("Kiến nghị", 14), ("Đơn vị chủ trì", 24), ("Đơn vị phối hợp", 24), ("Hội nghị", 34),
    ("Kết luận ngày", 14), ("Hạn ban đầu", 14), ("Hạn hiện nay", 14), ("Báo cáo gần nhất", 16), ("Tình trạng", 26),
]  # fmt: skip


def commitments_for(user, values, order=""):
    """The filtered list; `order`: a key of ORDERS, with "-" the other way round."""
    today = local_today()
    rows = Commitment.objects.visible_to(user).with_names().with_last_report()
    narrow = {
        "late": lambda: rows.overdue(today),
        "silent": lambda: rows.silent(today),
        "wish": lambda: rows.filter(pk__in=CommitmentExtension.objects.waiting().values("commitment")),
        "postponed": lambda: rows.postponed(),
    }
    state = values.get("state")
    if state:
        rows = narrow[state]() if state in narrow else rows.filter(state=state)
    for name, column in (("unit", "unit"), ("hoi_nghi", "conference")):
        if values.get(name):
            rows = rows.filter(**{column: values[name]})
    if values.get("nam"):
        rows = rows.promised_in(values["nam"])
    rows = rows.search(values.get("words") or "")
    columns = ORDERS.get(order.removeprefix("-"))
    if columns is None:
        return rows.urgent_first()
    return (
        rows.order_by(*(f"-{name}" for name in columns)) if order.startswith("-") else rows.order_by(*columns)
    )


def silence_of(commitment, today):
    """ "im lặng 20 ngày" where the unit, whose turn it is, has said nothing for too long; else ""."""
    since = commitment.last_reported_on or commitment.item.notice.issued_on
    days = (today - since).days if since and commitment.state in UNDONE else 0
    return f"im lặng {days} ngày" if days >= SILENT_DAYS else ""


def export_rows(rows):
    """The filtered promises as lines of a spreadsheet."""
    for row in rows.prefetch_related("supporting").select_related("item__notice"):
        yield [
            row.content, row.petition.code if row.petition else "", row.unit.short_name,
            ", ".join(unit.short_name for unit in row.supporting.all()), row.conference.title,
            row.item.notice.issued_on, row.first_due_on, row.due_on, row.last_reported_on, row.get_state_display(),
        ]  # fmt: skip


# --- one promise -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One word on a promise, of its units ("report") or of whoever watches over it ("review")."""

    kind: str
    at: object
    row: object
    files: list


def commitment_story(commitment):
    """Reports with their proof and reviews, in the order in which they were written."""
    reports = list(commitment.reports.select_related("written_by"))
    files = Attachment.objects.about_each(reports)
    entries = [Entry("report", row.created_at, row, files.get(row.pk, [])) for row in reports]
    reviews = commitment.reviews.select_related("reviewer")
    entries += [Entry("review", row.created_at, row, []) for row in reviews]
    return sorted(entries, key=lambda entry: entry.at)


@dataclass(frozen=True)
class Wish:
    """One request for more time as the page shows it; `actions` while it waits."""

    row: CommitmentExtension
    actions: list


def wishes_of(commitment, user):
    """Every request for more time, the oldest first, with what this person may decide about it."""
    rows = commitment.extensions.select_related("requested_by", "decided_by", "commitment__conference")
    return [Wish(row, _deciding(actions_for(user, row), user)) for row in rows]


def _deciding(actions, user):
    """The decision is offered to who may take it, with its refusals to a chair; the others read that it waits."""
    return [action for action in actions if action.enabled or Role.CHAIR in user.roles]


def former_dues(wishes):
    """The days that bound before the chair allowed later ones."""
    return [wish.row.due_before_on for wish in wishes if wish.row.granted_on]


def commitment_history(commitment, limit=50):
    """What was done about the promise, and which wishes for more time were refused; the newest first."""
    kinds = ContentType.objects.get_for_models(Commitment, CommitmentExtension)
    wishes = commitment.extensions.values("pk")
    rows = AuditEntry.objects.filter(
        Q(subject_type=kinds[Commitment], subject_id=commitment.pk)
        | Q(
            subject_type=kinds[CommitmentExtension],
            subject_id__in=wishes,
            action="commitment_extension.reject",
        )
    )
    return rows.exclude(action=READING).newest_first()[:limit]


# --- the paper that gives units their matters (LP-92, TM-53, QN-55, TD-65) ----------------------------------------


@dataclass(frozen=True)
class Assigning:
    """How far the paper of assignment is: needed only where something is still to do (LP-92)."""

    is_needed: bool
    drafts: list
    about: str  # whose own copy the page would begin; "" for the common one


def assigning_of(conference, unit=None):
    """`unit`: of a promise on whose page it stands, so that there is something to give."""
    drafts = PaperDraft.objects.about(conference).of_kind(PaperKind.ASSIGNMENT_AFTER).live()
    about = unit_key(unit) if unit else ""
    if unit:
        drafts = drafts.filter(about_key__in=[about, "all", ""])
    drafts = list(drafts.select_related("paper").order_by("pk")[:LIMIT])
    return Assigning(unit is not None or conference.commitments.exists(), drafts, about or "all")


# --- work that waits ---------------------------------------------------------------------------------------------


def commitment_work(user):
    """The chair: wishes for more time. The office: units that are silent (LP-18, TD-94)."""
    items = []
    if Role.CHAIR in user.roles or user.delegations_now:
        items += _wishes(user)
    if Role.OFFICE in user.roles:
        items += _silent(user)
    return items


def _wishes(user):
    rows = CommitmentExtension.objects.for_decider(user).waiting().to_decide()
    return [
        WorkItem(
            f"Quyết định lùi hạn cam kết của {row.commitment.unit.short_name}, xin đến {short_date(row.wanted_on)}",
            f"{reverse('commitment_detail', args=[row.commitment_id])}#lui-han", "Xem đề nghị",
            due_on=row.commitment.due_on, why=row.reason[:160], group=GROUP,
        )
        for row in rows.select_related("commitment__unit").order_by("commitment__due_on", "pk")[:LIMIT]
    ]  # fmt: skip


def _silent(user):
    found = (
        Commitment.objects.visible_to(user)
        .silent(local_today())
        .aggregate(count=Count("pk"), units=Count("unit", distinct=True))
    )
    if not found["count"]:
        return []
    return [
        WorkItem(
            f"Đôn đốc {found['units']} đơn vị không báo cáo {found['count']} cam kết từ {SILENT_DAYS} ngày trở lên",
            f"{reverse('commitment_list')}?state=silent", "Xem", group=GROUP, tone="soon",
        )
    ]  # fmt: skip
