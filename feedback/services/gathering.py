"""One matter raised more than once: merged into one petition and taken apart again, or put under one answer."""

from django.db import transaction

from core.log import record
from core.models import AuditEntry
from core.workflow import move
from feedback import rules
from feedback.models import Petition
from feedback.services.batches import for_each
from feedback.services.classifying import classify_petition
from feedback.services.learning import unlearn_fields

CLASSES = ("field", "competence", "triage")
ALONG = "petition.along"


@transaction.atomic
def merge_petition(*, petition, into, actor):
    """Read `petition` with `into` from now on: nothing is copied, its text and people stay its own (LP-60).

    What had been merged into it goes along, so that there are never chains. Returns `into`.
    """
    rules.check_can_merge_petition(actor, petition)
    # Locked: nobody may merge the other one away meanwhile.
    into = Petition.objects.select_for_update().get(pk=into.pk)
    rules.check_into(petition, into)
    unlearn_fields([petition])
    move(petition, "merge", actor=actor, note=f"Gộp vào {into.code}.", merged_into=into)
    _bring_along(petition, into, actor)
    record(
        actor=actor, action="petition.gather", subject=into, sentence=f"đã gộp {petition.code} vào kiến nghị này"
    )  # fmt: skip
    return into


def _bring_along(petition, into, actor):
    """What was merged into it goes along; the log says with whom, so that undoing takes it back."""
    for row in petition.merged.order_by("pk"):
        _point(
            row,
            into,
            actor,
            note=petition.code,
            sentence=f"đã chuyển cùng {petition.code} sang gộp vào {into.code}",
        )


def _take_back(petition, into, actor):
    """What came along with it, and was not merged anew since, goes back with it."""
    for row in into.merged.order_by("pk"):
        moves = AuditEntry.objects.about(row).filter(action__in=["petition.merge", ALONG])
        last = moves.order_by("-pk").first()
        if last is not None and (last.action, last.note) == (ALONG, petition.code):
            _point(row, petition, actor, note="", sentence=f"đã trở lại gộp vào {petition.code}")


def _point(row, into, actor, *, note, sentence):
    Petition.objects.filter(pk=row.pk).update(merged_into=into)
    record(actor=actor, action=ALONG, subject=row, sentence=sentence, note=note)


@transaction.atomic
def merge_petitions(*, petitions, into, actor):
    """Merge a batch into one petition: all of them or, with every obstacle named, none."""
    for_each(petitions, lambda petition: merge_petition(petition=petition, into=into, actor=actor))
    return len(petitions)


@transaction.atomic
def unmerge_petition(*, petition, actor):
    """A petition of its own again, with the classes that it had and what had been merged into it before."""
    rules.check_can_unmerge_petition(actor, petition)
    into = petition.merged_into
    move(petition, "unmerge", actor=actor, note=f"Trước đó gộp vào {into.code}.", merged_into=None)
    _take_back(petition, into, actor)
    if all(getattr(petition, name) for name in CLASSES):
        values = {name: getattr(petition, name) for name in (*CLASSES, "is_urgent")}
        classify_petition(petition=petition, actor=actor, **values)
    record(
        actor=actor, action="petition.gather", subject=into, sentence=f"đã tách lại {petition.code} khỏi kiến nghị này"
    )  # fmt: skip
    return petition


@transaction.atomic
def group_petition(*, petition, leader, actor):
    """A matter of its own that gets the same answer as `leader`; at once where that one is answered already."""
    rules.check_can_group_petition(actor, petition)
    leader = Petition.objects.select_for_update().get(pk=leader.pk)
    rules.check_leader(petition, leader)
    move(petition, "group", actor=actor, note=f"Trả lời chung với {leader.code}.", answered_with=leader)
    record(
        actor=actor, action="petition.gather", subject=leader, sentence=f"đã nhận trả lời chung cho {petition.code}"
    )  # fmt: skip
    if not leader.is_unanswered:
        _follow(petition, leader)
    return petition


@transaction.atomic
def ungroup_petition(*, petition, actor):
    """It is to have an answer of its own again."""
    rules.check_can_ungroup_petition(actor, petition)
    leader = petition.answered_with
    move(
        petition,
        "ungroup",
        actor=actor,
        note=f"Trước đó trả lời chung với {leader.code}.",
        answered_with=None,
    )
    record(
        actor=actor, action="petition.gather", subject=leader, sentence=f"đã thôi trả lời chung cho {petition.code}"
    )  # fmt: skip
    return petition


def answer_followers(leader):
    """By the system: those that wait for this answer have it as well."""
    for petition in leader.followers.unanswered().order_by("pk"):
        _follow(petition, leader)


def _follow(petition, leader):
    """Answered with the leader; one that nobody classified yet counts in the leader's classes from now on."""
    rules.check_can_answer_petition(None, petition)
    given = {} if petition.field or not leader.field else {name: getattr(leader, name) for name in CLASSES}
    move(petition, "answer", actor=None, note=f"Trả lời chung với {leader.code}.", **given)
