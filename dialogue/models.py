"""The conference: day, place, people, agenda, its notices and invitations, and the record of the day."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Channel, Role
from core.vietnamese import fold
from dialogue.states import (
    AGENDA_STEP_MOVES,
    CONFERENCE_MOVES,
    CONTRIBUTION_MOVES,
    PUBLIC_NOTICE_MOVES,
    ConferenceState,
    ContributionState,
    Outcome,
    PublicNoticeState,
    Reply,
    Session,
    StepState,
)
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

    def preparing(self):
        return self.filter(state=ConferenceState.PREPARING)

    def scheduled(self):
        return self.filter(state=ConferenceState.SCHEDULED)

    def running(self):
        return self.filter(state=ConferenceState.OPEN)

    def inviting(self, unit_ids):
        """Conferences to which one of these units is invited."""
        return self.filter(pk__in=Invitation.objects.filter(unit__in=unit_ids).values("conference"))

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


class Conference(Owned, Versioned):
    """One hội nghị đối thoại."""

    MOVES = CONFERENCE_MOVES

    state = models.CharField(
        "trạng thái", max_length=10, choices=ConferenceState, default=ConferenceState.PREPARING
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
    def is_in_preparation(self):
        return self.state in (ConferenceState.PREPARING, ConferenceState.SCHEDULED)

    @property
    def is_exempted(self):
        return bool(self.exemption_reason)


class ConferenceVenue(Ordered):
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="venues")
    name = models.CharField("địa điểm", max_length=200)

    def __str__(self):
        return self.name


class PartQuerySet(models.QuerySet):
    """Rows that belong to a commune through their conference."""

    def visible_to(self, user):
        return self.filter(conference__in=Conference.objects.visible_to(user))


class InvitedGroup(Ordered):
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
    MOVES = AGENDA_STEP_MOVES

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="steps")
    state = models.CharField("trạng thái", max_length=10, choices=StepState, default=StepState.PENDING)
    contents = models.TextField("nội dung", help_text="Mỗi dòng một ý.")
    responsible = models.TextField("người thực hiện", blank=True)
    takes_contributions = models.BooleanField("có phát biểu", default=False)
    planned_at = models.TimeField("giờ dự kiến", null=True, blank=True)
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


class InvitationQuerySet(OwnedQuerySet):
    def printed_for(self, day):
        """Invitations whose paper names this day."""
        return self.exclude(paper=None).filter(names_on=day)

    def unprinted_for(self, day):
        return self.exclude(paper__isnull=False, names_on=day)

    def sent_for(self, day):
        """Sent, and the paper names this day: others do not count (P10)."""
        return self.exclude(sent_on=None).filter(names_on=day)

    def unsent_for(self, day):
        return self.exclude(sent_on__isnull=False, names_on=day)

    def with_names(self):
        return self.select_related("unit", "group", "paper")


class Invitation(Owned):
    """One invitee: a body or a person; `names_on` is the day that the printed invitation names (P10)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="invitations")
    group = models.ForeignKey(
        InvitedGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="thành phần",
    )
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    invitee = models.CharField("người, cơ quan được mời", max_length=200)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    channel = models.CharField("cách gửi", max_length=20, choices=Channel, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    names_on = models.DateField("ngày họp ghi trong giấy", null=True, blank=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    reply = models.CharField("trả lời", max_length=10, choices=Reply, default=Reply.NONE)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "invitee", "title"], name="invitee_once")
        ]

    def __str__(self):
        return self.invitee

    @property
    def is_printed(self):
        """The paper names the day that holds now."""
        return self.paper_id is not None and self.names_on == self.conference.held_on

    @property
    def is_sent(self):
        """Sent, with the day that holds now."""
        return self.sent_on is not None and self.names_on == self.conference.held_on


class PublicNoticeQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows if user.is_authenticated and not user.roles <= {Role.PROVINCE} else rows.none()

    def in_force(self):
        return self.filter(state=PublicNoticeState.ISSUED)

    def current(self):
        """Drafts and issued notices, not those that a moved date has superseded."""
        return self.exclude(state=PublicNoticeState.SUPERSEDED)


class PublicNotice(Owned, Versioned):
    """Thông báo công khai of time, participants, place and content."""

    MOVES = PUBLIC_NOTICE_MOVES

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="notices")
    state = models.CharField(
        "trạng thái", max_length=10, choices=PublicNoticeState, default=PublicNoticeState.DRAFT
    )
    text = models.TextField("lời thông báo thêm", blank=True)
    names_on = models.DateField("ngày họp ghi trong thông báo", null=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo công khai"
        verbose_name_plural = "thông báo công khai"

    def __str__(self):
        return f"Thông báo: {self.conference.title}"[:300]

    @property
    def is_draft(self):
        return self.state == PublicNoticeState.DRAFT

    @property
    def is_in_force(self):
        return self.state == PublicNoticeState.ISSUED


class Publication(Owned):
    """The notice went out through one channel on one day, with its proof (LP-53)."""

    notice = models.ForeignKey(PublicNotice, models.CASCADE, related_name="publications")
    channel = models.CharField("kênh", max_length=20, choices=Channel)
    published_on = models.DateField("ngày đăng, phát")
    proof = models.CharField(
        "bằng chứng", max_length=300, blank=True, help_text="Đường dẫn, số phát sóng, người xác nhận…"
    )
    recorded_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần công khai"
        verbose_name_plural = "các lần công khai"
        ordering = ["published_on", "pk"]

    def __str__(self):
        return f"{self.get_channel_display()} {self.published_on:%d/%m/%Y}"


class Contribution(Owned, Versioned):
    """A person spoke in the hall: who, when, what was said, what became of it."""

    MOVES = CONTRIBUTION_MOVES

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="contributions")
    step = models.ForeignKey(AgendaStep, models.PROTECT, null=True, related_name="contributions")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ContributionState, default=ContributionState.SPEAKING
    )
    speaker = models.CharField("người phát biểu", max_length=120)
    place = models.CharField("thôn, đơn vị", max_length=150, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    summary = models.TextField("nội dung phát biểu", blank=True)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    answered_by = models.CharField("người trả lời", max_length=200, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị được giao"
    )
    due_on = models.DateField("hạn giải quyết", null=True, blank=True)

    class Meta:
        verbose_name = "lượt phát biểu"
        verbose_name_plural = "lượt phát biểu"
        ordering = ["started_at", "pk"]

    def __str__(self):
        return f"Phát biểu của {self.speaker}"
