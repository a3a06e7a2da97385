"""Readings of the Front's desk: what was promised and how it stands, who waits for whom, the Front's own words.

What a person sees here follows from `Commitment.visible_to`. Nothing is written.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from conclusions import rules
from conclusions.models import (
    Commitment,
    CommitmentReport,
    ConclusionItem,
    ConclusionNotice,
    ItemReview,
    Review,
    SiteVisit,
    SupervisionItem,
    Urging,
)
from conclusions.queries.pages import badges_of
from conclusions.states import UNDONE, CommitmentState, ItemGroup, ItemOpinion, Verdict
from core.access import allowed, refusal_of
from core.clock import local_today
from core.models import Attachment
from core.providers import WorkItem
from core.states import Role
from deadlines.ladders import AFTER, WEEK
from deadlines.models import Reminder
from deadlines.services import deadlines_of
from deadlines.states import DeadlineKind
from documents.catalogue import COMMON
from documents.models import Paper, PaperDraft
from documents.states import PaperKind

LIMIT = 20
WATCHERS = {Role.FRONT, Role.OFFICE, Role.CHAIR}
REPORTED, LATE, SILENT, RUNNING, KEPT = range(5)
TO_CHAIR = Q(stage__startswith=AFTER) | Q(stage__startswith=WEEK)


# --- the desk --------------------------------------------------------------------------------------------------


def promises_for(user, today=None):
    """Every promise that the person may see, with what the desk says of it; the Front's turn stands first.

    `turn`: REPORTED (claimed done), LATE, SILENT, RUNNING, KEPT.
    """
    today = today or local_today()
    rows = Commitment.objects.visible_to(user)
    silent = Commitment.objects.silent(today).values("pk")
    undone = Q(state__in=UNDONE)
    turn = Case(
        When(state=CommitmentState.CONFIRMED, then=Value(KEPT)),
        When(state=CommitmentState.REPORTED, then=Value(REPORTED)),
        When(undone & Q(due_on__lt=today), then=Value(LATE)),
        When(pk__in=silent, then=Value(SILENT)),
        default=Value(RUNNING),
        output_field=IntegerField(),
    )
    asked = Urging.objects.waiting().filter(commitment=OuterRef("pk")).order_by("reply_due_on")
    return rows.annotate(
        turn=turn,
        is_silent=Case(When(pk__in=silent, then=Value(1)), default=Value(0), output_field=IntegerField()),
        asked_until=Subquery(asked.values("reply_due_on")[:1], output_field=DateField()),
        escalated_on=_escalated(),
    )


def _escalated():
    """The day on which the chair was first told that it is overdue, None where nobody had to be."""
    kind = ContentType.objects.get_for_model(Commitment)
    told = Reminder.objects.filter(
        TO_CHAIR,
        is_skipped=False,
        deadline__subject_type=kind,
        deadline__subject_id=OuterRef("pk"),
        deadline__kind=DeadlineKind.COMMITMENT,
    ).order_by()
    first = told.values("deadline__subject_id").annotate(first=Min("sent_on")).values("first")
    return Subquery(first, output_field=DateField())


FILTERS = {
    "front": Q(turn__in=[REPORTED, LATE, SILENT]),
    "reported": Q(turn=REPORTED),
    "late": Q(turn=LATE),
    "silent": Q(is_silent=1),
    "disputed": Q(state=CommitmentState.DISPUTED),
    "urged": Q(asked_until__isnull=False),
    "escalated": Q(escalated_on__isnull=False),
    "kept": Q(turn=KEPT),
}


def figures_of(user):
    """How many promises there are in all and under each filter; one query."""
    counts = {name: Count("pk", filter=condition) for name, condition in FILTERS.items()}
    return promises_for(user).aggregate(total=Count("pk"), **counts)


def desk_rows(user, values):
    """The desk's list, narrowed by its filter: the Front's turn first, then by date."""
    rows = promises_for(user)
    if values.get("viec") in FILTERS:
        rows = rows.filter(FILTERS[values["viec"]])
    if values.get("hoi_nghi"):
        rows = rows.filter(conference=values["hoi_nghi"])
    if values.get("nam"):
        rows = rows.promised_in(values["nam"])
    rows = rows.search(values.get("words") or "")
    return _told(rows).with_names().order_by("turn", "due_on", "pk")


def _told(rows):
    """With what units reported and the Front said, counted and the newest day of each."""
    reports = CommitmentReport.objects.filter(commitment=OuterRef("pk"))
    reviews = Review.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
    own = CommitmentReport.objects.filter(commitment=OuterRef(OuterRef("pk")))
    return rows.annotate(
        report_count=_count(reports, "commitment"),
        reported_last_on=Subquery(reports.order_by("-pk").values("reported_on")[:1]),
        file_count=_count(_files(Commitment).filter(subject_id=OuterRef("pk")), "subject_type")
        + _count(_files(CommitmentReport).filter(subject_id__in=own.values("pk")), "subject_type"),
        visit_count=_count(SiteVisit.objects.filter(commitment=OuterRef("pk")), "commitment"),
        last_verdict=Subquery(reviews.values("verdict")[:1], output_field=CharField()),
        reviewed_last_on=Subquery(reviews.values("reviewed_on")[:1]),
    )


def _files(model):
    return Attachment.objects.filter(subject_type=ContentType.objects.get_for_model(model))


def _count(rows, group):
    """How many of the inner rows there are; `group`: what is the same in all of them."""
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


EXPORT_LIMIT = 5000
EXPORT_COLUMNS = [
    ("Nội dung", 50), ("Kiến nghị", 14), ("Đơn vị", 24), ("Hội nghị", 34), ("Hạn ban đầu", 14), ("Hạn hiện nay", 14),
    ("Tình trạng", 26), ("14 ngày không báo cáo", 14), ("Số lần báo cáo", 10), ("Báo cáo gần nhất", 14), ("Tệp chứng minh", 10),
    ("Lần đi thực địa", 10), ("Mặt trận", 18), ("Ngày Mặt trận ghi", 14), ("Đôn đốc, chờ trả lời đến", 16),
    ("Đã báo người chủ trì", 16),
]  # fmt: skip


def export_rows(rows):
    verdicts = dict(Verdict.choices)
    for row in rows:
        yield (
            row.content, row.petition.code if row.petition else "", row.unit.short_name, row.conference.title,
            row.first_due_on, row.due_on, row.get_state_display(), bool(row.is_silent), row.report_count,
            row.reported_last_on, row.file_count, row.visit_count, verdicts.get(row.last_verdict, ""),
            row.reviewed_last_on, row.asked_until, row.escalated_on,
        )  # fmt: skip


# --- one commitment ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SupervisionPart:
    """What the Front and others who watch did about one promise, and what this person may do."""

    commitment: Commitment
    visits: list
    urgings: list
    programme: list
    escalations: list
    criticisms: list
    reviews: list
    may_visit: bool
    may_urge: bool
    why_not_urge: str
    may_plan: bool
    may_criticise: bool
    criticism_key: str
    may_open: bool  # the yearly programme, which a unit does not read

    @property
    def is_empty(self):
        rows = (self.visits, self.urgings, self.programme, self.escalations, self.criticisms, self.reviews)
        return not any(rows)

    @property
    def may_act(self):
        return self.may_visit or self.may_urge or self.may_plan or self.may_criticise


def supervision_part(commitment, user):
    """The Front's desk on one promise's page; None where nothing was done and this person may do nothing."""
    visits = list(commitment.visits.all())
    photos = Attachment.objects.about_each(visits)
    urgings = list(commitment.urgings.all())
    clocks = badges_of(urgings, [DeadlineKind.URGE_REPLY], commitment.commune)
    # A sealed dossier takes no more words; what stands there is read on.
    is_open = commitment.conference.sealed_at is None
    why_not = refusal_of(rules.check_can_urge_commitment, user, commitment)
    part = SupervisionPart(
        commitment=commitment,
        visits=[(visit, photos[visit.pk]) for visit in visits],
        urgings=[
            (row, clocks.get(row.pk), allowed(rules.check_can_reply_urging, user, row)) for row in urgings
        ],
        programme=list(commitment.supervision_items.all()),
        escalations=escalations_of(commitment),
        criticisms=criticisms_of(commitment, user),
        reviews=list(commitment.item.reviews.all()),
        may_visit=is_open and allowed(rules.check_can_visit_commitment, user, commitment),
        may_urge=is_open and not why_not,
        why_not_urge=why_not if user.roles & WATCHERS and commitment.state in UNDONE else "",
        may_plan=is_open and allowed(rules.check_can_plan_supervision, user, commitment),
        may_criticise=is_open and allowed(rules.check_can_review_item, user, commitment.item),
        criticism_key=criticism_key(commitment.item),
        may_open=bool(user.roles & (WATCHERS | {Role.PARTY})),
    )  # fmt: skip
    return part if part.may_act or not part.is_empty else None


def escalations_of(commitment):
    """When the chair was told that it is overdue, the first time and each week since."""
    told = Reminder.objects.filter(
        TO_CHAIR, is_skipped=False, deadline__in=deadlines_of(commitment).of_kind(DeadlineKind.COMMITMENT)
    )
    return list(told.order_by("sent_on", "pk").values_list("sent_on", flat=True))


def criticism_key(item):
    """The paper of social criticism about one line is about this key (TD-87)."""
    return f"item-{item.pk}"


def criticisms_of(commitment, user):
    """Drafts of the criticism papers about its line that the person may see, with the papers that came of them."""
    drafts = PaperDraft.objects.about(commitment.conference).of_kind(PaperKind.CRITICISM).live()
    drafts = drafts.filter(about_key__in=[criticism_key(commitment.item), COMMON])
    mine = PaperDraft.objects.visible_to(user)
    papers = Paper.objects.visible_to(user)
    seen = drafts.filter(Q(pk__in=mine.values("pk")) | Q(paper__in=papers.values("pk")))
    return list(seen.select_related("paper").order_by("pk"))


# --- one notice, line by line -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of the notice as the Front reads it: number, words, promise, opinions (the newest last)."""

    number: str
    item: ConclusionItem
    commitment: Commitment | None
    reviews: list

    @property
    def last(self):
        return self.reviews[-1] if self.reviews else None


