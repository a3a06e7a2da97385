"""To whom an issued notice goes, each try by mail, and its text for everybody."""

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from conclusions.states import (
    DISPATCH_ATTEMPT_MOVES,
    RESULT_PUBLICATION_MOVES,
    MailState,
    PublicationState,
    RecipientKind,
)
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Channel, Role

# Names of those who petitioned are for who sends the notice and who supervises the sending.
SEES_RECIPIENTS = (Role.OFFICE, Role.CHAIR, Role.FRONT)


class SendingQuerySet(OwnedQuerySet):
    """Rows that name recipients, or lead to them."""

    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows if user.is_authenticated and user.roles & set(SEES_RECIPIENTS) else rows.none()


class DispatchQuerySet(SendingQuerySet):
    def compulsory(self):
        """Whom the conclusion's deadline waits for; publishing to everybody has a deadline of its own."""
        return self.exclude(kind=RecipientKind.PUBLIC)

    def missing(self):
        return self.filter(sent_on=None, unsent_reason="")

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def to_everybody(self):
        """The row of publishing at large; the notice board, public too, hangs at a body's seat."""
        return self.of_kind(RecipientKind.PUBLIC).filter(unit=None)

    def unreceived(self):
        """Gone out, but nobody has said that it arrived."""
        return self.filter(received_on=None).exclude(sent_on=None)

    def with_address(self):
        return self.exclude(email="")

    def mailable(self):
        """With an address to which no letter is under way and none has arrived."""
        going = DispatchAttempt.objects.filter(dispatch=OuterRef("pk"), address=OuterRef("email")).living()
        return self.with_address().exclude(kind=RecipientKind.PUBLIC).exclude(Exists(going)).order_by("pk")

    def for_hand(self):
        """Whom a list to sign goes to: not everybody at large, nor who reads the notice in the software."""
        return self.exclude(kind=RecipientKind.PUBLIC).exclude(channel=Channel.IN_APP)

    def with_names(self):
        return self.select_related("unit", "petitioner", "notice__conference", "notice__paper", "commune")

    def missing_first(self):
        order = Case(
            When(sent_on=None, unsent_reason="", then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.order_by(order, "pk")


class Dispatch(Owned):
    """One recipient of the notice: when and how it was served, or why it could not be."""

    notice = models.ForeignKey("conclusions.ConclusionNotice", models.CASCADE, related_name="dispatches")
    kind = models.CharField("loại nơi nhận", max_length=12, choices=RecipientKind)
    label = models.CharField("nơi nhận", max_length=250)
    petitioner = models.ForeignKey("feedback.Petitioner", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("core.Unit", models.PROTECT, null=True, related_name="+")
    channel = models.CharField("cách gửi", max_length=20, choices=Channel, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    proof = models.CharField("bằng chứng", max_length=250, blank=True)
    unsent_reason = models.CharField("lý do không gửi được", max_length=250, blank=True)
    recorded_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField("ghi nhận ngày", null=True)
    email = models.EmailField("thư điện tử", blank=True)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    received_by = models.CharField("người nhận", max_length=200, blank=True)
    # Why somebody stands here whom the procedure does not name; empty: compulsory by itself.
    added_reason = models.CharField("lý do thêm", max_length=250, blank=True)
    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt gửi"
        verbose_name_plural = "lượt gửi"
        ordering = ["pk"]

    @property
    def is_done(self):
        return bool(self.sent_on or self.unsent_reason)

    @property
    def is_public(self):
        """Not a recipient but a way in which everybody learns of it."""
        return self.kind == RecipientKind.PUBLIC

    @property
    def conference(self):
        return self.notice.conference

    @property
    def settled_on(self):
        """The day on which this recipient no longer keeps the notice waiting (D-22)."""
        return self.sent_on or (self.recorded_on if self.unsent_reason else None)

    def __str__(self):
        return self.label


class DispatchAttemptQuerySet(SendingQuerySet):
    def waiting(self):
        """To be sent; what a worker has begun to send is `begun`, and is not begun again."""
        return self.filter(state=MailState.WAITING, sent_at=None)

    def begun(self):
        return self.filter(state=MailState.WAITING).exclude(sent_at=None)

    def arrived(self):
        return self.filter(state=MailState.SENT)

    def on_the_way_to(self, address):
        """What bars another letter to the same address: it waits, or it went out and did not come back."""
        return self.living().filter(address__iexact=address)

    def living(self):
        return self.filter(state__in=[MailState.WAITING, MailState.SENT])

    def returned(self):
        return self.filter(state__in=[MailState.BOUNCED, MailState.FAILED])

    def with_names(self):
        return self.select_related(
            "dispatch__notice__conference", "dispatch__notice__paper", "dispatch__petitioner", "commune"
        )


class DispatchAttempt(Owned):
    """One letter by mail to one address; the worker claims it before it sends, so none goes out twice."""

    MOVES = DISPATCH_ATTEMPT_MOVES

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="mails")
    address = models.EmailField("địa chỉ")
    state = models.CharField("trạng thái", max_length=10, choices=MailState, default=MailState.WAITING)
    message_id = models.CharField(max_length=200, unique=True)
    queued_at = models.DateTimeField("xếp gửi lúc", auto_now_add=True)
    queued_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    returned_at = models.DateTimeField("trả lại lúc", null=True)
    error = models.CharField("lý do", max_length=300, blank=True)
    objects = DispatchAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "thư gửi đi"
        verbose_name_plural = "thư gửi đi"
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "queued_at"])]
        constraints = [
            # While one is under way or has arrived at this address no second one goes there.
            models.UniqueConstraint(
                fields=["dispatch", "address"],
                condition=Q(state__in=["waiting", "sent"]),
                name="one_mail_at_a_time",
            )
        ]

    @property
    def conference(self):
        return self.dispatch.notice.conference

    def __str__(self):
        # The log keeps this for good: no address stands in it.
        return f"Thư gửi {self.dispatch.get_kind_display().lower()}"


