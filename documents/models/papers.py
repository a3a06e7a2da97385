"""Papers; an issued one is frozen. Registers, drafts and batches have files of their own."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Prefetch, Q
from django.utils import timezone

from core.codes import secret_code, spoken
from core.models import Owned
from core.models.base import OwnedQuerySet
from core.refusals import Refused
from core.states import BodyKind, Role
from core.vietnamese import fold
from documents.models.registers import PERSONAL_DATA_READERS, NumberRegister
from documents.states import PAPER_MOVES, HeadingStyle, PaperEffect, PaperKind, PaperState, PdfState

# What may still be written once a paper is issued: the PDF made from the frozen HTML, nothing else.
AFTER_ISSUE = {
    "pdf",
    "pdf_sha256",
    "pdf_state",
    "pdf_error",
    "pdf_pages",
    "pdf_asked_at",
    "pdf_done_at",
    "sign_places",
}

FATES = {
    PaperEffect.CORRECTS: "Đã được đính chính bởi",
    PaperEffect.REPLACES: "Đã được thay thế bởi",
    PaperEffect.WITHDRAWS: "Đã thu hồi theo",
}
STUCK_AFTER = timedelta(minutes=10)
DRAFTERS = (Role.OFFICE, Role.CHAIR)


class PaperQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Issued papers to the commune's own people, drafts to office and chair; personal data to fewer still."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        if user.roles & set(DRAFTERS):
            return rows
        rows = rows.issued()
        if user.roles & set(PERSONAL_DATA_READERS):
            return rows
        return rows.filter(Q(has_personal_data=False) | Q(pk__in=self._sent_to(user)))

    def _sent_to(self, user, **more):
        """Keys of the papers that were sent to one of the person's bodies."""
        return self.model.objects.filter(deliveries__unit__in=user.unit_ids, **more).values("pk")

    def unread_by_units_of(self, user):
        return self.filter(pk__in=self._sent_to(user, deliveries__read_at=None))

    def sent_to_units_of(self, user):
        return self.filter(pk__in=self._sent_to(user))

    def light(self):
        """Without the text, for lists."""
        return self.defer("html")

    def matching(self, words):
        """Every word stands in number, excerpt or kind, marks and letter case aside."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(folded__contains=word)
        return rows

    def issued(self):
        return self.filter(state=PaperState.ISSUED)

    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def with_fate(self):
        """With the papers that correct, replace or withdraw each, for `Paper.fate`; one more query."""
        return self.prefetch_related(Prefetch("corrections", Paper.objects.light().order_by("pk")))

    def to_be_sealed(self):
        """Signed digitally by people, neither sealed nor signed by hand since."""
        person, seal, scan = (
            models.Exists(self._signatures(kind=kind)) for kind in ("person", "seal", "scan")
        )
        return self.filter(person, ~seal, ~scan)

    def to_be_signed(self):
        """Issued with a place for a signature, and without any so far."""
        return self.issued().exclude(sign_places=[]).filter(~models.Exists(self._signatures()))

    def _signatures(self, **which):
        signatures = self.model._meta.get_field("signatures").related_model
        return signatures.objects.filter(paper=OuterRef("pk"), **which)

    def newest_first(self):
        return self.order_by("-issued_on", "-pk")


class Paper(Owned):
    """One paper as it left the house (or a draft print). HTML is fixed here; the PDF follows from it alone."""

    MOVES = PAPER_MOVES

    kind = models.CharField("loại", max_length=30, choices=PaperKind)
    state = models.CharField("trạng thái", max_length=10, choices=PaperState)
    heading_style = models.CharField("thể thức", max_length=10, choices=HeadingStyle)
    body = models.CharField("cơ quan ban hành", max_length=10, choices=BodyKind)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    register = models.ForeignKey(NumberRegister, models.PROTECT, null=True, related_name="papers")
    number = models.PositiveIntegerField("số", null=True)
    number_text = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    issued_at = models.DateTimeField("ban hành lúc", null=True)
    issued_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    excerpt = models.CharField("trích yếu", max_length=500)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=200, blank=True)
    folded = models.CharField(max_length=700, editable=False, default="")
    # The issued paper that this one corrects, replaces or withdraws: nothing else changes what was issued.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    effect = models.CharField(
        "đối với văn bản đó", max_length=10, choices=PaperEffect, blank=True, default=""
    )
    has_personal_data = models.BooleanField("có dữ liệu cá nhân", default=False)
    html = models.TextField(editable=False)
    html_sha256 = models.CharField(max_length=64, editable=False)
    pdf = models.FileField("tệp PDF", upload_to="papers/%Y/%m/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_state = models.CharField(max_length=10, choices=PdfState, default=PdfState.WAITING)
    pdf_error = models.CharField(max_length=250, blank=True)
    pdf_pages = models.PositiveIntegerField("số trang", null=True)
    pdf_asked_at = models.DateTimeField(default=timezone.now)
    pdf_done_at = models.DateTimeField(null=True)
    # Where the PDF leaves room for signatures (documents.places): known when it is rendered.
    sign_places = models.JSONField(default=list, editable=False)
    # What anybody may type on the public page to learn whether a paper is the one that was issued.
    code = models.CharField("mã kiểm tra", max_length=12, unique=True, default=secret_code, editable=False)
    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="paper_number_once"),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (Q(issued_on__isnull=False) & (~Q(number_text="") | Q(register=None))),
                name="issued_paper_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, effect="") | (Q(corrects__isnull=False) & ~Q(effect="")),
                name="paper_says_what_it_does",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(effect__in=["replaces", "withdraws"]), name="paper_ends_once"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["commune", "state", "-issued_on"]),
            models.Index(fields=["commune", "kind", "-issued_on"]),
            models.Index(fields=["pdf_sha256"]),
        ]

    def save(self, *args, **kwargs):
        # A paper is frozen once written; only its PDF may still arrive.
        if self.pk is not None and not set(kwargs.get("update_fields") or {"*"}) <= AFTER_ISSUE:
            raise Refused(
                "Văn bản đã chốt không sửa được. Muốn đính chính, hãy lập văn bản mới nêu rõ văn bản này."
            )
        if self.pk is None:
            self.folded = fold(f"{self.number_text} {self.get_kind_display()} {self.excerpt}")[:700]
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.state == PaperState.ISSUED:
            raise Refused("Văn bản đã ban hành không xoá được.")
        return super().delete(*args, **kwargs)

    def __str__(self):
        number = f" số {self.number_text}" if self.number_text else ""
        return f"{self.get_kind_display()}{number}"

    @property
    def has_signed_pdf(self):
        """Whether there is a PDF with signatures to hand on instead of the frozen one; one query."""
        return self.signatures.pdfs().exists()

    @property
    def spoken_code(self):
        """ "ABCD-EFGH-JKMN", as printed in the signature's mark."""
        return spoken(self.code)

    @property
    def is_draft(self):
        """A print that bears DỰ THẢO; an issued paper may have no number either."""
        return self.state == PaperState.DRAFT

    @property
    def state_tone(self):
        return "good" if self.state == PaperState.ISSUED else "neutral"

    @property
    def ended_by(self):
        """The newer paper that replaced or withdrew this one, or None; never written on this one."""
        enders = (PaperEffect.REPLACES, PaperEffect.WITHDRAWS)
        return next((paper for paper in self.corrections.all() if paper.effect in enders), None)

    @property
    def fate(self):
        """ "Đã được thay thế bởi số 12/TB-UBND", "Đã thu hồi theo số …", "" while it stands unchanged."""
        by = self.ended_by or next(iter(self.corrections.all()), None)
        return "" if by is None else f"{FATES[by.effect]} {by.name_in_words}"

    @property
    def name_in_words(self):
        """ "số 12/TB-UBND"; kinds without numbers go by kind and day."""
        if self.number_text:
            return f"số {self.number_text}"
        return f"{self.get_kind_display().lower()} ngày {self.issued_on:%d/%m/%Y}"

    @property
    def is_pdf_pending(self):
        return self.pdf_state in (PdfState.WAITING, PdfState.RUNNING)

    @property
    def is_pdf_stuck(self):
        """Whether the PDF failed or has been awaited for so long that somebody should ask again."""
        waited = timezone.now() - self.pdf_asked_at
        return self.pdf_state == PdfState.FAILED or (self.is_pdf_pending and waited > STUCK_AFTER)
