"""The conference and what it is made of: venues, groups of participants, agenda."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from core.codes import secret_code
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from core.vietnamese import fold
from dialogue.states import AGENDA_STEP_MOVES, CONFERENCE_MOVES, ConferenceState, Session, StepState
from plans.models import Ordered
from plans.states import ConferenceForm, ConferenceKind, GroupRole


def delegated_to(user, path="conference"):
    """Rows whose conference, found by `path`, was delegated to this person today: only what was delegated (LP-68)."""
    if any(row.subject_id is None for row in user.delegations_now):
        return ~Q(pk=None)
    ids = [
        row.subject_id
        for row in user.delegations_now
        if ContentType.objects.get_for_id(row.subject_type_id).model == "conference"
    ]
    return Q(**{f"{path}__in": ids})


def titled(person, title):
    """Title and name; an account named by its post alone is not titled twice."""
    return person.full_name if title in person.full_name else f"{title} {person.full_name}"


class ConferenceQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        return rows

    def live(self):
        return self.exclude(state=ConferenceState.CANCELLED)

    def with_people(self):
        return self.select_related(
            "plan__regulation", "target", "shared_target__plan", "chair", "co_chair", "secretary", "commune"
        )

    def newest_first(self):
        """Undated ones first, for they wait for a date; then the latest day."""
        return self.order_by(models.F("held_on").desc(nulls_first=True), "-pk")

    def upcoming(self, today):
        return self.filter(state__in=[ConferenceState.PREPARING, ConferenceState.SCHEDULED]).filter(
            Q(held_on=None) | Q(held_on__gte=today)
        )

    def held(self):
        return self.filter(state=ConferenceState.CLOSED)

    def with_count_of_people(self):
        """`people`: the number that was entered, else the sum of the groups' present; None where nobody counted."""
        return self.annotate(
            people=Coalesce("attendance", Sum("groups__present"), output_field=models.IntegerField())
        )


