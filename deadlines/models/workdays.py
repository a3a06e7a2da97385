"""The working calendar as rows: days off, made-up days, and how sure each year's table is."""

import uuid

from django.db import models
from django.db.models import Q

from deadlines.states import DayKind, YearState


class CalendarQuerySet(models.QuerySet):
    def national(self):
        return self.filter(commune=None)

    def of_commune(self, commune):
        """Rows that hold in this commune: the nation's first, then its own, which win."""
        own = self.filter(Q(commune=None) | Q(commune=commune))
        return own.order_by(models.F("commune").asc(nulls_first=True))

    def visible_to(self, user):
        """The nation's rows and those of the user's commune."""
        return self.of_commune(user.commune_id) if user.is_authenticated else self.none()


class CalendarDay(models.Model):
    """A day off or a made-up working day, with its reason and paper; commune null = the whole nation.

    A commune's row on a date replaces the nation's. A row that is not confirmed changes no sum yet.
    """

    commune = models.ForeignKey("core.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    day_on = models.DateField("ngày")
    kind = models.CharField("loại", max_length=10, choices=DayKind)
    reason = models.CharField("lý do", max_length=200)
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)
    is_confirmed = models.BooleanField("đã xác nhận", default=True)
    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        constraints = [
            models.UniqueConstraint(fields=["commune", "day_on"], name="calendar_day_once_in_commune"),
            models.UniqueConstraint(
                fields=["day_on"], condition=Q(commune=None), name="calendar_day_once_in_nation"
            ),
        ]
        indexes = [models.Index(fields=["day_on"])]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day_on:%d/%m/%Y}"


class CalendarYear(models.Model):
    """How far one year's table can be relied on; `version` grows with every change of its days."""

    commune = models.ForeignKey("core.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    status = models.CharField("tình trạng", max_length=10, choices=YearState, default=YearState.DRAFT)
    version = models.PositiveIntegerField("phiên bản", default=1)
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True)
    # Changes with every change of the year's days or status: what was built from them is known by it.
    edition = models.UUIDField(default=uuid.uuid4, editable=False)
    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "năm của lịch làm việc"
        verbose_name_plural = "các năm của lịch làm việc"
        constraints = [
            models.UniqueConstraint(fields=["commune", "year"], name="calendar_year_once_in_commune"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(commune=None), name="calendar_year_once_in_nation"
            ),
        ]

    def __str__(self):
        return f"Lịch làm việc năm {self.year}"
