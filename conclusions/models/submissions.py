"""What goes to bodies outside the commune after a conference, and what they answer."""

from django.db import models
from django.db.models import Q

from conclusions.states import SUBMISSION_MOVES, SubmissionKind, SubmissionState
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from feedback.models import Petition


class SubmissionQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office and chair see all, a unit what it has to send; Front and Party board what is not restricted.

        Neither lines on officials who failed (TD-68) nor petitions on their conduct, and what was replied (LP-29).
        """
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        own = Q(owner__in=user.unit_ids)
        if user.roles & {Role.FRONT, Role.PARTY}:
            closed = Q(item__is_restricted=True) | Q(petition__in=Petition.objects.restricted().values("pk"))
            return rows.filter(own | ~closed)
        return rows.filter(own)

    def living(self):
        return self.exclude(state__in=[SubmissionState.RELAYED, SubmissionState.CLOSED])

    def waiting(self):
        """Something is still to be done or awaited: to be sent, answered where an answer is wanted, told on."""
        sent = Q(state=SubmissionState.SENT)
        unasked = sent & Q(reply_due_on=None, petition=None)
        return self.living().exclude(unasked)

    def late(self, today):
        """Past the day on which it had to go out, or on which the reply was wanted."""
        unsent = Q(state=SubmissionState.TO_SEND, due_on__lt=today)
        return self.filter(unsent | Q(state=SubmissionState.SENT, reply_due_on__lt=today))

    def with_names(self):
        return self.select_related("owner", "conference", "petition", "item", "notice", "commune", "paper")


class Submission(Owned, Versioned):
    """A matter put before a higher or competent body: sent, answered, told on to who asked (LP-41, QN-57, QN-58).

    Of kind REPORT_UP it is the duty to report the whole notice upwards (LP-97, D-24).
    """

    MOVES = SUBMISSION_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.PROTECT, related_name="submissions")
    notice = models.ForeignKey("conclusions.ConclusionNotice", models.PROTECT, related_name="submissions")
    item = models.ForeignKey(
        "conclusions.ConclusionItem", models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    petition = models.ForeignKey(
        "feedback.Petition", models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    kind = models.CharField("loại", max_length=10, choices=SubmissionKind)
    state = models.CharField(
        "trạng thái", max_length=10, choices=SubmissionState, default=SubmissionState.TO_SEND
    )
    content = models.TextField("nội dung")
    to_body = models.CharField("cơ quan nhận", max_length=250)
    owner = models.ForeignKey(
        "core.Unit", models.PROTECT, related_name="+", verbose_name="đơn vị chịu trách nhiệm gửi"
    )
    due_on = models.DateField("gửi chậm nhất", null=True, blank=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    sent_on = models.DateField("gửi ngày", null=True, blank=True)
    reply_due_on = models.DateField("đề nghị trả lời trước", null=True, blank=True)
    reply_number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    replied_on = models.DateField("trả lời ngày", null=True, blank=True)
    reply = models.TextField("nội dung trả lời", blank=True)
    relayed_on = models.DateField("báo lại người kiến nghị ngày", null=True, blank=True)
    relay_note = models.CharField("cách báo lại", max_length=250, blank=True)
    close_reason = models.TextField("lý do kết thúc", blank=True)
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản gửi cơ quan ngoài xã"
        verbose_name_plural = "văn bản gửi cơ quan ngoài xã"
        indexes = [models.Index(fields=["commune", "state", "due_on"])]

    def __str__(self):
        """Also the label of its deadlines and log lines, which more people read than may read what is restricted."""
        if (self.item and self.item.is_restricted) or (self.petition and self.petition.is_restricted):
            return f"{self.get_kind_display()}: nội dung hạn chế phổ biến"
        return f"{self.get_kind_display()}: {self.content[:80]}"

    @property
    def state_tone(self):
        """Whose turn it is at a glance: ours to send or tell on, theirs to answer, done."""
        ours = {
            SubmissionState.TO_SEND: "soon",
            SubmissionState.REPLIED: "soon",
            SubmissionState.SENT: "info",
        }
        return ours.get(self.state, "good" if self.state == SubmissionState.RELAYED else "neutral")