class Conference(Owned, Versioned):
    """One hội nghị đối thoại."""

    MOVES = CONFERENCE_MOVES

    state = models.CharField(
        "trạng thái", max_length=12, choices=ConferenceState, default=ConferenceState.PREPARING
    )
    plan = models.ForeignKey(
        "plans.Plan", models.PROTECT, related_name="conferences", verbose_name="kế hoạch"
    )
    target = models.ForeignKey(
        "plans.PlanTarget",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences",
        verbose_name="chỉ tiêu",
    )
    kind = models.CharField("loại", max_length=10, choices=ConferenceKind)
    title = models.CharField("tên hội nghị", max_length=300)
    audience = models.CharField("đối tượng đối thoại", max_length=200)
    content = models.TextField("nội dung đối thoại", blank=True)
    form = models.CharField("hình thức", max_length=10, choices=ConferenceForm, default=ConferenceForm.DIRECT)
    form_reason = models.CharField("lý do tổ chức trực tuyến, cách tham gia", max_length=300, blank=True)
    held_on = models.DateField("ngày tổ chức", null=True, blank=True)
    # The last day where the conference lasts more than one (P8): "after" anchors here.
    last_day_on = models.DateField("ngày cuối", null=True, blank=True)
    session = models.CharField("buổi", max_length=10, choices=Session, default=Session.MORNING)
    starts_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    chair = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người chủ trì"
    )
    chair_title = models.CharField("chức vụ người chủ trì", max_length=200, blank=True)
    # Both heads may preside (ND-42); the conference then counts for the other body's plan as well (D-13).
    co_chair = models.ForeignKey(
        "core.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người đồng chủ trì",
    )
    co_chair_title = models.CharField("chức vụ người đồng chủ trì", max_length=200, blank=True)
    shared_target = models.ForeignKey(
        "plans.PlanTarget",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shared_conferences",
        verbose_name="tính cả cho chỉ tiêu của kế hoạch khác",
    )
    # A dialogue with staff alone is not the yearly one with the People (D-07).
    is_with_people = models.BooleanField("tính vào đối thoại với Nhân dân hằng năm", default=True)
    secretary = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thư ký"
    )
    delegation = models.ForeignKey("core.Delegation", models.PROTECT, null=True, blank=True, related_name="+")
    exemption_reason = models.TextField("lý do miễn thời hạn thông báo", blank=True)
    exempted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    cancel_reason = models.TextField("lý do huỷ", blank=True)
    invitation_paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("khai mạc lúc", null=True)
    closed_at = models.DateTimeField("bế mạc lúc", null=True)
    attendance = models.PositiveIntegerField("số người dự", null=True, blank=True)
    # Where it goes on after an interruption; the sittings themselves are rows (P8).
    resumes_on = models.DateField("họp tiếp ngày", null=True, blank=True)
    resumes_at = models.TimeField("họp tiếp lúc", null=True, blank=True)
    online_link = models.URLField("đường dẫn dự trực tuyến", max_length=300, blank=True)
    # Seconds of one speech where the step has no limit of its own; None: short, under the chair (QN-46).
    speaking_seconds = models.PositiveSmallIntegerField("thời gian mỗi lượt (giây)", null=True, blank=True)
    takes_registrations = models.BooleanField("nhận đăng ký phát biểu trước hội nghị", default=True)
    # The address of the hall screen and the phones: whoever knows it looks on, without an account.
    hall_code = models.CharField(max_length=12, unique=True, default=secret_code, editable=False)
    # Grows by one with every entry of the hall: what watching screens compare (live-room 12, 13).
    hall_version = models.PositiveIntegerField(default=0, editable=False)
    # While the dossier is sealed nothing of the conference is written any more (LP-99); reopening clears it.
    sealed_at = models.DateTimeField("niêm phong hồ sơ lúc", null=True, editable=False)
    # Search shadow: title and audience without diacritics.
    folded = models.CharField(max_length=520, editable=False)
    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        indexes = [models.Index(fields=["commune", "state", "held_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day_on=None) | Q(last_day_on__gte=models.F("held_on")),
                name="conference_days_in_order",
            )
        ]

    def save(self, *args, **kwargs):
        self.folded = fold(f"{self.title} {self.audience}")
        super().save(*args, **kwargs)

    def __str__(self):
        return self.title

    @property
    def chair_words(self):
        """Who presides, one or two (ND-42), each with the title before the name."""
        people = [(self.chair, self.chair_title), (self.co_chair, self.co_chair_title)]
        words = [titled(person, title) for person, title in people if person]
        return f"{words[0]} và {words[1]} (đồng chủ trì)" if len(words) == 2 else "".join(words)

    @property
    def is_co_chaired(self):
        return self.co_chair_id is not None

    @property
    def ends_on(self):
        """The day from which periods after the conference run (P8)."""
        return self.last_day_on or self.held_on

    @property
    def is_ad_hoc(self):
        return self.kind == ConferenceKind.AD_HOC

    @property
    def is_live(self):
        """Open: what happens in the hall can be recorded; before and after it is read-only."""
        return self.state == ConferenceState.OPEN

    @property
    def is_under_way(self):
        """Opened and not closed: open, or interrupted until it goes on."""
        return self.state in (ConferenceState.OPEN, ConferenceState.INTERRUPTED)

    @property
    def is_in_preparation(self):
        return self.state in (ConferenceState.PREPARING, ConferenceState.SCHEDULED)

    @property
    def is_exempted(self):
        return bool(self.exemption_reason)


class ConferenceVenue(Ordered):
    """Where people sit; several are halls joined by a line (điểm cầu)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="venues")
    name = models.CharField("địa điểm", max_length=200)

    def __str__(self):
        return self.name


class PartQuerySet(models.QuerySet):
    """Rows that belong to a commune through their conference."""

    def visible_to(self, user):
        return self.filter(conference__in=Conference.objects.visible_to(user))


class InvitedGroup(Ordered):
    """A group of those who are invited, with its expected and real head count (LP-90)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="groups")
    name = models.CharField("thành phần", max_length=300)
    role = models.CharField("vai trò", max_length=12, choices=GroupRole, default=GroupRole.PEOPLE)
    expected = models.PositiveSmallIntegerField("dự kiến", null=True, blank=True)
    present = models.PositiveSmallIntegerField("có mặt", null=True, blank=True)
    objects = PartQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = "thành phần"
        verbose_name_plural = "thành phần"

    def __str__(self):
        return self.name


class AgendaStep(Ordered):
    """One item of the programme (mục chương trình), planned and as it really went; it may have a queue of speakers."""

    MOVES = AGENDA_STEP_MOVES

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="steps")
    state = models.CharField("trạng thái", max_length=10, choices=StepState, default=StepState.PENDING)
    contents = models.TextField("nội dung", help_text="Mỗi dòng một ý.")
    responsible = models.TextField("người thực hiện", blank=True)
    takes_contributions = models.BooleanField("có phát biểu", default=False)
    planned_at = models.TimeField("giờ dự kiến", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày thứ", default=1)
    # The queue opens and closes by the secretary's hand; closed, only the desk adds names (live-room 1).
    is_queue_open = models.BooleanField("đang nhận đăng ký phát biểu", default=False)
    limit_seconds = models.PositiveSmallIntegerField("thời gian mỗi lượt (giây)", null=True, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    objects = PartQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = "mục chương trình"
        verbose_name_plural = "chương trình"

    @property
    def commune_id(self):
        return self.conference.commune_id

    @property
    def heading(self):
        return (self.contents.splitlines() or [""])[0]

    def __str__(self):
        return f"Mục {self.order}: {self.heading}"