def sees_line(user, item):
    """What is restricted is the Front's head's and those whom its promise concerns (TD-68)."""
    if not item.is_restricted:
        return True
    return rules.sees_item(user, item) and Commitment.objects.visible_to(user).filter(item=item).exists()


def lines_of(notice, user):
    """[(numeral, label, [Line])] of the parts that have lines; restricted ones only for those who may see them."""
    seen = {row.item_id: row for row in Commitment.objects.visible_to(user).filter(item__notice=notice)}
    reviews = {}
    for row in ItemReview.objects.visible_to(user).filter(item__notice=notice).select_related("reviewer"):
        reviews.setdefault(row.item_id, []).append(row)
    parts = []
    items = list(notice.items.select_related("unit", "petition"))
    for numeral, group in zip(("I", "II", "III"), ItemGroup.values, strict=True):
        lines = [
            Line(f"{numeral}.{number}", item, seen.get(item.pk), reviews.get(item.pk, []))
            for number, item in enumerate((one for one in items if one.group == group), start=1)
            if rules.sees_item(user, item) and (not item.is_restricted or item.pk in seen)
        ]
        if lines:
            parts.append((numeral, ItemGroup(group).label, lines))
    return parts


def notices_for(user):
    """Issued notices that the person may see, the newest first."""
    return ConclusionNotice.objects.visible_to(user).issued().with_names().order_by("-issued_on", "-pk")


