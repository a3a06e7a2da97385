"""Who is invited."""

from django.db import models

from core.codes import secret_code
from core.models import Owned
from core.models.base import OwnedQuerySet
from core.states import Channel
from dialogue.states import Reply


class InvitationQuerySet(OwnedQuerySet):
    def printed_for(self, day):
        """Invitations whose paper names this day."""
        return self.exclude(paper=None).filter(names_on=day)

    def unprinted_for(self, day):
        return self.exclude(paper__isnull=False, names_on=day)

    def sent_for(self, day):
        """Sent, and the paper names this day: others do not count (P10)."""
        return self.exclude(sent_on=None).filter(names_on=day)

    def unsent_for(self, day):
        return self.exclude(sent_on__isnull=False, names_on=day)

    def with_names(self):
        return self.select_related("unit", "group", "paper")


class Invitation(Owned):
    """One invitee: a body or a person; `names_on` is the day that the printed invitation names (P10)."""

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="invitations")
    group = models.ForeignKey(
        "dialogue.InvitedGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="thành phần",
    )
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    invitee = models.CharField("người, cơ quan được mời", max_length=200)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    channel = models.CharField("cách gửi", max_length=20, choices=Channel, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    names_on = models.DateField("ngày họp ghi trong giấy", null=True, blank=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    # In the QR code that the invitation carries; read at the door.
    code = models.CharField("mã điểm danh", max_length=12, unique=True, default=secret_code, editable=False)
    reply = models.CharField("trả lời", max_length=10, choices=Reply, default=Reply.NONE)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "invitee", "title"], name="invitee_once")
        ]

    def __str__(self):
        return self.invitee

    @property
    def is_printed(self):
        """The paper names the day that holds now."""
        return self.paper_id is not None and self.names_on == self.conference.held_on

    @property
    def is_sent(self):
        """Sent, with the day that holds now."""
        return self.sent_on is not None and self.names_on == self.conference.held_on