class ResultPublicationQuerySet(SendingQuerySet):
    def published(self):
        """What everybody may read now."""
        return self.filter(state=PublicationState.PUBLISHED)

    def with_names(self):
        return self.select_related(
            "notice__conference", "notice__paper", "commune", "checked_by", "published_by"
        )

    def newest_first(self):
        return self.order_by("-notice__issued_on", "-pk")


class ResultPublication(Owned, Versioned):
    """The notice as everybody may read it: personal data taken out by rule, looked through by a person (LP-33)."""

    MOVES = RESULT_PUBLICATION_MOVES
    # The log says how much, never what was hidden.
    FIELD_WORDS = {
        "content": lambda parts: f"{sum(len(part['lines']) for part in parts or [])} mục",
        "removals": lambda rows: f"{len(rows or [])} chỗ đã giấu",
    }

    notice = models.OneToOneField("conclusions.ConclusionNotice", models.PROTECT, related_name="publication")
    state = models.CharField(
        "trạng thái", max_length=10, choices=PublicationState, default=PublicationState.DRAFT
    )
    # [{"heading": …, "lines": [{"text": …, "result": …, "unit": …, "due_on": …}]}]: what the public page shows.
    content = models.JSONField(default=list)
    # [{"where": …, "before": …, "after": …, "why": …}]: what the rules took out; never shown in public.
    removals = models.JSONField(default=list)
    checked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField("kiểm tra lúc", null=True)
    published_on = models.DateField("công khai ngày", null=True)
    published_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.TextField("lý do gỡ", blank=True)
    objects = ResultPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "bản công khai"
        verbose_name_plural = "bản công khai"

    @property
    def is_published(self):
        return self.state == PublicationState.PUBLISHED

    @property
    def conference(self):
        return self.notice.conference

    def __str__(self):
        return f"Bản công khai: {self.notice.conference.title}"
