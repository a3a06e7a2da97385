"""Petitions and who raised them. Assignments, answers, rounds, imports have files of their own."""

import re
from functools import cache

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils.text import Truncator

from core.codes import secret_code
from core.models import Attachment, Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from dialogue.models import delegated_to
from feedback.matching import words_of
from feedback.models.assignments import PENDING, Assignment
from feedback.models.collection import FormAnswer
from feedback.models.hall import SpeakerPetition
from feedback.states import (
    PETITION_MOVES,
    Competence,
    Field,
    PetitionKind,
    PetitionState,
    Satisfaction,
    Source,
    Triage,
)

UNANSWERED = (PetitionState.RECEIVED, PetitionState.CLASSIFIED, PetitionState.ASSIGNED)
SETTLED = (PetitionState.ANSWERED, PetitionState.REPORTED_UP, PetitionState.REJECTED)

# On officials' conduct, or naming an official: kept to those who need it (LP-29).
RESTRICTED = Q(field=Field.CONDUCT) | Q(names_official=True)
MOST_WORDS = 12  # of one search; what is pasted beyond is left out


@cache
def names_of_field(label):
    """How a search names a field: by the whole of its label, or by one of the things that the label lists."""
    return {" ".join(words_of(part)) for part in (label, *re.split(r",| - ", label))}


