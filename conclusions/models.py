"""The conclusion notice, its lines and recipients, and what was promised in it."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from conclusions.states import (
    COMMITMENT_MOVES,
    CONCLUSION_NOTICE_MOVES,
    EXTENSION_REQUEST_MOVES,
    CommitmentState,
    ConclusionNoticeState,
    ExtensionState,
    ItemGroup,
    RecipientKind,
    Verdict,
)
from core.clock import local_today
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Channel, Role
from core.vietnamese import fold
from dialogue.models import delegated_to
from feedback.models import Petition
from plans.models import Ordered


class ConclusionNoticeQuerySet(OwnedQuerySet):
    def issued(self):
        return self.filter(state=ConclusionNoticeState.ISSUED)

    def visible_to(self, user):
        """Office and chair see drafts; Front, Party and the units see it from the moment of issue (LP-96)."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        return rows.filter(Q(state=ConclusionNoticeState.ISSUED) | delegated_to(user))

    def for_decider(self, user):
        """What this person may decide on as chair or as delegate of that conference."""
        rows = super().visible_to(user)
        return rows if Role.CHAIR in user.roles else rows.filter(delegated_to(user))

    def with_names(self):
        return self.select_related("conference", "commune", "paper")

    def search(self, text):
        """Every word of the text, without diacritics, in the conference's title."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows


class ConclusionNotice(Owned, Versioned):
    """Thông báo kết luận of one conference (LP-94)."""

    MOVES = CONCLUSION_NOTICE_MOVES

    conference = models.OneToOneField("dialogue.Conference", models.PROTECT, related_name="conclusion_notice")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ConclusionNoticeState, default=ConclusionNoticeState.DRAFT
    )
    opening = models.TextField("đoạn mở đầu", blank=True)
    general = models.TextField("kết luận chung", blank=True)
    lessons = models.TextField("đánh giá, rút kinh nghiệm", blank=True)
    monitor = models.CharField("cơ quan theo dõi, giám sát", max_length=300, blank=True)
    drafted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    # The day on which the last compulsory recipient was served (D-22).
    dispatched_on = models.DateField("ngày gửi đủ", null=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    search_text = models.TextField(editable=False, default="")
    objects = ConclusionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo kết luận"
        verbose_name_plural = "thông báo kết luận"
        indexes = [models.Index(fields=["commune", "state"])]

    def save(self, *args, **kwargs):
        self.search_text = fold(self.conference.title)
        super().save(*args, **kwargs)

    def __str__(self):
        return f"Thông báo kết luận: {self.conference.title}"

    @property
    def is_editable(self):
        return self.state in (ConclusionNoticeState.DRAFT, ConclusionNoticeState.RETURNED)

    def uncovered_petitions(self):
        """Petitions of the conference that no line answers and nobody left out with a reason."""
        return (
            Petition.objects.for_conference(self.conference_id)
            .matters()
            .exclude(pk__in=self.items.exclude(petition=None).values("petition"))
            .exclude(pk__in=self.omissions.values("petition"))
            .order_by("pk")
        )

    def unfinished_items(self):
        """Pending lines without a unit or a date (LP-66, D-26)."""
        return self.items.filter(group=ItemGroup.PENDING).filter(Q(unit=None) | Q(due_on=None))


class ConclusionItem(Ordered, Versioned):
    """One line of the notice; a pending line with unit and date becomes a commitment."""

    notice = models.ForeignKey(ConclusionNotice, models.CASCADE, related_name="items")
    group = models.CharField("phần", max_length=10, choices=ItemGroup)
    petition = models.ForeignKey(
        "feedback.Petition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conclusion_items",
        verbose_name="kiến nghị",
    )
    content = models.TextField("nội dung")
    result = models.TextField("kết quả, hướng giải quyết", blank=True)
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị chịu trách nhiệm",
    )
    due_on = models.DateField("thời hạn", null=True, blank=True)
    # Somebody saw that the date is later than the plan's rule for answers and kept it (D-39).
    is_late_confirmed = models.BooleanField("xác nhận lấy thời hạn quá quy định", default=False)
    level = models.CharField("cấp giải quyết", max_length=200, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "mục kết luận"
        verbose_name_plural = "mục kết luận"

    def __str__(self):
        return f"Mục “{self.content[:80]}”"

    @property
    def commune_id(self):
        return self.notice.commune_id

    @property
    def conference(self):
        return self.notice.conference


class Omission(models.Model):
    """A petition of the conference that the notice leaves out on purpose, with the reason."""

    notice = models.ForeignKey(ConclusionNotice, models.CASCADE, related_name="omissions")
    petition = models.ForeignKey("feedback.Petition", models.PROTECT, related_name="+")
    reason = models.TextField("lý do không đưa vào")
    left_out_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kiến nghị không đưa vào"
        verbose_name_plural = "kiến nghị không đưa vào"
        constraints = [models.UniqueConstraint(fields=["notice", "petition"], name="omission_once")]

    def __str__(self):
        return f"Không đưa vào: {self.petition.code}"


class ExtensionRequestQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """What the office asks of the chair; the delegate of that conference decides as the chair does."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}:
            return rows
        return rows.filter(delegated_to(user))

    def for_decider(self, user):
        """What this person may decide on as chair or as delegate of that conference."""
        rows = super().visible_to(user)
        return rows if Role.CHAIR in user.roles else rows.filter(delegated_to(user))

    def waiting(self):
        return self.filter(state=ExtensionState.REQUESTED)


