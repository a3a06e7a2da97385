"""Papers under the pen and the versions of any text that goes through approval."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import BodyKind, Role
from documents.catalogue import type_of, words_of
from documents.states import (
    PAPER_DRAFT_MOVES,
    DraftState,
    PaperEffect,
    PaperKind,
    VersionStep,
)

ALL_DRAFTS = {Role.OFFICE, Role.CHAIR}


class PaperDraftQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office, chair and delegates see every draft; the Front its own; the others what was issued, as papers."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & ALL_DRAFTS:
            return rows
        seen = Q(body=BodyKind.FRONT) if Role.FRONT in user.roles else Q(pk=None)
        for row in user.delegations_now:
            everything = row.subject_id is None
            seen |= (
                ~Q(pk=None) if everything else Q(subject_type=row.subject_type_id, subject_id=row.subject_id)
            )
        return rows.filter(seen)

    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def unfinished(self):
        return self.exclude(state__in=[DraftState.ISSUED, DraftState.ABANDONED])

    def live(self):
        return self.exclude(state=DraftState.ABANDONED)

    def in_state(self, state):
        return self.filter(state=state)


class PaperDraft(Owned, Versioned):
    """One paper under the pen: the office's own words; what is data is read when it is printed."""

    MOVES = PAPER_DRAFT_MOVES

    kind = models.CharField("loại", max_length=30, choices=PaperKind)
    state = models.CharField("trạng thái", max_length=10, choices=DraftState, default=DraftState.DRAFT)
    body = models.CharField("cơ quan ban hành", max_length=10, choices=BodyKind)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    # One of several papers of a kind: which unit, which petition ("unit-5"), and how it is called.
    about_key = models.CharField(max_length=40, blank=True)
    about_label = models.CharField("gửi, về", max_length=200, blank=True)
    excerpt = models.TextField("trích yếu", max_length=500, help_text="Mỗi dòng in thành một dòng.")
    addressee = models.TextField(
        "kính gửi", blank=True, max_length=1000, help_text="Mỗi dòng một nơi nhận văn bản."
    )
    text = models.TextField("nội dung", blank=True, max_length=60_000)
    values = models.JSONField("mục điền thêm", default=dict, blank=True)
    recipients = models.TextField(
        "nơi nhận", blank=True, max_length=4000, help_text="Mỗi dòng một nơi; dòng Lưu đứng cuối."
    )
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    signer_title = models.TextField(
        "chức vụ người ký", max_length=200, blank=True,
        help_text="Mỗi dòng in thành một dòng, ví dụ TM. ỦY BAN NHÂN DÂN rồi CHỦ TỊCH.",
    )  # fmt: skip
    drafted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField("lý do trả lại", blank=True)
    corrects = models.ForeignKey(
        "documents.Paper", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản được nêu"
    )  # fmt: skip
    effect = models.CharField(
        "đối với văn bản đó", max_length=10, choices=PaperEffect, blank=True, default=""
    )
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="drafts")
    objects = PaperDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "bản soạn văn bản"
        verbose_name_plural = "bản soạn văn bản"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "kind"]),
            models.Index(fields=["commune", "state"]),
        ]
        constraints = [
            # Two presses of "Lập" at once make one draft.
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "about_key"],
                condition=~Q(state__in=["issued", "abandoned"]),
                name="one_unfinished_draft",
            )
        ]

    def __str__(self):
        about = f" ({self.about_label})" if self.about_label else ""
        return f"{self.get_kind_display()}{about}"

    @property
    def type(self):
        return type_of(self.kind)

    @property
    def FIELD_WORDS(self):  # noqa: N802 - the name that core.editing asks every model for
        """The kind's own boxes have no words of their own in the log: they are JSON."""
        return {"values": lambda values: words_of(self.type.fields, values)}

    @property
    def conference(self):
        """What a delegation is asked about (LP-68)."""
        return self.subject

    @property
    def is_open(self):
        return self.state in (DraftState.DRAFT, DraftState.RETURNED)


class PaperVersionQuerySet(OwnedQuerySet):
    def about(self, subject):
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)


class PaperVersion(Owned):
    """How a text read at one step of its approval; never written again, but where people are taken out of it."""

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField("bản số")
    step = models.CharField("lúc", max_length=10, choices=VersionStep)
    # One paragraph or table cell of the printed text a line (documents.plaintext).
    text = models.TextField("nội dung")
    note = models.TextField("nhận xét", blank=True)
    made_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản của văn bản"
        verbose_name_plural = "các bản của văn bản"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "number"], name="version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="version_has_text"),
        ]

    def __str__(self):
        return f"Bản {self.number}"
