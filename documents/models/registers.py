"""Number registers: per body, sign and period the last number given, and why each number was given."""

from django.db import models
from django.db.models import Q

from core.models import Owned
from core.models.base import OwnedQuerySet
from core.refusals import Refused
from core.states import BodyKind, Role
from core.vietnamese import fold
from documents.states import REGISTER_ENTRY_MOVES, EntryOrigin, EntryState

OUTSIDE = "Ban hành ngoài phần mềm"
# Citizens' names may stand in such papers and in their excerpts.
PERSONAL_DATA_READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)


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


class RegisterEntryQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Every number to the commune's own people; the province reads figures, not registers."""
        rows = super().visible_to(user)
        return rows.none() if not user.is_authenticated or user.roles <= {Role.PROVINCE} else rows

    def matching(self, words, user):
        """Every word stands in number or excerpt; hidden excerpts are not searched."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(folded__contains=word)
        if words.strip() and not user.roles & set(PERSONAL_DATA_READERS):
            rows = rows.filter(has_personal_data=False)
        return rows

    def in_order(self):
        """One register after the other, the newest period first, in it the newest number first."""
        return self.order_by("-register__period", "register__body", "register__sign", "-number")


class RegisterEntry(Owned):
    """A number (or a run of numbers from the paper book) and what it was given for; kept for ever."""

    MOVES = REGISTER_ENTRY_MOVES

    register = models.ForeignKey(NumberRegister, models.PROTECT, related_name="entries", verbose_name="sổ")
    number = models.PositiveIntegerField("số")
    # The last number of a run that was given before the software came; of all others the number itself.
    until = models.PositiveIntegerField("đến số")
    origin = models.CharField("nguồn", max_length=10, choices=EntryOrigin)
    state = models.CharField("tình trạng", max_length=10, choices=EntryState, default=EntryState.RESERVED)
    number_text = models.CharField("số, ký hiệu", max_length=60)
    paper = models.OneToOneField("documents.Paper", models.PROTECT, null=True, related_name="entry")
    excerpt = models.CharField("trích yếu", max_length=500, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    has_personal_data = models.BooleanField("có dữ liệu cá nhân", default=False)
    folded = models.CharField(max_length=900, editable=False, default="")
    taken_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "số trong sổ"
        verbose_name_plural = "các số trong sổ"
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_entry_number_once"),
            models.CheckConstraint(condition=Q(until__gte=models.F("number")), name="register_entry_run"),
            models.CheckConstraint(
                condition=~Q(origin="paper") | Q(paper__isnull=False), name="issued_number_has_paper"
            ),
            models.CheckConstraint(condition=Q(origin="paper") | ~Q(reason=""), name="number_is_explained"),
        ]
        indexes = [models.Index(fields=["commune", "state"]), models.Index(fields=["commune", "issued_on"])]

    def delete(self, *args, **kwargs):
        raise Refused("Số đã cấp không xoá được khỏi sổ. Số không dùng thì huỷ kèm lý do.")

    def __str__(self):
        return f"Số {self.number_text}"

    @property
    def words(self):
        """Why the number is taken, as the register says it."""
        if self.origin == EntryOrigin.HAND and self.state == EntryState.USED:
            return OUTSIDE
        return self.get_state_display() if self.origin == EntryOrigin.HAND else self.get_origin_display()

    @property
    def state_tone(self):
        if self.origin == EntryOrigin.BOOK or self.state == EntryState.CANCELLED:
            return "neutral"
        return "soon" if self.state == EntryState.RESERVED else "good"

    def folded_text(self):
        """What the search without diacritics looks through."""
        return fold(f"{self.number_text} {self.excerpt} {self.signer_name} {self.reason}")[:900]
