"""Readings of this room's pages: lists, the clock of a conclusion, one notice's log. Nothing is written."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, Subquery

from conclusions.models import Commitment, ConclusionItem, ConclusionNotice, ExtensionRequest
from conclusions.rules import conclusion_deadline
from conclusions.states import ConclusionNoticeState, ExtensionState, ItemGroup
from core.clock import local_today
from core.models import AuditEntry
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for, deadlines_of
from deadlines.states import DeadlineKind
from deadlines.sums import extended_sum
from dialogue.models import Conference
from documents.models import PaperDraft
from documents.states import PaperKind
from feedback.models import Petitioner


@dataclass(frozen=True)
class Clock:
    """The conclusion's deadline of one conference as a page shows it; `badge` None reads «chưa cấu hình»."""

    deadline: Deadline | None
    badge: object
    published: list  # (deadline, badge) of publishing the results, where the law's period runs (LAW-3)
    words: str  # "ban hành đúng hạn, gửi trễ" … once it is known


def clock_of(conference, notice=None):
    deadline = conclusion_deadline(conference)
    published = [row for row in deadlines_of(conference) if row.kind == DeadlineKind.RESULT_PUBLISHED]
    return Clock(
        deadline,
        badge(deadline) if deadline else None,
        [(row, badge(row)) for row in published],
        outcome_words(notice, deadline),
    )


def outcome_words(notice, deadline):
    """Issued and sent, told apart (D-22); empty while nothing has been issued."""
    if notice is None or notice.issued_on is None:
        return ""
    if deadline is None:
        return "đã ban hành và gửi đủ" if notice.dispatched_on else "đã ban hành, chưa gửi đủ"
    issued = "ban hành đúng hạn" if notice.issued_on <= deadline.due_on else "ban hành trễ"
    if notice.dispatched_on is None:
        return f"{issued}, chưa gửi đủ"
    sent = "gửi đúng hạn" if notice.dispatched_on <= deadline.due_on else "gửi trễ"
    return f"{issued}, {sent}"


def notices_for(user, values):
    rows = ConclusionNotice.objects.visible_to(user).with_names()
    if values.get("state"):
        rows = rows.filter(state=values["state"])
    return rows.search(values.get("words") or "").order_by("-conference__held_on", "-pk")


def without_notice(user):
    """Closed conferences whose notice nobody has begun to write, the oldest first.

    The draft that the closing left is there, but it waits for its writer like one that is not there.
    """
    begun = ConclusionNotice.objects.main().exclude(drafted_by=None, state=ConclusionNoticeState.DRAFT)
    held = Conference.objects.visible_to(user).held().exclude(pk__in=begun.values("conference"))
    prepared = ConclusionNotice.objects.main().filter(conference=OuterRef("pk"))
    return held.annotate(draft_pk=Subquery(prepared.values("pk")[:1])).order_by("held_on", "pk")


def badges_of(subjects, kinds, commune):
    """subject pk -> badge of the deadline that leads (open and earliest, else the last), in one query."""
    today, calendar = local_today(), calendar_for(commune)
    rows = {}
    deadlines = Deadline.objects.about_any(subjects).of_kind(*kinds).earliest_first()
    for deadline in deadlines.select_related("commune"):
        known = rows.get(deadline.subject_id)
        if known is None or (deadline.is_open and not known.is_open):
            rows[deadline.subject_id] = deadline
    return {pk: badge(row, today, calendar) for pk, row in rows.items()}


def parts_of_notice(notice):
    """The lines by part, in the paper's order: (number, group, label, items)."""
    items = list(notice.items.select_related("unit", "petition"))
    return [
        (number, group, ItemGroup(group).label, [item for item in items if item.group == group])
        for number, group in zip(("I", "II", "III"), ItemGroup.values, strict=True)
    ]


def notice_history(notice, limit=50):
    """What happened to the notice, its lines and its extensions, newest first."""
    kinds = ContentType.objects.get_for_models(ConclusionNotice, ConclusionItem, ExtensionRequest)
    items = notice.items.values_list("pk", flat=True)
    asked = ExtensionRequest.objects.filter(conference=notice.conference_id).values_list("pk", flat=True)
    rows = AuditEntry.objects.filter(
        Q(subject_type=kinds[ConclusionNotice], subject_id=notice.pk)
        | Q(subject_type=kinds[ConclusionItem], subject_id__in=list(items))
        | Q(subject_type=kinds[ExtensionRequest], subject_id__in=list(asked))
    )
    return rows.newest_first()[:limit]


def matters_of(dispatch):
    """The lines of the notice that answer one petitioner, all matters raised under that name (LP-95)."""
    person = dispatch.petitioner
    raised = Petitioner.objects.filter(
        petition__conference=dispatch.notice.conference_id,
        name=person.name,
        hamlet=person.hamlet,
        phone=person.phone,
    )
    # What was merged is answered by the line of the petition that it was merged into.
    merged = raised.exclude(petition__merged_into=None).values("petition__merged_into")
    items = dispatch.notice.items.filter(Q(petition__in=raised.values("petition")) | Q(petition__in=merged))
    return items.select_related("unit", "petition")


def commitments_for(user, values):
    rows = Commitment.objects.visible_to(user).with_names()
    if values.get("state") == "late":
        rows = rows.overdue(local_today())
    elif values.get("state"):
        rows = rows.filter(state=values["state"])
    if values.get("unit"):
        rows = rows.filter(unit=values["unit"])
    if values.get("hoi_nghi"):
        rows = rows.filter(conference=values["hoi_nghi"])
    return rows.search(values.get("words") or "").urgent_first()


def commitment_story(commitment):
    """Reports and reviews in the order in which they were written."""
    reports = [("report", row.created_at, row) for row in commitment.reports.select_related("written_by")]
    reviews = [("review", row.created_at, row) for row in commitment.reviews.select_related("reviewer")]
    return sorted(reports + reviews, key=lambda entry: entry[1])


def extended_date(deadline):
    """The day up to which an extension would reach: counted from the original start (P11, E-08)."""
    return extended_sum(deadline, calendar_for(deadline.commune)).due_on


def extension_key(request):
    """The decision's draft is about this key (documents.catalogue)."""
    return f"extension-{request.pk}"


def decision_of(request):
    """The draft of the decision on paper; an unsaved one where a granted request has none yet, else None."""
    if request.state != ExtensionState.APPROVED:
        return None
    return _draft_of(request.conference, PaperKind.EXTENSION, extension_key(request))


def answer_key(commitment):
    """The written answer's draft is about this key."""
    return f"commitment-{commitment.pk}"


def answer_letter_of(commitment):
    """The draft of the unit's written answer after the conference; an unsaved one where there is none."""
    return _draft_of(commitment.conference, PaperKind.ANSWER_AFTER, answer_key(commitment))


def _draft_of(conference, kind, key):
    drafts = PaperDraft.objects.about(conference).of_kind(kind).live().filter(about_key=key)
    return drafts.select_related("paper").order_by("-pk").first() or PaperDraft(kind=kind)
