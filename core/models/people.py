"""People, their posts and who stands in for whom."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from core.clock import local_today
from core.models.base import OwnedQuerySet
from core.models.places import Commune, Unit
from core.states import Role
from core.vietnamese import fold, sort_key


class UserQuerySet(OwnedQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def holding(self, commune, *roles, unit=None, on=None):
        """Active people who hold one of the roles in this commune on that day (today), through a post."""
        posts = Post.objects.current(on).filter(commune=commune, role__in=roles)
        if unit is not None:
            posts = posts.filter(unit=unit)
        return self.active().filter(pk__in=posts.values("user")).order_by("sort_key")

    def of_unit(self, unit, on=None):
        return self.active().filter(pk__in=Post.objects.current(on).filter(unit=unit).values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_queryset(self):
        # Every page names the signed-in person's commune: one query less on each of them.
        return super().get_queryset().select_related("commune")

    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, username, password=None, **fields):
        raise NotImplementedError("There is no superuser: give the person a post with the role admin.")


class User(AbstractBaseUser):
    """A person with an account; roles come from posts, never from the account itself."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)
    folded = models.CharField(max_length=200, editable=False)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="users", verbose_name="xã"
    )
    is_active = models.BooleanField("được đăng nhập", default=True)
    wants_email = models.BooleanField("nhận thư nhắc việc", default=True)
    # Set with a password that the admin made: the person chooses an own one before anything else.
    must_change_password = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def save(self, *args, **kwargs):
        # Vietnamese names sort by the given name, which stands last.
        words = self.full_name.split()
        self.sort_key = sort_key(" ".join(words[-1:] + words[:-1]))[:600]
        self.folded = fold(f"{self.full_name} {self.username}")[:200]
        super().save(*args, **kwargs)

    def __str__(self):
        return self.full_name

    @cached_property
    def posts_now(self):
        """Posts held today, the main one first; one query per request."""
        if self.pk is None:
            return []
        return list(
            Post.objects.current().filter(user=self).select_related("unit").order_by("-is_main", "pk")
        )

    @cached_property
    def delegations_now(self):
        """Delegations to this person in force today."""
        return list(Delegation.objects.current().filter(delegate=self)) if self.pk else []

    @cached_property
    def roles(self):
        """Roles held today through posts, in the person's own commune."""
        return {Role(post.role) for post in self.posts_now}

    @cached_property
    def unit_ids(self):
        return {post.unit_id for post in self.posts_now}

    @property
    def main_post(self):
        return self.posts_now[0] if self.posts_now else None


class PostQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        day = on or local_today()
        return self.filter(starts_on__lte=day).not_over(day)

    def not_over(self, on: date | None = None):
        """Held on that day (today) or beginning later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on or local_today()))


class Post(models.Model):
    """A person's office in a unit: title on papers, role in the software."""

    commune = models.ForeignKey(Commune, models.PROTECT, related_name="posts", verbose_name="xã")
    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name="người giữ chức vụ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    title = models.CharField(
        "chức vụ", max_length=120, help_text="Như in trên văn bản, ví dụ: Chủ tịch UBND xã."
    )
    is_main = models.BooleanField("chức vụ chính", default=True)
    starts_on = models.DateField("từ ngày", default=local_today)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="post_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["commune", "role"])]

    def __str__(self):
        return f"{self.title}, {self.unit.short_name}"


class DelegationQuerySet(OwnedQuerySet):
    def current(self, on: date | None = None):
        day = on or local_today()
        return self.filter(revoked_at=None, starts_on__lte=day, ends_on__gte=day)

    def standing(self):
        """In force today or on a day to come."""
        return self.filter(revoked_at=None, ends_on__gte=local_today())

    def about(self, subject):
        """Delegations for this very thing and no other (LP-68)."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)


class Delegation(models.Model):
    """Uỷ quyền: the chair lets another person chair a conference, for a reason, from–to (LP-68)."""

    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name="xã")
    delegator = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_given", verbose_name="người uỷ quyền"
    )
    delegate = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_received", verbose_name="người được uỷ quyền"
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    reason = models.TextField("lý do")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "uỷ quyền"
        verbose_name_plural = "uỷ quyền"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="delegation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(delegate=models.F("delegator")), name="delegation_to_another"
            ),
        ]
        indexes = [
            models.Index(fields=["commune", "-ends_on"]),
            models.Index(fields=["subject_type", "subject_id"]),
        ]

    @property
    def subject(self):
        """The conference itself, or None if it is no longer there."""
        return self.subject_type.model_class()._base_manager.filter(pk=self.subject_id).first()

    def __str__(self):
        return f"{self.delegator} uỷ quyền cho {self.delegate}"
