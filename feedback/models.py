"""Petitions, who raised them, who must answer, and the answers."""

from django.db import models
from django.db.models import Q

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from core.vietnamese import fold
from feedback.states import (
    ANSWER_MOVES,
    ASSIGNMENT_MOVES,
    CONSOLIDATED_REPORT_MOVES,
    PETITION_MOVES,
    AnswerResult,
    AnswerState,
    AssignmentState,
    Competence,
    Field,
    Level,
    PetitionKind,
    PetitionState,
    ReportState,
    Source,
    Triage,
)


class PetitionQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office, chair, Front, Party and admin see the commune's petitions; a unit sees only those given to it.

        Petitions on officials' conduct (LP-29) are for office, chair and the unit that was given them.
        """
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        own = Q(pk__in=Assignment.objects.in_force().filter(unit__in=user.unit_ids).values("petition"))
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        if user.roles & {Role.FRONT, Role.PARTY}:
            return rows.filter(~Q(field=Field.CONDUCT) | own | Q(entered_by=user))
        if Role.UNIT in user.roles:
            return rows.filter(own)
        return rows.none()

    def unanswered(self):
        return self.filter(
            state__in=[PetitionState.RECEIVED, PetitionState.CLASSIFIED, PetitionState.ASSIGNED]
        )

    def search(self, text):
        """Every word of the text, without diacritics, somewhere in content, code, petitioner or hamlet."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def for_conference(self, conference):
        return self.filter(conference=conference)


class Petition(Owned, Versioned):
    """One matter raised by one person or a collective."""

    MOVES = PETITION_MOVES

    conference = models.ForeignKey(
        "dialogue.Conference", models.PROTECT, related_name="petitions", verbose_name="hội nghị"
    )
    # Where it was raised on the floor.
    contribution = models.ForeignKey(
        "dialogue.Contribution", models.PROTECT, null=True, blank=True, related_name="petitions"
    )
    state = models.CharField(
        "trạng thái", max_length=12, choices=PetitionState, default=PetitionState.RECEIVED
    )
    code = models.CharField("mã", max_length=20)
    kind = models.CharField("loại ý kiến", max_length=15, choices=PetitionKind, default=PetitionKind.PETITION)
    source = models.CharField("nguồn", max_length=15, choices=Source, default=Source.OFFICE_DESK)
    collector = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị thu thập"
    )
    content = models.TextField("nội dung kiến nghị")
    hamlet = models.CharField("thôn", max_length=120, blank=True)
    received_on = models.DateField("ngày nhận")
    field = models.CharField("lĩnh vực", max_length=20, choices=Field, blank=True)
    competence = models.CharField("thẩm quyền", max_length=12, choices=Competence, blank=True)
    triage = models.CharField("phân loại", max_length=15, choices=Triage, blank=True)
    is_urgent = models.BooleanField("bức xúc, cần ưu tiên", default=False)
    about_document = models.CharField("văn bản được góp ý", max_length=300, blank=True)
    reject_reason = models.TextField("lý do không tiếp thu", blank=True)
    upward_to = models.CharField("cơ quan cấp trên nhận báo cáo", max_length=200, blank=True)
    upward_on = models.DateField("ngày báo cáo", null=True, blank=True)
    upward_number = models.CharField("số văn bản báo cáo", max_length=60, blank=True)
    entered_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, related_name="+", verbose_name="người nhập"
    )
    search_text = models.TextField(editable=False, default="")
    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        constraints = [models.UniqueConstraint(fields=["commune", "code"], name="petition_code_once")]
        indexes = [
            models.Index(fields=["commune", "state", "-received_on"]),
            models.Index(fields=["conference", "state"]),
            models.Index(fields=["commune", "-is_urgent", "-received_on", "-id"]),
        ]

    def save(self, *args, **kwargs):
        if self.pk is None:
            self.search_text = fold(f"{self.code} {self.content} {self.hamlet}")
        super().save(*args, **kwargs)

    def __str__(self):
        return f"Kiến nghị {self.code}"


class Petitioner(Owned):
    """Who raised it: a person, or a collective with its size and speaker. Phone and address are personal data."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="petitioners")
    name = models.CharField("người, tập thể kiến nghị", max_length=200)
    is_collective = models.BooleanField("tập thể", default=False)
    members = models.PositiveSmallIntegerField("số người", null=True, blank=True)
    hamlet = models.CharField("thôn", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    email = models.EmailField("thư điện tử", blank=True)

    class Meta:
        verbose_name = "người kiến nghị"
        verbose_name_plural = "người kiến nghị"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class AssignmentQuerySet(OwnedQuerySet):
    def in_force(self):
        return self.filter(
            state__in=[AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DONE]
        )

    def visible_to(self, user):
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        if user.roles & {Role.FRONT, Role.PARTY}:
            return rows.exclude(petition__field=Field.CONDUCT)
        return rows.filter(unit__in=user.unit_ids) if Role.UNIT in user.roles else rows.none()


class Assignment(Owned):
    """A petition given to a unit: exactly one lead in force, any supporting ones (LP-17)."""

    MOVES = ASSIGNMENT_MOVES

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="assignments", verbose_name="đơn vị")
    is_lead = models.BooleanField("chủ trì", default=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=AssignmentState, default=AssignmentState.OFFERED
    )
    instruction = models.TextField("ý kiến chỉ đạo", blank=True)
    due_on = models.DateField("hạn trả lời")
    refuse_reason = models.TextField("lý do từ chối", blank=True)
    proposed_unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị đề nghị thay",
    )
    assigned_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField("nhận lúc", null=True)
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc giao"
        verbose_name_plural = "việc giao"
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(is_lead=True, state__in=["offered", "accepted", "done"]),
                name="one_lead_in_force",
            )
        ]
        indexes = [models.Index(fields=["commune", "unit", "state"])]

    def __str__(self):
        return f"Giao {self.unit.short_name}: {self.petition.code}"


class AnswerQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows.filter(petition__in=Petition.objects.visible_to(user))

    def approved(self):
        return self.filter(state=AnswerState.APPROVED)


class Answer(Owned, Versioned):
    """A unit's written answer: matter, measures, time, in few words (LP-103, LP-104)."""

    MOVES = ANSWER_MOVES

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="answers")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="answers")
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, related_name="+", verbose_name="đơn vị trả lời"
    )
    state = models.CharField("trạng thái", max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    content = models.TextField("nội dung trả lời")
    grounds = models.TextField("căn cứ", blank=True)
    measures = models.TextField("biện pháp giải quyết")
    result = models.CharField("kết quả", max_length=10, choices=AnswerResult, default=AnswerResult.DIRECTION)
    time_text = models.CharField("thời gian giải quyết", max_length=120)
    level = models.CharField("cấp giải quyết", max_length=10, choices=Level, default=Level.COMMUNE)
    number_text = models.CharField("số văn bản của đơn vị", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    written_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản trả lời"
        verbose_name_plural = "văn bản trả lời"

    def __str__(self):
        return f"Trả lời {self.petition.code}"


class ConsolidatedReport(Owned):
    """Báo cáo tổng hợp ý kiến, kiến nghị và nội dung chuẩn bị trả lời of one conference (LP-63)."""

    MOVES = CONSOLIDATED_REPORT_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="consolidated_reports")
    state = models.CharField("trạng thái", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    opening = models.TextField("nhận định chung", blank=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField("ngày ban hành", null=True)

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"

    def __str__(self):
        return f"Báo cáo tổng hợp: {self.conference.title}"