def opinions_on(notices):
    """Notice -> (lines, of how many the Front said something, how many it finds not met); two queries for all."""
    notices = list(notices)
    lines = dict(
        ConclusionItem.objects.filter(notice__in=notices)
        .order_by()
        .values_list("notice")
        .annotate(Count("pk"))
    )
    newest = {}
    for notice, item, opinion in (
        ItemReview.objects.filter(item__notice__in=notices)
        .order_by("pk")
        .values_list("item__notice", "item", "opinion")
    ):
        newest.setdefault(notice, {})[item] = opinion
    return {
        row.pk: (
            lines.get(row.pk, 0),
            len(newest.get(row.pk, {})),
            list(newest.get(row.pk, {}).values()).count(ItemOpinion.UNSATISFIED),
        )
        for row in notices
    }


# --- the yearly list ---------------------------------------------------------------------------------------------------


def programme_of(user, year):
    """What the Front supervises in a year (TD-88), by the planned day."""
    rows = SupervisionItem.objects.visible_to(user).filter(year=year)
    return rows.select_related("commitment__unit", "commitment__conference", "added_by").order_by(
        F("planned_on").asc(nulls_last=True), "pk"
    )


def candidates_for(user, year):
    """Promises that are not kept and not in that year's list."""
    taken = SupervisionItem.objects.of_commune(user.commune_id).filter(year=year).values("commitment")
    rows = Commitment.objects.visible_to(user).unconfirmed().exclude(pk__in=taken)
    return rows.with_names().order_by("due_on", "pk")


def years_of(user):
    """Years with a list, this one and the next; the newest first."""
    this = local_today().year
    known = SupervisionItem.objects.visible_to(user).values_list("year", flat=True).distinct()
    return sorted({*known, this, this + 1}, reverse=True)


# --- my work -----------------------------------------------------------------------------------------------------------


def urging_items(user):
    """Urgings that wait for the person's unit to answer."""
    rows = Urging.objects.visible_to(user).waiting().filter(commitment__unit__in=user.unit_ids)
    rows = rows.with_names().order_by("reply_due_on", "pk")[:LIMIT]
    return [
        WorkItem(
            f"Trả lời đôn đốc của {row.on_behalf}",
            reverse("urging_detail", args=[row.pk]), "Trả lời", due_on=row.reply_due_on, group="Kết luận",
            why=row.commitment.content[:90],
        )
        for row in rows
    ]  # fmt: skip


def unanswered_items(user):
    """Urgings whose day has passed without an answer, for the Front."""
    if Role.FRONT not in user.roles:
        return []
    rows = Urging.objects.visible_to(user).waiting().filter(reply_due_on__lt=local_today())
    count = rows.count()
    if not count:
        return []
    url = f"{reverse('supervision_desk')}?viec=urged"
    return [
        WorkItem(f"{count} đôn đốc quá ngày chưa được trả lời", url, "Xem", tone="late", group="Kết luận")
    ]
