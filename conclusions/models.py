"""The conclusion notice, its lines and recipients, and what was promised in it."""

from django.db import models
from django.db.models import Q

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
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Channel, Role
from plans.models import Ordered


class ConclusionNoticeQuerySet(OwnedQuerySet):
    def issued(self):
        return self.filter(state=ConclusionNoticeState.ISSUED)

    def visible_to(self, user):
        """Office and chair see drafts; Front, Party and the units see it from the moment of issue (LP-96)."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR} or user.delegations_now:
            return rows
        return rows.issued()


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
    objects = ConclusionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo kết luận"
        verbose_name_plural = "thông báo kết luận"
        indexes = [models.Index(fields=["commune", "state"])]

    def __str__(self):
        return f"Thông báo kết luận: {self.conference.title}"


class ConclusionItem(Ordered):
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
    level = models.CharField("cấp giải quyết", max_length=200, blank=True)


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


class Dispatch(Owned):
    """One compulsory recipient of the notice: when and how it was served, or why it could not be."""

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

    class Meta:
        verbose_name = "lượt gửi"
        verbose_name_plural = "lượt gửi"
        ordering = ["kind", "pk"]

    @property
    def is_done(self):
        return bool(self.sent_on or self.unsent_reason)

    def __str__(self):
        return self.label


class CommitmentQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY} or user.delegations_now:
            return rows
        return rows.filter(unit__in=user.unit_ids) if Role.UNIT in user.roles else rows.none()

    def unkept(self):
        return self.exclude(state=CommitmentState.CONFIRMED)


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
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cam kết"
        verbose_name_plural = "cam kết"
        indexes = [models.Index(fields=["commune", "state", "due_on"])]

    def __str__(self):
        return f"Cam kết của {self.unit.short_name}"


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
    text = models.TextField("nhận xét")
    reviewed_on = models.DateField("ngày")
    reviewer = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "giám sát của Mặt trận"
        verbose_name_plural = "giám sát của Mặt trận"
        ordering = ["pk"]

    def __str__(self):
        return self.get_verdict_display()
