"""The plan itself: whose, for which year, how far; its parts are in the other files of this package."""

from django.db import models

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import BodyKind, Role
from plans.states import PLAN_MOVES, Meeting, PlanState


class PlanQuerySet(OwnedQuerySet):
    def for_year(self, year):
        return self.filter(year=year)

    def issued(self):
        return self.filter(state=PlanState.ISSUED)

    def visible_to(self, user):
        """Office, chair and admin see drafts; every other body of the commune sees what was issued."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        return rows if user.roles & {Role.OFFICE, Role.CHAIR, Role.ADMIN} else rows.issued()

    def with_parts(self):
        return self.prefetch_related(
            "bases__documents", "headings__paragraphs", "targets__topics", "venues", "groups", "agenda_steps",
            "tasks__unit", "letterings", "budget_heads", "recipients",
        )  # fmt: skip


class Plan(Owned, Versioned):
    """A plan of dialogue conferences of one body for one year."""

    MOVES = PLAN_MOVES

    state = models.CharField("trạng thái", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    year = models.PositiveSmallIntegerField("năm")
    body = models.CharField("cơ quan ban hành", max_length=10, choices=BodyKind, default=BodyKind.UBND)
    organiser = models.ForeignKey(
        "core.Unit", models.PROTECT, related_name="+", verbose_name="đơn vị chủ trì soạn"
    )
    # The authority that draws the plan up, distinct from the issuing body (LP-09).
    authority = models.CharField("người, cơ quan xây dựng kế hoạch", max_length=200)
    regulation = models.ForeignKey(
        "deadlines.Regulation",
        models.PROTECT,
        null=True,
        related_name="plans",
        verbose_name="quy định thời hạn",
    )
    place = models.CharField("địa danh", max_length=100)
    # "ngày … tháng 03 năm 2026": month may be known while the day is not (LP-02).
    draft_month = models.PositiveSmallIntegerField("tháng dự kiến ban hành", null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40, default="KH-UBND")
    title = models.TextField("trích yếu", help_text="Mỗi dòng in thành một dòng trên văn bản.")
    # ND-05, TM-05: bases inside the lead-in paragraph instead of a line each.
    has_bases_run_in = models.BooleanField("căn cứ viết liền với đoạn mở đầu", default=False)
    lead_in = models.TextField("đoạn mở đầu", blank=True)
    target_text = models.TextField("chỉ tiêu", blank=True)
    closing = models.TextField("đoạn kết", blank=True)
    delegate_title = models.CharField("người được uỷ quyền khi vắng", max_length=200, blank=True)
    min_days = models.DecimalField(
        "thời lượng ít nhất (ngày)", max_digits=3, decimal_places=1, null=True, blank=True
    )
    max_days = models.DecimalField(
        "thời lượng nhiều nhất (ngày)", max_digits=3, decimal_places=1, null=True, blank=True
    )
    # For one direct conference; soft numbers warn, hard ones (QN-35) are held against the hall.
    min_people = models.PositiveSmallIntegerField("số người ít nhất", null=True, blank=True)
    max_people = models.PositiveSmallIntegerField("số người nhiều nhất", null=True, blank=True)
    is_people_soft = models.BooleanField("số người có thể thay đổi", default=True)
    # A plan may be for one village only (QN-04).
    village = models.CharField("chỉ cho thôn", max_length=100, blank=True)
    # What this plan leaves to a later notice or invitation (`states.Stated` values): TM-31, TD-37, ND.
    deferred = models.JSONField("xác định sau, khi tổ chức từng hội nghị", default=list, blank=True)
    # Slips of the original's pen, mended here: [{"raw": …, "corrected": … or null, "reason": …}] (D-10, D-18, D-40).
    corrections = models.JSONField("chỗ đã sửa so với bản gốc", default=list, blank=True)
    signer_on_behalf = models.CharField(
        "dòng thay mặt", max_length=100, blank=True, help_text="Ví dụ: TM. ỦY BAN NHÂN DÂN. Có thể để trống."
    )
    signer_title = models.CharField("chức vụ người ký", max_length=100, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    drafted_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, related_name="+", verbose_name="người soạn"
    )
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    paper = models.ForeignKey(
        "documents.Paper", models.PROTECT, null=True, related_name="+", verbose_name="văn bản"
    )
    issued_on = models.DateField("ngày ban hành", null=True)
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        indexes = [models.Index(fields=["commune", "-year"])]

    def __str__(self):
        village = f", thôn {self.village}" if self.village else ""
        return f"Kế hoạch đối thoại năm {self.year} ({self.get_body_display()}{village})"

    def groups_for(self, kind):
        """Groups of a conference of that kind: not the briefing's (QN-66), not another kind's (TM-44)."""
        rows = self.groups.filter(meeting=Meeting.CONFERENCE)
        return [row for row in rows if row.kind in ("", kind)]

    def texts_stating(self, what):
        """Paragraphs under the headings that state it (`states.Stated`), in order; of blank ones nothing."""
        return [
            row.text
            for heading in self.headings.all()
            if what in heading.states
            for row in heading.paragraphs.all()
            if row.text.strip()
        ]


class Ordered(models.Model):
    """A row whose place in its list is kept."""

    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
