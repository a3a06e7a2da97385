"""Petitions that look like one another, and why: the pairs of words that they share. No writing."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from core.vietnamese import fold
from feedback.matching import Likeness, marked
from feedback.models import Petition
from feedback.states import PetitionState

POOL = 2000  # petitions that are compared at most, the newest
ELSEWHERE = 0.75  # the same words about another hamlet are more often another matter
LIKELY = 0.25
SURE = 0.3
MERGEABLE = (PetitionState.RECEIVED, PetitionState.CLASSIFIED)
READ = (
    "code", "content", "hamlet", "state", "conference", "field", "names_official", "answered_with", "received_on",
    "raised_by", "is_urgent", "commune", "competence", "triage",
)  # fmt: skip


@dataclass(frozen=True)
class Twin:
    """Another petition like one petition: how much, and both texts cut at the shared words."""

    petition: Petition
    percent: int
    own: list
    other: list
    is_elsewhere: bool


@dataclass
class Group:
    """Petitions that look like one matter; `main` is the one that the page proposes to keep."""

    petitions: list
    main: Petition
    texts: dict = field(default_factory=dict)

    @property
    def rows(self):
        """(petition, its text cut at the shared words, may it be merged), in the order of coming in."""
        return [(one, self.texts[one.pk], is_mergeable(one)) for one in self.petitions]


def is_mergeable(petition):
    return petition.state in MERGEABLE and not petition.answered_with_id


def pool_of(user, conference=None, *, with_others=True):
    """The newest petitions that this person may see, those of the conference first; at most two queries."""
    rows = Petition.objects.visible_to(user).of_commune(user.commune).matters().only(*READ).order_by("-pk")
    if conference is None:
        return list(rows[:POOL])
    own = list(rows.for_conference(conference)[:POOL])
    rest = rows.exclude(conference=conference)[: POOL - len(own)]
    return own + (list(rest) if with_others and len(own) < POOL else [])


class Pool:
    """Petitions with the index of their texts."""

    def __init__(self, petitions):
        self.petitions = {one.pk: one for one in petitions}
        self.index = Likeness({one.pk: one.content for one in petitions})

    def twins(self, petition, most=3):
        """What is most like this petition, the likest first; not what is answered together with it already."""
        found = []
        for alike in self.index.like(petition.content, least=LIKELY, most=most * 3, but=(petition.pk,)):
            other = self.petitions[alike.key]
            is_elsewhere = _is_elsewhere(petition, other)
            score = alike.score * (ELSEWHERE if is_elsewhere else 1)
            if score >= LIKELY and not _is_grouped(petition, other):
                texts = [marked(one.content, alike.pairs) for one in (petition, other)]
                found.append(Twin(other, round(score * 100), *texts, is_elsewhere))
        return sorted(found, key=lambda twin: -twin.percent)[:most]

    def groups(self):
        """Groups that hold something to merge, the largest first."""
        found = []
        for keys in self.index.groups(least=SURE, apart=self._are_apart):
            petitions = [self.petitions[key] for key in sorted(keys)]
            main = min(petitions, key=lambda one: (is_mergeable(one), one.pk))
            if any(is_mergeable(one) for one in petitions if one.pk != main.pk):
                found.append(Group(petitions, main))
        return found

    def _are_apart(self, one, other, score):
        """Few and many readers never go together; the same words about another hamlet only where nearly equal."""
        one, other = self.petitions[one], self.petitions[other]
        if one.is_restricted != other.is_restricted or _is_grouped(one, other):
            return True
        return _is_elsewhere(one, other) and score * ELSEWHERE < SURE

    def show(self, group):
        """Fill in the group's texts, cut where another one of it has the same words."""
        holders = Counter(pair for one in group.petitions for pair in self.index.pairs[one.pk])
        for one in group.petitions:
            shared = [pair for pair in self.index.pairs[one.pk] if holders[pair] > 1]
            group.texts[one.pk] = marked(one.content, shared)
        return group


def _is_grouped(one, other):
    """Whether the office has already put the two under one answer."""
    heads = {one.answered_with_id or one.pk, other.answered_with_id or other.pk}
    return len(heads) == 1


def _is_elsewhere(one, other):
    return one.hamlet != other.hamlet and len({fold(one.hamlet), fold(other.hamlet)} - {""}) > 1


def twins_of(user, petition, most=3, *, with_others=True):
    """What is most like one petition, those of its own conference first; three queries."""
    pool = pool_of(user, petition.conference_id, with_others=with_others)
    twins = Pool(pool).twins(petition, most)
    prefetch_related_objects([twin.petition for twin in twins], "conference")
    return twins


def compare(petition, other):
    """The two texts cut at the words that they share."""
    own, theirs = Likeness({0: petition.content, 1: other.content}).pairs.values()
    shared = set(own).intersection(theirs)
    return marked(petition.content, shared), marked(other.content, shared)
