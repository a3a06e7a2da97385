"""Signatures on issued papers: digital ones, the body's seal, scans of what was signed by hand. Never written again."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from core.models import Owned
from core.models.base import OwnedQuerySet
from core.refusals import Refused
from documents.models.papers import Paper
from documents.states import SignatureKind

FIXED = "Chữ ký, bản ký đã lưu không sửa và không xoá được. Hãy đưa bản mới lên; bản cũ vẫn được giữ."
DIGITAL = (SignatureKind.PERSON, SignatureKind.SEAL)


class PaperSignatureQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Whoever sees the paper sees how it was signed."""
        return super().visible_to(user).filter(paper__in=Paper.objects.visible_to(user).values("pk"))

    def digital(self):
        return self.filter(kind__in=DIGITAL)

    def pdfs(self):
        """What can be handed on as the paper's PDF: signed digitally, or a scan that is a PDF."""
        return self.filter(content_type="application/pdf")

    def scans(self):
        return self.filter(kind=SignatureKind.SCAN)

    def by_people(self):
        return self.filter(kind=SignatureKind.PERSON)

    def seals(self):
        return self.filter(kind=SignatureKind.SEAL)

    def in_order(self):
        return self.order_by("order")

    def about(self, subject):
        """Of every paper about this thing."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(paper__subject_type=kind, paper__subject_id=subject.pk)

    def update(self, **kwargs):
        raise Refused(FIXED)

    def delete(self):
        raise Refused(FIXED)


class PaperSignature(Owned):
    """One signature: the whole file that it made, and what its certificate said at that moment.

    A digital one holds the PDF with all signatures up to its own; the frozen PDF is that file's beginning, byte
    for byte. A scan holds what was signed on paper, bound to the frozen PDF by `paper_sha256`.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signatures", verbose_name="văn bản")
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=10, choices=SignatureKind)
    file = models.FileField("tệp", upload_to="signatures/%Y/%m/")
    file_name = models.CharField("tên tệp đưa lên", max_length=200, blank=True)
    content_type = models.CharField(max_length=100, default="application/pdf")
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64, db_index=True)
    paper_sha256 = models.CharField("SHA-256 của bản đã chốt", max_length=64)
    # The name printed where it stands; a delegate's own name is `signer_name`.
    place_name = models.CharField("chỗ ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=200, blank=True)
    signer_organisation = models.CharField("tổ chức trên chứng thư", max_length=200, blank=True)
    issuer = models.CharField("nơi cấp chứng thư", max_length=300, blank=True)
    serial = models.CharField("số chứng thư", max_length=64, blank=True)
    valid_from = models.DateTimeField("chứng thư có hạn từ", null=True)
    valid_until = models.DateTimeField("chứng thư có hạn đến", null=True)
    signed_at = models.DateTimeField("ký lúc", null=True)
    has_timestamp = models.BooleanField("có dấu thời gian", default=False)
    timestamped_at = models.DateTimeField("dấu thời gian", null=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    signed_by = models.ForeignKey(
        "core.User", models.PROTECT, related_name="+", verbose_name="người thực hiện"
    )
    objects = PaperSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "chữ ký, bản ký"
        verbose_name_plural = "các chữ ký, bản ký"
        constraints = [
            # Two people who sign at once: the second works on the first one's file or not at all.
            models.UniqueConstraint(fields=["paper", "order"], name="signature_order_once"),
            models.UniqueConstraint(
                fields=["paper"], condition=models.Q(kind="seal"), name="paper_sealed_once"
            ),
            models.UniqueConstraint(
                fields=["paper", "signed_by"], condition=models.Q(kind="person"), name="person_signs_once"
            ),
        ]

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise Refused(FIXED)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Refused(FIXED)

    def __str__(self):
        return f"{self.get_kind_display()} của {self.paper}"

    @property
    def is_digital(self):
        return self.kind in DIGITAL

    @property
    def signed_time(self):
        """The trusted time where there is one, else what the signing machine's clock said."""
        return self.timestamped_at or self.signed_at or self.created_at
