"""The floor of the hall: who asks to speak, who spoke and what became of it, and the log of it all."""

import re

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from core.vietnamese import fold, one_line
from dialogue.states import (
    ANSWERS,
    ATTACHED,
    CONTRIBUTION_MOVES,
    SPEAKER_REQUEST_MOVES,
    ContributionState,
    Outcome,
    RequestSource,
    RequestState,
    SpeechKind,
)


class HallQuerySet(OwnedQuerySet):
    """What happens in the hall: everyone of the commune may know it, the province only its figures."""

    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows if user.is_authenticated and not user.roles <= {Role.PROVINCE} else rows.none()

    def of_citizens(self):
        """Not the answers of chair and agencies."""
        return self.exclude(kind__in=ANSWERS)

    def on_the_floor(self):
        """Speaking or paused; one at a time."""
        return self.filter(state__in=[ContributionState.SPEAKING, ContributionState.PAUSED])


class SpeakerRequestQuerySet(HallQuerySet):
    def waiting(self):
        """In the order of the queue."""
        return self.filter(state=RequestState.WAITING).order_by("rank", "pk")

    def of_person(self, key):
        """A person's own turns, not the follow-ups and answers."""
        return self.filter(person_key=key).exclude(kind__in=ATTACHED)


# "Ông Nguyễn Văn A" and "nguyễn văn a" are one person.
ADDRESS = re.compile(r"^(?:(?:ong|ba|anh|chi|co|chu|bac|cu|dong chi|d/c)\.?\s+)+(?=\S+\s+\S)")


def person_key_of(speaker, place):
    """The same person however it is typed: letters without signs, one blank between words, no form of address."""
    return " ".join(f"{ADDRESS.sub('', fold(one_line(speaker)))} | {fold(one_line(place))}".split())[:200]


class SpeakerRequest(Owned, Versioned):
    """Somebody asks to speak (đăng ký phát biểu); a citizen without an account (live-room 2)."""

    MOVES = SPEAKER_REQUEST_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="speaker_requests")
    # The queue: the step's; None where the agenda has no step that takes speeches.
    step = models.ForeignKey(
        "dialogue.AgendaStep", models.SET_NULL, null=True, related_name="speaker_requests", verbose_name="mục chương trình"
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=10, choices=RequestState, default=RequestState.WAITING)
    kind = models.CharField("loại lượt", max_length=12, choices=SpeechKind, default=SpeechKind.NEW)
    source = models.CharField(
        "nguồn đăng ký", max_length=10, choices=RequestSource, default=RequestSource.DESK
    )
    speaker = models.CharField("họ tên", max_length=120)
    place = models.CharField("thôn, đơn vị", max_length=150, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    topic = models.CharField("nội dung đăng ký", max_length=500, blank=True)
    asked_minutes = models.PositiveSmallIntegerField("số phút đăng ký", null=True, blank=True)
    # The code of a petition sent before, as the person typed it; the feedback room knows whose it is.
    petition_code = models.CharField("mã ý kiến đã gửi", max_length=20, blank=True)
    venue = models.ForeignKey(
        "dialogue.ConferenceVenue", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="điểm cầu"
    )  # fmt: skip
    # Registered before the conference was opened (live-room 5).
    is_early = models.BooleanField("đăng ký trước hội nghị", default=False)
    is_unsatisfied = models.BooleanField("chưa thoả đáng", default=False)
    rank = models.PositiveIntegerField("thứ tự", default=0)
    place_reason = models.CharField("vì sao đứng ở đây", max_length=200, blank=True)
    # What a follow-up or an answer belongs to: a speech that was held.
    answers_to = models.ForeignKey(
        "dialogue.Contribution", models.CASCADE, null=True, blank=True, related_name="asked_after"
    )
    contribution = models.OneToOneField(
        "dialogue.Contribution", models.SET_NULL, null=True, related_name="request"
    )
    withdraw_reason = models.CharField("lý do rút", max_length=200, blank=True)
    registered_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    person_key = models.CharField(max_length=200, editable=False)
    objects = SpeakerRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký phát biểu"
        verbose_name_plural = "đăng ký phát biểu"
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["conference", "state", "rank"])]
        constraints = [
            # Live-room 3: at most once in a queue. Follow-ups and answers belong to a speech, not to the person's turn.
            models.UniqueConstraint(
                F("conference"), Coalesce(F("step"), Value(0)), F("person_key"),
                condition=Q(state="waiting") & ~Q(kind__in=ATTACHED), name="waits_once_in_a_queue",
            )
        ]  # fmt: skip

    def save(self, *args, **kwargs):
        self.person_key = person_key_of(self.speaker, self.place)
        super().save(*args, **kwargs)

    def __str__(self):
        return f"Đăng ký phát biểu của {self.speaker}"

    @property
    def is_attached(self):
        return self.kind in ATTACHED


