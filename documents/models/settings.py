"""How a commune's own papers differ in head and foot; the format itself is fixed by law."""

from django.db import models

from core.models import Owned, Versioned
from core.states import BodyKind


class PaperSetting(Owned, Versioned):
    """What stands on every paper of one body of the commune; what is blank follows the house."""

    body = models.CharField("cơ quan", max_length=10, choices=BodyKind)
    parent = models.CharField(
        "cơ quan chủ quản", max_length=200, blank=True,
        help_text="Dòng trên tên cơ quan, ví dụ ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG. Ủy ban nhân dân thường để trống.",
    )  # fmt: skip
    place = models.CharField("địa danh", max_length=100, blank=True, help_text="Để trống thì in tên xã.")
    on_behalf = models.CharField(
        "dòng thay mặt", max_length=100, blank=True, help_text="Ví dụ TM. ỦY BAN NHÂN DÂN."
    )
    signer_title = models.CharField(
        "chức vụ người ký", max_length=100, blank=True, help_text="Ví dụ CHỦ TỊCH."
    )
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    extra_recipients = models.TextField(
        "nơi nhận thêm", blank=True, max_length=1000,
        help_text="Mỗi dòng một nơi; in trước dòng Lưu của mọi văn bản ban hành sau này.",
    )  # fmt: skip

    class Meta:
        verbose_name = "thể thức riêng"
        verbose_name_plural = "thể thức riêng"
        constraints = [models.UniqueConstraint(fields=["commune", "body"], name="paper_setting_once")]

    def __str__(self):
        return f"Thể thức văn bản của {self.get_body_display()}"