def fields_named(words):
    """The fields that these folded words name."""
    return [value for value, label in Field.choices if " ".join(words) in names_of_field(label)]


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
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        given = Assignment.objects.of_commune(user.commune_id).in_force().of_units(user.unit_ids)
        own = Q(pk__in=given.values("petition")) | delegated_to(user)
        if user.roles & {Role.FRONT, Role.PARTY}:
            return rows.filter(~RESTRICTED | own | Q(entered_by=user))
        if Role.UNIT in user.roles:
            return rows.filter(own)
        return rows.filter(delegated_to(user))

    def files_visible_to(self, user):
        """Those whose files the person may open: what they see, and what was merged into it and is read with it.

        As the words of a merged petition do (queries.gathered), its files stay closed if it is restricted (LP-29).
        """
        seen = Petition.objects.visible_to(user).values("pk")
        return self.filter(Q(pk__in=seen) | Q(merged_into__in=seen) & ~RESTRICTED)

    def to_classify(self):
        return self.filter(state=PetitionState.RECEIVED)

    def to_assign(self):
        """Classified and waiting for a unit; what goes upwards waits for its report instead."""
        rows = self.filter(state=PetitionState.CLASSIFIED, answered_with=None)
        return rows.exclude(triage=Triage.UPWARD)

    def offered(self):
        """Given to a unit that has not yet accepted or refused."""
        return self.filter(pk__in=Assignment.objects.to_accept().values("petition"))

    def to_report_up(self):
        return self.filter(state=PetitionState.CLASSIFIED, triage=Triage.UPWARD, answered_with=None)

    def given_to(self, unit_ids):
        return self.given(Assignment.objects.in_force().of_units(unit_ids))

    def given(self, assignments):
        """Those that one of these assignments is about."""
        return self.filter(pk__in=assignments.values("petition"))

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

    def with_open_lead(self):
        """With the lead that still has to answer joined as `open_lead`: one at most, so no petition comes twice."""
        pending = Q(assignments__state__in=PENDING, assignments__is_lead=True)
        return self.annotate(open_lead=FilteredRelation("assignments", condition=pending))

    def with_asked_field(self):
        """With the field of the question that the petition answers on an opinion form, as a column."""
        answer = FormAnswer.objects.filter(form_return=OuterRef("form_return"), option=OuterRef("code"))
        return self.annotate(asked_field=Subquery(answer.values("question__field")[:1]))

    def unanswered(self):
        return self.filter(state__in=UNANSWERED)

    def worked_on(self):
        """Those that somebody has touched: classified, edited, merged, split, given a file, called up in a hall."""
        inward = Q(merged__isnull=False) | Q(followers__isnull=False) | Q(split_off__isnull=False)
        inward |= Q(speakers__isnull=False)
        files = Attachment.objects.filter(
            subject_type__app_label="feedback", subject_type__model="petition", subject_id=OuterRef("pk")
        )
        touched = ~Q(state=PetitionState.RECEIVED) | Q(version__gt=1) | inward | Exists(files)
        return self.filter(touched).distinct()

    def linkable(self):
        """What a speech in the hall may turn out to be about."""
        return self.exclude(state__in=[PetitionState.REJECTED, PetitionState.MERGED])

    def restricted(self):
        """On officials' conduct, or naming an official (LP-29)."""
        return self.filter(RESTRICTED)

    def unraised(self):
        """What nobody has raised in the hall yet, nor registered to."""
        return self.filter(contribution=None, speakers=None)

    def raised(self):
        spoken = SpeakerPetition.objects.values("petition")
        return self.filter(Q(contribution__isnull=False) | Q(pk__in=spoken))

    def unraised_first(self):
        return self.order_by(F("contribution").asc(nulls_first=True), "code")

    def matters(self):
        """Each matter once: what was merged into another petition is counted and printed with that one."""
        return self.exclude(state=PetitionState.MERGED)

    def settled(self):
        return self.filter(state__in=SETTLED)

    def to_send(self):
        """Settled, and nobody has sent the result to the petitioner."""
        return self.settled().filter(published_at=None)

    def reported_up(self):
        """Waiting for a reply from above."""
        return self.filter(state=PetitionState.REPORTED_UP)

    def search(self, text):
        """Without diacritics: every word somewhere in content, code, petitioner or hamlet, or the name of a field."""
        words = words_of(text)[:MOST_WORDS]
        if not words:
            return self.none()
        rows = Q()
        for word in sorted(words, key=len, reverse=True):  # what is long is rare, and is asked first
            rows &= Q(search_text__contains=word)
        fields = fields_named(words)
        return self.filter(rows | Q(field__in=fields)) if fields else self.filter(rows)

    def public(self):
        """Question and answer for everybody, names taken out; newest first."""
        return self.filter(is_public=True).exclude(RESTRICTED).order_by("-published_at", "-pk")

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
    other_fields = models.JSONField("lĩnh vực liên quan", default=list, blank=True)
    names_official = models.BooleanField("nêu tên cán bộ, hạn chế người xem", default=False)
    hide_name = models.BooleanField("giấu tên khi công khai", default=False)
    # One matter raised twice: this text is read with the other petition, and its people are that one's too.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="gộp vào"
    )
    # A matter of its own that gets the same answer as another.
    answered_with = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="trả lời chung với",
    )
    # What the petitioner holds to follow it, without an account.
    tracking_code = models.CharField(
        "mã tra cứu", max_length=16, unique=True, default=secret_code, editable=False
    )
    import_row = models.OneToOneField(
        "feedback.ImportRow", models.SET_NULL, null=True, blank=True, related_name="petition", editable=False
    )
    form_return = models.ForeignKey(
        "feedback.FormReturn", models.PROTECT, null=True, blank=True, related_name="petitions", editable=False
    )
    # Of the letter upwards: by when a reply is awaited, and what came back.
    upward_due_on = models.DateField("chờ trả lời đến ngày", null=True, blank=True)
    replied_on = models.DateField("ngày cấp trên trả lời", null=True, blank=True)
    # What the petitioner (published_at) and, if so decided, everybody (is_public) may read; names taken out.
    published_at = models.DateTimeField("công bố lúc", null=True, editable=False)
    is_public = models.BooleanField("công khai", default=False)
    public_content = models.TextField("nội dung công khai", blank=True)
    public_answer = models.TextField("trả lời công khai", blank=True)
    satisfaction = models.CharField("mức hài lòng", max_length=12, choices=Satisfaction, blank=True)
    satisfaction_note = models.TextField("ý kiến về kết quả", blank=True)
    satisfied_on = models.DateField("ngày cho ý kiến", null=True, blank=True)
    reopened_on = models.DateField("ngày mở lại", null=True, blank=True)
    anonymised_on = models.DateField("ngày ẩn danh", null=True, blank=True, editable=False)
    # Equal for texts that differ in marks, letter case and spacing only.
    content_key = models.CharField(max_length=40, editable=False, default="", db_index=True)
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
            models.Index(fields=["conference", "state", "triage"]),
            # The list's order, with every column that a filter or a figure asks for: pages, counts and statistics
            # under any filter read this index alone, never the long rows.
            models.Index(
                "commune",
                F("is_urgent").desc(),
                F("received_on").desc(),
                F("id").desc(),
                "state",
                "field",
                "triage",
                "competence",
                "source",
                "hamlet",
                "conference",
                "collector",
                "satisfaction",
                "names_official",
                "entered_by",
                name="petition_list",
            ),
            # What still has names, by age: for the list of what is to be anonymised.
            models.Index(
                fields=["commune", "received_on"], condition=Q(anonymised_on=None), name="petition_with_names"
            ),
            # Results that nobody has sent to the petitioner yet.
            models.Index(fields=["commune", "published_at", "state"]),
            # What everybody may read, newest first.
            models.Index(
                fields=["commune", "-published_at"], condition=Q(is_public=True), name="petition_public"
            ),
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
    def is_settled(self):
        return self.state in SETTLED

    @property
    def is_restricted(self):
        """On officials' conduct: its words leave this room in no list, notice or deadline (LP-29)."""
        return self.field == Field.CONDUCT or self.names_official

    @property
    def other_fields_words(self):
        """ "Môi trường; Y tế", or ""."""
        labels = dict(Field.choices)
        return "; ".join(str(labels.get(value, value)) for value in self.other_fields)

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
        indexes = [models.Index(fields=["commune", "phone"])]

    def __str__(self):
        return self.name
