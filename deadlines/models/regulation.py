"""Regulations and their rules: every figure of the procedure as data with its source."""

from django.db import models
from django.db.models import Q

from core.models.base import Versioned
from deadlines.ladders import DEFAULT_LADDER, describe
from deadlines.states import Anchor, Bound, DeadlineKind, RuleDirection, RuleOrigin, RuleUnit


def default_ladder():
    return dict(DEFAULT_LADDER)


class RegulationQuerySet(models.QuerySet):
    def presets(self):
        return self.filter(is_preset=True)

    def visible_to(self, user):
        """Presets shipped with the product and the regulations of the user's commune."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(commune=None) | Q(commune_id=user.commune_id))

    def for_commune(self, commune):
        """What a new plan of this commune may choose from."""
        rows = self.filter(Q(commune=None) | Q(commune=commune), is_statutory=False, is_for_one_plan=False)
        return rows.order_by("is_preset", "code")

    def with_rules(self):
        return self.prefetch_related("rules")


class Regulation(Versioned):
    """A set of rules: a preset read off a real plan (commune null) or a commune's own."""

    commune = models.ForeignKey(
        "core.Commune", models.PROTECT, null=True, blank=True, related_name="regulations"
    )
    code = models.CharField("mã", max_length=20)
    title = models.CharField("tên", max_length=250)
    legal_basis = models.TextField("căn cứ", blank=True)
    note = models.TextField("ghi chú", blank=True)
    is_preset = models.BooleanField("bộ quy định mẫu", default=False)
    is_statutory = models.BooleanField("quy định của luật", default=False)
    # Copied for one plan: the office edits it, no other plan is offered it.
    is_for_one_plan = models.BooleanField("riêng cho một kế hoạch", default=False)
    # Switched on, the law's own minimum stands beside the plan's rules; the earlier date leads.
    has_statutory_overlay = models.BooleanField("áp dụng thêm mức tối thiểu của luật", default=False)
    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ quy định thời hạn"
        verbose_name_plural = "bộ quy định thời hạn"
        constraints = [
            models.UniqueConstraint(fields=["commune", "code"], name="regulation_once_in_commune"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(commune=None), name="regulation_once_in_nation"
            ),
        ]

    def __str__(self):
        return self.title


class RuleQuerySet(models.QuerySet):
    def enabled(self):
        return self.filter(is_enabled=True)

    def about(self, *kinds):
        return self.filter(kind__in=kinds)

    def visible_to(self, user):
        return self.filter(regulation__in=Regulation.objects.visible_to(user).values("pk"))


class Rule(Versioned):
    """One rule with its figures, its text and the clause it stands in; no amount = «chưa cấu hình»."""

    regulation = models.ForeignKey(
        Regulation, models.CASCADE, related_name="rules", verbose_name="bộ quy định"
    )
    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("việc", max_length=30, choices=DeadlineKind)
    amount = models.DecimalField("số lượng", max_digits=6, decimal_places=1, null=True, blank=True)
    amount_to = models.DecimalField("đến", max_digits=6, decimal_places=1, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=20, choices=RuleUnit, default=RuleUnit.UNSPECIFIED)
    anchor = models.CharField("mốc", max_length=20, choices=Anchor, default=Anchor.NONE)
    direction = models.CharField("hướng", max_length=10, choices=RuleDirection, default=RuleDirection.NONE)
    bound = models.CharField("giới hạn", max_length=20, choices=Bound, default=Bound.NONE)
    fixed_on = models.DateField("ngày cố định", null=True, blank=True)
    # Windows in which the act must fall: [["2026-04-01", "2026-06-30"], …].
    periods = models.JSONField("các khoảng thời gian", default=list, blank=True)
    conference_kinds = models.JSONField("áp dụng cho", default=list, blank=True)
    exempt_conference_kinds = models.JSONField("miễn cho", default=list, blank=True)
    exemption_text = models.TextField("nội dung miễn", blank=True)
    extension_amount = models.PositiveSmallIntegerField("gia hạn tối đa", null=True, blank=True)
    extension_unit = models.CharField("đơn vị gia hạn", max_length=20, choices=RuleUnit, blank=True)
    extension_grounds = models.JSONField("lý do được gia hạn", default=list, blank=True)
    extension_text = models.TextField("nội dung gia hạn", blank=True)
    text = models.TextField("nguyên văn", blank=True)
    source = models.CharField("điều khoản", max_length=120, blank=True)
    origin = models.CharField("số ngày của", max_length=10, choices=RuleOrigin, default=RuleOrigin.PLAN)
    note = models.TextField("ghi chú", blank=True)
    responsible = models.JSONField("cơ quan thực hiện", default=list, blank=True)
    # The other rule of the same plan that sets another date for the same act (D-01, D-02).
    conflicts_with = models.CharField("mâu thuẫn với", max_length=20, blank=True)
    is_statutory = models.BooleanField("quy định của luật", default=False)
    ladder = models.JSONField("nhắc việc", default=default_ladder)
    is_enabled = models.BooleanField("đang áp dụng", default=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định"
        verbose_name_plural = "quy định"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["regulation", "code"], name="rule_code_once_in_regulation")
        ]

    # How the log and the stale-edit page say a ladder.
    FIELD_WORDS = {"ladder": describe}

    def __str__(self):
        return self.name

    @property
    def is_counted(self):
        """Whether the rule gives a date by counting days from an event."""
        return self.unit in (RuleUnit.WORKING_DAY, RuleUnit.CALENDAR_DAY)

    @property
    def is_configured(self):
        """Whether the rule yields a date at all; otherwise it reads «chưa cấu hình»."""
        return (
            (self.is_counted and self.amount is not None) or self.fixed_on is not None or bool(self.periods)
        )

    @property
    def is_a_figure(self):
        """A rule that is no deadline but a number to check: duration, attendance, times a year."""
        return self.unit in (RuleUnit.DAY, RuleUnit.PERSON, RuleUnit.CONFERENCE)
