"""What a plan is made of: bases, text, targets, venues, groups, agenda, recipients. Tasks have their own file."""

from django.db import models

from core.vietnamese import short_date
from plans.models.plan import Ordered, Plan
from plans.states import (
    ChairMode,
    ConferenceForm,
    ConferenceKind,
    CountBound,
    GroupRole,
    HeadingLabel,
    InviteWay,
    Mark,
    Meeting,
    Slot,
)


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


class PlanHeading(Ordered):
    """A heading of the plan's outline: what stands and prints under it, and what it states (LP-50)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="headings")
    level = models.PositiveSmallIntegerField("cấp", default=1)
    # Empty: its number stands right before the first paragraph (QN III.1.1, ND V.4).
    text = models.TextField("đề mục", blank=True)
    label = models.CharField("đánh số", max_length=10, choices=HeadingLabel, default=HeadingLabel.NUMBER)
    is_run_in = models.BooleanField("đoạn đầu in liền dòng với đề mục", default=False)
    slot = models.CharField("in ở đây", max_length=20, choices=Slot, blank=True)
    # For topics: of this kind of conference only, without headings of their own.
    kind = models.CharField("chỉ của loại hội nghị", max_length=10, choices=ConferenceKind, blank=True)
    states = models.JSONField("mục này nêu", default=list, blank=True)

    def __str__(self):
        return self.text


class PlanParagraph(Ordered):
    """A paragraph under a heading; words may be **bold** or *italic*, labels are made when printing (LP-13)."""

    heading = models.ForeignKey(PlanHeading, models.CASCADE, related_name="paragraphs")
    text = models.TextField("nội dung")
    mark = models.CharField("dấu đầu dòng", max_length=10, choices=Mark, blank=True)


class PlanTarget(Ordered):
    """A kind of conference to be held, how often, for whom, when (LP-20, LP-21, D-19)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    kind = models.CharField("loại", max_length=10, choices=ConferenceKind)
    # Empty: when needed (ND-32, TM-19).
    count = models.PositiveSmallIntegerField("số hội nghị", null=True, blank=True, default=1)
    bound = models.CharField("mức", max_length=10, choices=CountBound, default=CountBound.EXACTLY)
    audience = models.CharField("đối tượng", max_length=200)
    quarters = models.JSONField("quý dự kiến", default=list, blank=True, help_text="Ví dụ: [2, 4].")
    months = models.JSONField("tháng dự kiến", default=list, blank=True)
    # "trước ngày 15/11/2025" is kept as 14/11/2025, the last day on time (D-44), and as it was written.
    not_after = models.DateField("chậm nhất ngày", null=True, blank=True)
    held_on = models.DateField("ngày đã ấn định", null=True, blank=True)
    window_text = models.CharField("thời gian như in", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    def __str__(self):
        return f"{self.count_text} hội nghị {self.get_kind_display().lower()}: {self.audience}"

    @property
    def count_text(self):
        """ "01", "ít nhất 01" or "khi cần thiết"."""
        if self.count is None:
            return "khi cần thiết"
        words = f"{self.get_bound_display()} " if self.bound == CountBound.AT_LEAST else ""
        return f"{words}{self.count:02d}"

    @property
    def window_words(self):
        """The window as the plan words it, else from the data; "" when the plan leaves it open."""
        if self.window_text:
            return self.window_text
        romans = ["I", "II", "III", "IV"]
        parts = [f"quý {romans[quarter - 1]}" for quarter in self.quarters]
        parts += [f"tháng {month}" for month in self.months]
        parts += [f"ngày {short_date(self.held_on)}"] if self.held_on else []
        parts += [f"chậm nhất {short_date(self.not_after)}"] if self.not_after else []
        return ", ".join(parts)


class TargetTopic(Ordered):
    target = models.ForeignKey(PlanTarget, models.CASCADE, related_name="topics")
    text = models.TextField("nội dung đối thoại")
    mark = models.CharField("dấu đầu dòng", max_length=10, choices=Mark, blank=True, default=Mark.DASH)
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
    meeting = models.CharField("dự", max_length=12, choices=Meeting, default=Meeting.CONFERENCE)
    # For conferences of this kind only; empty: of every kind.
    kind = models.CharField("loại hội nghị", max_length=10, choices=ConferenceKind, blank=True)
    way = models.CharField("cách mời", max_length=10, choices=InviteWay, default=InviteWay.INVITE)
    min_count = models.PositiveSmallIntegerField("ít nhất", null=True, blank=True)
    max_count = models.PositiveSmallIntegerField("nhiều nhất", null=True, blank=True)
    # The numbers are for each of these ("trường học": at least 05 from each school, TD-93); empty: for the group.
    per = models.CharField("tính cho mỗi", max_length=100, blank=True)
    is_soft = models.BooleanField("số dự kiến", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    def __str__(self):
        return self.name

    @property
    def people_words(self):
        """ "dự kiến 60 người", "từ 50 đến 100 người", "ít nhất 5 người/trường học"; "" where no number is given."""
        low, high = self.min_count, self.max_count
        if low is None and high is None:
            return ""
        per, soft = f"/{self.per}" if self.per else "", "dự kiến " if self.is_soft else ""
        if high is None:
            return f"{soft}ít nhất {low} người{per}"
        if low is None or low == high:
            return f"{soft}{high} người{per}"
        return f"{soft}từ {low} đến {high} người{per}"


class PlanAgendaStep(Ordered):
    """A row of the agenda: contents (one a line), who carries it out (LP-69 to LP-77)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="agenda_steps")
    contents = models.TextField("nội dung", help_text="Mỗi dòng một ý.")
    responsible = models.TextField("người thực hiện", blank=True)
    # The sentence that prints where the agenda is no table (QN, TD); empty: made of the two above.
    text = models.TextField("câu in", blank=True)
    takes_contributions = models.BooleanField("có phát biểu", default=False)


class PlanLettering(Ordered):
    """The title above the stage, by who chairs (ND-39 to ND-41); a date line with dots stays open."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="letterings")
    mode = models.CharField("người chủ trì", max_length=12, choices=ChairMode)
    heading = models.TextField("đề mục", blank=True)
    lines = models.TextField("các dòng", help_text="Mỗi dòng in thành một dòng.")
    is_printed = models.BooleanField("in trong kế hoạch", default=True)


class PlanBudgetHead(Ordered):
    """What the cost estimate has a line for (QN-75 to QN-79)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="budget_heads")
    name = models.CharField("khoản", max_length=200)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    def __str__(self):
        return self.name


class PlanRecipient(Ordered):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients")
    text = models.CharField("nơi nhận", max_length=300)
    purpose = models.CharField("mục đích", max_length=60, blank=True, help_text="Ví dụ: để báo cáo.")
    # One brace over this line and the one above, the purpose beside it (TM-63).
    is_braced = models.BooleanField("ngoặc chung với dòng trên", default=False)
    is_archive = models.BooleanField("dòng lưu", default=False)
