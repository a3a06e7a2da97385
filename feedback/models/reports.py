"""The consolidated report of a conference; its rows are read from the petitions when it is printed."""

from django.db import models
from django.db.models import Q

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from dialogue.models import delegated_to
from feedback.states import CONSOLIDATED_REPORT_MOVES, ReportState


class ConsolidatedReportQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Names and matters of many people: office and chair, and the Front and the Party board that supervise."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}:
            return rows
        return rows.filter(delegated_to(user))

    def drafts(self):
        return self.filter(state=ReportState.DRAFT)


class ConsolidatedReport(Owned, Versioned):
    """Báo cáo tổng hợp ý kiến, kiến nghị và nội dung chuẩn bị trả lời of one conference (LP-63)."""

    MOVES = CONSOLIDATED_REPORT_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="consolidated_reports")
    state = models.CharField("trạng thái", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    opening = models.TextField("nhận định chung", blank=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField("ngày ban hành", null=True)
    objects = ConsolidatedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=Q(state="draft"), name="one_report_in_draft"
            )
        ]

    def __str__(self):
        return f"Báo cáo tổng hợp: {self.conference.title}"
