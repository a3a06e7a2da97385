"""Collecting opinions before a conference: forms with questions, rounds, who collects, what came back."""

from django.db import models
from django.db.models import Count, Q

from core.codes import secret_code
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role, UnitKind
from dialogue.models import delegated_to
from feedback.states import (
    COLLECTION_ROUND_MOVES,
    COLLECTOR_MOVES,
    CollectorState,
    Field,
    QuestionKind,
    ReturnedVia,
    RoundState,
)

OVERSEERS = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}
NOTHING = Q(pk=None)


class OpinionForm(Owned, Versioned):
    """Phiếu lấy ý kiến: questions for an audience; printed with a QR code and filled online alike.

    Its questions do not change once a form came back (FormReturn); a copy is changed instead.
    """

    title = models.CharField("tên phiếu", max_length=200)
    audience = models.CharField("đối tượng", max_length=200, blank=True)
    opening = models.TextField("lời mở đầu", blank=True)
    thanks = models.TextField("lời cảm ơn cuối phiếu", blank=True)
    asks_name = models.BooleanField("hỏi họ tên", default=True)
    asks_hamlet = models.BooleanField("hỏi thôn, khu dân cư", default=True)
    asks_phone = models.BooleanField("hỏi điện thoại", default=False)
    made_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "mẫu phiếu lấy ý kiến"
        verbose_name_plural = "các mẫu phiếu lấy ý kiến"

    def __str__(self):
        return self.title


class Question(models.Model):
    """One question; what is written under an OPINION becomes a petition of its own."""

    form = models.ForeignKey(OpinionForm, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField("kiểu câu hỏi", max_length=10, choices=QuestionKind, default=QuestionKind.OPINION)
    text = models.CharField("câu hỏi", max_length=400)
    # One per line, for the two kinds of choice.
    options = models.TextField("các phương án", blank=True)
    field = models.CharField("lĩnh vực", max_length=20, choices=Field, blank=True)
    is_required = models.BooleanField("bắt buộc", default=False)

    class Meta:
        verbose_name = "câu hỏi"
        verbose_name_plural = "các câu hỏi"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "order"], name="question_order_once")]

    def __str__(self):
        return self.text

    @property
    def option_list(self):
        return [line.strip() for line in self.options.splitlines() if line.strip()]


class CollectionRoundQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office, chair, Front and Party see all; a unit the rounds in which it collects; a delegate the conference's."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & OVERSEERS:
            return rows
        own = (
            Q(pk__in=Collector.objects.of_units(user.unit_ids).values("round"))
            if Role.UNIT in user.roles
            else NOTHING
        )
        return rows.filter(own | delegated_to(user))

    def open(self):
        return self.filter(state=RoundState.OPEN)


class CollectionRound(Owned, Versioned):
    """Đợt thu thập ý kiến for one conference: who collects, by when, with which form (LP-59, LP-106)."""

    MOVES = COLLECTION_ROUND_MOVES

    conference = models.ForeignKey("dialogue.Conference", models.PROTECT, related_name="collection_rounds")
    form = models.ForeignKey(
        OpinionForm, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="mẫu phiếu"
    )
    name = models.CharField("tên đợt", max_length=200)
    state = models.CharField("trạng thái", max_length=10, choices=RoundState, default=RoundState.DRAFT)
    from_on = models.DateField("từ ngày")
    due_on = models.DateField("hạn nộp")
    instruction = models.TextField("hướng dẫn", blank=True)
    objects = CollectionRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt thu thập ý kiến"
        verbose_name_plural = "các đợt thu thập ý kiến"
        indexes = [models.Index(fields=["commune", "state", "due_on"])]

    def __str__(self):
        return self.name


class CollectorQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """As the rounds are, but of a round a unit sees itself only."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & OVERSEERS:
            return rows
        own = Q(unit__in=user.unit_ids) if Role.UNIT in user.roles else NOTHING
        return rows.filter(own | delegated_to(user, "round__conference"))

    def with_progress(self):
        """With forms back and opinions taken from them as columns."""
        return self.annotate(
            back=Count("returns", distinct=True),
            opinions=Count("returns__petitions", distinct=True),
        )

    def of_units(self, unit_ids):
        return self.filter(unit__in=unit_ids)

    def not_handed_in(self):
        return self.filter(state=CollectorState.COLLECTING)

    def collecting(self):
        return self.filter(state=CollectorState.COLLECTING, round__state=RoundState.OPEN)


class Collector(Owned):
    """One body in a round: where it asks whom, how many forms it gave out, and its own link for filling online."""

    MOVES = COLLECTOR_MOVES

    round = models.ForeignKey(CollectionRound, models.CASCADE, related_name="collectors")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name="đơn vị thu thập")
    state = models.CharField(
        "trạng thái", max_length=10, choices=CollectorState, default=CollectorState.COLLECTING
    )
    area = models.CharField("địa bàn", max_length=200, blank=True)
    audience = models.CharField("đối tượng", max_length=200, blank=True)
    forms_out = models.PositiveIntegerField("số phiếu phát ra", default=0)
    due_on = models.DateField("hạn nộp riêng", null=True, blank=True)
    # In the address behind the QR code; unguessable, good for sending opinions while the round is open.
    link_code = models.CharField(max_length=16, unique=True, default=secret_code, editable=False)
    objects = CollectorQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi thu thập"
        verbose_name_plural = "các nơi thu thập"
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "area"], name="collector_once"),
        ]

    def __str__(self):
        return f"{self.unit.short_name} thu thập ý kiến" + (f" ({self.area})" if self.area else "")

    @property
    def conference(self):
        return self.round.conference

    @property
    def state_tone(self):
        return "good" if self.state == CollectorState.HANDED_IN else "info"

    @property
    def last_on(self):
        """The last day for handing in: its own, else the round's."""
        return self.due_on or self.round.due_on

    @property
    def village(self):
        """The hamlet of what a village collects unless the form says another, or "" of any other body."""
        return self.unit.short_name if self.unit.kind == UnitKind.VILLAGE else ""


class FormReturn(Owned):
    """One filled form that came back. Who filled it stands with the petitions only, never here."""

    round = models.ForeignKey(CollectionRound, models.PROTECT, related_name="returns")
    collector = models.ForeignKey(Collector, models.PROTECT, related_name="returns")
    number = models.PositiveIntegerField("số phiếu")
    via = models.CharField("cách nhận", max_length=8, choices=ReturnedVia, default=ReturnedVia.PAPER)
    returned_on = models.DateField("ngày nhận")
    entered_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "phiếu thu về"
        verbose_name_plural = "các phiếu thu về"
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="form_number_once")]

    def __str__(self):
        return f"Phiếu số {self.number}, {self.round.name}"


class FormAnswer(models.Model):
    """What one form says to one question: an option of a choice, or the code of the petition that an opinion became."""

    form_return = models.ForeignKey(FormReturn, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    option = models.CharField("phương án", max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form_return", "question", "option"], name="form_option_once")
        ]

    def __str__(self):
        return self.option