class Contribution(Owned, Versioned):
    """A person spoke in the hall: who, when, what was said, what became of it."""

    MOVES = CONTRIBUTION_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="contributions")
    step = models.ForeignKey("dialogue.AgendaStep", models.PROTECT, null=True, related_name="contributions")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ContributionState, default=ContributionState.SPEAKING
    )
    kind = models.CharField("loại lượt", max_length=12, choices=SpeechKind, default=SpeechKind.NEW)
    # What a follow-up or an answer belongs to (live-room 6).
    answers_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="follow_ups")
    # The asker was not satisfied with the answer (TD-54).
    is_unsatisfied = models.BooleanField("chưa thoả đáng", default=False)
    speaker = models.CharField("người phát biểu", max_length=120)
    place = models.CharField("thôn, đơn vị", max_length=150, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    # Net time (live-room 7): seconds of the stretches that are over, and since when the clock runs; None: it stands.
    spoken_seconds = models.PositiveIntegerField("thời gian nói (giây)", default=0)
    running_since = models.DateTimeField(null=True)
    limit_seconds = models.PositiveIntegerField("thời gian cho phép (giây)", null=True)
    summary = models.TextField("nội dung phát biểu", blank=True)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    answered_by = models.CharField("người trả lời", max_length=200, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị được giao"
    )
    due_on = models.DateField("hạn giải quyết", null=True, blank=True)
    # What the chair said is to become of it, before the secretary records the outcome.
    directed = models.CharField("chỉ đạo của chủ trì", max_length=10, choices=Outcome, blank=True)
    directed_unit = models.ForeignKey("core.Unit", models.PROTECT, null=True, related_name="+")
    directed_due_on = models.DateField("hạn chủ trì giao", null=True)
    directed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = HallQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt phát biểu"
        verbose_name_plural = "lượt phát biểu"
        # By key and not by clock: a clock that jumps leaves the order as it was.
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"],
                condition=Q(state__in=["speaking", "paused"]),
                name="one_speaker_at_a_time",
            )
        ]

    def __str__(self):
        return f"Phát biểu của {self.speaker}"

    @property
    def has_floor(self):
        """Speaking, or paused at the lectern."""
        return self.state in (ContributionState.SPEAKING, ContributionState.PAUSED)

    @property
    def is_answer(self):
        return self.kind in ANSWERS

    def net_seconds(self, now=None):
        """Seconds spoken, pauses left out; a clock that jumped back counts as no time, never as less."""
        if self.running_since is None:
            return self.spoken_seconds
        running = ((now or timezone.now()) - self.running_since).total_seconds()
        return self.spoken_seconds + max(0, int(running))


class HallEntry(Owned):
    """One line of the hall's log, the first draft of the minutes (live-room 14); never written again.

    `at`: when it happened, which for a desk that was offline is before `created_at`. `key`: of the desk's act; the
    same act sent twice is one line.
    """

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="entries")
    key = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField("lúc")
    actor = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    words = models.CharField("việc", max_length=500)
    step = models.ForeignKey("dialogue.AgendaStep", models.SET_NULL, null=True, related_name="+")
    contribution = models.ForeignKey(
        "dialogue.Contribution", models.SET_NULL, null=True, related_name="entries"
    )
    objects = HallQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký hội trường"
        verbose_name_plural = "nhật ký hội trường"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "key"], condition=~Q(key=""), name="one_entry_of_an_act"
            )
        ]

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise RuntimeError("a line of the hall's log is never written again")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RuntimeError("a line of the hall's log is never deleted")

    def __str__(self):
        return self.words
