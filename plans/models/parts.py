"""What a plan is made of: bases, text, targets, venues, groups, agenda, recipients. Tasks have their own file."""

from django.db import models

from plans.models.plan import Ordered, Plan
from plans.states import ConferenceForm, ConferenceKind, CountBound, GroupRole, ParagraphSection


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


class PlanRecipient(Ordered):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients")
    text = models.CharField("nơi nhận", max_length=300)
    purpose = models.CharField("mục đích", max_length=60, blank=True, help_text="Ví dụ: để báo cáo.")
    is_archive = models.BooleanField("dòng lưu", default=False)
