"""Petitions, who raised them, who must answer, and the answers. The consolidated report has a file of its own."""

from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils.text import Truncator

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from core.vietnamese import fold
from dialogue.models import delegated_to
from feedback.states import (
    ANSWER_MOVES,
    ASSIGNMENT_MOVES,
    PETITION_MOVES,
    AnswerResult,
    AnswerState,
    AssignmentState,
    Competence,
    Field,
    Level,
    PetitionKind,
    PetitionState,
    Source,
    Triage,
)

UNANSWERED = (PetitionState.RECEIVED, PetitionState.CLASSIFIED, PetitionState.ASSIGNED)

SHORTEST_FIELD = 3  # letters of a search that may also name a field


class PetitionQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Office and chair see the commune's petitions, Front and Party all but the restricted ones, a unit only
        those given to it. A delegate sees what the chair sees of the conference delegated to them (LP-68).

        Petitions on officials' conduct (LP-29) are for office, chair, whoever entered them and the unit that was
        given them.
        """
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        own = Q(pk__in=Assignment.objects.in_force().filter(unit__in=user.unit_ids).values("petition"))
        own |= delegated_to(user)
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        if user.roles & {Role.FRONT, Role.PARTY}:
            return rows.filter(~Q(field=Field.CONDUCT) | own | Q(entered_by=user))
        if Role.UNIT in user.roles:
            return rows.filter(own)
        return rows.filter(delegated_to(user))

    def to_classify(self):
        return self.filter(state=PetitionState.RECEIVED)

    def to_assign(self):
        """Classified and waiting for a unit; what goes upwards waits for its report instead."""
        return self.filter(state=PetitionState.CLASSIFIED).exclude(triage=Triage.UPWARD)

    def offered(self):
        """Given to a unit that has not yet accepted or refused."""
        return self.filter(pk__in=Assignment.objects.to_accept().values("petition"))

    def to_report_up(self):
        return self.filter(state=PetitionState.CLASSIFIED, triage=Triage.UPWARD)

    def given_to(self, unit_ids):
        return self.filter(pk__in=Assignment.objects.in_force().filter(unit__in=unit_ids).values("petition"))

    def urgent_first(self):
        return self.order_by("-is_urgent", "-received_on", "-pk")

    def with_lead(self):
        """With the lead unit's name, date and state as columns, so that a list needs no second query."""
        lead = Assignment.objects.in_force().leads().filter(petition=OuterRef("pk"))
        return self.annotate(
            lead_name=Subquery(lead.values("unit__short_name")[:1]),
            lead_due_on=Subquery(lead.values("due_on")[:1]),
            lead_state=Subquery(lead.values("state")[:1]),
        )

    def with_parts(self):
        """With who raised it, who must answer and what was answered, for reports; four queries in all."""
        leads = Assignment.objects.in_force().select_related("unit").order_by("-is_lead", "pk")
        answers = Answer.objects.approved().select_related("unit").order_by("-approved_at")
        return self.prefetch_related(
            "petitioners",
            Prefetch("assignments", leads, to_attr="assignments_now"),
            Prefetch("answers", answers, to_attr="answers_approved"),
        )

    def unanswered(self):
        return self.filter(state__in=UNANSWERED)

    def linkable(self):
        """What a speech in the hall may turn out to be about."""
        return self.exclude(state=PetitionState.REJECTED)

    def settled(self):
        return self.filter(
            state__in=[PetitionState.ANSWERED, PetitionState.REPORTED_UP, PetitionState.REJECTED]
        )

    def search(self, text):
        """Without diacritics: every word somewhere in content, code, petitioner or hamlet, or the name of a field."""
        words = fold(text)
        found = Q()
        for word in words.split():
            found &= Q(search_text__contains=word)
        fields = [
            value for value, label in Field.choices if len(words) >= SHORTEST_FIELD and words in fold(label)
        ]
        return self.filter(found | Q(field__in=fields)) if fields else self.filter(found)

    def for_conference(self, conference):
        return self.filter(conference=conference)


