"""A file of petitions on its way into the book: the original, each row's verdict, what became of it."""

from datetime import timedelta

from django.db import models
from django.db.models import Count
from django.utils import timezone

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from feedback.models.petitions import Petition
from feedback.states import PETITION_IMPORT_MOVES, ImportState, RowVerdict, Source

# Ten thousand rows take seconds: one that says nothing for so long has lost its worker.
STUCK_AFTER = timedelta(minutes=6)
MOVING = (ImportState.READING, ImportState.APPLYING, ImportState.UNDOING)
STATE_TONES = {
    ImportState.READING: "info", ImportState.READY: "soon", ImportState.APPLYING: "info", ImportState.DONE: "good",
    ImportState.UNDOING: "info", ImportState.UNDONE: "exempt", ImportState.FAILED: "late",
    ImportState.DISCARDED: "exempt",
}  # fmt: skip


class PetitionImportQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """The office and the chair all of the commune's, the Front its own people's: files hold names and phones."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        return rows.filter(started_by=user) if Role.FRONT in user.roles else rows.none()

    def newest_first(self):
        return self.order_by("-pk")

    def waiting(self):
        """Read, and nobody has decided."""
        return self.filter(state=ImportState.READY)

    def of_same_file(self, petition_import):
        """Other imports of the very same file that stand or are under way."""
        rows = self.filter(commune=petition_import.commune_id, sha256=petition_import.sha256)
        gone = (ImportState.UNDONE, ImportState.FAILED, ImportState.DISCARDED)
        return rows.exclude(pk=petition_import.pk).exclude(state__in=gone)


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

    @property
    def state_tone(self):
        return STATE_TONES.get(self.state, "neutral")

    @property
    def is_moving(self):
        return self.state in MOVING

    @property
    def is_stuck(self):
        return self.is_moving and timezone.now() - self.touched_at > STUCK_AFTER

    @property
    def is_reading(self):
        return self.state == ImportState.READING

    @property
    def is_waiting(self):
        return self.state == ImportState.READY

    @property
    def is_done(self):
        return self.state == ImportState.DONE

    @property
    def found_columns(self):
        """Pairs of heading and field as the file was understood."""
        return self.columns.get("found", [])

    @property
    def notices(self):
        """What was passed over or changed while reading, in sentences."""
        return self.columns.get("notices", [])

    def petitions(self):
        """What this import brought into the book."""
        return Petition.objects.filter(import_row__petition_import=self)

    def worked_on(self):
        """Those of its petitions that somebody has touched."""
        return self.petitions().worked_on()


class ImportRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(petition_import__in=PetitionImport.objects.visible_to(user))

    def bad(self):
        return self.filter(verdict=RowVerdict.BAD)

    def of_verdict(self, verdict):
        return self.filter(verdict=verdict) if verdict else self

    def taken(self, takes_known):
        """The rows that become petitions: the good ones, with the repeated ones too if so decided."""
        return self.exclude(verdict=RowVerdict.BAD) if takes_known else self.filter(verdict=RowVerdict.GOOD)

    def counts(self):
        """How many rows of each verdict, as a dict, in one query."""
        return dict(self.order_by().values_list("verdict").annotate(Count("pk")))


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
    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["petition_import", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["petition_import", "verdict", "number"])]

    def __str__(self):
        return f"Dòng {self.number}"
