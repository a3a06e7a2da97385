"""How long dossiers are kept: a commune's own groups, each with its basis. Nothing is deleted by itself."""

from django.db import models
from django.db.models import Q

from core.models import Owned, Versioned

LONGEST = 70  # years; what is worth more is kept for good


class RetentionGroup(Owned, Versioned):
    """A line of the office's table of retention periods."""

    name = models.CharField("nhóm hồ sơ", max_length=200)
    years = models.PositiveSmallIntegerField(
        "thời hạn lưu (năm)", null=True, blank=True, help_text="Để trống là lưu vĩnh viễn."
    )
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    is_default = models.BooleanField("dùng cho hồ sơ mới", default=False)

    class Meta:
        verbose_name = "nhóm thời hạn lưu"
        verbose_name_plural = "nhóm thời hạn lưu"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="retention_group_once"),
            models.UniqueConstraint(
                fields=["commune"], condition=Q(is_default=True), name="one_default_retention"
            ),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gte=1, years__lte=LONGEST), name="retention_years"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.period})"

    @property
    def period(self):
        return "vĩnh viễn" if self.years is None else f"{self.years} năm"