class Petition(Owned, Versioned):
    """One matter raised by one person or a collective."""

    MOVES = PETITION_MOVES

    conference = models.ForeignKey(
        "dialogue.Conference", models.PROTECT, related_name="petitions", verbose_name="hội nghị"
    )
    # Where it was raised on the floor.
    contribution = models.ForeignKey(
        "dialogue.Contribution", models.PROTECT, null=True, blank=True, related_name="petitions"
    )
    state = models.CharField(
        "trạng thái", max_length=12, choices=PetitionState, default=PetitionState.RECEIVED
    )
    code = models.CharField("mã", max_length=20)
    kind = models.CharField("loại ý kiến", max_length=15, choices=PetitionKind, default=PetitionKind.PETITION)
    source = models.CharField("nguồn", max_length=15, choices=Source, default=Source.OFFICE_DESK)
    collector = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị thu thập"
    )
    content = models.TextField("nội dung kiến nghị")
    hamlet = models.CharField("thôn", max_length=120, blank=True)
    received_on = models.DateField("ngày nhận")
    field = models.CharField("lĩnh vực", max_length=20, choices=Field, blank=True)
    competence = models.CharField("thẩm quyền", max_length=12, choices=Competence, blank=True)
    triage = models.CharField("phân loại", max_length=15, choices=Triage, blank=True)
    is_urgent = models.BooleanField("bức xúc, cần ưu tiên", default=False)
    about_document = models.CharField("văn bản được góp ý", max_length=300, blank=True)
    reject_reason = models.TextField("lý do không tiếp thu", blank=True)
    upward_to = models.CharField("cơ quan cấp trên nhận báo cáo", max_length=200, blank=True)
    upward_on = models.DateField("ngày báo cáo", null=True, blank=True)
    upward_number = models.CharField("số văn bản báo cáo", max_length=60, blank=True)
    # LP-60: out of which petition this one was taken, and how a petition read before matters were taken out of it.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_off", verbose_name="tách từ"
    )
    original_content = models.TextField("nguyên văn trước khi tách", blank=True, editable=False)
    entered_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, related_name="+", verbose_name="người nhập"
    )
    # Who raised it in one line, for lists; kept with the petitioners by the services, as is the search shadow.
    raised_by = models.CharField("người kiến nghị", max_length=250, editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        constraints = [models.UniqueConstraint(fields=["commune", "code"], name="petition_code_once")]
        indexes = [
            models.Index(fields=["commune", "state", "-received_on"]),
            models.Index(fields=["conference", "state"]),
            models.Index(fields=["commune", "-is_urgent", "-received_on", "-id"]),
        ]

    def __str__(self):
        return f"Kiến nghị {self.code}"

    @property
    def excerpt(self):
        """The first words of the matter, for links and log lines of people who may read it."""
        return Truncator(" ".join(self.content.split())).chars(110)

    @property
    def is_unanswered(self):
        return self.state in UNANSWERED

    @property
    def is_restricted(self):
        """On officials' conduct: its words leave this room in no list, notice or deadline (LP-29)."""
        return self.field == Field.CONDUCT

    @property
    def public_label(self):
        """What lists of other rooms may show: code and field, never the words or the names."""
        return f"Kiến nghị {self.code}" + (f" ({self.get_field_display()})" if self.field else "")


class PetitionCounter(models.Model):
    """The last petition number of one commune in one year; counting up locks the row, so no code is given twice."""

    commune = models.ForeignKey("core.Commune", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "year"], name="petition_counter_once")]


