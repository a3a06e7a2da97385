"""A deadline as a row: what, whose, until when, by which figures, and what became of it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from core.models.base import READERS, Owned, OwnedQuerySet, Versioned
from core.states import Role
from core.vietnamese import fold
from deadlines.ladders import stage_phrase
from deadlines.models.regulation import Rule
from deadlines.states import (
    DEADLINE_MOVES,
    Anchor,
    Bound,
    DeadlineKind,
    DeadlineState,
    RuleDirection,
    RuleUnit,
)


class DeadlineQuerySet(OwnedQuerySet):
    def open(self):
        return self.filter(state=DeadlineState.OPEN)

    def living(self):
        """Open or exempt: rows that a moved conference or a changed calendar still concerns."""
        return self.filter(state__in=[DeadlineState.OPEN, DeadlineState.EXEMPT])

    def met(self):
        return self.filter(state=DeadlineState.MET)

    def settled(self):
        return self.exclude(state=DeadlineState.OPEN)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def due_by(self, day):
        return self.open().filter(due_on__lte=day)

    def breached(self):
        return self.exclude(breached_on=None)

    def late(self, day):
        """Done late, undone after its day, or once found undone though mended since."""
        return self.filter(
            Q(is_met_late=True) | Q(breached_on__isnull=False) | Q(state=DeadlineState.OPEN, due_on__lt=day)
        )

    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def about_any(self, subjects):
        """Deadlines of several subjects of one kind, for lists; one query."""
        subjects = list(subjects)
        if not subjects:
            return self.none()
        kind = ContentType.objects.get_for_model(subjects[0])
        return self.filter(subject_type=kind, subject_id__in=[s.pk for s in subjects])

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)

    def counted_from(self, anchor_kind):
        return self.filter(anchor_kind=anchor_kind)

    def owned_by(self, user):
        """Deadlines that are the user's own turn: by unit, or by role where no unit is named."""
        return self.filter(Q(owner_unit__in=user.unit_ids) | Q(owner_unit=None, owner_role__in=user.roles))

    def visible_to(self, user):
        """The commune's deadlines; an agency sees its own only, the province none, a delegate what the chair sees."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles & set(READERS) or user.delegations_now:
            return rows
        if Role.UNIT in user.roles:
            return rows.filter(owner_unit__in=user.unit_ids)
        return rows.none()

    def earliest_first(self):
        """The order of leading (P16): the earliest due first, the older row first on the same day."""
        return self.order_by("due_on", "pk")

    def with_names(self):
        return self.select_related("owner_unit", "rule", "subject_type")


class Deadline(Owned, Versioned):
    """One duty with a last lawful local date. The figures are copied: later changes of a rule never move it."""

    MOVES = DEADLINE_MOVES

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_label = models.CharField("việc của", max_length=300)
    label = models.CharField("việc", max_length=200)
    folded = models.CharField(max_length=520, editable=False)
    kind = models.CharField("loại", max_length=30, choices=DeadlineKind)
    rule = models.ForeignKey(
        Rule, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="quy định"
    )

    amount = models.PositiveSmallIntegerField("số ngày", null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=20, choices=RuleUnit)
    direction = models.CharField("hướng", max_length=10, choices=RuleDirection, default=RuleDirection.NONE)
    anchor_kind = models.CharField("mốc", max_length=20, choices=Anchor, default=Anchor.FIXED)
    anchor_on = models.DateField("ngày mốc", null=True, blank=True)
    bound = models.CharField("giới hạn", max_length=20, choices=Bound, default=Bound.NONE)
    fixed_on = models.DateField("ngày cố định", null=True, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    legal_basis = models.TextField("căn cứ", blank=True)
    rule_text = models.TextField("nguyên văn quy định", blank=True)
    is_statutory = models.BooleanField("quy định của luật", default=False)

    due_on = models.DateField("hạn")
    original_due_on = models.DateField("hạn ban đầu")
    working_target_on = models.DateField("ngày làm việc cuối cùng")
    is_provisional = models.BooleanField("tạm tính", default=False)
    calendar_version = models.CharField("phiên bản lịch", max_length=60, blank=True)

    owner_unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    owner_role = models.CharField("vai trò", max_length=20, choices=Role, blank=True)
    escalates_to_role = models.CharField("báo lên", max_length=20, choices=Role, default=Role.CHAIR)
    ladder = models.CharField("các mốc nhắc việc", max_length=80, blank=True)

    state = models.CharField("trạng thái", max_length=12, choices=DeadlineState, default=DeadlineState.OPEN)
    met_on = models.DateField("ngày xong", null=True, blank=True)
    is_met_late = models.BooleanField("xong trễ", default=False)
    late_working_days = models.PositiveSmallIntegerField("số ngày làm việc trễ", default=0)
    # First day on which the duty was found undone after its last day; never cleared.
    breached_on = models.DateField("vi phạm từ ngày", null=True, blank=True)

    extension_amount = models.PositiveSmallIntegerField("gia hạn tối đa", null=True, blank=True)
    extension_unit = models.CharField("đơn vị gia hạn", max_length=20, choices=RuleUnit, blank=True)
    extension_grounds = models.JSONField("lý do được gia hạn", default=list, blank=True)
    extended_on = models.DateField("gia hạn ngày", null=True, blank=True)
    extension_ground = models.CharField("căn cứ gia hạn", max_length=400, blank=True)
    extension_reason = models.TextField("lý do gia hạn", blank=True)
    extended_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gia hạn"
    )

    exempt_reason = models.TextField("lý do miễn", blank=True)
    exempt_clause = models.CharField("điều khoản miễn", max_length=400, blank=True)
    exempted_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người miễn"
    )
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "rule"],
                condition=Q(state="open"),
                name="deadline_open_once_per_rule",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind"],
                condition=Q(state="open", rule=None),
                name="deadline_open_once_without_rule",
            ),
        ]
        indexes = [
            models.Index(fields=["commune", "state", "due_on"]),
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["state", "ladder", "due_on"]),
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["owner_unit", "state", "due_on"]),
            models.Index(fields=["breached_on"]),
        ]

    def save(self, *args, **kwargs):
        self.folded = fold(f"{self.label} {self.subject_label}")
        super().save(*args, **kwargs)

    def __str__(self):
        return f"{self.label}: {self.subject_label}"

    @property
    def is_open(self):
        return self.state == DeadlineState.OPEN

    @property
    def is_extended(self):
        return self.extended_on is not None

    @property
    def is_postponed(self):
        """A fixed date that was set anew; a counted one is extended by its rule's figures instead."""
        return self.is_extended and self.unit == RuleUnit.FIXED_DATE

    @property
    def conference(self):
        """The conference that the duty belongs to, so that a delegate may decide about it."""
        return getattr(self.subject, "conference", None) or self.subject


class Reminder(models.Model):
    """That one stage of a deadline's ladder has had its turn: sent, or passed over while the worker slept."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=20)
    sent_on = models.DateField()
    is_skipped = models.BooleanField(default=False)
    # The sweep that wrote the row: everything else which that run writes follows from its own rows.
    run = models.UUIDField(null=True)

    class Meta:
        verbose_name = "lần nhắc việc"
        verbose_name_plural = "các lần nhắc việc"
        constraints = [models.UniqueConstraint(fields=["deadline", "stage"], name="reminder_once_per_stage")]
        indexes = [models.Index(fields=["run"])]

    def __str__(self):
        return f"{self.words} {self.sent_on:%d/%m/%Y}"

    @property
    def words(self):
        """The stage as people read it."""
        return "Ghi nhận quá hạn" if self.stage == "breach" else stage_phrase(self.stage)
