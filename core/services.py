"""Writes of the ground room: contact details, passwords."""

from django.db import transaction

from core.log import differences, record


@transaction.atomic
def change_own_contact(*, user, values, actor):
    """A person's own mail address, phone and wish for mail."""
    labels = {"email": "thư điện tử", "phone": "điện thoại", "wants_email": "nhận thư"}
    before = type(user).objects.filter(pk=user.pk).values(*labels).get()
    for name in labels:
        setattr(user, name, values[name])
    user.save()
    record(actor=actor, action="user.contact", subject=user, sentence="đã sửa thông tin liên hệ", changes=differences(before, values, labels))  # fmt: skip


@transaction.atomic
def change_password(*, user, password, actor):
    """A new password; the log says that it changed, never what it is."""
    user.set_password(password)
    user.save()
    record(actor=actor, action="user.password", subject=user, sentence="đã đổi mật khẩu")
