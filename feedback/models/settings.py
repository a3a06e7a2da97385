"""How one commune takes in and answers petitions, and the counts that keep its public pages from being flooded."""

from django.db import models

from core.models import Owned


class PetitionSetting(Owned):
    """One row per commune; without it the defaults stand."""

    commune = models.OneToOneField(
        "core.Commune", models.CASCADE, related_name="petition_setting", verbose_name="xã"
    )
    is_public_open = models.BooleanField("nhận ý kiến trên trang công khai", default=True)
    public_intro = models.TextField("lời mời góp ý trên trang công khai", blank=True)
    needs_chair_approval = models.BooleanField("người chủ trì duyệt trả lời trước khi gửi dân", default=False)
    link_days = models.PositiveSmallIntegerField("số ngày hiệu lực của liên kết trả lời", default=7)
    upward_days = models.PositiveSmallIntegerField("số ngày chờ cấp trên trả lời", default=30)
    # Empty: nothing is ever anonymised.
    retention_months = models.PositiveSmallIntegerField(
        "số tháng giữ tên, điện thoại, địa chỉ", null=True, blank=True
    )

    class Meta:
        verbose_name = "quy định về kiến nghị"
        verbose_name_plural = "quy định về kiến nghị"

    def __str__(self):
        return f"Quy định về kiến nghị của {self.commune}"

    @classmethod
    def of(cls, commune):
        """The commune's row, or an unsaved one with the defaults."""
        return cls.objects.filter(commune=commune).first() or cls(commune=commune)


class Anonymising(Owned):
    """One run that took the personal data out of petitions settled before a day; the list was seen first."""

    run_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    before_on = models.DateField("kết thúc trước ngày")
    count = models.PositiveIntegerField("số kiến nghị")

    class Meta:
        verbose_name = "lượt ẩn danh"
        verbose_name_plural = "các lượt ẩn danh"

    def __str__(self):
        return f"Ẩn danh {self.count} kiến nghị"
