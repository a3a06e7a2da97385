"""What the hall needs to know of petitions: which one a speech is about, what answer lies ready, who may answer."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.models import Post, Unit
from core.states import Role
from core.vietnamese import fold
from dialogue.models import Contribution, titled
from dialogue.states import ANSWERS
from feedback.models import Answer, Petition, SpeakerPetition
from feedback.states import AnswerState, PetitionState

READY = (AnswerState.APPROVED, AnswerState.FORWARDED, AnswerState.SUBMITTED)
ANSWERING = (Role.CHAIR, Role.UNIT, Role.OFFICE)
# The speech that a SpeakerPetition is about: of who was called it is known by the registration.
SPEECH = Coalesce("contribution_id", "request__contribution_id")
LEAST = 3  # letters that can name somebody


@dataclass(frozen=True)
class Prepared:
    """An answer that lies ready before the hall; `is_approved`: not one that still waits for approval."""

    by: str
    signer: str
    text: str
    measures: str
    time: str
    grounds: str
    is_approved: bool
    state_words: str

    @property
    def full_text(self):
        """Everything that is to be said, as it goes into the record (LP-104)."""
        time = f"Thời gian giải quyết: {self.time.rstrip('.')}." if self.time else ""
        return "\n".join(part for part in (self.text, self.measures, time) if part)


@dataclass(frozen=True)
class Matter:
    """A petition as hall pages show it: on officials' conduct its words and answer stay out of the room (LP-29)."""

    petition: Petition
    prepared: Prepared | None

    @property
    def code(self):
        return self.petition.code

    @property
    def url(self):
        return reverse("petition_detail", args=[self.petition.pk])

    @property
    def is_hidden(self):
        return self.petition.is_restricted

    @property
    def words(self):
        return "" if self.is_hidden else self.petition.content

    @property
    def who(self):
        return "" if self.is_hidden else self.petition.raised_by

    @property
    def unit_name(self):
        """The lead unit in force, or ""."""
        return self.petition.lead_name or ""


class Matters:
    """Which petition each speech and each waiting person of a conference is about: `of(row)` -> Matter or None.

    Five queries, however many speak. What a follow-up or an answer belongs to is its petition too (QN-48).
    """

    def __init__(self, conference, user):
        self.conference, self.user = conference, user

    def of(self, row):
        """Of a SpeakerRequest or a Contribution; None for none."""
        if row is None:
            return None
        if isinstance(row, Contribution):
            return self.of_contribution(row.pk)
        key = self._by_request.get(row.pk)
        return self._matters.get(key) if key else self.of_contribution(row.answers_to_id)

    def of_contribution(self, pk):
        """Of the speech, or of what it belongs to."""
        seen = set()
        while pk is not None and pk not in seen:
            if pk in self._by_contribution:
                return self._matters.get(self._by_contribution[pk])
            seen.add(pk)
            pk = self._answers_to.get(pk)
        return None

    def is_closed(self, contribution):
        """Whether its words are about an official, or name one, and this person may not read them (LP-29)."""
        return contribution.pk in self._closed

    @cached_property
    def _closed(self):
        """Speeches about restricted petitions that the person does not see."""
        closed = Petition.objects.restricted().of_commune(self.conference.commune_id)
        closed = closed.exclude(pk__in=Petition.objects.visible_to(self.user).values("pk"))
        rows = SpeakerPetition.objects.filter(conference=self.conference, petition__in=closed)
        return set(rows.values_list(SPEECH, flat=True))

    @cached_property
    def _links(self):
        """(request, speech, petition); the speech of a person who was called is known by the request."""
        rows = SpeakerPetition.objects.filter(conference=self.conference)
        rows = rows.annotate(speech=SPEECH)
        return list(rows.values_list("request_id", "speech", "petition_id"))

    @cached_property
    def _typed(self):
        """(request, its speech, the code that the person wrote on the registration)."""
        rows = self.conference.speaker_requests.exclude(petition_code="")
        return list(rows.values_list("pk", "contribution_id", "petition_code"))

    @cached_property
    def _answers_to(self):
        rows = self.conference.contributions.exclude(answers_to=None)
        return dict(rows.values_list("pk", "answers_to_id"))

    @cached_property
    def _petitions(self):
        codes = {code.strip().upper() for *_, code in self._typed}
        wanted = Q(pk__in={key for *_, key in self._links})
        wanted |= Q(contribution__in=self.conference.contributions.values("pk"))
        if codes:
            wanted |= Q(code__in=codes) | Q(tracking_code__in=codes)
        rows = Petition.objects.visible_to(self.user).of_commune(self.conference.commune_id)
        return list(with_prepared(rows.filter(wanted).with_lead(), self.user))

    @cached_property
    def _matters(self):
        return {row.pk: matter_of(row) for row in self._petitions}

    @cached_property
    def _by_request(self):
        by_code = {code: row.pk for row in self._petitions for code in (row.code, row.tracking_code)}
        typed = {pk: by_code.get(code.strip().upper()) for pk, _, code in self._typed}
        return {pk: key for pk, key in typed.items() if key} | {pk: key for pk, _, key in self._links if pk}

    @cached_property
    def _by_contribution(self):
        found = {row.contribution_id: row.pk for row in self._petitions if row.contribution_id}
        spoken = {speech: self._by_request.get(pk) for pk, speech, _ in self._typed if speech}
        found |= {pk: key for pk, key in spoken.items() if key}
        return found | {speech: key for _, speech, key in self._links if speech}


