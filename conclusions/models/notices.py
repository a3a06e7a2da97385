"""The conclusion notice of a conference, and the supplement to one that went out in part."""

from django.db import models
from django.db.models import Q

from conclusions.states import CONCLUSION_NOTICE_MOVES, ConclusionNoticeState, ItemGroup
from core.models import Owned, Versioned
from core.models.base import OwnedQuerySet
from core.states import Role
from core.vietnamese import fold
from dialogue.models import delegated_to
from feedback.models import Petition


class ConclusionNoticeQuerySet(OwnedQuerySet):
    def issued(self):
        return self.filter(state=ConclusionNoticeState.ISSUED)

    def visible_to(self, user):
        """Office and chair see drafts; Front, Party and the units see it from the moment of issue (LP-96)."""
        rows = super().visible_to(user)
        if not user.is_authenticated or user.roles <= {Role.PROVINCE}:
            return rows.none()
        if user.roles & {Role.OFFICE, Role.CHAIR}:
            return rows
        return rows.filter(Q(state=ConclusionNoticeState.ISSUED) | delegated_to(user))

    def for_decider(self, user):
        """What this person may decide on as chair or as delegate of that conference."""
        rows = super().visible_to(user)
        return rows if Role.CHAIR in user.roles else rows.filter(delegated_to(user))

    def with_names(self):
        return self.select_related("conference", "commune", "paper")

    def main(self):
        """Without supplements (D-23)."""
        return self.filter(main=None)

    def main_of(self, conference):
        """The conference's notice, or None; its supplement is `notice.supplement`."""
        return self.main().filter(conference=conference).first()

    def search(self, text):
        """Every word of the text, without diacritics, in the conference's title."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows


class ConclusionNotice(Owned, Versioned):
    """Thông báo kết luận of one conference (LP-94), or the supplement to one that went out in part (D-23)."""

    MOVES = CONCLUSION_NOTICE_MOVES

    conference = models.ForeignKey(
        "dialogue.Conference", models.PROTECT, related_name="conclusion_notices", verbose_name="hội nghị"
    )
    # What this one supplements; None: the conference's own notice.
    main = models.OneToOneField("self", models.PROTECT, null=True, related_name="supplement")
    state = models.CharField(
        "trạng thái", max_length=10, choices=ConclusionNoticeState, default=ConclusionNoticeState.DRAFT
    )
    opening = models.TextField("đoạn mở đầu", blank=True)
    general = models.TextField("kết luận chung", blank=True)
    lessons = models.TextField("đánh giá, rút kinh nghiệm", blank=True)
    monitor = models.CharField("cơ quan theo dõi, giám sát", max_length=300, blank=True)
    drafted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    # The day on which the last compulsory recipient was served (D-22).
    dispatched_on = models.DateField("ngày gửi đủ", null=True)
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    search_text = models.TextField(editable=False, default="")
    objects = ConclusionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo kết luận"
        verbose_name_plural = "thông báo kết luận"
        indexes = [models.Index(fields=["commune", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"], condition=Q(main=None), name="one_notice_of_a_conference"
            )
        ]

    def save(self, *args, **kwargs):
        self.search_text = fold(self.conference.title)
        super().save(*args, **kwargs)

    def __str__(self):
        what = "Thông báo kết luận bổ sung" if self.main_id else "Thông báo kết luận"
        return f"{what}: {self.conference.title}"

    @property
    def is_editable(self):
        return self.state in (ConclusionNoticeState.DRAFT, ConclusionNoticeState.RETURNED)

    def petitions_to_cover(self):
        """What the notice has to speak about: every matter of the conference; of a supplement what was deferred."""
        matters = Petition.objects.for_conference(self.conference_id).matters().order_by("pk")
        return matters.filter(pk__in=self.main.deferrals().values("petition")) if self.main_id else matters

    def uncovered_petitions(self):
        """Petitions to cover that no line answers and nobody left out with a reason."""
        return (
            self.petitions_to_cover()
            .exclude(pk__in=self.items.exclude(petition=None).values("petition"))
            .exclude(pk__in=self.omissions.values("petition"))
        )

    def deferrals(self):
        """What waits for the supplement (D-23)."""
        return self.omissions.filter(is_deferred=True)

    def unfinished_items(self):
        """Pending lines without a unit or a date (LP-66, D-26)."""
        return self.items.filter(group=ItemGroup.PENDING).filter(Q(unit=None) | Q(due_on=None))
