"""What surrounds a plan's text: warnings set aside with a reason, plan files that were uploaded and wait."""

from django.db import models

from core.models.base import Owned, OwnedQuerySet
from plans.models.plan import Plan


class PlanWarningDismissal(models.Model):
    """One warning of one plan, set aside by a person with a reason; it comes back when what it is about changes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="dismissals")
    # Names the warning and the very words or figures that it is about.
    fingerprint = models.CharField(max_length=64)
    code = models.CharField("mã lưu ý", max_length=20)
    sentence = models.TextField("lưu ý")
    reason = models.TextField("lý do bỏ qua")
    dismissed_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField("bỏ qua lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lưu ý đã bỏ qua"
        verbose_name_plural = "lưu ý đã bỏ qua"
        constraints = [
            models.UniqueConstraint(fields=["plan", "fingerprint"], name="plan_warning_dismissed_once")
        ]

    def __str__(self):
        return self.sentence


class PlanUploadQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Whoever uploaded a file sees it, nobody else: it is not a plan yet."""
        return super().visible_to(user).filter(user=user) if user.is_authenticated else self.none()

    def newest_first(self):
        return self.order_by("-pk")


class PlanUpload(Owned):
    """A plan file under preview, kept on the server so that a refused confirmation loses nothing."""

    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    name = models.CharField("tên tệp", max_length=200)
    text = models.TextField("nội dung tệp")
    # What the person chose last: year, body, regulation, unit of each body that the file gives tasks to.
    choices = models.JSONField("lựa chọn", default=dict)
    objects = PlanUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp kế hoạch chờ nhập"
        verbose_name_plural = "tệp kế hoạch chờ nhập"

    def __str__(self):
        return self.name
