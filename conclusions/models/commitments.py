"""What was promised: commitments, what units report, more time asked for, and who was told the answer."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When

from conclusions.models.items import ConclusionItem
from conclusions.states import (
    COMMITMENT_EXTENSION_MOVES,
    COMMITMENT_MOVES,
    UNDONE,
    Addressee,
    AnswerWay,
    CommitmentState,
    ExtensionState,
    ItemKind,
    Standing,
)
from core.clock import local_today
from core.models import Owned
from core.models.base import OwnedQuerySet
from core.states import Role, UnitKind
from core.vietnamese import fold
from dialogue.models import delegated_to

# Days without a word after which a unit counts as silent (LP-18, TD-94: "thường xuyên báo cáo").
SILENT_DAYS = 14
FRONT_HEAD = "chu tich"  # as `fold` gives it


def heads_the_front(user):
    """Whether the person presides over the Front itself: what concerns officials who failed is for no one else there."""
    return any(
        post.role == Role.FRONT
        and post.unit.kind == UnitKind.FRONT
        and fold(post.title).startswith(FRONT_HEAD)
        for post in user.posts_now
    )


class CommitmentQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office, chair, Front and Party board see all, a unit what it leads or supports, a delegate what the chair sees.

        What is restricted (TD-68) stays with office, chair, its units and the Front's head.
        """
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR} or heads_the_front(user):
            return rows
        own = Q(pk=None)
        if user.roles & {Role.UNIT, Role.FRONT, Role.PARTY}:
            supports = Commitment.supporting.through.objects.filter(unit__in=user.unit_ids)
            own = Q(unit__in=user.unit_ids) | Q(pk__in=supports.values("commitment"))
        if user.roles & {Role.FRONT, Role.PARTY}:
            own |= Q(is_restricted=False)
        return rows.filter(own | delegated_to(user))

    def silent(self, today):
        """Still to do, and nobody has reported for SILENT_DAYS: since the last report, or since the notice's issue."""
        since = today - timedelta(days=SILENT_DAYS)
        heard = CommitmentReport.objects.filter(commitment=OuterRef("pk"), reported_on__gt=since)
        return self.to_do().filter(item__notice__issued_on__lte=since).exclude(Exists(heard))

    def with_last_report(self):
        """`last_reported_on`: the day of the newest report, None where the unit never reported."""
        newest = CommitmentReport.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
        return self.annotate(last_reported_on=Subquery(newest.values("reported_on")[:1]))

    def promised_in(self, year):
        """Of notices issued in that year."""
        return self.filter(item__notice__issued_on__year=year)

    def to_do(self):
        """The unit's turn: not yet reported as done, or disputed."""
        return self.filter(state__in=UNDONE)

    def reported(self):
        return self.filter(state=CommitmentState.REPORTED)

    def unconfirmed(self):
        return self.exclude(state=CommitmentState.CONFIRMED)

    def overdue(self, today):
        return self.to_do().filter(due_on__lt=today)

    def with_day_of_claim(self):
        """`done_on`: the day of the unit's newest word that the work is done, whoever has confirmed it since."""
        finals = CommitmentReport.objects.filter(commitment=OuterRef("pk"), is_final=True).order_by("-pk")
        return self.annotate(done_on=Subquery(finals.values("reported_on")[:1]))

    def postponed(self):
        """The chair allowed a later day than the notice gave."""
        return self.exclude(due_on=F("first_due_on"))

    def with_names(self):
        return self.select_related("unit", "conference", "petition", "commune", "item__notice")

    def urgent_first(self):
        """What is still to do by date, so that the overdue stand on top; then reported, then confirmed."""
        order = Case(
            When(state__in=UNDONE, then=Value(0)),
            When(state=CommitmentState.REPORTED, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.order_by(order, "due_on", "pk")

    def search(self, text):
        """Every word of the text, without diacritics, in the promise, the unit or the petition's code."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows


class Commitment(Owned):
    """A promise of the conclusion notice: which unit does what by when (LP-18)."""

    MOVES = COMMITMENT_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.PROTECT, related_name="commitments")
    item = models.OneToOneField(ConclusionItem, models.PROTECT, related_name="commitment")
    petition = models.ForeignKey("feedback.Petition", models.PROTECT, null=True, related_name="commitments")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="commitments", verbose_name="đơn vị")
    state = models.CharField(
        "trạng thái", max_length=10, choices=CommitmentState, default=CommitmentState.OPEN
    )
    content = models.TextField("nội dung cam kết")
    due_on = models.DateField("hạn thực hiện")
    # The day that the notice gave; an extension moves `due_on` only.
    first_due_on = models.DateField("hạn ban đầu", editable=False)
    kind = models.CharField("loại việc", max_length=10, choices=ItemKind, default=ItemKind.SETTLE)
    supporting = models.ManyToManyField(
        "core.Unit", blank=True, related_name="supported_commitments", verbose_name="đơn vị phối hợp"
    )
    person = models.CharField("cá nhân được giao", max_length=200, blank=True)
    is_restricted = models.BooleanField("hạn chế phổ biến", default=False)
    search_text = models.TextField(editable=False, default="")
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cam kết"
        verbose_name_plural = "cam kết"
        indexes = [models.Index(fields=["commune", "state", "due_on"])]

    def save(self, *args, **kwargs):
        if self.first_due_on is None:
            self.first_due_on = self.due_on
        code = self.petition.code if self.petition else ""
        self.search_text = fold(f"{code} {self.content} {self.unit.official_name} {self.unit.short_name}")
        super().save(*args, **kwargs)

    def __str__(self):
        """Also the label of its deadlines and log lines, which more people read than may read what is restricted."""
        if self.is_restricted:
            return f"Nhiệm vụ hạn chế phổ biến của {self.unit.short_name}"
        return f"Cam kết của {self.unit.short_name}: {self.content[:80]}"

    def words_for_many(self, words):
        """Reasons as its deadlines may keep them: more people read those than may read what is restricted (TD-68)."""
        return f"Lý do ghi tại trang nhiệm vụ của {self.unit.short_name}." if self.is_restricted else words

    @property
    def is_late(self):
        """The unit's turn, and the day of the notice has passed."""
        return self.state in UNDONE and self.due_on < local_today()

    @property
    def is_postponed(self):
        """The chair allowed a later day than the notice gave."""
        return self.due_on != self.first_due_on

    @property
    def final_report(self):
        """The unit's newest word that the work is done."""
        return self.reports.filter(is_final=True).order_by("-pk").first()


class WithCommitment(OwnedQuerySet):
    """Rows about one commitment."""

    def visible_to(self, user):
        """With the commitment itself."""
        rows = super().visible_to(user)
        return rows.filter(commitment__in=Commitment.objects.visible_to(user))


class CommitmentReport(Owned):
    """What the unit says about a commitment, with proof."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports")
    text = models.TextField("kết quả thực hiện")
    is_final = models.BooleanField("báo cáo hoàn thành", default=False)
    standing = models.CharField("tình trạng", max_length=10, choices=Standing, blank=True)
    reported_on = models.DateField("ngày báo cáo")
    written_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    objects = WithCommitment.as_manager()

    class Meta:
        verbose_name = "báo cáo thực hiện"
        verbose_name_plural = "báo cáo thực hiện"
        ordering = ["pk"]

    def __str__(self):
        return f"Báo cáo {self.reported_on:%d/%m/%Y}"


class CommitmentExtensionQuerySet(WithCommitment):
    def waiting(self):
        return self.filter(state=ExtensionState.REQUESTED)

    def to_decide(self):
        """While the work still goes on; what was reported as done meanwhile needs no later day."""
        return self.filter(commitment__state__in=UNDONE)

    def for_decider(self, user):
        """What this person may decide on as chair or as delegate of that conference."""
        rows = self.of_commune(user.commune_id)
        return rows if Role.CHAIR in user.roles else rows.filter(delegated_to(user, "commitment__conference"))


class CommitmentExtension(Owned):
    """A unit asks the chair for a later day; the first day stays on the record."""

    MOVES = COMMITMENT_EXTENSION_MOVES

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="extensions")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    reason = models.TextField("lý do")
    due_before_on = models.DateField("hạn lúc đề nghị")
    wanted_on = models.DateField("ngày xin lùi đến")
    requested_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    requested_on = models.DateField("đề nghị ngày")
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    # What the chair allows may be earlier than what was wanted.
    granted_on = models.DateField("cho đến ngày", null=True, blank=True)
    decision_note = models.TextField("ý kiến quyết định", blank=True)
    objects = CommitmentExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị lùi hạn"
        verbose_name_plural = "đề nghị lùi hạn"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(state="requested"), name="one_wish_for_time_at_once"
            )
        ]

    @property
    def conference(self):
        return self.commitment.conference

    def __str__(self):
        return f"Đề nghị lùi hạn đến {self.wanted_on:%d/%m/%Y}"


class AnswerDeliveryQuerySet(WithCommitment):
    def owing(self):
        """Nobody has told this addressee, nor said why it cannot be done."""
        return self.filter(delivered_on=None, undelivered_reason="")

    def told_half(self):
        """Told that the matter is in hand; the result is still to be told (TD-72)."""
        return self.exclude(delivered_on=None).exclude(standing=Standing.SETTLED)


class AnswerDelivery(Owned):
    """Who was told the answer of a commitment, when and how: chair, unit where it arose, petitioner (TD-71)."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="deliveries")
    addressee = models.CharField("nơi nhận", max_length=10, choices=Addressee)
    label = models.CharField("tên nơi nhận", max_length=250)
    petitioner = models.ForeignKey("feedback.Petitioner", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("core.Unit", models.PROTECT, null=True, related_name="+")
    way = models.CharField("cách trả lời", max_length=10, choices=AnswerWay, blank=True)
    # What was told, in the words of the answer: a first answer may say that the matter is in hand (TD-72).
    standing = models.CharField("tình trạng đã báo", max_length=10, choices=Standing, blank=True)
    said = models.TextField("nội dung đã trả lời", blank=True)
    delivered_on = models.DateField("ngày trả lời", null=True, blank=True)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    place = models.CharField("nơi trả lời trực tiếp", max_length=200, blank=True)
    witness = models.CharField("người chứng kiến", max_length=200, blank=True)
    undelivered_reason = models.CharField("lý do không trả lời được", max_length=250, blank=True)
    recorded_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField("ghi nhận ngày", null=True)
    objects = AnswerDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt trả lời"
        verbose_name_plural = "lượt trả lời"
        ordering = ["pk"]

    @property
    def is_done(self):
        return bool(self.delivered_on or self.undelivered_reason)

    @property
    def conference(self):
        return self.commitment.conference

    def __str__(self):
        return self.label
