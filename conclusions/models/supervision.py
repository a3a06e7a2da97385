"""The Front's words on what was promised: reviews, visits, urgings, the yearly list. Nobody edits them (LP-19)."""

from django.db import models
from django.db.models import Q

from conclusions.models.commitments import Commitment, WithCommitment
from conclusions.models.items import ConclusionItem
from conclusions.states import (
    URGING_MOVES,
    ItemOpinion,
    UrgingState,
    Verdict,
)
from core.models import Owned
from core.models.base import OwnedQuerySet
from core.refusals import Refused
from core.states import Role

KEPT = "Lời của Mặt trận đã ghi thì không sửa, không xoá được. Hãy ghi thêm ý kiến mới."


class FixedQuerySet(WithCommitment):
    """Rows that are written once."""

    def update(self, **values):
        raise Refused(KEPT)

    def delete(self):
        raise Refused(KEPT)


class Fixed(Owned):
    """Written once: saving it again or deleting it is refused."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise Refused(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Refused(KEPT)


class SiteVisit(Fixed):
    """The Front went and looked: when, where, with whom, what it found; photographs are attachments."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="visits")
    visited_on = models.DateField("ngày đi thực địa")
    place = models.CharField("địa điểm", max_length=250)
    people = models.TextField("thành phần", blank=True)
    findings = models.TextField("kết quả kiểm tra tại chỗ")
    on_behalf = models.CharField("thay mặt", max_length=200)
    written_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    objects = FixedQuerySet.as_manager()

    class Meta:
        verbose_name = "kiểm tra thực địa"
        verbose_name_plural = "kiểm tra thực địa"
        ordering = ["pk"]

    @property
    def conference(self):
        return self.commitment.conference

    def __str__(self):
        return f"Kiểm tra thực địa ngày {self.visited_on:%d/%m/%Y}"


class Review(Fixed):
    """The Front's word on a commitment; nobody edits it (LP-19, LP-108)."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reviews")
    verdict = models.CharField("kết luận", max_length=10, choices=Verdict)
    text = models.TextField("nhận xét", blank=True)
    reviewed_on = models.DateField("ngày")
    reviewer = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    visit = models.ForeignKey(SiteVisit, models.PROTECT, null=True, blank=True, related_name="reviews")
    objects = FixedQuerySet.as_manager()

    class Meta:
        verbose_name = "giám sát của Mặt trận"
        verbose_name_plural = "giám sát của Mặt trận"
        ordering = ["pk"]

    @property
    def conference(self):
        return self.commitment.conference

    def __str__(self):
        return self.get_verdict_display()


class ItemReviewQuerySet(FixedQuerySet):
    def visible_to(self, user):
        """With the issued notice; a restricted line's only with its commitment (TD-68)."""
        rows = OwnedQuerySet.visible_to(self, user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        seen = Commitment.objects.visible_to(user).values("item")
        return rows.filter(Q(item__is_restricted=False) | Q(item__in=seen))


class ItemReview(Fixed):
    """What the Front says of one line of an issued notice, whatever its part: met, not met, a remark (LP-108)."""

    item = models.ForeignKey(ConclusionItem, models.PROTECT, related_name="reviews")
    opinion = models.CharField("ý kiến giám sát", max_length=12, choices=ItemOpinion)
    text = models.TextField("nội dung", blank=True)
    reviewed_on = models.DateField("ngày")
    reviewer = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    # In whose name, as it was that day: the Front or one of its organisations (LP-19).
    on_behalf = models.CharField("thay mặt", max_length=200)
    objects = ItemReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến giám sát về mục"
        verbose_name_plural = "ý kiến giám sát về mục"
        ordering = ["pk"]

    @property
    def notice(self):
        return self.item.notice

    def __str__(self):
        return self.get_opinion_display()


class UrgingQuerySet(FixedQuerySet):
    def waiting(self):
        return self.filter(state=UrgingState.ASKED)

    def with_names(self):
        return self.select_related("commitment__unit", "commitment__conference", "urged_by", "commune")


class Urging(Owned):
    """Đôn đốc: a unit is asked to go on with its promise and to say by when (LP-18, QN-80)."""

    MOVES = URGING_MOVES

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="urgings")
    state = models.CharField("trạng thái", max_length=10, choices=UrgingState, default=UrgingState.ASKED)
    text = models.TextField("nội dung đôn đốc")
    urged_on = models.DateField("ngày đôn đốc")
    reply_due_on = models.DateField("đề nghị trả lời trước")
    urged_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    # In whose name: the Front, or the body that watches over another's conference (QN-80).
    on_behalf = models.CharField("thay mặt", max_length=200)
    reply = models.TextField("trả lời của đơn vị", blank=True)
    replied_at = models.DateTimeField("trả lời lúc", null=True)
    replied_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = UrgingQuerySet.as_manager()

    class Meta:
        verbose_name = "đôn đốc"
        verbose_name_plural = "đôn đốc"
        ordering = ["pk"]

    @property
    def conference(self):
        return self.commitment.conference

    def save(self, *args, **kwargs):
        """The words of an urging stay; its reply comes by the move."""
        if self.pk is not None:
            raise Refused(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Refused(KEPT)

    def __str__(self):
        return f"Đôn đốc ngày {self.urged_on:%d/%m/%Y}"


class SupervisionItem(Owned):
    """One promise that the Front puts into its supervision programme of a year (TD-88)."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="supervision_items")
    year = models.PositiveSmallIntegerField("năm")
    programme = models.CharField("chương trình, kế hoạch giám sát", max_length=250, blank=True)
    planned_on = models.DateField("dự kiến giám sát ngày", null=True, blank=True)
    content = models.TextField("nội dung giám sát")
    added_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    added_on = models.DateField("đưa vào ngày")
    objects = WithCommitment.as_manager()

    class Meta:
        verbose_name = "nội dung giám sát"
        verbose_name_plural = "nội dung giám sát"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "year"], name="supervised_once_in_a_year")
        ]

    @property
    def conference(self):
        return self.commitment.conference

    def __str__(self):
        return f"Giám sát năm {self.year}: {self.content[:80]}"
