"""A file of petitions on its way into the book: the original, each row's verdict, what became of it."""

from django.db import models
from django.utils import timezone

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from feedback.states import PETITION_IMPORT_MOVES, ImportState, RowVerdict, Source


class PetitionImportQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """The office and the chair all of the commune's, the Front its own people's: files hold names and phones."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        return rows.filter(started_by=user) if Role.FRONT in user.roles else rows.none()


class PetitionImport(Owned, Versioned):
    """One XLSX or CSV file; the worker reads and applies it, the web process never does."""

    MOVES = PETITION_IMPORT_MOVES

    conference = models.ForeignKey(
        "dialogue.Conference", models.PROTECT, related_name="+", verbose_name="hội nghị"
    )
    collector = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị thu thập"
    )
    source = models.CharField("nguồn", max_length=15, choices=Source, default=Source.FRONT_FORM)
    state = models.CharField("trạng thái", max_length=10, choices=ImportState, default=ImportState.READING)
    file = models.FileField("tệp gốc", upload_to="imports/%Y/%m/")
    file_name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    started_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    # The bad rows of an earlier file, mended and sent in again.
    retry_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="retries")
    # Column of the file -> field, as it was understood; headings that were not.
    columns = models.JSONField(default=dict)
    unknown_columns = models.JSONField(default=list)
    encoding = models.CharField("bảng mã", max_length=20, blank=True)
    total = models.PositiveIntegerField("số dòng", default=0)
    done = models.PositiveIntegerField("đã làm", default=0)
    takes_good_only = models.BooleanField("chỉ nhập dòng đúng", default=False)
    takes_known = models.BooleanField("nhập cả dòng trùng", default=False)
    error = models.TextField("vì sao không đọc được", blank=True)
    touched_at = models.DateTimeField(default=timezone.now)
    objects = PetitionImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt nhập từ tệp"
        verbose_name_plural = "các lượt nhập từ tệp"

    def __str__(self):
        return f"Nhập từ tệp {self.file_name}"


class ImportRow(models.Model):
    """One row of the file as typed, what was understood of it, and what is wrong by column."""

    petition_import = models.ForeignKey(PetitionImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("dòng")  # as the spreadsheet counts, the heading being 1
    cells = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=RowVerdict)
    # The row of this file, or the petition, that says the same.
    same_as_row = models.PositiveIntegerField(null=True)
    same_as = models.ForeignKey("feedback.Petition", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["petition_import", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["petition_import", "verdict", "number"])]

    def __str__(self):
        return f"Dòng {self.number}"
