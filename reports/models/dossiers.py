"""The dossier of a conference (LP-62), what is missing from it with a reason, and the packages it was sealed in."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from conclusions.models import Commitment, ConclusionNotice
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.refusals import Refused
from core.states import Role
from dialogue.states import ConferenceState
from reports.models.retention import RetentionGroup
from reports.states import DOSSIER_MOVES, DossierState

READERS = (Role.OFFICE, Role.CHAIR, Role.PARTY, Role.FRONT)
KEEPERS = {Role.OFFICE, Role.CHAIR}
# A package is made file by file: one that says nothing for so long has lost its worker.
STUCK_AFTER = timedelta(minutes=5)
NEARLY = timedelta(days=365)
KEPT = (
    "Gói hồ sơ đã niêm phong thì không sửa, không xoá được. Muốn bổ sung, hãy mở lại rồi niêm phong gói mới."
)
# What may still be written once a package is sealed: that it was opened again.
AFTER_SEALING = {"reopened_at", "reopened_by", "reopen_reason"}


def reads_dossiers(user):
    """Whether this person may read the dossiers of his commune at all."""
    return user.is_authenticated and bool(user.roles & set(READERS))


class DossierQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office, chair, Party board and Front: whoever may read what lies in it."""
        rows = super().visible_to(user)
        return rows if reads_dossiers(user) else rows.none()

    def with_names(self):
        return self.select_related("conference__plan", "commune", "group")

    def unsealed(self):
        return self.exclude(state=DossierState.SEALED)

    def sealed(self):
        return self.filter(state=DossierState.SEALED)

    def ready_to_seal(self):
        """Open ones whose conference is over, its conclusion out and every promise confirmed."""
        kept = Commitment.objects.unconfirmed().values("conference")
        out = ConclusionNotice.objects.issued().values("conference")
        rows = self.filter(state=DossierState.OPEN, conference__in=out).exclude(conference__in=kept)
        return rows.filter(conference__state=ConferenceState.CLOSED).order_by("conference__held_on", "pk")

    def ending(self, today):
        """Kept until a day that has passed or comes within a year, the first to end first."""
        return self.sealed().filter(keep_until__lte=today + NEARLY).order_by("keep_until", "pk")


class Dossier(Owned, Versioned):
    """Everything about one conference in one file, sealed at the end."""

    MOVES = DOSSIER_MOVES
    # Sealing, opening again and how long it is kept are about the dossier, not in it.
    OUTLIVES_SEAL = True

    conference = models.OneToOneField("dialogue.Conference", models.PROTECT, related_name="dossier")
    state = models.CharField("trạng thái", max_length=10, choices=DossierState, default=DossierState.OPEN)
    code = models.CharField("số, ký hiệu hồ sơ", max_length=60, blank=True)
    box = models.CharField("hộp, giá", max_length=60, blank=True)
    group = models.ForeignKey(
        RetentionGroup, models.PROTECT, null=True, blank=True, related_name="dossiers",
        verbose_name="nhóm thời hạn lưu",
    )  # fmt: skip
    # The last day of keeping, counted from the end of the year of sealing; None: for good, or not sealed yet.
    keep_until = models.DateField("lưu đến hết ngày", null=True, blank=True)
    sealed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    # How far the package is, while it is made.
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=250, blank=True)
    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ hội nghị"
        verbose_name_plural = "hồ sơ hội nghị"
        indexes = [models.Index(fields=["commune", "state", "keep_until"])]

    def __str__(self):
        return f"Hồ sơ {self.conference.title}"

    @property
    def is_open(self):
        return self.state == DossierState.OPEN

    @property
    def is_moving(self):
        return self.state == DossierState.SEALING

    @property
    def is_sealed(self):
        return self.state == DossierState.SEALED

    @property
    def is_stuck(self):
        return self.is_moving and timezone.now() - self.touched_at > STUCK_AFTER

    @property
    def state_tone(self):
        return {DossierState.SEALED: "good", DossierState.SEALING: "soon"}.get(self.state, "info")

    @property
    def last_seal(self):
        return self.seals.order_by("-number").first()


class SealQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Packages hold citizens' names, telephones and addresses: only who keeps the dossier takes one away."""
        rows = super().visible_to(user)
        return rows if user.is_authenticated and user.roles & KEEPERS else rows.none()


class DossierSeal(Owned):
    """One package: its ZIP, what lies in it, and the sum by which anybody may check it. Kept for good."""

    OUTLIVES_SEAL = True

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="seals")
    number = models.PositiveSmallIntegerField("lần")
    file = models.FileField("gói hồ sơ", upload_to="dossiers/%Y/%m/")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    manifest = models.JSONField(default=dict)
    sealed_at = models.DateTimeField("niêm phong lúc")
    sealed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField("mở lại lúc", null=True)
    reopened_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    reopen_reason = models.TextField("lý do mở lại", blank=True)
    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = "gói hồ sơ"
        verbose_name_plural = "gói hồ sơ"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="dossier_seal_once")]

    def save(self, *args, **kwargs):
        if self.pk is not None and not set(kwargs.get("update_fields") or {"*"}) <= AFTER_SEALING:
            raise Refused(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Refused(KEPT)

    def __str__(self):
        return f"Gói hồ sơ lần {self.number}"

    @property
    def count(self):
        return len(self.manifest.get("files", []))


class DossierWaiver(Owned):
    """Something that the dossier lacks and why it may be sealed all the same."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="waivers")
    key = models.CharField(max_length=40)
    label = models.CharField("thiếu", max_length=200)
    reason = models.TextField("lý do")
    waived_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "nội dung thiếu có lý do"
        verbose_name_plural = "nội dung thiếu có lý do"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="waiver_once")]

    @property
    def conference(self):
        return self.dossier.conference

    def __str__(self):
        return self.label
