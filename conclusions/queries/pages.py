"""Readings of this room's pages: lists, one notice's log, drafts of papers. Nothing is written."""

from dataclasses import replace

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, Subquery

from conclusions.models import ConclusionItem, ConclusionNotice, ExtensionRequest
from conclusions.states import CommitmentState, ConclusionNoticeState, ExtensionState
from core.clock import local_today
from core.models import AuditEntry
from core.vietnamese import fold
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for
from deadlines.sums import extended_sum
from dialogue.models import Conference
from documents.models import PaperDraft
from documents.states import PaperKind
from feedback.models import Petitioner


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


def promise_badge(commitment, shown):
    """A promise that its unit alone calls kept is not yet kept: the badge says "báo xong", without the green."""
    if shown is None or commitment.state != CommitmentState.REPORTED or not shown.phrase.startswith("xong"):
        return shown
    tone = "neutral" if shown.tone == "good" else shown.tone
    return replace(shown, tone=tone, phrase=f"báo {shown.phrase}")


# What the drafting left in the log: words of lines, remarks and reasons are for those who see drafts.
DRAFTING_ACTS = [
    f"conclusion_notice.{act}"
    for act in (
        "prepare", "draft", "edit", "omit", "ask_units", "submit", "remark", "resolve", "return", "print",
    )
]  # fmt: skip


def notice_history(notice, *, sees_draft, limit=50):
    """What happened to the notice, its lines and its extensions, newest first."""
    kinds = ContentType.objects.get_for_models(ConclusionNotice, ConclusionItem, ExtensionRequest)
    items = notice.items.order_by().values("pk")
    asked = ExtensionRequest.objects.filter(conference=notice.conference_id).values("pk")
    rows = AuditEntry.objects.filter(
        Q(subject_type=kinds[ConclusionNotice], subject_id=notice.pk)
        | Q(subject_type=kinds[ConclusionItem], subject_id__in=items)
        | Q(subject_type=kinds[ExtensionRequest], subject_id__in=asked)
    )
    if not sees_draft:
        rows = rows.exclude(action__in=DRAFTING_ACTS).exclude(action__startswith="conclusion_item.")
    return rows.newest_first()[:limit]


def _key(person):
    """One person, however carelessly the name was typed (as conclusions.documents.notice.person_key)."""
    return fold(person.name), fold(person.hamlet), person.phone


def matters_of(dispatch):
    """The lines of the notice that answer one petitioner, all matters raised under that name (LP-95)."""
    person, conference = dispatch.petitioner, dispatch.notice.conference_id
    known = Petitioner.objects.filter(petition__conference=conference, phone=person.phone)
    same = [one for one in known.select_related("petition") if _key(one) == _key(person)]
    # What was merged is answered by the line of the petition that it was merged into.
    same.append(person)
    keys = {one.petition_id for one in same} | {one.petition.merged_into_id for one in same}
    items = dispatch.notice.items.filter(petition__in=keys - {None})
    return items.select_related("unit", "petition")


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
