"""Answers after the conference as pages show them: of one promise, of all that still owe one, as work that waits."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from conclusions.models import AnswerDelivery, Commitment
from conclusions.rules import check_can_record_answer
from conclusions.states import DONE, Addressee, AnswerWay, Standing
from core.access import allowed
from core.clock import local_today
from core.providers import WorkItem
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for
from deadlines.states import DeadlineKind
from dialogue.models import Conference
from feedback.models import Petition

LIMIT = 20


@dataclass(frozen=True)
class Told:
    """One addressee as a page shows it; `name` is a citizen's only for who answers or sees the petition."""

    row: AnswerDelivery
    name: str


@dataclass(frozen=True)
class AnswersPart:
    """What the page of a promise says of its answer; `rows` is empty where nobody has to be told."""

    rows: list
    owing: int
    is_told_half: bool  # done, but somebody was only told that the matter is in hand (TD-72)
    badge: object
    url: str  # where it is recorded, "" for who may not
    has_names: bool
    sees_petition: bool


def answers_part(commitment, user):
    """Whom the answer must reach, who was told and how, until when (TD-71, QN-61); None where nobody asked."""
    if commitment.petition_id is None:
        return None
    sees_petition = Petition.objects.visible_to(user).filter(pk=commitment.petition_id).exists()
    # The unit that answers reads whom it has to tell.
    names = sees_petition or commitment.unit_id in user.unit_ids
    deliveries = commitment.deliveries.select_related("petitioner", "recorded_by")
    rows = [Told(row, name_of(row, names)) for row in deliveries]
    may = allowed(check_can_record_answer, user, commitment)
    return AnswersPart(
        rows=rows,
        owing=sum(not told.row.is_done for told in rows),
        is_told_half=is_told_half(commitment, [told.row for told in rows]),
        badge=answer_badge(commitment),
        url=reverse("answer_delivery_record", args=[commitment.pk]) if may else "",
        has_names=names and any(told.row.petitioner_id for told in rows),
        sees_petition=sees_petition,
    )


def name_of(row, has_names):
    return row.petitioner.name if has_names and row.petitioner_id else row.label


def is_told_half(commitment, rows):
    """The work is done, yet the last word that somebody heard is that it is in hand."""
    told = [row for row in rows if row.delivered_on]
    return commitment.state in DONE and any(row.standing != Standing.SETTLED for row in told)


def first_words(commitment, letter):
    """What the form of an answer begins with: the issued letter's day and number, how far the work is by its reports."""
    paper = letter.paper if letter.pk else None
    reports = commitment.reports.exclude(standing__in=["", Standing.SETTLED]).order_by("-pk")
    said = reports.values_list("standing", flat=True).first()
    return {
        "way": AnswerWay.WRITTEN,
        "delivered_on": paper.issued_on if paper and paper.issued_on else local_today(),
        "number": letter.values.get("number", "") if paper else "",
        "standing": Standing.SETTLED if commitment.state in DONE else said or Standing.RECEIVED,
    }


def answer_badge(commitment):
    """Until when it is owed; None where no rule says."""
    clock = _clocks([commitment]).get(commitment.pk)
    return badge(clock, calendar=calendar_for(commitment.commune)) if clock else None


# --- the list of those owing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owing:
    """One promise whose people wait: who still has to be told, what was told last, until when."""

    commitment: Commitment
    waiting: str  # "người chủ trì, người kiến nghị"
    last_on: date | None
    standing: str
    badge: object


def answers_for(user, values):
    """Promises with a petition that this person sees; those whose people still wait, unless asked otherwise."""
    rows = Commitment.objects.visible_to(user).exclude(petition=None)
    about = AnswerDelivery.objects.filter(commitment=OuterRef("pk"))
    which = values.get("state") or "owing"
    if which == "owing":
        rows = rows.filter(Exists(about.owing()))
    elif which == "half":
        rows = rows.filter(Exists(about.told_half()), state__in=DONE)
    elif which == "told":
        rows = rows.exclude(Exists(about.owing()))
    if values.get("unit"):
        rows = rows.filter(unit=values["unit"])
    if values.get("hoi_nghi"):
        rows = rows.filter(conference=values["hoi_nghi"])
    return _with_told(rows.with_names()).order_by("conference__held_on", "due_on", "pk")


def _with_told(rows):
    """With who still waits and what was told last as columns, so that a page needs no query for each row."""
    about = AnswerDelivery.objects.filter(commitment=OuterRef("pk"))
    last = about.exclude(delivered_on=None).order_by("-delivered_on", "-pk")
    owed = {f"owes_{kind}": Exists(about.owing().filter(addressee=kind)) for kind in Addressee.values}
    return rows.annotate(
        **owed, told_on=Subquery(last.values("delivered_on")[:1]), told=Subquery(last.values("standing")[:1])
    )


def owing_rows(commitments, commune):
    """The rows of one page; one query for their clocks."""
    commitments, calendar = list(commitments), calendar_for(commune)
    clocks = _clocks(commitments)
    return [_owing(row, clocks, calendar) for row in commitments]


def _owing(row, clocks, calendar):
    waiting = [kind.label.lower() for kind in Addressee if getattr(row, f"owes_{kind.value}")]
    clock = clocks.get(row.pk)
    return Owing(
        row, ", ".join(waiting), row.told_on, Standing(row.told).label if row.told else "",
        badge(clock, calendar=calendar) if clock else None,
    )  # fmt: skip


def _clocks(commitments):
    """promise pk -> the deadline that leads for its answer: its own (TD-70) or that of its conference (QN-60)."""
    kinds = ContentType.objects.get_for_models(Commitment, Conference)
    about = Q(subject_type=kinds[Commitment], subject_id__in=[row.pk for row in commitments])
    about |= Q(subject_type=kinds[Conference], subject_id__in={row.conference_id for row in commitments})
    found = defaultdict(list)
    for row in Deadline.objects.filter(about).of_kind(DeadlineKind.ANSWER_AFTER):
        found[row.subject_type_id, row.subject_id].append(row)
    own, common = kinds[Commitment].pk, kinds[Conference].pk
    return {
        row.pk: min(clocks, key=lambda clock: (not clock.is_open, clock.due_on))
        for row in commitments
        if (clocks := found[own, row.pk] + found[common, row.conference_id])
    }


# --- work that waits -----------------------------------------------------------------------------------------


def answer_work(user):
    """The unit: answer who asked."""
    if not user.unit_ids:
        return []
    own = answers_for(user, {"state": "owing"}).filter(unit__in=user.unit_ids)
    rows = owing_rows(own[:LIMIT], user.commune)
    return [
        WorkItem(
            f"Trả lời người kiến nghị {row.commitment.petition.code}",
            reverse("answer_delivery_record", args=[row.commitment.pk]), "Ghi việc trả lời",
            due_on=row.badge.due_on if row.badge else None, why=f"Còn chờ: {row.waiting}.", group="Kết luận",
        )
        for row in rows
    ]  # fmt: skip
