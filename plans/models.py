"""The yearly plan, held whole: what the seed plans say in text, and what the later stages need as data."""

from django.db import models

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import BodyKind, Role
from plans.states import (
    PLAN_MOVES,
    ConferenceForm,
    ConferenceKind,
    CountBound,
    GroupRole,
    ParagraphSection,
    PlanState,
    Stage,
    TaskMode,
)


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
            "bases__documents", "paragraphs", "targets__topics", "venues", "groups", "agenda_steps", "tasks__unit",
            "recipients",
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
    signer_on_behalf = models.CharField(
        "dòng thay mặt", max_length=100, blank=True, help_text="Ví dụ: TM. ỦY BAN NHÂN DÂN. Có thể để trống."
    )
    signer_title = models.CharField("chức vụ người ký", max_length=100, default="CHỦ TỊCH")
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
        return f"Kế hoạch đối thoại năm {self.year} ({self.get_body_display()})"


class Ordered(models.Model):
    """A row whose place in its list is kept."""

    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class LegalBasis(Ordered):
    """One paragraph of legal bases: verb and text as printed; its documents stay searchable (LP-05, LP-07)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bases")
    verb = models.CharField("động từ", max_length=20, default="Căn cứ")
    text = models.TextField("nội dung")


class BasisDocument(Ordered):
    basis = models.ForeignKey(LegalBasis, models.CASCADE, related_name="documents")
    kind = models.CharField("loại", max_length=30)
    name = models.TextField("tên văn bản")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)


class PlanParagraph(Ordered):
    """A paragraph of the plan's text; labels a), b), c) are generated, never typed (LP-13)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="paragraphs")
    section = models.CharField("phần", max_length=20, choices=ParagraphSection)
    text = models.TextField("nội dung")
    # How the seed sets it off: "", "dash" (- …), "plus" (+ …), "number" (1.2 …).
    mark = models.CharField("dấu đầu dòng", max_length=10, blank=True)


class PlanTarget(Ordered):
    """A kind of conference to be held, how often, for whom, when (LP-20, LP-21, D-19)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    kind = models.CharField("loại", max_length=10, choices=ConferenceKind)
    count = models.PositiveSmallIntegerField("số hội nghị", default=1)
    bound = models.CharField("mức", max_length=10, choices=CountBound, default=CountBound.EXACTLY)
    audience = models.CharField("đối tượng", max_length=200)
    quarters = models.JSONField("quý dự kiến", default=list, blank=True, help_text="Ví dụ: [2, 4].")
    not_after = models.DateField("chậm nhất ngày", null=True, blank=True)

    def __str__(self):
        return f"{self.count:02d} hội nghị {self.get_kind_display().lower()}: {self.audience}"


class TargetTopic(Ordered):
    target = models.ForeignKey(PlanTarget, models.CASCADE, related_name="topics")
    text = models.TextField("nội dung đối thoại")
    fields = models.JSONField("lĩnh vực nêu trong nội dung", default=list, blank=True)


class PlanVenue(Ordered):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="venues")
    name = models.CharField("địa điểm", max_length=200)
    form = models.CharField("hình thức", max_length=10, choices=ConferenceForm, default=ConferenceForm.DIRECT)

    def __str__(self):
        return self.name


class PlanGroup(Ordered):
    """A group of participants that the plan names; numbers may be open (LP-57)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="groups")
    name = models.CharField("thành phần", max_length=300)
    role = models.CharField("vai trò", max_length=12, choices=GroupRole, default=GroupRole.PEOPLE)
    min_count = models.PositiveSmallIntegerField("ít nhất", null=True, blank=True)
    max_count = models.PositiveSmallIntegerField("nhiều nhất", null=True, blank=True)
    is_soft = models.BooleanField("số dự kiến", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    def __str__(self):
        return self.name


class PlanAgendaStep(Ordered):
    """A row of the agenda: contents (one a line), who carries it out (LP-69 to LP-77)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="agenda_steps")
    contents = models.TextField("nội dung", help_text="Mỗi dòng một ý.")
    responsible = models.TextField("người thực hiện")
    takes_contributions = models.BooleanField("có phát biểu", default=False)


class PlanTask(Ordered):
    """What a body is told (giao) or asked (đề nghị) to do (LP-78 to LP-108)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    unit_name = models.CharField("đơn vị như in", max_length=300)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    mode = models.CharField("cách giao", max_length=10, choices=TaskMode, default=TaskMode.ASSIGN)
    stage = models.CharField("giai đoạn", max_length=10, choices=Stage)
    text = models.TextField("nhiệm vụ")
    # Printed in the same paragraph as the task before it.
    is_joined = models.BooleanField("in liền với nhiệm vụ trên", default=False)


class PlanRecipient(Ordered):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients")
    text = models.CharField("nơi nhận", max_length=300)
    purpose = models.CharField("mục đích", max_length=60, blank=True, help_text="Ví dụ: để báo cáo.")
    is_archive = models.BooleanField("dòng lưu", default=False)