class ExtensionRequest(Owned):
    """The office asks the chair to lengthen the conclusion's period once, on a ground of the regulation (LP-98)."""

    MOVES = EXTENSION_REQUEST_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.PROTECT, related_name="extension_requests")
    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, related_name="+")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    ground = models.TextField("căn cứ theo quy chế")
    reason = models.TextField("lý do cụ thể")
    requested_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("đề nghị lúc", auto_now_add=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decision_note = models.TextField("ý kiến quyết định", blank=True)
    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị kéo dài"
        verbose_name_plural = "đề nghị kéo dài"
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"],
                condition=Q(state__in=["requested", "approved"]),
                name="one_extension_per_deadline",
            )
        ]

    def __str__(self):
        return f"Đề nghị kéo dài: {self.conference.title}"


class DispatchQuerySet(OwnedQuerySet):
    def compulsory(self):
        """Whom the conclusion's deadline waits for; publishing to everybody has a deadline of its own."""
        return self.exclude(kind=RecipientKind.PUBLIC)

    def missing(self):
        return self.filter(sent_on=None, unsent_reason="")

    def missing_first(self):
        order = Case(
            When(sent_on=None, unsent_reason="", then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.order_by(order, "pk")


class Dispatch(Owned):
    """One recipient of the notice: when and how it was served, or why it could not be."""

    notice = models.ForeignKey(ConclusionNotice, models.CASCADE, related_name="dispatches")
    kind = models.CharField("loại nơi nhận", max_length=12, choices=RecipientKind)
    label = models.CharField("nơi nhận", max_length=250)
    petitioner = models.ForeignKey("feedback.Petitioner", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("core.Unit", models.PROTECT, null=True, related_name="+")
    channel = models.CharField("cách gửi", max_length=20, choices=Channel, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    proof = models.CharField("bằng chứng", max_length=250, blank=True)
    unsent_reason = models.CharField("lý do không gửi được", max_length=250, blank=True)
    recorded_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField("ghi nhận ngày", null=True)
    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt gửi"
        verbose_name_plural = "lượt gửi"
        ordering = ["pk"]

    @property
    def is_done(self):
        return bool(self.sent_on or self.unsent_reason)

    @property
    def settled_on(self):
        """The day on which this recipient no longer keeps the notice waiting (D-22)."""
        return self.sent_on or (self.recorded_on if self.unsent_reason else None)

    def __str__(self):
        return self.label


class CommitmentQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}:
            return rows
        own = Q(unit__in=user.unit_ids) if Role.UNIT in user.roles else Q(pk=None)
        return rows.filter(own | delegated_to(user))

    def unkept(self):
        return self.exclude(state=CommitmentState.CONFIRMED)

    def to_do(self):
        """The unit's turn: not yet reported as done, or disputed."""
        return self.filter(state__in=[CommitmentState.OPEN, CommitmentState.DISPUTED])

    def reported(self):
        return self.filter(state=CommitmentState.REPORTED)

    def unconfirmed(self):
        return self.exclude(state=CommitmentState.CONFIRMED)

    def overdue(self, today):
        return self.to_do().filter(due_on__lt=today)

    def with_names(self):
        return self.select_related("unit", "conference", "petition", "commune")

    def urgent_first(self):
        """What is still to do by date, so that the overdue stand on top; then reported, then confirmed."""
        order = Case(
            When(state__in=[CommitmentState.OPEN, CommitmentState.DISPUTED], then=Value(0)),
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
    search_text = models.TextField(editable=False, default="")
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cam kết"
        verbose_name_plural = "cam kết"
        indexes = [models.Index(fields=["commune", "state", "due_on"])]

    def save(self, *args, **kwargs):
        code = self.petition.code if self.petition else ""
        self.search_text = fold(f"{code} {self.content} {self.unit.official_name} {self.unit.short_name}")
        super().save(*args, **kwargs)

    def __str__(self):
        return f"Cam kết của {self.unit.short_name}: {self.content[:80]}"

    @property
    def is_late(self):
        """The unit's turn, and the day of the notice has passed."""
        undone = self.state in (CommitmentState.OPEN, CommitmentState.DISPUTED)
        return undone and self.due_on < local_today()

    @property
    def final_report(self):
        """The unit's newest word that the work is done."""
        return self.reports.filter(is_final=True).order_by("-pk").first()


class CommitmentReport(Owned):
    """What the unit says about a commitment, with proof."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports")
    text = models.TextField("kết quả thực hiện")
    is_final = models.BooleanField("báo cáo hoàn thành", default=False)
    reported_on = models.DateField("ngày báo cáo")
    written_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "báo cáo thực hiện"
        verbose_name_plural = "báo cáo thực hiện"
        ordering = ["pk"]

    def __str__(self):
        return f"Báo cáo {self.reported_on:%d/%m/%Y}"


class Review(Owned):
    """The Front's word on a commitment; nobody edits it (LP-19, LP-108)."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reviews")
    verdict = models.CharField("kết luận", max_length=10, choices=Verdict)
    text = models.TextField("nhận xét", blank=True)
    reviewed_on = models.DateField("ngày")
    reviewer = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "giám sát của Mặt trận"
        verbose_name_plural = "giám sát của Mặt trận"
        ordering = ["pk"]

    def __str__(self):
        return self.get_verdict_display()
