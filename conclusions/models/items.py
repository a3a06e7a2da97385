"""Lines of a conclusion notice: what they say, what the units and the chair say to them, what is left out."""

from django.db import models

from conclusions.states import ITEM_CONFIRMATION_MOVES, ConfirmationState, ItemGroup, ItemKind
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from plans.models import Ordered


class ConclusionItem(Ordered, Versioned):
    """One line of the notice; a pending line with unit and date becomes a commitment."""

    notice = models.ForeignKey("conclusions.ConclusionNotice", models.CASCADE, related_name="items")
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
    kind = models.CharField("loại việc", max_length=10, choices=ItemKind, default=ItemKind.SETTLE)
    supporting = models.ManyToManyField(
        "core.Unit", blank=True, related_name="+", verbose_name="đơn vị phối hợp"
    )
    # An individual who is given the work, by name and post (QN-55).
    person = models.CharField("cá nhân được giao", max_length=200, blank=True)
    # On officials who failed: in the notice's own words, but nowhere in public (TD-68).
    is_restricted = models.BooleanField("hạn chế phổ biến", default=False)

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

    notice = models.ForeignKey("conclusions.ConclusionNotice", models.CASCADE, related_name="omissions")
    petition = models.ForeignKey("feedback.Petition", models.PROTECT, related_name="+")
    reason = models.TextField("lý do không đưa vào")
    left_out_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    # It waits for the supplement, within the extended period (D-23).
    is_deferred = models.BooleanField("kết luận ở thông báo bổ sung", default=False)

    class Meta:
        verbose_name = "kiến nghị không đưa vào"
        verbose_name_plural = "kiến nghị không đưa vào"
        constraints = [models.UniqueConstraint(fields=["notice", "petition"], name="omission_once")]

    def __str__(self):
        return f"Không đưa vào: {self.petition.code}"


class ItemConfirmationQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office and chair see all; a unit what it was asked itself."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        return rows.filter(unit__in=user.unit_ids)

    def asked(self):
        return self.filter(state=ConfirmationState.ASKED)


class ItemConfirmation(Owned):
    """A unit is shown the line that will bind it before the notice is submitted, and agrees or objects."""

    MOVES = ITEM_CONFIRMATION_MOVES

    item = models.ForeignKey(ConclusionItem, models.CASCADE, related_name="confirmations")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name="đơn vị")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ConfirmationState, default=ConfirmationState.ASKED
    )
    # The line as it was when it was asked about: a line changed since asks anew.
    text_asked = models.TextField("nội dung đã xin ý kiến")
    due_asked_on = models.DateField("thời hạn đã xin ý kiến", null=True)
    asked_on = models.DateField("xin ý kiến ngày")
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    due_on = models.DateField("trả lời chậm nhất")
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    answered_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objection = models.TextField("ý kiến của đơn vị", blank=True)
    proposed_due_on = models.DateField("thời hạn đơn vị đề nghị", null=True, blank=True)
    objects = ItemConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = "xác nhận của đơn vị"
        verbose_name_plural = "xác nhận của đơn vị"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "unit"], condition=models.Q(state="asked"), name="asked_once_at_a_time"
            )
        ]

    @property
    def notice(self):
        return self.item.notice

    @property
    def conference(self):
        return self.item.notice.conference

    def __str__(self):
        return f"{self.unit.short_name}: {self.get_state_display().lower()}"


class ItemRemark(Owned):
    """What the chair remarks at a line (or, without one, at the whole notice) before deciding."""

    notice = models.ForeignKey("conclusions.ConclusionNotice", models.CASCADE, related_name="remarks")
    item = models.ForeignKey(ConclusionItem, models.SET_NULL, null=True, blank=True, related_name="remarks")
    # The line's words when it was remarked on, kept should the line go.
    about = models.CharField("về mục", max_length=200, blank=True)
    text = models.TextField("ý kiến")
    written_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    resolved_at = models.DateTimeField("đã xử lý lúc", null=True)
    resolved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    resolution = models.CharField("cách xử lý", max_length=300, blank=True)

    class Meta:
        verbose_name = "ý kiến tại mục"
        verbose_name_plural = "ý kiến tại mục"
        ordering = ["pk"]

    @property
    def conference(self):
        return self.notice.conference

    def __str__(self):
        return self.text[:80]
