"""Reports upwards: which there are of each conference and of the year, which are still to be made. Nothing is written."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from core.access import has_role
from core.providers import ConferencePart, ConferenceTab
from core.states import Role
from core.vietnamese import short_date
from dialogue.models import Conference
from dialogue.states import ConferenceState
from documents.catalogue import type_of
from documents.models import Paper, PaperDraft
from documents.states import PaperKind
from plans.models import Plan

# What the plans want reported after a conference: answers, results, the upward report, lessons (TM-52, LP-93, QN-81,
# LP-97, ND-69, TD-78, QN-11).
KINDS = (
    (PaperKind.ANSWERING_REPORT, "Tổng hợp giải đáp ý kiến, trình hội nghị"),
    (PaperKind.RESULTS_REPORT, "Kết quả giải quyết, trả lời của các đơn vị"),
    (PaperKind.UPWARD_REPORT, "Kết quả hội nghị, gửi cấp ủy, chính quyền cấp trên và Ban Xây dựng Đảng"),
    (PaperKind.LESSONS, "Ưu điểm, hạn chế, bài học của hội nghị"),
)
MOST_CONFERENCES = 60
RESULT_READERS = {Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN}


@dataclass(frozen=True)
class Link:
    """One paper or draft: where it stands in words, and its page."""

    words: str
    url: str
    is_issued: bool


@dataclass
class Slot:
    """One kind of report of one conference; `abouts` where there are several, `may_start` if one can begin it."""

    kind: str
    label: str
    what: str
    links: list = field(default_factory=list)
    abouts: list = field(default_factory=list)
    may_start: bool = False


@dataclass(frozen=True)
class Row:
    conference: Conference
    slots: list


def held_in_year(user, year):
    """Conferences held in the year that the person may see, the latest first."""
    rows = Conference.objects.visible_to(user).held().filter(held_on__year=year).with_people()
    return list(rows.order_by("-held_on", "-pk")[:MOST_CONFERENCES])


def conference_papers(user, conferences):
    """[Row] of the reports of each; two statements for all of them, what a new draft can be about aside."""
    found = _links(user, Conference, [one.pk for one in conferences], [kind for kind, _ in KINDS])
    return [Row(one, [_slot(user, one, kind, what, found) for kind, what in KINDS]) for one in conferences]


def _slot(user, conference, kind, what, found):
    paper_type, links = type_of(kind), found[conference.pk, kind.value]
    slot = Slot(kind.value, paper_type.name, what, links)
    if has_role(user, conference, *paper_type.writers) and not (links and paper_type.abouts is None):
        slot.abouts = list(paper_type.abouts(conference)) if paper_type.abouts else []
        slot.may_start = paper_type.abouts is None or bool(slot.abouts)
    return slot


def period_papers(user, year):
    """[Link] of the reports of the year and its quarters, of whatever body."""
    plans = list(Plan.objects.visible_to(user).for_year(year).values_list("pk", flat=True))
    found = _links(user, Plan, plans, [PaperKind.PERIOD_REPORT])
    return [link for pk in plans for link in found[pk, PaperKind.PERIOD_REPORT.value]]


def _links(user, model, keys, kinds):
    """(subject, kind) -> [Link]: what is under the pen, then what was issued, newest first."""
    about = {
        "subject_type": ContentType.objects.get_for_model(model),
        "subject_id__in": keys,
        "kind__in": kinds,
    }
    found = defaultdict(list)
    for draft in PaperDraft.objects.visible_to(user).filter(**about).unfinished().order_by("pk"):
        label = f"{draft.about_label}: " if draft.about_label else ""
        words, url = (
            f"{label}{draft.get_state_display().lower()}",
            reverse("paper_draft_detail", args=[draft.pk]),
        )
        found[draft.subject_id, draft.kind].append(Link(words, url, False))
    for paper in Paper.objects.visible_to(user).filter(**about).issued().light().newest_first()[:500]:
        words = (
            f"Số {paper.number_text}, ngày {short_date(paper.issued_on)}: {' '.join(paper.excerpt.split())}"
        )
        found[paper.subject_id, paper.kind].append(
            Link(words, reverse("paper_detail", args=[paper.pk]), True)
        )
    return found


def plans_to_report(commune, year):
    """Issued plans of the year: each body reports under its own heading; a village's own plan comes last."""
    rows = Plan.objects.of_commune(commune).for_year(year).issued()
    return sorted(rows, key=lambda plan: (bool(plan.village), plan.pk))


def report_part(conference, user):
    """A tab to what came of a conference that was held, for who reads its page."""
    if conference.state != ConferenceState.CLOSED or not user.roles & RESULT_READERS:
        return ConferencePart()
    return ConferencePart(tabs=[ConferenceTab("Kết quả", reverse("report_conference", args=[conference.pk]))])