class Petitioner(Owned):
    """Who raised it: a person, or a collective with its size and speaker. Phone and address are personal data."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="petitioners")
    name = models.CharField("người, tập thể kiến nghị", max_length=200)
    is_collective = models.BooleanField("tập thể", default=False)
    members = models.PositiveSmallIntegerField("số người", null=True, blank=True)
    hamlet = models.CharField("thôn", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    email = models.EmailField("thư điện tử", blank=True)

    class Meta:
        verbose_name = "người kiến nghị"
        verbose_name_plural = "người kiến nghị"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class AssignmentQuerySet(OwnedQuerySet):
    def in_force(self):
        return self.filter(
            state__in=[AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DONE]
        )

    def visible_to(self, user):
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        own = Q(unit__in=user.unit_ids) | delegated_to(user, "petition__conference")
        if user.roles & {Role.FRONT, Role.PARTY}:
            return rows.filter(own | ~Q(petition__field=Field.CONDUCT))
        if Role.UNIT in user.roles:
            return rows.filter(own)
        return rows.filter(delegated_to(user, "petition__conference"))

    def leads(self):
        return self.filter(is_lead=True)

    def of_units(self, unit_ids):
        return self.filter(unit__in=unit_ids)

    def to_accept(self):
        return self.filter(state=AssignmentState.OFFERED)

    def to_answer(self):
        """Accepted by the lead, and no answer of it waits for or has the office's approval."""
        return self.filter(state=AssignmentState.ACCEPTED, is_lead=True).exclude(
            answers__state__in=[AnswerState.SUBMITTED, AnswerState.APPROVED]
        )


class Assignment(Owned):
    """A petition given to a unit: exactly one lead in force, any supporting ones (LP-17)."""

    MOVES = ASSIGNMENT_MOVES

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="assignments", verbose_name="đơn vị")
    is_lead = models.BooleanField("chủ trì", default=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=AssignmentState, default=AssignmentState.OFFERED
    )
    instruction = models.TextField("ý kiến chỉ đạo", blank=True)
    due_on = models.DateField("hạn trả lời")
    refuse_reason = models.TextField("lý do từ chối", blank=True)
    proposed_unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị đề nghị thay",
    )
    assigned_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField("nhận lúc", null=True)
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc giao"
        verbose_name_plural = "việc giao"
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(is_lead=True, state__in=["offered", "accepted", "done"]),
                name="one_lead_in_force",
            )
        ]
        indexes = [models.Index(fields=["commune", "unit", "state"])]

    def __str__(self):
        return f"Giao {self.unit.short_name}: {self.petition.code}"

    @property
    def conference(self):
        return self.petition.conference


class AnswerQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Of petitions that the person sees; drafts only for the unit itself, the office and the chair."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows.none()
        rows = rows.filter(petition__in=Petition.objects.visible_to(user))
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        delegated = delegated_to(user, "petition__conference")
        return rows.filter(Q(state=AnswerState.APPROVED) | Q(unit__in=user.unit_ids) | delegated)

    def approved(self):
        return self.filter(state=AnswerState.APPROVED)

    def to_approve(self):
        return self.filter(state=AnswerState.SUBMITTED)

    def sent(self):
        """What a unit has sent, approved or not; its drafts are its own."""
        return self.exclude(state=AnswerState.DRAFT)


class Answer(Owned, Versioned):
    """A unit's written answer: matter, measures, time, in few words (LP-103, LP-104)."""

    MOVES = ANSWER_MOVES

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="answers")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="answers")
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, related_name="+", verbose_name="đơn vị trả lời"
    )
    state = models.CharField("trạng thái", max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    content = models.TextField("nội dung trả lời")
    grounds = models.TextField("căn cứ", blank=True)
    measures = models.TextField("biện pháp giải quyết")
    result = models.CharField("kết quả", max_length=10, choices=AnswerResult, default=AnswerResult.DIRECTION)
    time_text = models.CharField("thời gian giải quyết", max_length=120)
    level = models.CharField("cấp giải quyết", max_length=10, choices=Level, default=Level.COMMUNE)
    number_text = models.CharField("số văn bản của đơn vị", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    # The day on which the unit did its duty; the deadline is met by it, however long the office then reads.
    submitted_on = models.DateField("ngày gửi", null=True)
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản trả lời"
        verbose_name_plural = "văn bản trả lời"
        constraints = [
            models.UniqueConstraint(fields=["assignment"], name="one_answer_per_assignment"),
        ]
        indexes = [models.Index(fields=["commune", "state"])]

    def __str__(self):
        return f"Trả lời {self.petition.code}"

    @property
    def conference(self):
        return self.petition.conference
