"""Number registers: per body, sign and period the last number given. Papers are in `papers`."""

from django.db import models

from core.states import BodyKind


class NumberRegister(models.Model):
    """The last number given per body, sign ("KH") and period (the year; Party bodies: the term)."""

    commune = models.ForeignKey("core.Commune", models.PROTECT, related_name="+")
    body = models.CharField("cơ quan", max_length=10, choices=BodyKind)
    sign = models.CharField("ký hiệu loại", max_length=10)
    period = models.CharField("năm hoặc nhiệm kỳ", max_length=12)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune", "body", "sign", "period"], name="register_once")
        ]

    def __str__(self):
        return f"{self.sign} {self.period}"