def matters(conference, user):
    """The petitions behind the people who speak, as settings.HALL_MATTERS names it."""
    return Matters(conference, user)


def with_prepared(petitions, user):
    """With the answers that this person may read before they are given, newest first."""
    answers = Answer.objects.visible_to(user).filter(state__in=READY).select_related("unit").order_by("-pk")
    return petitions.prefetch_related(Prefetch("answers", answers, to_attr="answers_ready"))


def matter_of(petition):
    """One petition (read `with_lead` and `with_prepared`) as the hall sees it."""
    rows = sorted(petition.answers_ready, key=lambda row: row.state != AnswerState.APPROVED)
    if not rows or petition.is_restricted:
        return Matter(petition, None)
    row = rows[0]
    is_approved = row.state == AnswerState.APPROVED
    return Matter(
        petition,
        Prepared(
            row.given_by, row.signer, row.content.strip(), row.measures.strip(), row.time_text.strip(),
            row.grounds.strip(), is_approved, "" if is_approved else row.get_state_display(),
        ),
    )  # fmt: skip


def first_speech_of(contribution):
    """The speech that a follow-up or an answer belongs to in the end; itself where it belongs to none."""
    while contribution.answers_to_id is not None:
        contribution = contribution.answers_to
    return contribution


def petition_of(contribution):
    """The petition that a speech is about as far as anybody has said so; None for none (whoever asks)."""
    ties = SpeakerPetition.objects.filter(conference=contribution.conference_id).annotate(speech=SPEECH)
    tie = ties.filter(speech=contribution.pk).select_related("petition__merged_into").first()
    petition = tie.petition if tie else Petition.objects.filter(contribution=contribution).first()
    if petition is None:
        request = getattr(contribution, "request", None)
        petition = petition_named(request.petition_code, contribution.conference) if request else None
    if petition is None and contribution.answers_to_id is not None:
        return petition_of(contribution.answers_to)
    return _standing(petition)


def _standing(petition):
    """What was merged meanwhile is read with the other one; what was rejected meanwhile is raised anew."""
    petition = petition and (petition.merged_into or petition)
    return None if petition is None or petition.state == PetitionState.REJECTED else petition


def rounds_of(petition):
    """Every speech in the hall about this petition, in the order of speaking: remark and answer, round by round (QN-48)."""
    tied = SpeakerPetition.objects.filter(petition=petition).annotate(speech=SPEECH).values("speech")
    rows = Contribution.objects.filter(Q(pk__in=tied) | Q(pk=petition.contribution_id))
    return rows.select_related("step", "unit", "conference").order_by("pk")


def petition_named(code, conference):
    """The conference's petition with this code, tracking code or bare number ("12"), or None."""
    code = code.strip().upper()
    if not code:
        return None
    words = Q(code=code) | Q(tracking_code=code)
    if code.isdecimal() and len(code) < 8:
        words |= Q(code__endswith=f"-{int(code):04d}")
    return Petition.objects.for_conference(conference).linkable().filter(words).order_by("-pk").first()


@dataclass(frozen=True)
class Answerer:
    """Somebody who may answer in the hall, as the box proposes it; `names`: other ways to write who it is (LP-76)."""

    words: str
    unit_name: str = ""
    names: tuple = ()


def answerers(conference):
    """Who may answer without a word of the chair: who presides, people in post, units (LP-76, ND-28, QN-47).

    Whoever was given the floor to answer is among them: the chair let them.
    """
    chairs = [(conference.chair, conference.chair_title), (conference.co_chair, conference.co_chair_title)]
    found = [_answerer(person, title) for person, title in chairs if person]
    posts = Post.objects.current().filter(commune=conference.commune_id, role__in=ANSWERING)
    posts = posts.filter(unit__is_active=True, user__is_active=True).select_related("user", "unit")
    found += [_answerer(post.user, post.title, post.unit) for post in posts.order_by("unit__sort_key", "pk")]
    units = Unit.objects.of_commune(conference.commune_id).answering().sorted()
    found += [Answerer(unit.short_name, names=(unit.official_name,)) for unit in units]
    spoken = conference.contributions.filter(kind__in=ANSWERS).order_by("pk").values_list("speaker", "place")
    found += [Answerer(who, place) for who, place in spoken]
    return list({fold(one.words): one for one in reversed(found) if one.words}.values())[::-1]


def _answerer(person, title, unit=None):
    names = (person.full_name, title, *((unit.official_name,) if unit else ()))
    return Answerer(titled(person, title).strip(), unit.short_name if unit else "", names)


def is_answerer(text, known):
    """Whether these words name one of them: by name, by post or by unit, however short."""
    words = fold(text)
    if len(words) < LEAST:
        return False
    named = [fold(name) for one in known for name in (one.words, one.unit_name, *one.names)]
    return any(words in name or name in words for name in named if len(name) >= LEAST)
