"""The admin's writes about people: accounts, passwords, posts."""

from django.db import transaction

from core import rules
from core.editing import save_plain
from core.log import record
from core.models import Commune, Post, User
from core.passwords import initial_password
from core.vietnamese import short_date


@transaction.atomic
def create_user(*, commune, values, actor):
    """A new account without a post; returns (user, initial password), which is nowhere else to be read."""
    rules.check_can_administer(actor, commune)
    user = User(commune=commune, must_change_password=True, **values)
    password = initial_password(user)
    user.set_password(password)
    user.save()
    record(actor=actor, action="user.create", subject=user, sentence=f"đã tạo tài khoản {user.username}")
    return user, password


@transaction.atomic
def edit_user(*, user, values, actor):
    rules.check_can_administer(actor, user.commune)
    return save_plain(
        user, actor=actor, values=values, action="user.edit", sentence="đã sửa thông tin tài khoản"
    )


@transaction.atomic
def deactivate_user(*, user, actor):
    """No more signing in, open sessions end with the next click; all that the person did stays."""
    _one_admin_at_a_time(user.commune_id)
    rules.check_can_deactivate_user(actor, user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor=actor, action="user.deactivate", subject=user, sentence="đã ngừng tài khoản")


@transaction.atomic
def activate_user(*, user, actor):
    rules.check_can_activate_user(actor, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor=actor, action="user.activate", subject=user, sentence="đã cho dùng lại tài khoản")


@transaction.atomic
def reset_password(*, user, actor):
    """A new initial password, shown once; the old one and every open session stop working."""
    rules.check_can_reset_password(actor, user)
    password = initial_password(user)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(actor=actor, action="user.reset_password", subject=user, sentence="đã đặt lại mật khẩu")
    return password


@transaction.atomic
def give_post(*, user, unit, role, title, is_main, starts_on, ends_on, actor):
    """A post from one local date to another (both included; None = until it is ended)."""
    rules.check_can_give_post(actor, user, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on)
    if is_main:
        user.posts.filter(is_main=True).update(is_main=False)
    post = Post.objects.create(
        commune_id=user.commune_id,
        user=user,
        unit=unit,
        role=role,
        title=title,
        is_main=is_main or not user.posts.not_over().exists(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    until = f" đến hết {short_date(ends_on)}" if ends_on else ""
    record(
        actor=actor, action="user.give_post", subject=user,
        sentence=f"đã giao chức vụ {title}, {unit} (vai trò {post.get_role_display()}) từ {short_date(starts_on)}{until}",
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, post, ends_on, actor):
    """`ends_on` is the last day on which the post is held."""
    _one_admin_at_a_time(post.commune_id)
    rules.check_can_end_post(actor, post, ends_on=ends_on)
    post.ends_on = ends_on
    post.save(update_fields=["ends_on"])
    record(
        actor=actor, action="user.end_post", subject=post.user,
        sentence=f"đã kết thúc chức vụ {post.title}, {post.unit} vào {short_date(ends_on)}",
    )  # fmt: skip


def _one_admin_at_a_time(commune_id):
    """Two admins who remove each other in the same second meet here, one after the other."""
    Commune.objects.select_for_update().get(pk=commune_id)
